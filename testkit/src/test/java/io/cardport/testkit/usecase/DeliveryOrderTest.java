package io.cardport.testkit.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.domain.account.Actor;
import io.cardport.domain.account.Scope;
import io.cardport.domain.card.Card;
import io.cardport.domain.delivery.Consignment;
import io.cardport.domain.delivery.Courier;
import io.cardport.domain.delivery.EventFilter;
import io.cardport.domain.delivery.OutboundDelivery;
import io.cardport.domain.delivery.OutboundDelivery.Status;
import io.cardport.domain.delivery.Reception;
import io.cardport.domain.delivery.Reception.Cause;
import io.cardport.domain.delivery.RetrySchedule;
import io.cardport.domain.delivery.WebhookEndpoint.Terms;
import io.cardport.domain.event.EventDraft;
import io.cardport.domain.event.EventType;
import io.cardport.domain.id.DistributorId;
import io.cardport.domain.id.EndpointId;
import io.cardport.domain.id.OperationId;
import io.cardport.domain.idempotency.Once;
import io.cardport.domain.issuing.ProviderAccount;
import io.cardport.domain.issuing.ProviderDirectory;
import io.cardport.domain.operation.Operation;
import io.cardport.domain.operation.OperationKind;
import io.cardport.domain.operation.OperationState;
import io.cardport.domain.operation.Subject;
import io.cardport.domain.secret.Secret;
import io.cardport.domain.store.OutboundStore.Filter;
import io.cardport.domain.store.Page;
import io.cardport.domain.usecase.Context;
import io.cardport.domain.usecase.DeliverEvents;
import io.cardport.domain.usecase.ManageEndpoints;
import io.cardport.domain.usecase.ManageEndpoints.Change;
import io.cardport.domain.usecase.ManageEndpoints.Wanted;
import io.cardport.domain.usecase.Result;
import io.cardport.testkit.SequentialIds;
import io.cardport.testkit.SettableClock;
import io.cardport.testkit.Trials;
import io.cardport.testkit.store.InMemoryStores;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Soundness 14 and 15: whatever receivers do, versions arrive in order and nothing is lost. */
class DeliveryOrderTest {
    private static final Duration MAX_AGE = Duration.ofDays(7);
    private static final int NODES = 2;

    @Test
    void everyEventIsDeliveredInOrderOrDeadWhateverReceiversDo() {
        Trials.of(60).forAll(RandomGenerator::nextLong, seed -> new Run(seed).play());
    }

    /** Nobody is asked for anything. */
    private static final class NoProviders implements ProviderDirectory {
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

    /** What was seen at one endpoint of one subject. */
    private record Line(URI endpoint, String subject) {}

    /** An operation's n-th event. */
    private record Sent(Line line, long version) {}

    private static final class Run {
        private final RandomGenerator random;
        private final SettableClock clock = SettableClock.at("2026-11-20T12:00:00Z");
        private final InMemoryStores stores = new InMemoryStores(Run::json);
        private final Context context;
        private final DeliverEvents deliver;
        private final ManageEndpoints endpoints;
        private final DistributorId distributor;
        private final Map<URI, EndpointId> known = new LinkedHashMap<>();
        /** How often each receiver fails, 0 to 100. */
        private final Map<URI, Integer> faults = new HashMap<>();

        private final Map<Line, List<Long>> firsts = new HashMap<>();
        private final Map<Sent, Integer> attempts = new HashMap<>();
        private final Map<Sent, Integer> received = new HashMap<>();
        private final Map<String, Long> versions = new LinkedHashMap<>();
        private final List<Consignment> held = new ArrayList<>();

        Run(long seed) {
            random = new SplittableRandom(seed);
            var ids = new SequentialIds(1);
            context = new Context(stores, new NoProviders(), ids, clock);
            deliver = new DeliverEvents(
                    context,
                    this::receive,
                    new DeliverEvents.Pace(new RetrySchedule(MAX_AGE), Duration.ofSeconds(15)),
                    random);
            endpoints = new ManageEndpoints(context, () -> Secret.of("whsec_AAAA"));
            distributor = ids.distributor();
            for (int count = 0; count < 3; count++) {
                URI url = URI.create("https://example.com/" + count);
                faults.put(url, count == 0 ? 0 : random.nextInt(101));
                var made = endpoints.create(
                        distributor, new Terms(url, new EventFilter.Every(), ""), new Once.Unkeyed<>());
                if (made instanceof Result.Settled<ManageEndpoints.Keyed>(var keyed)) {
                    known.put(url, keyed.endpoint().id());
                }
            }
            for (int count = 0; count < 4; count++) {
                versions.put(ids.operation().value(), 0L);
            }
        }

        private static byte[] json(EventDraft event) {
            return (event.content().subject().id().value() + " "
                            + event.content().version())
                    .getBytes(StandardCharsets.UTF_8);
        }

        void play() {
            for (int step = 0; step < 150; step++) {
                switch (random.nextInt(6)) {
                    case 0 -> happen();
                    case 1 -> stores.sequence(random.nextInt(1, 5));
                    case 2 -> deliver.fanOut(random.nextInt(1, 5));
                    case 3 -> held.addAll(deliver.take(random.nextInt(1, 8)));
                    case 4 -> carryOne();
                    default -> clock.advance(Duration.ofSeconds(random.nextInt(1, 400)));
                }
            }
            settleAll();
            check();
        }

        private void happen() {
            List<String> all = List.copyOf(versions.keySet());
            String id = all.get(random.nextInt(all.size()));
            long version = versions.merge(id, 1L, Long::sum);
            stores.write(tables -> {
                tables.outbox()
                        .append(new EventDraft(
                                context.ids().event(),
                                EventType.OPERATION_SUCCEEDED,
                                distributor,
                                new EventDraft.Content.OfOperation(operation(id, version)),
                                clock.instant()));
                return version;
            });
        }

        private Operation operation(String id, long version) {
            var subject = new Subject.OfOperation(new OperationId(id));
            return new Operation(
                    subject.id(),
                    OperationKind.ISSUE_CARD,
                    new Operation.About(
                            distributor, "acme", subject, Optional.empty(), Optional.empty(), Optional.empty()),
                    new OperationState.Succeeded(),
                    Operation.Progress.NONE,
                    new Actor.System(),
                    new Card.Times(version, clock.instant(), clock.instant()));
        }

        /** A node may be slow with what it has taken, or die and never do it. */
        private void carryOne() {
            if (!held.isEmpty()) {
                Consignment one = held.remove(random.nextInt(held.size()));
                if (random.nextInt(NODES * 5) > 0) {
                    deliver.carry(one);
                }
            }
        }

        private Reception receive(Courier.Parcel parcel) {
            String[] said = new String(parcel.body(), StandardCharsets.UTF_8).split(" ", 2);
            Line line = new Line(parcel.url(), said[0]);
            Sent sent = new Sent(line, Long.parseLong(said[1]));
            if (attempts.merge(sent, 1, Integer::sum) == 1) {
                firsts.computeIfAbsent(line, none -> new ArrayList<>()).add(sent.version());
            }
            clock.advance(Duration.ofMillis(random.nextInt(16_000)));
            if (random.nextInt(100)
                    >= Optional.ofNullable(faults.get(parcel.url())).orElse(0)) {
                received.merge(sent, 1, Integer::sum);
                return new Reception.Taken(204);
            }
            return switch (random.nextInt(12)) {
                case 0 -> new Reception.Gone();
                case 1 -> new Reception.Declined(429, Optional.of(Duration.ofSeconds(random.nextInt(100_000))));
                case 2 -> {
                    // The receiver has it, and we never hear of it.
                    received.merge(sent, 1, Integer::sum);
                    yield new Reception.Unreached(Cause.CUT);
                }
                case 3 -> new Reception.Declined(400, Optional.empty());
                default -> new Reception.Unreached(Cause.TIMEOUT);
            };
        }

        /** Time goes on until nothing waits; what is disabled stays so in part and is given up. */
        private void settleAll() {
            for (int day = 0; day < 4_000; day++) {
                stores.sequence(1_000);
                deliver.fanOut(1_000);
                deliver.take(1_000).forEach(deliver::carry);
                deliver.expire(1_000);
                if (random.nextInt(50) == 0) {
                    known.values().forEach(this::enable);
                }
                clock.advance(Duration.ofSeconds(random.nextInt(1, 3_600)));
                if (stores.<Integer>read(tables -> tables.outbound().backlog().pending()) == 0) {
                    return;
                }
            }
        }

        private void enable(EndpointId id) {
            endpoints.update(
                    distributor,
                    id,
                    new Change(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(Wanted.ENABLED)),
                    new Once.Unkeyed<>());
        }

        private void check() {
            assertThat(stores.<Integer>read(
                            tables -> tables.outbound().backlog().pending()))
                    .isZero();
            firsts.forEach((line, seen) ->
                    assertThat(seen).as("first attempts of " + line).isSorted());
            URI well = URI.create("https://example.com/0");
            versions.forEach((subject, last) -> {
                for (long version = 1; version <= last; version++) {
                    assertThat(received)
                            .as("a receiver without faults gets all")
                            .containsKey(new Sent(new Line(well, subject), version));
                }
            });
            for (OutboundDelivery delivery : all()) {
                boolean taken = delivery.attempts().stream()
                        .anyMatch(attempt -> attempt.outcome() == OutboundDelivery.Outcome.TAKEN);
                assertThat(delivery.status()).isEqualTo(taken ? Status.DELIVERED : Status.DEAD);
            }
        }

        private List<OutboundDelivery> all() {
            List<OutboundDelivery> all = new ArrayList<>();
            Optional<String> after = Optional.empty();
            do {
                Page.Request request = new Page.Request(100, after);
                var filter = new Filter(new Scope.Everything(), Optional.empty(), Optional.empty(), Optional.empty());
                Page<OutboundDelivery> page =
                        stores.read(tables -> tables.outbound().list(filter, request));
                all.addAll(page.data());
                after = page.next();
            } while (after.isPresent());
            return all;
        }
    }
}
