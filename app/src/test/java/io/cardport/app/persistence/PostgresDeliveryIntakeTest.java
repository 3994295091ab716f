package io.cardport.app.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardport.domain.store.DeliveryIntake.Admission;
import io.cardport.domain.store.StoreUnavailable;
import io.cardport.domain.webhook.StoredDelivery;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
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
                        case FULL -> admitted.addAndGet(1_000);
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
    void aClosedIntakeTakesNothing() {
        PostgresDeliveryIntake closed = new PostgresDeliveryIntake(database.pool(), database.house());
        closed.close();

        assertThat(closed.admit(samples.delivery("late"))).isEqualTo(Admission.FULL);
    }
}
