package io.cardport.app.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class DeliveryKeysTest {
    private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");

    private final Shelf shelf = new Shelf();
    private final Random random = new Random(1);

    /** Keys in memory. */
    private static final class Shelf implements DeliveryKeyStore {
        private List<DeliveryKey> keys = List.of();

        @Override
        public synchronized List<DeliveryKey> all() {
            return keys;
        }

        @Override
        public synchronized List<DeliveryKey> exclusively(UnaryOperator<List<DeliveryKey>> change) {
            keys = List.copyOf(change.apply(keys));
            return keys;
        }
    }

    /** What a node that starts then does. */
    private DeliveryKeys nodeAfter(Duration time) {
        return new DeliveryKeys(shelf, random, () -> START.plus(time));
    }

    private static List<String> kids(List<DeliveryKey> keys) {
        return keys.stream().map(DeliveryKey::kid).toList();
    }

    @Test
    void theFirstKeySignsAtOnceAndIsEverybodys() {
        List<String> first = kids(nodeAfter(Duration.ZERO).signing());

        assertThat(first).hasSize(1);
        assertThat(kids(nodeAfter(Duration.ofSeconds(1)).signing())).isEqualTo(first);
        assertThat(kids(nodeAfter(Duration.ofDays(300)).published())).isEqualTo(first);
        assertThat(kids(nodeAfter(Duration.ofMinutes(-10)).signing()))
                .as("a node whose clock is behind")
                .isEqualTo(first);
    }

    @Test
    void aSuccessorIsPublishedBeforeItSignsAndTheOldOneStays() {
        String old = nodeAfter(Duration.ZERO).signing().getFirst().kid();
        assertThat(kids(nodeAfter(Duration.ofDays(364).minusSeconds(1)).published()))
                .containsExactly(old);

        DeliveryKeys dayBefore = nodeAfter(Duration.ofDays(364));
        assertThat(kids(dayBefore.signing())).containsExactly(old);
        assertThat(dayBefore.published()).hasSize(2);
        String fresh = dayBefore.published().getFirst().kid();
        assertThat(fresh).isNotEqualTo(old);

        assertThat(kids(nodeAfter(Duration.ofDays(365).minusSeconds(1)).signing()))
                .containsExactly(old);
        assertThat(kids(nodeAfter(Duration.ofDays(365)).signing())).containsExactly(fresh, old);
        assertThat(kids(nodeAfter(Duration.ofDays(395).minusSeconds(1)).signing()))
                .containsExactly(fresh, old);
        DeliveryKeys later = nodeAfter(Duration.ofDays(395));
        assertThat(kids(later.signing())).containsExactly(fresh);
        assertThat(kids(later.published())).containsExactly(fresh, old);
        assertThat(kids(nodeAfter(Duration.ofDays(425)).published())).containsExactly(fresh);

        nodeAfter(Duration.ofDays(730)).signing();
        assertThat(kids(shelf.all()))
                .as("the third year forgets the first")
                .hasSize(2)
                .doesNotContain(old);
    }

    @Test
    void aGatewayThatSleptForYearsSignsWithAKeyThatIsKnown() {
        String old = nodeAfter(Duration.ZERO).signing().getFirst().kid();

        DeliveryKeys woken = nodeAfter(Duration.ofDays(2000));

        assertThat(kids(woken.signing())).containsExactly(old);
        assertThat(woken.published()).hasSize(2);
    }
}
