package io.cardport.domain.funding;

import io.cardport.domain.id.CardId;
import io.cardport.domain.id.OperationId;
import io.cardport.domain.money.Money;
import java.util.List;

/**
 * One side of a booking. Entries are only ever added; the two sides of a booking sum to zero.
 *
 * @param account where
 * @param amount how much; negative takes away
 * @param operation because of what
 */
public record LedgerEntry(Account account, Money amount, OperationId operation) {
    /** Where money can be. */
    public sealed interface Account {
        /**
         * In our account at an issuer.
         *
         * @param account our name for it
         */
        record Float(String account) implements Account {}

        /**
         * Under way.
         *
         * @param operation the operation that moves it
         */
        record Transit(OperationId operation) implements Account {}

        /**
         * Taken by an issuer for moving money.
         *
         * @param account our name for the account there
         */
        record Fee(String account) implements Account {}

        /**
         * On a card.
         *
         * @param card the card
         */
        record OnCard(CardId card) implements Account {}
    }

    /**
     * A booking from one account to another.
     *
     * @param from where money leaves
     * @param to where it arrives
     * @param amount how much, more than zero
     * @param operation because of what
     * @return both sides
     */
    public static List<LedgerEntry> booking(Account from, Account to, Money amount, OperationId operation) {
        return List.of(
                new LedgerEntry(from, new Money(-amount.minor(), amount.currency()), operation),
                new LedgerEntry(to, amount, operation));
    }
}
