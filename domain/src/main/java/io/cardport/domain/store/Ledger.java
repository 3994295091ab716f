package io.cardport.domain.store;

import io.cardport.domain.funding.LedgerEntry;
import java.util.List;

/** The ledger; only ever added to. */
@FunctionalInterface
public interface Ledger {
    /**
     * Books; an account and operation that this transaction books again are added up by readers, never changed.
     *
     * @param entries sides that sum to zero
     */
    void book(List<LedgerEntry> entries);
}
