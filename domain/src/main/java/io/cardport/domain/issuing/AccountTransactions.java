package io.cardport.domain.issuing;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reading the transactions of all our cards at an issuer, so that one that no webhook told is found. */
public non-sealed interface AccountTransactions extends Capability {
    /**
     * Asks for one part of the transactions of a time. With the same time, going from place to place shows each that was
     * there at the first question at least once.
     *
     * @param time of when
     * @param place where the part before ended, empty for the first; a place that can't be read begins anew
     * @return a part, in the issuer's order
     */
    Look<Part> transactions(Span time, Optional<String> place);

    /**
     * A time.
     *
     * @param from its beginning, included
     * @param to its end; what lies at it may be included
     */
    record Span(Instant from, Instant to) {}

    /**
     * A part of a list.
     *
     * @param transactions what is in it; what the issuer shows in a form that nobody can read is left out
     * @param next where the next part begins, empty after the last; at most 200 characters
     */
    record Part(List<OfCard> transactions, Optional<String> next) {
        /** Copies the list. */
        public Part {
            transactions = List.copyOf(transactions);
        }
    }

    /**
     * A transaction and its card.
     *
     * @param card the issuer's id of the card
     * @param seen the transaction
     */
    record OfCard(ProviderRef card, TransactionSeen seen) {}
}
