package io.cardport.domain.issuing;

import java.time.Instant;
import java.util.List;

/** Reading a card's transactions. */
public non-sealed interface CardTransactions extends Capability {
    /**
     * Asks for the transactions of a time, newest first.
     *
     * @param card the issuer's id of the card
     * @param from the earliest time wanted
     * @return at most 1,000 transactions
     */
    Look<List<TransactionSeen>> transactions(ProviderRef card, Instant from);
}
