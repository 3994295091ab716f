package io.cardport.app.persistence;

import io.cardport.app.sealing.KeyedHash;
import io.cardport.domain.account.Scope;
import io.cardport.domain.holder.ApplicantState;
import io.cardport.domain.holder.Cardholder;
import io.cardport.domain.id.CardholderId;
import io.cardport.domain.store.CardholderStore;
import io.cardport.domain.store.Page;
import java.util.Optional;

/** Cardholders in PostgreSQL. */
final class PostgresCardholderStore implements CardholderStore {
    private static final String SELECT = "SELECT h.* FROM cardholders h";
    /** The order of {@link io.cardport.domain.holder.ApplicantLifecycle#mostAdvanced}. */
    private static final String MOST_ADVANCED =
            "coalesce((SELECT a.state FROM applicants a WHERE a.cardholder_id = h.id ORDER BY array_position("
                    + "ARRAY['APPROVED','IN_REVIEW','INCOMPLETE','SUSPENDED','REJECTED','EXPIRED','NEW'], a.state)"
                    + " LIMIT 1), 'NEW')";

    private final Sql sql;
    private final HolderKeys keys;
    private final KeyedHash hash;
    private final ReadAhead<Wanted, Optional<Cardholder>> ahead = new ReadAhead<>();

    private record Wanted(Scope scope, CardholderId id) {}

    PostgresCardholderStore(Sql sql, HolderKeys keys, KeyedHash hash) {
        this.sql = sql;
        this.keys = keys;
        this.hash = hash;
    }

    @Override
    public Optional<Cardholder> find(Scope scope, CardholderId id) {
        return ahead.take(new Wanted(scope, id)).orElseGet(() -> one(scope, id, ""));
    }

    /** Asks for a cardholder with the next question. */
    void ahead(Scope scope, CardholderId id) {
        Condition condition = condition(scope, id);
        sql.later(
                SELECT + condition.where(),
                row -> CardholderRow.read(row, keys),
                found -> ahead.keep(new Wanted(scope, id), found.stream().findFirst()),
                condition.parameters());
    }

    private static Condition condition(Scope scope, CardholderId id) {
        return Condition.in(scope, "h.distributor_id").and("h.id = ?", id);
    }

    @Override
    public Optional<Cardholder> lock(Scope scope, CardholderId id) {
        return one(scope, id, " FOR UPDATE");
    }

    private Optional<Cardholder> one(Scope scope, CardholderId id, String locking) {
        Condition condition = condition(scope, id);
        return sql.first(
                SELECT + condition.where() + locking, row -> CardholderRow.read(row, keys), condition.parameters());
    }

    @Override
    public Added insert(Cardholder cardholder) {
        CardholderRow row = new CardholderRow(cardholder);
        Columns columns = row.fixed(keys.issue(cardholder.id())).and(row.changing(keys, hash));
        int added = sql.update(
                columns.insertInto("cardholders") + " ON CONFLICT (distributor_id, account, email_hash) DO NOTHING",
                columns.values());
        return added == 1 ? Added.ADDED : Added.DUPLICATE_EMAIL;
    }

    @Override
    public Added update(Cardholder cardholder) {
        CardholderRow row = new CardholderRow(cardholder);
        // A transaction that takes the e-mail meanwhile makes this one fail and run again, which then sees it.
        boolean taken = sql.first(
                        "SELECT 1 FROM cardholders WHERE distributor_id = ? AND account = ? AND email_hash = ?"
                                + " AND id <> ?",
                        found -> true,
                        cardholder.owner().distributor(),
                        cardholder.owner().account(),
                        row.emailHash(hash),
                        cardholder.id())
                .isPresent();
        if (taken) {
            return Added.DUPLICATE_EMAIL;
        }
        sql.update("cardholders", row.changing(keys, hash), cardholder.id());
        return Added.ADDED;
    }

    @Override
    public void remove(CardholderId id) {
        sql.later("DELETE FROM applicants WHERE cardholder_id = ?", id);
        sql.later("DELETE FROM cardholders WHERE id = ?", id);
        keys.forget(id);
    }

    @Override
    public Page<Cardholder> list(Filter filter, Page.Request page) {
        Condition condition = Condition.in(filter.scope(), "h.distributor_id")
                .andIf(filter.status().map(ApplicantState::name), MOST_ADVANCED + " = ?")
                .andIf(
                        filter.email().map(email -> new EmailHashes(sql, hash).of(filter.scope(), email)),
                        "h.email_hash = ANY(?)")
                .andIf(filter.externalReference(), "h.external_reference = ?");
        return Pages.read(
                sql,
                SELECT,
                condition,
                "h.id",
                page,
                new Pages.Listed<>(
                        row -> CardholderRow.read(row, keys),
                        holder -> holder.id().value()));
    }
}
