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
     * What is booked as under way against the movements that are, as both stand at one moment.
     *
     * @return by currency; one with nothing under way may be left out
     */
    Map<Currency, UnderWay> underWay();

    /**
     * Money under way, counted twice.
     *
     * @param booked the sum of the transit accounts, in minor units
     * @param open the sum of the movements that are not settled, and of failed ones of which nobody knows whether their
     *     money came back, in minor units
     */
    record UnderWay(long booked, long open) {
        /**
         * What should be nothing.
         *
         * @return how much more is booked than open, in minor units
         */
        public long difference() {
            return booked - open;
        }
    }
}
