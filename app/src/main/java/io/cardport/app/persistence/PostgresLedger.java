package io.cardport.app.persistence;

import io.cardport.domain.funding.LedgerEntry;
import io.cardport.domain.funding.LedgerEntry.Account;
import io.cardport.domain.store.Ledger;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The ledger in PostgreSQL. */
final class PostgresLedger implements Ledger {
    private final Sql sql;

    PostgresLedger(Sql sql) {
        this.sql = sql;
    }

    @Override
    public void book(List<LedgerEntry> entries) {
        sql.later(
                "INSERT INTO ledger_entries (account_kind, account_id, amount_minor, amount_currency, operation_id)"
                        + " SELECT * FROM unnest(?, ?, ?, ?, ?)",
                texts(entries, entry -> kind(entry.account())),
                texts(entries, entry -> id(entry.account())),
                entries.stream().map(entry -> entry.amount().minor()).toArray(Long[]::new),
                texts(entries, entry -> entry.amount().currency().getCurrencyCode()),
                texts(entries, entry -> entry.operation().value()));
    }

    @Override
    public Map<Currency, Long> floatOf(String account) {
        return Read.sums(
                sql,
                "SELECT amount_currency, sum(amount_minor) AS minor FROM ledger_entries"
                        + " WHERE account_kind = 'FLOAT' AND account_id = ? GROUP BY amount_currency",
                account);
    }

    @Override
    public Map<Currency, UnderWay> underWay() {
        // One statement sees one moment; two would take a movement between them for a difference.
        return sql
                .list(
                        "SELECT amount_currency, sum(booked) AS booked, sum(open) AS open FROM"
                                + " (SELECT amount_currency, sum(amount_minor) AS booked, 0 AS open FROM ledger_entries"
                                + " WHERE account_kind = 'TRANSIT' GROUP BY amount_currency UNION ALL"
                                + " SELECT amount_currency, 0, sum(amount_minor) FROM movements"
                                + " WHERE state IN ('PENDING', 'UNSETTLED')"
                                + " OR (state = 'FAILED' AND funds_returned = 'UNKNOWN') GROUP BY amount_currency) AS sides"
                                + " GROUP BY amount_currency",
                        row -> Map.entry(
                                Currency.getInstance(Read.text(row, "amount_currency")),
                                new UnderWay(row.getLong("booked"), row.getLong("open"))))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static String[] texts(List<LedgerEntry> entries, Function<LedgerEntry, String> column) {
        return entries.stream().map(column).toArray(String[]::new);
    }

    private static String kind(Account account) {
        return switch (account) {
            case Account.Float ignored -> "FLOAT";
            case Account.Transit ignored -> "TRANSIT";
            case Account.Fee ignored -> "FEE";
            case Account.OnCard ignored -> "CARD";
        };
    }

    private static String id(Account account) {
        return switch (account) {
            case Account.Float at -> at.account();
            case Account.Transit by -> by.operation().value();
            case Account.Fee of -> of.account();
            case Account.OnCard on -> on.card().value();
        };
    }
}
