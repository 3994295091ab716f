package io.cardport.testkit.store;

import io.cardport.domain.funding.FundsMovement;
import io.cardport.domain.funding.LedgerEntry;
import io.cardport.domain.funding.LedgerEntry.Account;
import io.cardport.domain.store.Ledger;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The ledger. */
record LedgerTable(Tables tables) implements Ledger {
    @Override
    public void book(List<LedgerEntry> entries) {
        tables.ledger.addAll(entries);
    }

    @Override
    public Map<Currency, Long> floatOf(String account) {
        return sum(new Account.Float(account)::equals);
    }

    @Override
    public Map<Currency, UnderWay> underWay() {
        Map<Currency, Long> booked = sum(Account.Transit.class::isInstance);
        Map<Currency, Long> open = tables.movements.values().stream()
                .filter(LedgerTable::open)
                .collect(Collectors.groupingBy(
                        movement -> movement.amount().currency(),
                        Collectors.summingLong(movement -> movement.amount().minor())));
        return Stream.concat(booked.keySet().stream(), open.keySet().stream())
                .distinct()
                .collect(Collectors.toMap(
                        Function.identity(),
                        currency -> new UnderWay(booked.getOrDefault(currency, 0L), open.getOrDefault(currency, 0L))));
    }

    private static boolean open(FundsMovement movement) {
        return switch (movement.result().state()) {
            case PENDING, UNSETTLED -> true;
            case FAILED -> movement.result().fundsReturned() == FundsMovement.FundsReturned.UNKNOWN;
            case SUCCEEDED -> false;
        };
    }

    private Map<Currency, Long> sum(Predicate<Account> which) {
        return tables.ledger.stream()
                .filter(entry -> which.test(entry.account()))
                .collect(Collectors.groupingBy(
                        entry -> entry.amount().currency(),
                        Collectors.summingLong(entry -> entry.amount().minor())));
    }
}
