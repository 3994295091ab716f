package io.cardport.app.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * When keys are made, sign and are published. A year after a key began to sign, its successor does, published a day
 * before, so that no receiver meets a signature whose key it could not have had. For 30 days both sign, for receivers that
 * hold a key instead of asking for the set; for 30 more the old one stays published, for signatures read late.
 */
final class KeyLives {
    static final Duration TURN = Duration.ofDays(365);
    static final Duration LEAD = Duration.ofDays(1);
    static final Duration OVERLAP = Duration.ofDays(30);
    static final Duration AFTERLIFE = Duration.ofDays(60);

    private final List<DeliveryKey> newestFirst;

    KeyLives(List<DeliveryKey> keys) {
        this.newestFirst = keys.stream()
                .sorted(Comparator.comparing(DeliveryKey::signsFrom)
                        .thenComparing(DeliveryKey::kid)
                        .reversed())
                .toList();
    }

    /** Whether another key is to be made now. */
    boolean isDue(Instant now) {
        return newestFirst.isEmpty()
                || !newestFirst.getFirst().signsFrom().plus(TURN).isAfter(now.plus(LEAD));
    }

    /** When a key made now begins to sign: the first of all at once, because there is no other. */
    Instant nextSignsFrom(Instant now) {
        return newestFirst.isEmpty() ? now : now.plus(LEAD);
    }

    /** Those that sign now, newest first, at least one where there are any. */
    List<DeliveryKey> signing(Instant now) {
        List<DeliveryKey> signing = within(OVERLAP, now).stream()
                .filter(key -> !key.signsFrom().isAfter(now))
                .toList();
        if (!signing.isEmpty() || newestFirst.isEmpty()) {
            return signing;
        }
        // Our clock is behind that of the node which made the first key.
        return List.of(newestFirst.getLast());
    }

    /** Those that receivers may need, newest first. */
    List<DeliveryKey> published(Instant now) {
        return within(AFTERLIFE, now);
    }

    private List<DeliveryKey> within(Duration afterItsSuccessor, Instant now) {
        return IntStream.range(0, newestFirst.size())
                .filter(at -> at == 0
                        || now.isBefore(newestFirst.get(at - 1).signsFrom().plus(afterItsSuccessor)))
                .mapToObj(newestFirst::get)
                .toList();
    }
}
