package io.cardport.proof.order;

import io.cardport.domain.card.CardState;
import java.util.Arrays;
import java.util.List;

/**
 * What an issuer does to one card, step by step.
 *
 * @param name tells lives of one issuer apart
 * @param steps in the order in which they happen
 */
record Life(String name, List<Step> steps) {
    Life {
        steps = List.copyOf(steps);
    }

    /**
     * One thing that happens to a card.
     *
     * @param word the issuer's word for what the card is then
     * @param state what that is in our words, by the table of the providers' page
     * @param time whether the webhook that tells it says when it happened
     */
    record Step(String word, CardState.Name state, Time time) {
        /** Reads "WORD=STATE" and, for what is told without a time, "WORD=STATE?". */
        private static Step of(String text) {
            boolean dated = !text.endsWith("?");
            String[] parts = text.replace("?", "").split("=", -1);
            return new Step(parts[0], CardState.Name.valueOf(parts[1]), dated ? Time.TOLD : Time.NOT_TOLD);
        }
    }

    /** Whether an issuer says when something happened. */
    enum Time {
        TOLD,
        NOT_TOLD
    }

    static Life of(String name, String steps) {
        return new Life(name, Arrays.stream(steps.split(" ", -1)).map(Step::of).toList());
    }

    /** How the life has gone so far. */
    Life first(int count) {
        return new Life(name, steps.subList(0, count));
    }

    Step last() {
        return steps.getLast();
    }

    /** The latest step that was told with its time; what decides while nobody has looked. */
    int lastDated() {
        for (int at = steps.size() - 1; at >= 0; at--) {
            if (steps.get(at).time() == Time.TOLD) {
                return at;
            }
        }
        return -1;
    }
}
