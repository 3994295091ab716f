package io.cardport.testkit.store;

import io.cardport.domain.account.Scope;
import io.cardport.domain.delivery.Consignment;
import io.cardport.domain.delivery.Courier;
import io.cardport.domain.delivery.OutboundDelivery;
import io.cardport.domain.delivery.OutboundDelivery.Attempt;
import io.cardport.domain.delivery.OutboundDelivery.Status;
import io.cardport.domain.delivery.RetrySchedule;
import io.cardport.domain.delivery.WebhookEndpoint;
import io.cardport.domain.delivery.WebhookEndpoint.State;
import io.cardport.domain.delivery.WebhookSecret;
import io.cardport.domain.id.EndpointId;
import io.cardport.domain.id.OutboundId;
import io.cardport.domain.store.OutboundStore;
import io.cardport.domain.store.Page;
import io.cardport.testkit.store.OutboundRows.Head;
import io.cardport.testkit.store.OutboundRows.Held;
import io.cardport.testkit.store.OutboundRows.Kept;
import io.cardport.testkit.store.OutboundRows.Line;
import io.cardport.testkit.store.OutboundRows.Queued;
import io.cardport.testkit.store.OutboundRows.Row;
import io.cardport.testkit.store.OutboundRows.Turn;
import io.cardport.testkit.store.Tables.Frozen;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Deliveries to endpoints. */
record OutboundTable(Tables tables) implements OutboundStore {
    private OutboundRows rows() {
        return tables.outgoing;
    }

    @Override
    public int fanOut(int limit) {
        int from = rows().queued;
        int to = Math.min(from + limit, tables.feed.size());
        for (int at = from; at < to; at++) {
            rows().fanOut(tables.feed.get(at), at + 1L);
        }
        rows().queued = to;
        return to - from;
    }

    @Override
    public List<Consignment> take(Lease lease, int limit) {
        List<Consignment> taken = new ArrayList<>();
        for (Kept kept : List.copyOf(rows().endpoints.values())) {
            Turn turn = rows().turn(kept.endpoint().id());
            if (!(kept.endpoint().state() instanceof State.Enabled)
                    || turn.restUntil().isAfter(lease.now())) {
                continue;
            }
            int free = RetrySchedule.atOnce(turn.failing())
                    - inFlight(kept.endpoint().id(), lease.now());
            due(kept.endpoint().id(), lease.now()).stream()
                    .limit(Math.max(0, Math.min(free, limit - taken.size())))
                    .forEach(entry -> taken.add(take(kept, turn, entry, lease)));
        }
        return taken;
    }

    private int inFlight(EndpointId endpoint, Instant now) {
        return (int) rows().heads.entrySet().stream()
                .filter(entry -> entry.getKey().endpoint().equals(endpoint)
                        && entry.getValue().held() == Held.TAKEN
                        && entry.getValue().nextAt().isAfter(now))
                .count();
    }

    private List<Map.Entry<Line, Head>> due(EndpointId endpoint, Instant now) {
        return rows().heads.entrySet().stream()
                .filter(entry -> entry.getKey().endpoint().equals(endpoint)
                        && !entry.getValue().nextAt().isAfter(now))
                .map(entry -> Map.entry(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(entry -> entry.getValue().nextAt()))
                .toList();
    }

    private Consignment take(Kept kept, Turn turn, Map.Entry<Line, Head> due, Lease lease) {
        Head head = due.getValue();
        int claim = head.claim() + 1;
        rows().heads.put(due.getKey(), new Head(head.delivery(), lease.until(), Held.TAKEN, claim, head.failures()));
        Queued queued = row(head.delivery()).orElseThrow().queued().orElseThrow();
        return new Consignment(
                head.delivery(),
                kept.endpoint().id(),
                due.getKey().subject(),
                new Consignment.Claim(claim, lease.until()),
                new Consignment.Progress(head.failures(), queued.since(), turn.failing()),
                new Courier.Parcel(
                        queued.event().draft().id(),
                        kept.endpoint().terms().url(),
                        queued.event().json().clone(),
                        kept.secrets().stream()
                                .filter(secret -> secret.live(lease.now()))
                                .map(WebhookSecret::value)
                                .toList(),
                        lease.timeout()));
    }

    private Optional<Row> row(OutboundId id) {
        return Optional.ofNullable(rows().deliveries.get(id));
    }

    @Override
    public void settle(Consignment consignment, Attempt attempt, Verdict verdict, Instant now) {
        Line line = new Line(consignment.endpoint(), consignment.subject());
        row(consignment.id()).ifPresent(row -> rows().put(row.and(attempt)));
        Optional<Head> head = Optional.ofNullable(rows().heads.get(line))
                .filter(first -> first.delivery().equals(consignment.id()));
        boolean ours = head.filter(first -> first.claim() == consignment.claim().number())
                .isPresent();
        switch (verdict) {
            case Verdict.Delivered() -> {
                head.ifPresent(first -> rows().end(line, Status.DELIVERED, now));
                rows().turns.remove(consignment.endpoint());
            }
            case Verdict.Again(Instant at, Instant rest) -> {
                head.filter(first -> ours)
                        .ifPresent(first -> rows().heads
                                .put(
                                        line,
                                        new Head(
                                                first.delivery(), at, Held.FREE, first.claim(), first.failures() + 1)));
                failed(consignment, rest);
            }
            case Verdict.Dead(Instant rest) -> {
                head.filter(first -> ours).ifPresent(first -> rows().end(line, Status.DEAD, now));
                failed(consignment, rest);
            }
        }
    }

    private void failed(Consignment consignment, Instant rest) {
        Turn turn = rows().turn(consignment.endpoint());
        rows().turns
                .put(
                        consignment.endpoint(),
                        new Turn(
                                Math.max(turn.failing(), consignment.progress().failing() + 1),
                                turn.restUntil().isAfter(rest) ? turn.restUntil() : rest));
    }

    @Override
    public int expire(Instant before, Instant now, int limit) {
        List<Line> old = rows().heads.entrySet().stream()
                .filter(entry -> entry.getValue().held() == Held.FREE
                        || !entry.getValue().nextAt().isAfter(now))
                .filter(entry -> row(entry.getValue().delivery())
                        .orElseThrow()
                        .queued()
                        .orElseThrow()
                        .since()
                        .isBefore(before))
                .map(Map.Entry::getKey)
                .limit(limit)
                .toList();
        old.forEach(line -> rows().end(line, Status.DEAD, now));
        return old.size();
    }

    @Override
    public Optional<OutboundDelivery> find(Scope scope, OutboundId id) {
        return row(id).filter(row -> Listing.sees(scope, row.delivery().distributor()))
                .map(this::shown);
    }

    private OutboundDelivery shown(Row row) {
        OutboundDelivery delivery = row.delivery();
        Optional<Instant> next = row.queued()
                .flatMap(queued -> Optional.ofNullable(rows().heads.get(row.line())))
                .filter(head -> head.delivery().equals(delivery.id()) && head.held() == Held.FREE)
                .map(Head::nextAt);
        return new OutboundDelivery(
                delivery.id(),
                delivery.endpoint(),
                delivery.distributor(),
                delivery.told(),
                delivery.status(),
                delivery.attempts(),
                next);
    }

    @Override
    public Page<OutboundDelivery> list(Filter filter, Page.Request page) {
        return Listing.page(
                rows().deliveries.values().stream().map(this::shown).toList(),
                delivery -> Listing.sees(filter.scope(), delivery.distributor())
                        && filter.endpoint().map(delivery.endpoint()::equals).orElse(true)
                        && filter.status()
                                .map(status -> status == delivery.status())
                                .orElse(true)
                        && filter.event().map(delivery.told().event()::equals).orElse(true),
                delivery -> delivery.id().value(),
                page);
    }

    @Override
    public Replayed replay(WebhookEndpoint endpoint, Wish wish, Instant now, int limit) {
        int count = 0;
        for (int at = 0; at < tables.feed.size(); at++) {
            Frozen event = tables.feed.get(at);
            if (!wanted(endpoint, wish, event)) {
                continue;
            }
            if (count == limit) {
                return new Replayed(count, Optional.of(event.draft().at()));
            }
            again(endpoint, event, at + 1L, now);
            count++;
        }
        return new Replayed(count, Optional.empty());
    }

    private boolean wanted(WebhookEndpoint endpoint, Wish wish, Frozen event) {
        var draft = event.draft();
        boolean fits = draft.distributor().equals(endpoint.distributor())
                && (wish.events().isEmpty()
                        ? endpoint.terms().filter().passes(draft.type())
                        : wish.events().contains(draft.id()))
                && wish.since().map(since -> !draft.at().isBefore(since)).orElse(true);
        return fits
                && switch (wish.which()) {
                    case ALL -> true;
                    case FAILED ->
                        rows().known(endpoint, event)
                                .map(Row::delivery)
                                .filter(delivery -> switch (delivery.status()) {
                                    case DEAD -> true;
                                    case PENDING -> !delivery.attempts().isEmpty();
                                    case DELIVERED -> false;
                                })
                                .isPresent();
                };
    }

    private void again(WebhookEndpoint endpoint, Frozen event, long position, Instant now) {
        rows().turns.computeIfPresent(endpoint.id(), (id, turn) -> new Turn(turn.failing(), Instant.MIN));
        Optional<Row> known = rows().known(endpoint, event);
        if (known.isEmpty()) {
            rows().add(endpoint, new Queued(event, position, now));
            return;
        }
        Row row = known.get().since(now);
        Line line = row.line();
        if (row.delivery().status() != Status.PENDING) {
            rows().put(row.ended(Status.PENDING));
            rows().begin(row, now);
            return;
        }
        rows().put(row);
        rows().heads
                .computeIfPresent(
                        line,
                        (same, head) -> head.delivery().equals(row.delivery().id()) && head.held() == Held.FREE
                                ? new Head(head.delivery(), now, Held.FREE, head.claim(), 0)
                                : head);
    }

    @Override
    public void log(OutboundDelivery delivery, Instant now) {
        rows().put(new Row(delivery, Optional.empty()));
        if (delivery.status() == Status.DELIVERED) {
            rows().turns.remove(delivery.endpoint());
        }
    }

    @Override
    public Backlog backlog() {
        List<Row> pending = rows().deliveries.values().stream()
                .filter(row -> row.delivery().status() == Status.PENDING)
                .toList();
        long dead = rows().deliveries.values().stream()
                .filter(row -> row.delivery().status() == Status.DEAD)
                .count();
        return new Backlog(
                pending.size(),
                (int) dead,
                pending.stream().map(row -> row.queued().orElseThrow().since()).min(Comparator.naturalOrder()));
    }
}
