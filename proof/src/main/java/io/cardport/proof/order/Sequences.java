package io.cardport.proof.order;

import java.util.ArrayList;
import java.util.List;

/** Every way in which events can arrive: each at least once, in any order, any of them again, up to a length. */
final class Sequences {
    private Sequences() {}

    /**
     * All of them.
     *
     * @param events how many events there are
     * @param longest how many deliveries at most
     * @return the events' places in their life, in the order of delivery
     */
    static List<int[]> of(int events, int longest) {
        List<int[]> all = new ArrayList<>();
        for (int length = events; length <= longest; length++) {
            extend(new int[length], 0, events, 0, all);
        }
        return all;
    }

    private static void extend(int[] sequence, int at, int events, int seen, List<int[]> all) {
        int missing = events - Integer.bitCount(seen);
        if (missing > sequence.length - at) {
            return;
        }
        if (at == sequence.length) {
            all.add(sequence.clone());
            return;
        }
        for (int event = 0; event < events; event++) {
            sequence[at] = event;
            extend(sequence, at + 1, events, seen | 1 << event, all);
        }
    }
}
