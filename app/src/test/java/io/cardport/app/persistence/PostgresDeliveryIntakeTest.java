package io.cardport.app.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardport.domain.store.DeliveryIntake.Admission;
import io.cardport.domain.store.StoreUnavailable;
import io.cardport.domain.webhook.StoredDelivery;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresDeliveryIntakeTest {
    private final Samples samples = new Samples();
    private final TestStores database = TestStores.fresh();

    @AfterAll
    void close() {
        database.close();
    }

    @Test
    void ofManyCopiesAtOnceOneIsAdmitted() throws Exception {
        AtomicInteger admitted = new AtomicInteger();
        AtomicInteger duplicates = new AtomicInteger();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int copy = 0; copy < 100; copy++) {
                executor.submit(() -> {
                    switch (database.intake().admit(samples.delivery("copied"))) {
                        case ADMITTED -> admitted.incrementAndGet();
                        case DUPLICATE -> duplicates.incrementAndGet();
                        case FULL, KEPT -> admitted.addAndGet(1_000);
                    }
                });
            }
        }

        assertThat(admitted).hasValue(1);
        assertThat(duplicates).hasValue(99);
        assertThat(database.count("SELECT count(*) FROM inbox WHERE dedupe = 'copied'"))
                .isEqualTo(1);
        assertThat(database.count("SELECT count(*) FROM inbox_work w JOIN inbox i ON i.id = w.delivery_id"
                        + " WHERE i.dedupe = 'copied'"))
                .isEqualTo(1);
    }

    @Test
    void theSameEventOfAnotherAccountIsAnotherEvent() {
        StoredDelivery one = samples.delivery("shared-name");
        StoredDelivery other =
                new StoredDelivery(samples.ids.delivery(), "other-account", one.dedupe(), one.content(), Samples.NOW);

        assertThat(database.intake().admit(one)).isEqualTo(Admission.ADMITTED);
        assertThat(database.intake().admit(other)).isEqualTo(Admission.ADMITTED);
    }

    @Test
    void whatWasAdmittedWhileConnectionsWereKilledIsThere() throws Exception {
        Set<String> admitted = ConcurrentHashMap.newKeySet();
        AtomicInteger unavailable = new AtomicInteger();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> senders = new ArrayList<>();
            for (int sender = 0; sender < 8; sender++) {
                int number = sender;
                senders.add(executor.submit(() -> {
                    for (int event = 0; event < 150; event++) {
                        StoredDelivery delivery = samples.delivery("killed-" + number + "-" + event);
                        try {
                            if (database.intake().admit(delivery) == Admission.ADMITTED) {
                                admitted.add(delivery.id().value());
                            }
                        } catch (StoreUnavailable away) {
                            unavailable.incrementAndGet();
                        }
                    }
                }));
            }
            for (int kill = 0; kill < 8; kill++) {
                database.killSessions();
                Thread.sleep(20);
            }
            for (Future<?> sender : senders) {
                sender.get();
            }
        }

        // The first use of each connection that was killed while idle fails.
        settle();
        List<String> kept = database.rows(
                "SELECT i.id FROM inbox i JOIN inbox_work w ON w.delivery_id = i.id"
                        + " JOIN inbox_dedupe d ON d.delivery_id = i.id WHERE i.dedupe LIKE 'killed-%'",
                row -> Read.text(row, "id"));
        assertThat(admitted).hasSizeGreaterThan(100);
        assertThat(kept).containsAll(admitted);
        assertThat(kept).hasSizeLessThanOrEqualTo(admitted.size() + unavailable.get());
    }

    private void settle() throws InterruptedException {
        for (int attempt = 0; attempt < 50; attempt++) {
            try {
                if (database.intake().admit(samples.delivery("settled")) != Admission.FULL) {
                    return;
                }
            } catch (StoreUnavailable away) {
                Thread.sleep(100);
            }
        }
    }

    @Test
    void oneThatTheDatabaseRefusesDoesNotFailThoseBesideIt() throws Exception {
        List<Future<Admission>> good = new ArrayList<>();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Admission> bad = executor.submit(() -> database.intake().admit(samples.delivery("nul \0 byte")));
            for (int number = 0; number < 50; number++) {
                StoredDelivery delivery = samples.delivery("beside-" + number);
                good.add(executor.submit(() -> database.intake().admit(delivery)));
            }
            for (Future<Admission> one : good) {
                assertThat(one.get()).isEqualTo(Admission.ADMITTED);
            }
            assertThatThrownBy(bad::get).hasRootCauseInstanceOf(java.sql.SQLException.class);
        }
    }

    private List<StoredDelivery> deliveries(String name, int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> samples.delivery(name + "-" + number))
                .toList();
    }

    private List<CompletableFuture<Admission>> kept(List<StoredDelivery> deliveries) {
        return deliveries.stream()
                .map(delivery -> database.intake().keep(delivery).toCompletableFuture())
                .toList();
    }

    private int unpackAll() {
        int all = 0;
        for (int one = unpackOne(); one > 0; one = unpackOne()) {
            all += one;
        }
        return all;
    }

    /** The first use of each connection that was killed while idle fails. */
    private int unpackOne() {
        for (int attempt = 0; ; attempt++) {
            try {
                return database.work().write(stores -> stores.inbox().unpack());
            } catch (StoreUnavailable away) {
                assertThat(attempt).isLessThan(50);
            }
        }
    }

    @Test
    void whoWaitsForManyIsAnsweredWhenTheyAreDurable() {
        List<CompletableFuture<Admission>> answers = kept(deliveries("poured", 4_000));
        assertThat(answers).allSatisfy(answer -> assertThat(answer.join()).isIn(Admission.KEPT, Admission.ADMITTED));
        long packed = answers.stream()
                .filter(answer -> answer.join() == Admission.KEPT)
                .count();
        assertThat(packed).isGreaterThan(1_000);
        assertThat(database.count("SELECT sum(deliveries) FROM inbox_batches")).isEqualTo(packed);
        assertThat(database.count("SELECT count(*) FROM inbox WHERE dedupe LIKE 'poured-%'"))
                .isEqualTo(4_000 - packed);

        assertThat(unpackAll()).isEqualTo((int) packed);
        assertThat(database.count("SELECT count(*) FROM inbox i JOIN inbox_work w ON w.delivery_id = i.id"
                        + " JOIN inbox_dedupe d ON d.delivery_id = i.id WHERE dedupe LIKE 'poured-%'"))
                .isEqualTo(4_000);
    }

    @Test
    void whatIsPackedSaysNothingOfAnybody() {
        byte[] content = "secret-name-in-content".getBytes(StandardCharsets.UTF_8);
        List<StoredDelivery> deliveries = deliveries("silent", 200).stream()
                .map(one -> new StoredDelivery(one.id(), one.account(), one.dedupe(), content, one.receivedAt()))
                .toList();
        kept(deliveries).forEach(CompletableFuture::join);
        List<byte[]> contents = database.rows("SELECT packed FROM inbox_batches", row -> Read.bytes(row, "packed"));
        assertThat(contents)
                .isNotEmpty()
                .allSatisfy(packed -> assertThat(new String(packed, StandardCharsets.ISO_8859_1))
                        .doesNotContain("secret-name-in-content"));
        unpackAll();
    }

    @Test
    void whoeverUnpacksAtTheSameTimeGetsOtherBatches() throws Exception {
        List<CompletableFuture<Admission>> answers = kept(deliveries("shared-out", 2_000));
        kept(deliveries("shared-out", 2_000)).forEach(CompletableFuture::join);
        answers.forEach(CompletableFuture::join);
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> unpacking = new ArrayList<>();
            for (int one = 0; one < 4; one++) {
                unpacking.add(executor.submit(this::unpackAll));
            }
            for (Future<Integer> one : unpacking) {
                one.get();
            }
        }
        unpackAll();
        assertThat(database.count("SELECT count(*) FROM inbox WHERE dedupe LIKE 'shared-out-%'"))
                .isEqualTo(2_000);
        assertThat(database.count("SELECT count(*) FROM inbox_batches")).isZero();
    }

    @Test
    void whatWasKeptWhileConnectionsWereKilledIsThere() throws Exception {
        Set<String> kept = new HashSet<>();
        int unavailable = 0;
        for (int kill = 0; kill < 8; kill++) {
            settle();
            List<StoredDelivery> deliveries = deliveries("cut-" + kill, 300);
            List<CompletableFuture<Admission>> answers = kept(deliveries);
            answers.getFirst().handle((became, failed) -> became).join();
            database.killSessions();
            for (int at = 0; at < answers.size(); at++) {
                try {
                    answers.get(at).join();
                    kept.add(deliveries.get(at).dedupe());
                } catch (CompletionException away) {
                    assertThat(away).hasCauseInstanceOf(StoreUnavailable.class);
                    unavailable++;
                }
            }
        }
        settle();
        unpackAll();
        List<String> there =
                database.rows("SELECT dedupe FROM inbox WHERE dedupe LIKE 'cut-%'", row -> Read.text(row, "dedupe"));
        assertThat(kept).isNotEmpty();
        assertThat(there).containsAll(kept);
        assertThat(there).hasSizeLessThanOrEqualTo(kept.size() + unavailable);
    }

    @Test
    void onlyTheOneThatTheDatabaseRefusesIsNotKept() {
        List<StoredDelivery> deliveries = new ArrayList<>(deliveries("kept-beside", 100));
        deliveries.set(60, samples.delivery("kept-beside nul \0 byte"));
        List<CompletableFuture<Admission>> answers = kept(deliveries);
        assertThat(answers.stream()
                        .filter(answer -> answer.handle((became, failed) -> failed == null)
                                .join()))
                .hasSize(99);
        assertThatThrownBy(answers.get(60)::join).hasRootCauseInstanceOf(java.sql.SQLException.class);
        unpackAll();
        assertThat(database.count("SELECT count(*) FROM inbox WHERE dedupe LIKE 'kept-beside-%'"))
                .isEqualTo(99);
    }

    @Test
    void theContentIsSealedAndComesBack() {
        StoredDelivery delivery = samples.delivery("secret-name-in-content");
        database.intake().admit(delivery);

        byte[] stored = database.rows(
                        "SELECT content FROM inbox WHERE id = ?", row -> Read.bytes(row, "content"), delivery.id())
                .getFirst();
        assertThat(new String(stored, StandardCharsets.ISO_8859_1)).doesNotContain("secret-name-in-content");
        byte[] found = database.work()
                .read(stores -> stores.inbox().find(delivery.id()).orElseThrow().content());
        assertThat(found).containsExactly(delivery.content());
    }

    @Test
    void moreThanThereIsMemoryForIsRefusedUntilThereIsRoomAgain() {
        byte[] large = new byte[1024 * 1024];
        List<StoredDelivery> deliveries = deliveries("large", 70).stream()
                .map(one -> new StoredDelivery(one.id(), one.account(), one.dedupe(), large, one.receivedAt()))
                .toList();
        unpackAll();
        List<CompletableFuture<Admission>> answers = new Connections(database.pool()).transaction(connection -> {
            new Sql(connection).update("LOCK TABLE inbox_dedupe, inbox_batches IN ACCESS EXCLUSIVE MODE");
            return kept(deliveries);
        });
        List<Admission> became = answers.stream().map(CompletableFuture::join).toList();
        // What seals it makes each a little longer than its mebibyte, so 63 have room in 64.
        assertThat(became.subList(0, 63)).doesNotContain(Admission.FULL);
        assertThat(became.subList(63, 70)).containsOnly(Admission.FULL);
        unpackAll();
        assertThat(database.count("SELECT count(*) FROM inbox WHERE dedupe LIKE 'large-%'"))
                .isEqualTo(63);
        assertThat(database.intake().admit(samples.delivery("after-the-large"))).isEqualTo(Admission.ADMITTED);
    }

    @Test
    void aClosedIntakeTakesNothing() {
        PostgresDeliveryIntake closed = new PostgresDeliveryIntake(database.pool(), database.house());
        closed.close();

        assertThat(closed.admit(samples.delivery("late"))).isEqualTo(Admission.FULL);
    }
}
