package io.cardport.testkit.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.domain.account.Actor;
import io.cardport.domain.card.Card;
import io.cardport.domain.delivery.Consignment;
import io.cardport.domain.delivery.Courier;
import io.cardport.domain.delivery.EventFilter;
import io.cardport.domain.delivery.Reception;
import io.cardport.domain.delivery.RetrySchedule;
import io.cardport.domain.delivery.WebhookEndpoint.Terms;
import io.cardport.domain.event.EventDraft;
import io.cardport.domain.event.EventType;
import io.cardport.domain.id.DistributorId;
import io.cardport.domain.id.OperationId;
import io.cardport.domain.idempotency.Once;
import io.cardport.domain.issuing.ProviderAccount;
import io.cardport.domain.issuing.ProviderDirectory;
import io.cardport.domain.operation.Operation;
import io.cardport.domain.operation.OperationKind;
import io.cardport.domain.operation.OperationState;
import io.cardport.domain.operation.Subject;
import io.cardport.domain.secret.Secret;
import io.cardport.domain.usecase.Context;
import io.cardport.domain.usecase.DeliverEvents;
import io.cardport.domain.usecase.ManageEndpoints;
import io.cardport.testkit.SequentialIds;
import io.cardport.testkit.SettableClock;
import io.cardport.testkit.store.InMemoryStores;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Soundness 15: receivers that never answer keep nobody else waiting, and hold a bounded number of places. */
class HangingReceiversTest {
    private static final int ENDPOINTS = 50;
    private static final int HANGING = 5;
    private static final int SUBJECTS = 20;
    private static final int VERSIONS = 2;
    private static final int PLACES = 100;

    private final SettableClock clock = SettableClock.at("2026-11-20T12:00:00Z");
    private final InMemoryStores stores = new InMemoryStores(event -> new byte[] {1});
    private final SequentialIds ids = new SequentialIds(1);
    private final DistributorId distributor = ids.distributor();
    private final CountDownLatch release = new CountDownLatch(1);
    private final Map<URI, AtomicInteger> begun = new ConcurrentHashMap<>();
    private final AtomicInteger busy = new AtomicInteger();

    @Test
    void theOthersGetAllWhileTheyHang() throws InterruptedException {
        Context context = new Context(stores, new Nobody(), ids, clock);
        ManageEndpoints endpoints = new ManageEndpoints(context, () -> Secret.of("whsec_AAAA"));
        for (int count = 0; count < ENDPOINTS; count++) {
            endpoints.create(distributor, new Terms(url(count), new EventFilter.Every(), ""), new Once.Unkeyed<>());
        }
        happen();
        var pace = new DeliverEvents.Pace(new RetrySchedule(Duration.ofDays(7)), Duration.ofSeconds(15));
        DeliverEvents deliver = new DeliverEvents(context, this::receive, pace, new SplittableRandom(7));
        deliver.fanOut(1_000);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            int wanted = (ENDPOINTS - HANGING) * SUBJECTS * VERSIONS;
            for (int round = 0; round < 10_000 && received() < wanted; round++) {
                int free = PLACES - busy.get();
                List<Consignment> taken = deliver.take(Math.max(1, free));
                busy.addAndGet(taken.size());
                taken.forEach(one -> threads.execute(() -> carry(deliver, one)));
                Thread.sleep(2);
            }
            assertThat(received()).isEqualTo(wanted);
            for (int count = 0; count < HANGING; count++) {
                assertThat(begun.get(url(count))).hasValue(16);
            }
            release.countDown();
        }
    }

    private void carry(DeliverEvents deliver, Consignment one) {
        try {
            deliver.carry(one);
        } finally {
            busy.decrementAndGet();
        }
    }

    private static URI url(int endpoint) {
        return URI.create("https://example.com/" + endpoint);
    }

    private int received() {
        return begun.entrySet().stream()
                .filter(entry -> !hangs(entry.getKey()))
                .mapToInt(entry -> entry.getValue().get())
                .sum();
    }

    private static boolean hangs(URI url) {
        return Integer.parseInt(url.getPath().substring(1)) < HANGING;
    }

    private Reception receive(Courier.Parcel parcel) {
        begun.computeIfAbsent(parcel.url(), none -> new AtomicInteger()).incrementAndGet();
        if (!hangs(parcel.url())) {
            return new Reception.Taken(200);
        }
        try {
            release.await();
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
        return new Reception.Unreached(Reception.Cause.TIMEOUT);
    }

    private void happen() {
        for (int count = 0; count < SUBJECTS; count++) {
            OperationId id = ids.operation();
            for (long version = 1; version <= VERSIONS; version++) {
                EventDraft event = event(id, version);
                stores.write(all -> {
                    all.outbox().append(event);
                    return event;
                });
            }
        }
        stores.sequence(1_000);
    }

    private EventDraft event(OperationId id, long version) {
        var subject = new Subject.OfOperation(id);
        Operation operation = new Operation(
                id,
                OperationKind.ISSUE_CARD,
                new Operation.About(distributor, "acme", subject, Optional.empty(), Optional.empty(), Optional.empty()),
                new OperationState.Succeeded(),
                Operation.Progress.NONE,
                new Actor.System(),
                new Card.Times(version, clock.instant(), clock.instant()));
        return new EventDraft(
                ids.event(),
                EventType.OPERATION_SUCCEEDED,
                distributor,
                new EventDraft.Content.OfOperation(operation),
                clock.instant());
    }

    private record Nobody() implements ProviderDirectory {
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
