package io.cardport.app.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardport.domain.account.Actor;
import io.cardport.domain.account.Scope;
import io.cardport.domain.card.Card;
import io.cardport.domain.holder.Cardholder;
import io.cardport.domain.id.DeliveryId;
import io.cardport.domain.idempotency.Claim;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.operation.Subject;
import io.cardport.domain.store.CardholderStore;
import io.cardport.domain.store.OperationStore;
import io.cardport.domain.store.ReferenceStore;
import io.cardport.domain.store.StoreUnavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What happens when transactions are in each other's way. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContentionTest {
    private static final Scope ALL = new Scope.Everything();

    private final Samples samples = new Samples();
    private final TestStores database = TestStores.fresh();

    @AfterAll
    void close() {
        database.close();
    }

    private static <T> List<T> atOnce(int threads, Callable<T> work) throws InterruptedException, ExecutionException {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> running = IntStream.range(0, threads)
                    .mapToObj(i -> executor.submit(work))
                    .toList();
            List<T> results = new ArrayList<>();
            for (Future<T> one : running) {
                results.add(one.get());
            }
            return results;
        }
    }

    private Card storedCard(String email) {
        Cardholder holder = samples.holder(email);
        Card card = samples.card(holder.id());
        database.write(stores -> {
            stores.cardholders().insert(holder);
            stores.cards().insert(card);
        });
        return card;
    }

    @Test
    void ofSixtyFourClaimsOfOneKeyOneWins() throws Exception {
        Actor caller = new Actor.OfDistributor(samples.distributor);
        List<Optional<Claim>> holders = atOnce(
                64,
                () -> database.work()
                        .write(stores -> stores.claims()
                                .claim(new Claim(
                                        caller,
                                        "key-64",
                                        "f".repeat(64),
                                        new Subject.OfCard(samples.ids.card()),
                                        Samples.NOW,
                                        Optional.empty()))));

        assertThat(holders.stream().filter(Optional::isEmpty)).hasSize(1);
        assertThat(holders.stream().flatMap(Optional::stream).map(Claim::made).distinct())
                .hasSize(1);
    }

    @Test
    void ofManyOperationsOneGetsTheLane() throws Exception {
        Card card = storedCard("lane@example.com");
        List<OperationStore.Added> added = atOnce(
                16,
                () -> database.work()
                        .write(stores ->
                                stores.operations().insert(samples.issuing(card, Optional.of("lane-of-one")))));

        assertThat(added.stream().filter(OperationStore.Added.Inserted.class::isInstance))
                .hasSize(1);
        assertThat(database.count("SELECT count(*) FROM operations WHERE lane = 'lane-of-one'"))
                .isEqualTo(1);
    }

    @Test
    void ofManyCardholdersWithOneEmailOneIsAdded() throws Exception {
        List<CardholderStore.Added> added = atOnce(
                16,
                () -> database.work().write(stores -> stores.cardholders().insert(samples.holder("race@example.com"))));

        assertThat(added.stream().filter(CardholderStore.Added.ADDED::equals)).hasSize(1);
    }

    @Test
    void whoeverLosesADeadlockRunsAgain() throws Exception {
        Card one = storedCard("deadlock-1@example.com");
        Card two = storedCard("deadlock-2@example.com");
        CyclicBarrier bothHoldOne = new CyclicBarrier(2);
        AtomicInteger runs = new AtomicInteger();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> forth = executor.submit(() -> lockBoth(one, two, bothHoldOne, runs));
            Future<?> back = executor.submit(() -> lockBoth(two, one, bothHoldOne, runs));
            forth.get();
            back.get();
        }

        assertThat(runs).hasValueGreaterThan(2);
        for (Card card : List.of(one, two)) {
            Optional<Card> after = database.work().read(stores -> stores.cards().find(ALL, card.id()));
            assertThat(after.map(now -> now.times().version())).contains(3L);
        }
    }

    private void lockBoth(Card first, Card second, CyclicBarrier bothHoldOne, AtomicInteger runs) {
        database.write(stores -> {
            Card held = stores.cards().lock(ALL, first.id()).orElseThrow();
            if (runs.incrementAndGet() <= 2) {
                meet(bothHoldOne);
            }
            Card other = stores.cards().lock(ALL, second.id()).orElseThrow();
            stores.cards().update(held.touched(Samples.NOW));
            stores.cards().update(other.touched(Samples.NOW));
        });
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(30, TimeUnit.SECONDS);
        } catch (Exception late) {
            throw new IllegalStateException(late);
        }
    }

    @Test
    void aSignalParkedWhileItsReferenceIsLearntIsNotLost() throws Exception {
        for (int round = 0; round < 40; round++) {
            var reference = new ReferenceStore.Reference(
                    Samples.ACCOUNT, ReferenceStore.Kind.CARD, new ProviderRef("raced-" + round));
            Subject subject = new Subject.OfCard(samples.ids.card());
            DeliveryId delivery = samples.ids.delivery();
            CountDownLatch go = new CountDownLatch(1);
            try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
                Future<Optional<Subject>> parking = executor.submit(() -> {
                    go.await();
                    return database.work().write(stores -> {
                        Optional<Subject> known = stores.references().lock(reference);
                        if (known.isEmpty()) {
                            stores.references().park(reference, delivery);
                        }
                        return known;
                    });
                });
                Future<List<DeliveryId>> binding = executor.submit(() -> {
                    go.await();
                    return database.work().write(stores -> stores.references().bind(reference, subject));
                });
                go.countDown();

                boolean seenByParker = parking.get().isPresent();
                boolean seenByBinder = binding.get().contains(delivery);
                assertThat(seenByParker != seenByBinder).isTrue();
            }
        }
        assertThat(database.count("SELECT count(*) FROM parked_deliveries")).isZero();
    }

    @Test
    void aBinderThatWaitedForAParkerSeesWhatItParked() throws Exception {
        var reference =
                new ReferenceStore.Reference(Samples.ACCOUNT, ReferenceStore.Kind.CARD, new ProviderRef("waited-for"));
        DeliveryId delivery = samples.ids.delivery();
        CountDownLatch locked = new CountDownLatch(1);
        CountDownLatch binderWaits = new CountDownLatch(1);
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> parking = executor.submit(() -> database.write(stores -> {
                stores.references().lock(reference);
                locked.countDown();
                awaited(binderWaits);
                stores.references().park(reference, delivery);
            }));
            locked.await();
            Future<List<DeliveryId>> binding = executor.submit(() -> database.work()
                    .write(stores -> stores.references().bind(reference, new Subject.OfCard(samples.ids.card()))));
            while (database.count("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                            + " AND datname = current_database()")
                    == 0) {
                Thread.sleep(5);
            }
            binderWaits.countDown();

            parking.get();
            assertThat(binding.get()).containsExactly(delivery);
        }
    }

    private static void awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    @Test
    void workInsideWorkIsRefused() {
        assertThatThrownBy(() -> database.write(outer -> database.write(inner -> inner.undo())))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aConnectionThatDiesInTheMiddleIsTheDatabaseBeingAway() {
        Card card = storedCard("killed@example.com");

        assertThatThrownBy(() -> database.write(stores -> {
                    stores.cards().lock(ALL, card.id());
                    database.rows(
                            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
                                    + " AND state = 'idle in transaction'",
                            row -> true);
                    stores.cards().update(card.touched(Samples.NOW));
                }))
                .isInstanceOf(StoreUnavailable.class);
        Optional<Card> after = database.work().read(stores -> stores.cards().find(ALL, card.id()));
        assertThat(after).contains(card);
    }
}
