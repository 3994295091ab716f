package io.cardport.app.persistence;

import io.cardport.domain.account.Actor;
import io.cardport.domain.card.Card;
import io.cardport.domain.freeze.Freeze;
import io.cardport.domain.freeze.Hold;
import io.cardport.domain.id.CardId;
import io.cardport.domain.id.CardholderId;
import io.cardport.domain.id.DistributorId;
import io.cardport.domain.id.FreezeId;
import io.cardport.domain.id.ProductId;
import io.cardport.domain.store.FreezeStore;
import io.cardport.domain.store.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Freezes in PostgreSQL. */
final class PostgresFreezeStore implements FreezeStore {
    /** The advisory lock of setting and lifting; a number of our own choice, the same on all nodes. */
    private static final long LOCK = 0x66_72_65_65_7AL;

    private static final String ALL = "SELECT * FROM freezes";

    private static final String STANDING_OVER = ALL
            + " WHERE lifted_at IS NULL AND (cardholder_id IS NULL OR cardholder_id = ?)"
            + " AND (product_id IS NULL OR product_id = ?)"
            + " AND (distributor_id IS NULL OR distributor_id = ?) ORDER BY id";

    private final Sql sql;
    private final ReadAhead<Card.Owner, List<Freeze>> ahead = new ReadAhead<>();

    PostgresFreezeStore(Sql sql) {
        this.sql = sql;
    }

    /** A statement of its own: what is asked next sees what was committed while this one waited. */
    @Override
    public void share() {
        sql.later("SELECT pg_advisory_xact_lock_shared(?)", LOCK);
    }

    @Override
    public void exclude() {
        sql.list("SELECT pg_advisory_xact_lock(?)", row -> true, LOCK);
    }

    @Override
    public void insert(Freeze freeze) {
        Columns reach = switch (freeze.reach()) {
            case Freeze.Reach.OfCardholder(var id) -> new Columns().with("cardholder_id", id);
            case Freeze.Reach.OfProduct(var id) -> new Columns().with("product_id", id);
            case Freeze.Reach.OfDistributor(var id) -> new Columns().with("distributor_id", id);
            case Freeze.Reach.Everything ignored -> new Columns();
        };
        sql.insert(
                "freezes",
                reach.with("id", freeze.id())
                        .with("reason", freeze.reason())
                        .with("set_by", freeze.setBy().text())
                        .with("set_at", freeze.setAt())
                        .with("gathered_to", "")
                        .with("gather_at", freeze.setAt()));
    }

    @Override
    public void lift(Freeze freeze) {
        Freeze.Lift lift = freeze.lifted().orElseThrow();
        sql.update(
                "UPDATE freezes SET lifted_by = ?, lift_reason = ?, lifted_at = ?, gathered_to = '', gather_at = ?"
                        + " WHERE id = ?",
                lift.by().text(),
                lift.reason(),
                lift.at(),
                lift.at(),
                freeze.id());
    }

    @Override
    public Optional<Freeze> find(FreezeId id) {
        return sql.first(ALL + " WHERE id = ?", PostgresFreezeStore::read, id);
    }

    @Override
    public Page<Freeze> list(Page.Request page) {
        return Pages.read(
                sql,
                ALL,
                new Condition(),
                "id",
                page,
                new Pages.Listed<>(
                        PostgresFreezeStore::read, freeze -> freeze.id().value()));
    }

    @Override
    public List<Freeze> standingOver(Card.Owner owner) {
        return ahead.take(owner)
                .orElseGet(() -> sql.list(
                        STANDING_OVER,
                        PostgresFreezeStore::read,
                        owner.cardholder(),
                        owner.product(),
                        owner.distributor()));
    }

    /** Takes the shared lock and asks for what stands over a card with the next question. */
    void ahead(Card.Owner owner) {
        share();
        sql.later(
                STANDING_OVER,
                PostgresFreezeStore::read,
                found -> ahead.keep(owner, found),
                owner.cardholder(),
                owner.product(),
                owner.distributor());
    }

    @Override
    public void hold(FreezeId freeze, CardId card, Instant due) {
        sql.update(
                "INSERT INTO freeze_cards (freeze_id, card_id, state, tries, next_at) VALUES (?, ?, 'PENDING', 0, ?)"
                        + " ON CONFLICT (freeze_id, card_id) DO UPDATE SET state = 'PENDING', tries = 0,"
                        + " next_at = EXCLUDED.next_at",
                freeze,
                card,
                due);
    }

    @Override
    public List<FreezeId> takeUngathered(Instant now, Instant leaseUntil) {
        return new DueRows("freezes", "id", "gather_at", "")
                .take(sql, now, leaseUntil, 10).stream().map(FreezeId::new).toList();
    }

    @Override
    public int gather(Freeze freeze, int most, Instant now) {
        List<String> found = freeze.stands() ? reached(freeze, most, now) : held(freeze, most, now);
        sql.update(
                "UPDATE freezes SET gathered_to = COALESCE(?, gathered_to), gather_at = ? WHERE id = ?",
                found.stream().reduce((first, second) -> second),
                found.size() < most ? Optional.<Instant>empty() : Optional.of(now),
                freeze.id());
        return found.size();
    }

    private List<String> reached(Freeze freeze, int most, Instant now) {
        Condition condition = new Condition()
                .and("status IN ('ACTIVE', 'LOCKED')")
                .and("id > (SELECT gathered_to FROM freezes WHERE id = ?)", freeze.id());
        Condition reach = switch (freeze.reach()) {
            case Freeze.Reach.OfCardholder(var id) -> condition.and("cardholder_id = ?", id);
            case Freeze.Reach.OfProduct(var id) -> condition.and("product_id = ?", id);
            case Freeze.Reach.OfDistributor(var id) -> condition.and("distributor_id = ?", id);
            case Freeze.Reach.Everything ignored -> condition;
        };
        List<String> found = sql.list(
                "SELECT id FROM cards" + reach.where() + " ORDER BY id LIMIT " + most,
                row -> Read.text(row, "id"),
                reach.parameters());
        sql.update(
                "INSERT INTO freeze_cards (freeze_id, card_id, state, tries, next_at)"
                        + " SELECT ?, id, 'PENDING', 0, ? FROM unnest(?) AS id ON CONFLICT DO NOTHING",
                freeze.id(),
                now,
                found.toArray(String[]::new));
        return found;
    }

    private List<String> held(Freeze freeze, int most, Instant now) {
        List<String> found = sql.list(
                "SELECT card_id FROM freeze_cards WHERE freeze_id = ?"
                        + " AND card_id > (SELECT gathered_to FROM freezes WHERE id = ?) ORDER BY card_id LIMIT ?",
                row -> Read.text(row, "card_id"),
                freeze.id(),
                freeze.id(),
                most);
        sql.update(
                "UPDATE freeze_cards SET next_at = ?, tries = 0 WHERE freeze_id = ? AND card_id = ANY(?)"
                        + " AND state <> 'RELEASED'",
                now,
                freeze.id(),
                found.toArray(String[]::new));
        return found;
    }

    @Override
    public List<Hold> takeDue(Instant now, Instant leaseUntil, int limit) {
        return sql.list(
                "WITH due AS MATERIALIZED (SELECT freeze_id, card_id, next_at AS since FROM freeze_cards"
                        + " WHERE next_at <= ? ORDER BY next_at LIMIT ? FOR UPDATE SKIP LOCKED),"
                        + " leased AS (UPDATE freeze_cards f SET next_at = ? FROM due d"
                        + " WHERE f.freeze_id = d.freeze_id AND f.card_id = d.card_id RETURNING f.*, d.since)"
                        + " SELECT * FROM leased ORDER BY since",
                row -> new Hold(
                        new FreezeId(Read.text(row, "freeze_id")),
                        new CardId(Read.text(row, "card_id")),
                        Read.constant(row, "state", Hold.State.class),
                        row.getInt("tries")),
                now,
                limit,
                leaseUntil);
    }

    @Override
    public void note(Hold hold, Optional<Instant> next) {
        sql.update(
                "UPDATE freeze_cards SET state = ?, tries = ?, next_at = ? WHERE freeze_id = ? AND card_id = ?",
                hold.state(),
                hold.tries(),
                next,
                hold.freeze(),
                hold.card());
    }

    @Override
    public void forget(FreezeId freeze, CardId card) {
        sql.update("DELETE FROM freeze_cards WHERE freeze_id = ? AND card_id = ?", freeze, card);
    }

    private record Count(Hold.State state, int cards) {}

    @Override
    public Map<Hold.State, Integer> counts(FreezeId freeze) {
        Map<Hold.State, Integer> counts = new EnumMap<>(Hold.State.class);
        sql.list(
                        "SELECT state, count(*) AS cards FROM freeze_cards WHERE freeze_id = ? GROUP BY state",
                        row -> new Count(Read.constant(row, "state", Hold.State.class), row.getInt("cards")),
                        freeze)
                .forEach(count -> counts.put(count.state(), count.cards()));
        return counts;
    }

    @Override
    public Gathering gathering(FreezeId freeze) {
        return sql.first("SELECT gather_at FROM freezes WHERE id = ?", row -> Read.maybeTime(row, "gather_at"), freeze)
                        .flatMap(at -> at)
                        .isPresent()
                ? Gathering.GOING_ON
                : Gathering.DONE;
    }

    @Override
    public List<CardId> in(FreezeId freeze, Hold.State state, int most) {
        return sql.list(
                "SELECT card_id FROM freeze_cards WHERE freeze_id = ? AND state = ? ORDER BY card_id LIMIT ?",
                row -> new CardId(Read.text(row, "card_id")),
                freeze,
                state,
                most);
    }

    private static Freeze read(ResultSet row) throws SQLException {
        Optional<Instant> liftedAt = Read.maybeTime(row, "lifted_at");
        Optional<Freeze.Lift> lift = liftedAt.isEmpty()
                ? Optional.empty()
                : Optional.of(new Freeze.Lift(
                        Actor.parse(Read.text(row, "lifted_by")),
                        Read.maybeText(row, "lift_reason").orElse(""),
                        liftedAt.get()));
        return new Freeze(
                new FreezeId(Read.text(row, "id")),
                reach(row),
                Read.text(row, "reason"),
                Actor.parse(Read.text(row, "set_by")),
                Read.time(row, "set_at"),
                lift);
    }

    private static Freeze.Reach reach(ResultSet row) throws SQLException {
        Optional<String> cardholder = Read.maybeText(row, "cardholder_id");
        Optional<String> product = Read.maybeText(row, "product_id");
        Optional<String> distributor = Read.maybeText(row, "distributor_id");
        return cardholder
                .<Freeze.Reach>map(id -> new Freeze.Reach.OfCardholder(new CardholderId(id)))
                .or(() -> product.map(id -> new Freeze.Reach.OfProduct(new ProductId(id))))
                .or(() -> distributor.map(id -> new Freeze.Reach.OfDistributor(new DistributorId(id))))
                .orElseGet(Freeze.Reach.Everything::new);
    }
}
