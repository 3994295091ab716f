package io.cardport.app.persistence;

import io.cardport.app.sealing.Place;
import io.cardport.domain.event.EventDraft;
import io.cardport.domain.event.EventDraft.Content;
import io.cardport.domain.store.Outbox;
import java.util.Optional;

/** Events in PostgreSQL: the event and a narrow row for the sequencer, in one statement. */
final class PostgresOutbox implements Outbox {
    private final Sql sql;
    private final HolderKeys keys;
    private final EventRendering rendering;
    private boolean written;

    PostgresOutbox(Sql sql, HolderKeys keys, EventRendering rendering) {
        this.sql = sql;
        this.keys = keys;
        this.rendering = rendering;
    }

    boolean written() {
        return written;
    }

    static Place place(String event) {
        return new Place("events", event, "body");
    }

    @Override
    public void append(EventDraft event) {
        written = true;
        String id = event.id().value();
        Optional<String> holder = keys.holderOf(personIn(event.content()));
        sql.later(
                "WITH written AS (INSERT INTO events (id, distributor_id, type, subject_id, version, occurred_at,"
                        + " holder_id, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING seq, distributor_id)"
                        + " INSERT INTO events_pending (seq, distributor_id) SELECT seq, distributor_id FROM written",
                id,
                event.distributor(),
                event.type().text(),
                event.content().subject().id(),
                event.content().version(),
                event.at(),
                holder,
                keys.seal(holder, place(id), rendering.render(event)));
    }

    /** The id from which the cardholder follows with the fewest look-ups. */
    private static String personIn(Content content) {
        return switch (content) {
            case Content.OfCardholder of -> of.cardholder().id().value();
            case Content.OfApplicant of -> of.applicant().cardholder().value();
            case Content.OfCard of -> of.card().owner().cardholder().value();
            case Content.OfMovement of -> of.movement().owner().card().value();
            case Content.OfTransaction of -> of.transaction().card().value();
            case Content.OfOperation of ->
                of.operation()
                        .about()
                        .card()
                        .map(card -> card.value())
                        .orElse(of.operation().about().subject().id().value());
        };
    }
}
