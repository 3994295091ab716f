package io.cardport.app.persistence;

import io.cardport.app.sealing.KeyedHash;
import io.cardport.app.sealing.Place;
import io.cardport.domain.account.Scope;
import io.cardport.domain.card.Card;
import io.cardport.domain.card.CardState;
import io.cardport.domain.id.CardId;
import io.cardport.domain.id.DistributorId;
import io.cardport.domain.issuing.CardBalance.CardFunds;
import io.cardport.domain.secret.Secret;
import io.cardport.domain.store.CardStore;
import io.cardport.domain.store.Page;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Cards in PostgreSQL. */
final class PostgresCardStore implements CardStore {
    private static final String KEEP_NEWER = " ON CONFLICT (card_id) DO UPDATE SET as_of = excluded.as_of,"
            + " available_minor = excluded.available_minor, available_currency = excluded.available_currency,"
            + " pending_minor = excluded.pending_minor, pending_currency = excluded.pending_currency,"
            + " refundable_minor = excluded.refundable_minor, refundable_currency = excluded.refundable_currency"
            + " WHERE card_funds.as_of < excluded.as_of";

    private static final String SELECT =
            "SELECT c.*, h.data_key FROM cards c LEFT JOIN cardholders h ON h.id = c.cardholder_id";
    /** Locks a card whosesoever it is. */
    static final String LOCK = SELECT + " WHERE c.id = ? FOR UPDATE OF c";

    private static final DueRows DUE = new DueRows("card_looks", "card_id", "look_at", ", leased = true");

    private final Sql sql;
    private final HolderKeys keys;
    private final KeyedHash hash;
    private final HeldRows<CardId, Card> held;
    private final ReadAhead<CardId, Card> ahead;

    PostgresCardStore(
            Sql sql, HolderKeys keys, KeyedHash hash, HeldRows<CardId, Card> held, ReadAhead<CardId, Card> ahead) {
        this.sql = sql;
        this.keys = keys;
        this.hash = hash;
        this.held = held;
        this.ahead = ahead;
    }

    @Override
    public Optional<Card> find(Scope scope, CardId id) {
        Optional<Card> mine = held.held(id).or(() -> ahead.take(id));
        return mine.isPresent() ? mine.filter(card -> sees(scope, card)) : one(scope, id, "");
    }

    @Override
    public Optional<Card> lock(Scope scope, CardId id) {
        return held.holding(id, () -> one(scope, id, " FOR UPDATE OF c")).filter(card -> sees(scope, card));
    }

    private static boolean sees(Scope scope, Card card) {
        return switch (scope) {
            case Scope.Own(DistributorId distributor) ->
                card.owner().distributor().equals(distributor);
            case Scope.Everything ignored -> true;
        };
    }

    private Optional<Card> one(Scope scope, CardId id, String locking) {
        Condition condition = Condition.in(scope, "c.distributor_id").and("c.id = ?", id);
        return sql.first(SELECT + condition.where() + locking, row -> CardRow.read(row, keys), condition.parameters());
    }

    @Override
    public void insert(Card card) {
        CardRow row = new CardRow(card);
        sql.insert("cards", row.fixed(keys).and(row.changing()));
        held.hold(card.id(), card);
    }

    @Override
    public void update(Card card) {
        Columns columns = new CardRow(card).changing();
        boolean waits = switch (card.standing().state().name()) {
            case REQUESTED, PENDING, INACTIVE -> true;
            case ACTIVE, LOCKED, CLOSING, CLOSED, FAILED -> false;
        };
        sql.update(
                "cards",
                waits ? columns : columns.with("activation_code", Optional.empty()),
                card.id(),
                held.held(card.id()).map(row -> Sql.Row.HELD).orElse(Sql.Row.UNSURE));
        held.hold(card.id(), card);
    }

    @Override
    public Page<Card> list(Filter filter, Page.Request page) {
        Search search = filter.search();
        Condition condition = Condition.in(filter.scope(), "c.distributor_id")
                .andIf(filter.status().map(CardState.Name::name), "c.status = ?")
                .andIf(filter.account(), "c.account = ?")
                .andIf(filter.cardholder(), "c.cardholder_id = ?")
                .andIf(filter.product(), "c.product_id = ?")
                .andIf(search.last4(), "c.last4 = ?")
                .andIf(search.createdFrom(), "c.created_at >= ?")
                .andIf(search.createdTo(), "c.created_at < ?")
                .andIf(
                        search.email().map(email -> new EmailHashes(sql, hash).of(filter.scope(), email)),
                        "h.email_hash = ANY(?)")
                .andIf(search.reference().map(value -> new String[] {value}), "c.reference_values @> ?");
        Condition whole = search.needsReview() ? condition.and("c.needs_review") : condition;
        return Pages.read(
                sql,
                SELECT,
                whole,
                "c.id",
                page,
                new Pages.Listed<>(
                        row -> CardRow.read(row, keys), card -> card.id().value()));
    }

    @Override
    public void lookAt(CardId id, Instant at) {
        sql.later(
                "INSERT INTO card_looks (card_id, look_at, leased) VALUES (?, ?, false) ON CONFLICT (card_id)"
                        + " DO UPDATE SET look_at = least(card_looks.look_at, EXCLUDED.look_at), leased = false",
                id,
                at);
    }

    @Override
    public List<CardId> takeDue(Instant now, Instant leaseUntil, int limit) {
        List<String> ids = DUE.take(sql, now, leaseUntil, limit);
        if (!ids.isEmpty()) {
            // Whoever takes cards wants to know whose they are.
            sql.list(SELECT + " WHERE c.id = ANY(?)", row -> CardRow.read(row, keys), (Object)
                            ids.toArray(String[]::new))
                    .forEach(card -> ahead.keep(card.id(), card));
        }
        return ids.stream().map(CardId::new).toList();
    }

    @Override
    public void extend(List<CardId> ids, Instant leasedUntil, Instant until) {
        DUE.extend(sql, ids, leasedUntil, until);
    }

    @Override
    public void looked(CardId id, Instant began) {
        // What was asked for after it was taken is no longer leased: a look that had begun can't have answered it.
        sql.later("DELETE FROM card_looks WHERE card_id = ? AND (leased OR look_at <= ?)", id, began);
    }

    @Override
    public void keepActivationCode(CardId id, Secret code) {
        byte[] clear = code.utf8();
        try {
            sql.later(
                    "UPDATE cards SET activation_code = ? WHERE id = ?",
                    keys.seal(keys.holderOf(id.value()), codePlace(id), clear),
                    id);
        } finally {
            Arrays.fill(clear, (byte) 0);
        }
    }

    @Override
    public Optional<Secret> activationCode(CardId id) {
        return sql.first(
                        "SELECT activation_code FROM cards WHERE id = ?",
                        row -> Read.maybeBytes(row, "activation_code"),
                        id)
                .flatMap(found -> found)
                .flatMap(kept -> keys.unseal(keys.holderOf(id.value()), codePlace(id), kept))
                .map(PostgresCardStore::secret);
    }

    @Override
    public void keepFunds(CardId id, KnownFunds known) {
        CardFunds funds = known.funds();
        Columns columns = new Columns()
                .with("card_id", id)
                .with("as_of", known.asOf())
                .and(Read.moneyColumns("available", Optional.of(funds.available())))
                .and(Read.moneyColumns("pending", funds.pending()))
                .and(Read.moneyColumns("refundable", funds.refundable()));
        sql.later(columns.insertInto("card_funds") + KEEP_NEWER, columns.values());
    }

    @Override
    public Optional<KnownFunds> funds(CardId id) {
        return sql.first(
                "SELECT * FROM card_funds WHERE card_id = ?",
                row -> new KnownFunds(
                        new CardFunds(
                                Read.money(row, "available"),
                                Read.maybeMoney(row, "pending"),
                                Read.maybeMoney(row, "refundable")),
                        Read.time(row, "as_of")),
                id);
    }

    private static Secret secret(byte[] utf8) {
        CharBuffer decoded = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(utf8));
        char[] text = new char[decoded.remaining()];
        decoded.get(text);
        Arrays.fill(decoded.array(), '\0');
        Arrays.fill(utf8, (byte) 0);
        return Secret.owning(text);
    }

    private static Place codePlace(CardId id) {
        return new Place("cards", id.value(), "activation_code");
    }
}
