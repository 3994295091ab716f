package io.cardport.app.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardport.domain.store.StoreUnavailable;
import io.cardport.testkit.SettableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ThisNodeTest {
    private final AtomicLong nanos = new AtomicLong(-5);
    private final Table table = new Table();
    private final ThisNode node =
            new ThisNode(table, SettableClock.at("2026-11-20T12:00:00Z"), new Random(1), Set.of("a"), nanos::get);

    /** A node table that can be out of reach. */
    private static final class Table implements NodeStore {
        private Set<String> unread = Set.of();
        private final List<String> left = new ArrayList<>();
        private boolean away;

        @Override
        public Set<String> beat(Node me) {
            if (away) {
                throw new StoreUnavailable(new IllegalStateException("no connection"));
            }
            return unread;
        }

        @Override
        public void leave(String id) {
            left.add(id);
        }

        @Override
        public List<Node> all() {
            return List.of();
        }

        @Override
        public WordUse use(String word) {
            return new WordUse.NotYet(List.of("other"));
        }

        @Override
        public int forget(Duration silence) {
            return 0;
        }
    }

    @Test
    void takesNothingBeforeItWasHeard() {
        assertThat(node.allowed()).isFalse();
        node.beat();
        assertThat(node.allowed()).isTrue();
    }

    @Test
    void takesNothingFifteenSecondsAfterItWasHeardLast() {
        node.beat();
        table.away = true;
        nanos.addAndGet(Duration.ofSeconds(10).toNanos());
        assertThatThrownBy(node::beat).isInstanceOf(StoreUnavailable.class);
        assertThat(node.allowed()).isTrue();
        nanos.addAndGet(Duration.ofSeconds(5).toNanos());
        assertThat(node.allowed()).isFalse();
        table.away = false;
        node.beat();
        assertThat(node.allowed()).isTrue();
    }

    @Test
    void takesNothingWhileOthersWriteWhatItDoesNotRead() {
        table.unread = Set.of("encryption-key:k2");
        node.beat();
        assertThat(node.allowed()).isFalse();
        assertThat(node.unread()).containsExactly("encryption-key:k2");
    }

    @Test
    void takesNothingOnceItHasLeft() {
        node.beat();
        node.close();
        assertThat(node.allowed()).isFalse();
        assertThat(table.left).containsExactly(node.id());
    }
}
