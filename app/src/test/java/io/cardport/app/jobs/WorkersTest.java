package io.cardport.app.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.app.GatewayFixture;
import io.cardport.app.jobs.Workers.Pace;
import io.cardport.domain.id.DeliveryId;
import io.cardport.domain.id.Id;
import io.cardport.domain.issuing.ProviderAccount;
import io.cardport.domain.issuing.ProviderDirectory;
import io.cardport.domain.usecase.Context;
import io.cardport.domain.usecase.TakeDueWork;
import io.cardport.domain.usecase.TakeDueWork.DueDelivery;
import io.cardport.domain.webhook.StoredDelivery;
import io.cardport.testkit.SequentialIds;
import io.cardport.testkit.SettableClock;
import io.cardport.testkit.store.InMemoryStores;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two nodes that work on the same deliveries, one of which stops in the middle. */
class WorkersTest {
    private static final DeliveryId DELIVERY = new SequentialIds().delivery();

    private final SettableClock clock = SettableClock.at("2026-11-20T12:00:00Z");
    private final InMemoryStores stores = new InMemoryStores(draft -> new byte[0]);
    private final TakeDueWork take = new TakeDueWork(new Context(stores, new None(), new SequentialIds(), clock));
    private final Queue<DeliveryId> begun = new ConcurrentLinkedQueue<>();
    private final CountDownLatch end = new CountDownLatch(1);

    private record None() implements ProviderDirectory {
        @Override
        public Optional<ProviderAccount> find(String account) {
            return Optional.empty();
        }

        @Override
        public List<ProviderAccount> all() {
            return List.of();
        }

        @Override
        public Optional<String> defaultAccount() {
            return Optional.empty();
        }
    }

    private final class Deliveries implements Workers.Source<DueDelivery> {
        private final Function<DeliveryId, Optional<Duration>> work;

        Deliveries(Function<DeliveryId, Optional<Duration>> work) {
            this.work = work;
        }

        @Override
        public List<DueDelivery> take(int limit) {
            return take.deliveries(Workers.LEASE, limit);
        }

        @Override
        public Instant extend(List<Id> ids, Instant leasedUntil, Duration lease) {
            return take.extend(TakeDueWork.Kind.DELIVERIES, ids, leasedUntil, lease);
        }

        @Override
        public Id id(DueDelivery due) {
            return due.id();
        }

        @Override
        public Instant leasedUntil(DueDelivery due) {
            return due.leasedUntil();
        }

        @Override
        public Optional<Duration> work(DueDelivery due) {
            return work.apply(due.id());
        }
    }

    private Workers<DueDelivery> node(Function<DeliveryId, Optional<Duration>> work) {
        return new Workers<>("test", new Pace(4, Duration.ofMillis(1)), () -> true, new Deliveries(work));
    }

    private Optional<Duration> atOnce(DeliveryId id) {
        begun.add(id);
        return Optional.empty();
    }

    private Optional<Duration> neverEnds(DeliveryId id) {
        begun.add(id);
        try {
            end.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    @BeforeEach
    void aDeliveryIsDue() {
        stores.admit(new StoredDelivery(DELIVERY, "memory", "once", new byte[] {1}, clock.instant()));
    }

    @Test
    void whatAKilledNodeHadIsTakenUpWithinThirtySeconds() throws InterruptedException {
        try (Workers<DueDelivery> killed = node(this::neverEnds);
                Workers<DueDelivery> other = node(this::atOnce)) {
            killed.round();
            GatewayFixture.await("the first node's work", () -> begun.size() == 1);
            clock.advance(Workers.LEASE.minusMillis(1));
            other.round();
            assertThat(begun).hasSize(1);

            clock.advance(Duration.ofMillis(1));
            other.round();
            GatewayFixture.await("the other node's work", () -> begun.size() == 2);
            assertThat(Workers.LEASE).isLessThan(Duration.ofSeconds(30));
            end.countDown();
        }
    }

    @Test
    void whatANodeWorksOnForLongStaysItsOwn() throws InterruptedException {
        try (Workers<DueDelivery> slow = node(this::neverEnds);
                Workers<DueDelivery> other = node(this::atOnce)) {
            slow.round();
            GatewayFixture.await("the first node's work", () -> begun.size() == 1);
            for (int times = 0; times < 10; times++) {
                clock.advance(slow.extend());
                other.round();
            }
            assertThat(begun).hasSize(1);
            end.countDown();
        }
    }

    @Test
    void aNodeThatNobodyHearsTakesNothing() throws InterruptedException {
        try (Workers<DueDelivery> cutOff =
                new Workers<>("test", new Pace(4, Duration.ofMillis(1)), () -> false, new Deliveries(this::atOnce))) {
            cutOff.round();
            cutOff.one();
        }
        assertThat(begun).isEmpty();
        assertThat(take.deliveries(Workers.LEASE, 10)).hasSize(1);
    }

    @Test
    void whatHasNoTurnComesBackWhenItWasTold() throws InterruptedException {
        Duration wait = Duration.ofMinutes(5);
        try (Workers<DueDelivery> node = node(id -> {
            begun.add(id);
            return Optional.of(wait);
        })) {
            node.round();
            GatewayFixture.await("the work", () -> begun.size() == 1);
        }
        clock.advance(wait.minusMillis(1));
        assertThat(take.deliveries(Workers.LEASE, 10)).isEmpty();
        clock.advance(Duration.ofMillis(1));
        assertThat(take.deliveries(Workers.LEASE, 10)).hasSize(1);
    }
}
