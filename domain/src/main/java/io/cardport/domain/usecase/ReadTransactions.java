package io.cardport.domain.usecase;

import io.cardport.domain.card.Card;
import io.cardport.domain.funding.CardTransaction;
import io.cardport.domain.issuing.CardTransactions;
import io.cardport.domain.product.Product;
import io.cardport.domain.store.Page;
import io.cardport.domain.store.TransactionStore.Filter;
import java.time.Instant;
import java.util.Optional;

/** Lists card transactions: of one card after asking its issuer, of many cards from the record. */
public final class ReadTransactions {
    private final Context context;
    private final Settlement settlement;

    /**
     * Makes the use case.
     *
     * @param context what it works with
     */
    public ReadTransactions(Context context) {
        this.context = context;
        this.settlement = new Settlement(context);
    }

    /** What became of it. */
    public sealed interface Listing {
        /**
         * The transactions.
         *
         * @param page a part of them
         * @param asOf when the issuer was asked, where it was
         */
        record Known(Page<CardTransaction> page, Optional<Instant> asOf) implements Listing {}

        /**
         * They are not to be had.
         *
         * @param problem why
         */
        record Declined(Problem problem) implements Listing {}
    }

    /**
     * Lists. An issuer that can't be asked now leaves the record as it is, and the answer without {@code asOf}.
     *
     * @param filter which
     * @param page which part; only the first part of one card's asks the issuer
     * @return the transactions, or why not
     */
    public Listing handle(Filter filter, Page.Request page) {
        Optional<Instant> asOf = Optional.empty();
        if (filter.card().isPresent()) {
            Optional<Card> card = context.work()
                    .read(stores ->
                            stores.cards().find(filter.scope(), filter.card().get()));
            if (card.isEmpty()) {
                return new Listing.Declined(new Problem.NotFound());
            }
            Product product = context.work()
                    .read(stores ->
                            stores.products().find(card.get().owner().product()).orElseThrow());
            Optional<CardTransactions> ability = context.ability(product, CardTransactions.class);
            if (ability.isEmpty()) {
                return new Listing.Declined(new Problem.Unsupported(CardTransactions.class));
            }
            asOf = page.after().isEmpty()
                    ? new Transactions(context, settlement.changes()).ask(card.get(), ability.get())
                    : Optional.empty();
        }
        return new Listing.Known(
                context.work().read(stores -> stores.transactions().list(filter, page)), asOf);
    }
}
