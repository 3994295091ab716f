package io.cardport.testkit.store;

import io.cardport.domain.delivery.OutboundDelivery;
import io.cardport.domain.delivery.OutboundDelivery.Attempt;
import io.cardport.domain.delivery.OutboundDelivery.Status;
import io.cardport.domain.delivery.OutboundDelivery.Told;
import io.cardport.domain.delivery.WebhookEndpoint;
import io.cardport.domain.delivery.WebhookEndpoint.State;
import io.cardport.domain.delivery.WebhookSecret;
import io.cardport.domain.id.EndpointId;
import io.cardport.domain.id.IdGenerator;
import io.cardport.domain.id.OutboundId;
import io.cardport.domain.operation.Subject;
import io.cardport.testkit.SequentialIds;
import io.cardport.testkit.store.Tables.Frozen;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is stored of endpoints and of deliveries to them. */
final class OutboundRows {
    /** An endpoint with its secrets, newest first. */
    record Kept(WebhookEndpoint endpoint, List<WebhookSecret> secrets, long pings) {}

    /** A delivery of an event of the feed, or of a ping, which is in none. */
    record Row(OutboundDelivery delivery, Optional<Queued> queued) {
        Row ended(Status status) {
            return new Row(
                    new OutboundDelivery(
                            delivery.id(),
                            delivery.endpoint(),
                            delivery.distributor(),
                            delivery.told(),
                            status,
                            delivery.attempts(),
                            Optional.empty()),
                    queued);
        }

        Row and(Attempt attempt) {
            List<Attempt> attempts = new ArrayList<>(delivery.attempts());
            attempts.add(attempt);
            return new Row(
                    new OutboundDelivery(
                            delivery.id(),
                            delivery.endpoint(),
                            delivery.distributor(),
                            delivery.told(),
                            delivery.status(),
                            attempts,
                            Optional.empty()),
                    queued);
        }

        Row since(Instant since) {
            return new Row(delivery, queued.map(was -> new Queued(was.event(), was.position(), since)));
        }

        Line line() {
            return new Line(
                    delivery.endpoint(),
                    queued.orElseThrow().event().draft().content().subject());
        }
    }

    /** What a delivery brings. */
    record Queued(Frozen event, long position, Instant since) {}

    /** What goes one after another. */
    record Line(EndpointId endpoint, Subject subject) {}

    /** The first of a line: only it can be taken. */
    record Head(OutboundId delivery, Instant nextAt, Held held, int claim, int failures) {}

    /** Whether somebody has taken it. */
    enum Held {
        /** Nobody. */
        FREE,
        /** Until its next time. */
        TAKEN
    }

    /** How an endpoint does. */
    record Turn(int failing, Instant restUntil) {
        static final Turn WELL = new Turn(0, Instant.MIN);
    }

    final IdGenerator ids;
    final Map<EndpointId, Kept> endpoints;
    final Map<OutboundId, Row> deliveries;
    final Map<Line, Head> heads;
    final Map<EndpointId, Turn> turns;
    /** How far the feed is queued. */
    int queued;

    OutboundRows() {
        ids = new SequentialIds(1L << 51);
        endpoints = new LinkedHashMap<>();
        deliveries = new LinkedHashMap<>();
        heads = new LinkedHashMap<>();
        turns = new LinkedHashMap<>();
    }

    OutboundRows(OutboundRows from) {
        ids = from.ids;
        endpoints = new LinkedHashMap<>(from.endpoints);
        deliveries = new LinkedHashMap<>(from.deliveries);
        heads = new LinkedHashMap<>(from.heads);
        turns = new LinkedHashMap<>(from.turns);
        queued = from.queued;
    }

    void put(Row row) {
        deliveries.put(row.delivery().id(), row);
    }

    Turn turn(EndpointId endpoint) {
        return turns.getOrDefault(endpoint, Turn.WELL);
    }

    /** Queues an event that has just come into the feed for whoever wants it. */
    void fanOut(Frozen event, long position) {
        for (Kept kept : List.copyOf(endpoints.values())) {
            WebhookEndpoint endpoint = kept.endpoint();
            if (endpoint.state() instanceof State.Enabled
                    && endpoint.distributor().equals(event.draft().distributor())
                    && endpoint.terms().filter().passes(event.draft().type())
                    && known(endpoint, event).isEmpty()) {
                add(endpoint, new Queued(event, position, event.draft().at()));
            }
        }
    }

    Optional<Row> known(WebhookEndpoint endpoint, Frozen event) {
        return deliveries.values().stream()
                .filter(row -> row.delivery().endpoint().equals(endpoint.id())
                        && row.delivery().told().event().equals(event.draft().id()))
                .findFirst();
    }

    Row add(WebhookEndpoint endpoint, Queued queued) {
        var draft = queued.event().draft();
        Row row = new Row(
                new OutboundDelivery(
                        ids.outbound(),
                        endpoint.id(),
                        endpoint.distributor(),
                        new Told(draft.id(), draft.type().text()),
                        Status.PENDING,
                        List.of(),
                        Optional.empty()),
                Optional.of(queued));
        put(row);
        begin(row, queued.since());
        return row;
    }

    /** Makes a row the head of its line where the line has none. */
    void begin(Row row, Instant at) {
        heads.putIfAbsent(row.line(), new Head(row.delivery().id(), at, Held.FREE, 0, 0));
    }

    /** Ends the head of a line; the next one can be taken from now on. */
    void end(Line line, Status status, Instant now) {
        Head head = Optional.ofNullable(heads.remove(line)).orElseThrow();
        put(Optional.ofNullable(deliveries.get(head.delivery())).orElseThrow().ended(status));
        deliveries.values().stream()
                .filter(row -> row.delivery().status() == Status.PENDING
                        && row.queued().isPresent()
                        && row.line().equals(line))
                .min(Comparator.comparing(row -> row.queued().orElseThrow().position()))
                .ifPresent(next -> heads.put(line, new Head(next.delivery().id(), now, Held.FREE, head.claim(), 0)));
    }
}
