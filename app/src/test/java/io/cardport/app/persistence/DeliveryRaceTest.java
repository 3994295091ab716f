package io.cardport.app.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.domain.account.Actor;
import io.cardport.domain.account.Scope;
import io.cardport.domain.card.Card;
import io.cardport.domain.delivery.Consignment;
import io.cardport.domain.delivery.Courier;
import io.cardport.domain.delivery.EventFilter;
import io.cardport.domain.delivery.Reception;
import io.cardport.domain.delivery.RetrySchedule;
import io.cardport.domain.delivery.WebhookEndpoint;
import io.cardport.domain.delivery.WebhookEndpoint.Terms;
import io.cardport.domain.event.EventDraft;
import io.cardport.domain.event.EventType;
import io.cardport.domain.id.DistributorId;
import io.cardport.domain.id.EventId;
import io.cardport.domain.id.IdGenerator;
import io.cardport.domain.id.OperationId;
import io.cardport.domain.idempotency.Once;
import io.cardport.domain.issuing.ProviderAccount;
import io.cardport.domain.issuing.ProviderDirectory;
import io.cardport.domain.operation.Operation;
import io.cardport.domain.operation.OperationKind;
import io.cardport.domain.operation.OperationState;
import io.cardport.domain.operation.Subject;
import io.cardport.domain.secret.Secret;
import io.cardport.domain.store.Page;
import io.cardport.domain.usecase.Context;
import io.cardport.domain.usecase.DeliverEvents;
import io.cardport.domain.usecase.ManageEndpoints;
import io.cardport.testkit.SequentialIds;
import io.cardport.testkit.SettableClock;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Two nodes, writers and movers at once on one PostgreSQL: nothing is lost, doubled in the queue or out of order. */
class DeliveryRaceTest {
    private static final int ENDPOINTS = 3;
    private static final int WRITERS = 4;
    private static final int SUBJECTS = 3;
    private static final int VERSIONS = 25;
    private static final long SEED = 20_261_120;

    private final IdGenerator ids = new SequentialIds(1L << 40);
    private final SettableClock clock = SettableClock.at("2026-11-20T12:00:00Z");
    private final DistributorId distributor = ids.distributor();
    private final Random random = new Random(SEED);
    private final Map<String, List<Long>> firsts = new HashMap<>();
    private final Map<String, String> subjects = Collections.synchronizedMap(new HashMap<>());
    private final AtomicBoolean ended = new AtomicBoolean();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();

    @Test
    void whateverMeetsInTheQueueEachReceiverSeesEachSubjectInOrderAndWithoutHoles() throws Exception {
        try (TestStores stores = TestStores.fresh();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Context context = new Context(stores.work(), new None(), ids, clock);
            ManageEndpoints endpoints = new ManageEndpoints(context, () -> Secret.of("whsec_AAAA"));
            for (int count = 0; count < ENDPOINTS; count++) {
                endpoints.create(
                        distributor,
                        new Terms(URI.create("https://example.com/" + count), new EventFilter.Every(), ""),
                        new Once.Unkeyed<>());
            }
            List<Future<?>> writers = new ArrayList<>();
            for (int count = 0; count < WRITERS; count++) {
                writers.add(threads.submit(() -> write(stores)));
            }
            var pace = new DeliverEvents.Pace(new RetrySchedule(Duration.ofDays(7)), Duration.ofSeconds(15));
            again(threads, () -> stores.feed().sequence(20));
            again(threads, () -> clock.advance(Duration.ofSeconds(1)));
            for (int node = 0; node < 2; node++) {
                DeliverEvents deliver = new DeliverEvents(context, this::receive, pace, random);
                again(threads, () -> deliver.fanOut(20));
                again(threads, () -> deliver.take(12).forEach(one -> threads.submit(() -> carry(deliver, one))));
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
            long all = (long) ENDPOINTS * WRITERS * SUBJECTS * VERSIONS;
            Instant patience = Instant.now().plusSeconds(90);
            while (stores.count("SELECT count(*) FROM outbound_deliveries WHERE status = 'DELIVERED'") < all
                    && Instant.now().isBefore(patience)
                    && failures.isEmpty()) {
                Thread.sleep(20);
            }
            ended.set(true);
            assertThat(failures).isEmpty();
            assertThat(stores.count("SELECT count(*) FROM outbound_deliveries WHERE status = 'DELIVERED'"))
                    .isEqualTo(all);
            assertThat(stores.count("SELECT count(*) FROM outbound_queue")).isZero();
            assertThat(stores.rows("SELECT secret FROM webhook_secrets", row -> row.getBytes(1)))
                    .hasSize(ENDPOINTS)
                    .noneMatch(kept -> new String(kept, StandardCharsets.ISO_8859_1).contains("whsec"));
        }
        List<Long> wanted = LongStream.rangeClosed(1, VERSIONS).boxed().toList();
        assertThat(firsts).hasSize(ENDPOINTS * WRITERS * SUBJECTS);
        firsts.forEach((line, seen) -> assertThat(seen).as(line).isEqualTo(wanted));
    }

    @Test
    void anEndpointThatIsChangedWhileItsFirstEventIsQueuedKeepsItsTurn() throws Exception {
        try (TestStores stores = TestStores.fresh();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Context context = new Context(stores.work(), new None(), ids, clock);
            new ManageEndpoints(context, () -> Secret.of("whsec_AAAA"))
                    .create(
                            distributor,
                            new Terms(URI.create("https://example.com/"), new EventFilter.Every(), ""),
                            new Once.Unkeyed<>());
            stores.write(all -> all.outbox().append(event(new Subject.OfOperation(ids.operation()), 1)));
            stores.feed().sequence(20);
            WebhookEndpoint endpoint = stores.work()
                    .<Page<WebhookEndpoint>>read(all ->
                            all.endpoints().list(new Scope.Own(distributor), new Page.Request(1, Optional.empty())))
                    .data()
                    .getFirst();
            CountDownLatch queued = new CountDownLatch(1);
            CountDownLatch changing = new CountDownLatch(1);
            Future<?> mover = threads.submit(() -> stores.write(all -> {
                all.outbound().fanOut(20);
                queued.countDown();
                awaited(changing);
            }));
            queued.await();
            Future<?> change =
                    threads.submit(() -> stores.write(all -> all.endpoints().update(endpoint)));
            while (stores.count("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                            + " AND datname = current_database()")
                    == 0) {
                Thread.sleep(5);
            }
            changing.countDown();
            mover.get();
            change.get();
            assertThat(stores.count("SELECT count(*) FROM outbound_queue")).isOne();
            assertThat(stores.count("SELECT count(*) FROM outbound_turns WHERE turn_at IS NOT NULL"))
                    .isOne();
        }
    }

    private static void awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private void again(ExecutorService threads, Runnable round) {
        threads.submit(() -> {
            try {
                while (!ended.get()) {
                    round.run();
                    Thread.sleep(10);
                }
            } catch (InterruptedException ending) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException | Error failed) {
                failures.add(failed);
            }
        });
    }

    private void carry(DeliverEvents deliver, Consignment one) {
        try {
            deliver.carry(one);
        } catch (RuntimeException | Error failed) {
            failures.add(failed);
        }
    }

    /** The versions of a subject are written one after another, as their rows' locks have it in the house. */
    private void write(TestStores stores) {
        List<String> subjects = IntStream.range(0, SUBJECTS)
                .mapToObj(count -> ids.operation().value())
                .toList();
        for (long version = 1; version <= VERSIONS; version++) {
            for (String subject : subjects) {
                long now = version;
                stores.write(all -> all.outbox().append(event(new Subject.OfOperation(new OperationId(subject)), now)));
            }
        }
    }

    private EventDraft event(Subject.OfOperation subject, long version) {
        Instant now = clock.instant();
        Operation operation = new Operation(
                subject.id(),
                OperationKind.ISSUE_CARD,
                new Operation.About(distributor, "acme", subject, Optional.empty(), Optional.empty(), Optional.empty()),
                new OperationState.Succeeded(),
                Operation.Progress.NONE,
                new Actor.System(),
                new Card.Times(version, now, now));
        EventId id = ids.event();
        subjects.put(id.value(), subject.id().value());
        return new EventDraft(
                id, EventType.OPERATION_SUCCEEDED, distributor, new EventDraft.Content.OfOperation(operation), now);
    }

    private Reception receive(Courier.Parcel parcel) {
        String body = new String(parcel.body(), StandardCharsets.UTF_8);
        long version = Long.parseLong(body.replaceAll(".*\"version\":([0-9]+).*", "$1"));
        String line = parcel.url() + " "
                + Optional.ofNullable(subjects.get(parcel.event().value())).orElse("?");
        synchronized (firsts) {
            List<Long> seen = firsts.computeIfAbsent(line, none -> new ArrayList<>());
            if (!seen.contains(version)) {
                seen.add(version);
            }
            return random.nextInt(10) == 0 ? new Reception.Unreached(Reception.Cause.CUT) : new Reception.Taken(204);
        }
    }

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
}
