package io.cardport.app.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.domain.account.Scope;
import io.cardport.domain.card.Card;
import io.cardport.domain.holder.Cardholder;
import io.cardport.domain.store.EventFeed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresEventFeedTest {
    private static final Scope ALL = new Scope.Everything();
    private static final int CARDS = 6;
    private static final int WRITERS_PER_CARD = 2;
    private static final int CHANGES = 15;

    private final TestStores database = TestStores.fresh();

    @AfterAll
    void close() {
        database.close();
    }

    @Test
    void underConcurrentWritersAndMoversTheFeedHasNoHolesAndVersionsStandInOrder() throws Exception {
        Samples samples = new Samples();
        List<Card> cards = cards(samples);
        AtomicBoolean writing = new AtomicBoolean(true);
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> movers =
                    List.of(executor.submit(() -> moveWhile(writing)), executor.submit(() -> moveWhile(writing)));
            List<Future<?>> writers = new ArrayList<>();
            for (Card card : cards) {
                for (int writer = 0; writer < WRITERS_PER_CARD; writer++) {
                    writers.add(executor.submit(() -> change(samples, card)));
                }
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
            writing.set(false);
            for (Future<?> mover : movers) {
                mover.get();
            }
        }
        moveAll();

        List<EventFeed.Entry> entries = database.feed().read(samples.distributor, 0, 10_000);
        int all = CARDS * WRITERS_PER_CARD * CHANGES;
        long first = entries.getFirst().position();
        assertThat(entries.stream().map(EventFeed.Entry::position))
                .containsExactlyElementsOf(
                        LongStream.range(first, first + all).boxed().toList());
        List<Long> versions = database.rows(
                "SELECT e.version FROM feed f JOIN events e ON e.seq = f.seq WHERE e.distributor_id = ?"
                        + " ORDER BY e.subject_id, f.pos",
                row -> row.getLong(1),
                samples.distributor);
        List<Long> expected = new ArrayList<>();
        for (int card = 0; card < CARDS; card++) {
            LongStream.rangeClosed(2, WRITERS_PER_CARD * CHANGES + 1L).forEach(expected::add);
        }
        assertThat(versions).isEqualTo(expected);
    }

    private List<Card> cards(Samples samples) {
        List<Card> cards = new ArrayList<>();
        for (int number = 0; number < CARDS; number++) {
            Cardholder holder = samples.holder("feed-" + number + "@example.com");
            Card card = samples.card(holder.id());
            database.write(stores -> {
                stores.cardholders().insert(holder);
                stores.cards().insert(card);
            });
            cards.add(card);
        }
        return cards;
    }

    private void change(Samples samples, Card card) {
        for (int change = 0; change < CHANGES; change++) {
            database.write(stores -> {
                Card next = stores.cards().lock(ALL, card.id()).orElseThrow().touched(Samples.NOW);
                stores.cards().update(next);
                stores.outbox().append(samples.event(next));
            });
        }
    }

    private void moveWhile(AtomicBoolean writing) {
        while (writing.get()) {
            database.feed().sequence(7);
        }
    }

    private void moveAll() {
        while (database.feed().sequence(1_000) > 0) {
            Thread.onSpinWait();
        }
    }

    @Test
    void anEventWhosePersonIsGoneKeepsItsPlaceWithoutItsContent() {
        Samples samples = new Samples();
        Cardholder holder = samples.holder("gone@example.com");
        Card card = samples.card(holder.id());
        database.write(stores -> {
            stores.cardholders().insert(holder);
            stores.outbox().append(samples.event(card));
        });
        moveAll();
        long before =
                database.feed().read(samples.distributor, 0, 1_000).getLast().position();
        database.write(stores -> stores.cardholders().remove(holder.id()));

        EventFeed.Entry after =
                database.feed().read(samples.distributor, 0, 1_000).getLast();
        assertThat(after.position()).isEqualTo(before);
        assertThat(new String(after.json(), StandardCharsets.UTF_8))
                .contains(
                        "\"type\":\"card.updated\"",
                        "\"erased\":true",
                        card.id().value());
    }
}
