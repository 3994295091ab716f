package io.cardport.domain.store;

import io.cardport.domain.funding.LedgerEntry;
import java.util.Currency;
import java.util.List;
import java.util.Map;

/** The ledger; only ever added to. */
public interface Ledger {
    /**
     * Books; an account and operation that this transaction books again are added up by readers, never changed.
     *
     * @param entries sides that sum to zero
     */
    void book(List<LedgerEntry> entries);

    /**
     * What all bookings left at our account at an issuer: less than nothing, because what is paid in there is not booked.
     *
     * @param account our name for the account
     * @return minor units by currency
     */
    Map<Currency, Long> floatOf(String account);

    /**
     * What is under way altogether.
     *
     * @return minor units by currency; a currency with nothing under way may be left out
     */
    Map<Currency, Long> transit();
}
