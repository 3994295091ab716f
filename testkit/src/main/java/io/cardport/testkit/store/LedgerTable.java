package io.cardport.testkit.store;

import io.cardport.domain.funding.LedgerEntry;
import io.cardport.domain.funding.LedgerEntry.Account;
import io.cardport.domain.store.Ledger;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

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
    public Map<Currency, Long> transit() {
        return sum(Account.Transit.class::isInstance);
    }

    private Map<Currency, Long> sum(Predicate<Account> which) {
        return tables.ledger.stream()
                .filter(entry -> which.test(entry.account()))
                .collect(Collectors.groupingBy(
                        entry -> entry.amount().currency(),
                        Collectors.summingLong(entry -> entry.amount().minor())));
    }
}
