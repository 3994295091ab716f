package io.cardport.app.persistence;

import io.cardport.domain.account.Scope;
import io.cardport.domain.funding.CardTransaction;
import io.cardport.domain.funding.TransactionStatus;
import io.cardport.domain.funding.TransactionType;
import io.cardport.domain.id.CardId;
import io.cardport.domain.id.TransactionId;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.store.Page;
import io.cardport.domain.store.TransactionStore;
import java.util.Optional;

/** Card transactions in PostgreSQL. */
final class PostgresTransactionStore implements TransactionStore {
    private static final String SELECT = "SELECT * FROM card_transactions";

    private final Sql sql;
    private final HolderKeys keys;

    PostgresTransactionStore(Sql sql, HolderKeys keys) {
        this.sql = sql;
        this.keys = keys;
    }

    @Override
    public Optional<CardTransaction> find(Scope scope, TransactionId id) {
        Condition condition = Condition.in(scope, "distributor_id").and("id = ?", id);
        return sql.first(SELECT + condition.where(), TransactionRow::read, condition.parameters());
    }

    @Override
    public Optional<CardTransaction> find(CardId card, ProviderRef reference) {
        return one(card, reference, "");
    }

    @Override
    public Optional<CardTransaction> lock(CardId card, ProviderRef reference) {
        return one(card, reference, " FOR UPDATE");
    }

    private Optional<CardTransaction> one(CardId card, ProviderRef reference, String locking) {
        return sql.first(
                SELECT + " WHERE card_id = ? AND reference = ?" + locking,
                TransactionRow::read,
                card,
                reference.value());
    }

    @Override
    public void insert(CardTransaction transaction) {
        TransactionRow row = new TransactionRow(transaction);
        Optional<String> holder = keys.holderOf(transaction.card().value());
        holder.ifPresent(id -> keys.belongs(transaction.id().value(), id));
        sql.insert("card_transactions", row.fixed(holder).and(row.changing()));
    }

    @Override
    public void update(CardTransaction transaction) {
        sql.update("card_transactions", new TransactionRow(transaction).changing(), transaction.id());
    }

    @Override
    public Page<CardTransaction> list(Filter filter, Page.Request page) {
        Condition condition = Condition.in(filter.scope(), "distributor_id")
                .andIf(filter.card(), "card_id = ?")
                .andIf(filter.cardholder(), "cardholder_id = ?")
                .andIf(filter.type().map(TransactionType::name), "type = ?")
                .andIf(filter.status().map(TransactionStatus::name), "status = ?")
                .andIf(filter.time().from(), "occurred_at >= ?")
                .andIf(filter.time().to(), "occurred_at < ?")
                .andIf(filter.time().search(), "strpos(lower(merchant_name), lower(?)) > 0");
        return Pages.read(
                sql,
                SELECT,
                condition,
                "id",
                page,
                new Pages.Listed<>(
                        TransactionRow::read, transaction -> transaction.id().value()));
    }

    @Override
    public Progress progress(String account) {
        return sql.first(
                        "SELECT read_until, round_began, round_place FROM transaction_readings WHERE account = ?",
                        row -> {
                            Optional<String> place = Read.maybeText(row, "round_place");
                            return new Progress(
                                    Read.maybeTime(row, "read_until"),
                                    Read.maybeTime(row, "round_began").map(began -> new Round(began, place)));
                        },
                        account)
                .orElse(Progress.NONE);
    }

    @Override
    public void progress(String account, Progress progress) {
        sql.later(
                "INSERT INTO transaction_readings (account, read_until, round_began, round_place) VALUES (?, ?, ?, ?)"
                        + " ON CONFLICT (account) DO UPDATE SET read_until = excluded.read_until,"
                        + " round_began = excluded.round_began, round_place = excluded.round_place",
                account,
                progress.readUntil(),
                progress.round().map(Round::began),
                progress.round().flatMap(Round::place));
    }
}
