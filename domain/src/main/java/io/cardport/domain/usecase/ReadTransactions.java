package io.cardport.domain.usecase;

import io.cardport.domain.account.Scope;
import io.cardport.domain.card.Card;
import io.cardport.domain.funding.CardTransaction;
import io.cardport.domain.issuing.CardTransactions;
import io.cardport.domain.issuing.Look;
import io.cardport.domain.issuing.TransactionSeen;
import io.cardport.domain.product.Product;
import io.cardport.domain.store.Page;
import io.cardport.domain.store.TransactionStore.Filter;
import java.time.Instant;
import java.util.List;
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
            asOf = page.after().isEmpty() ? ask(card.get(), ability.get()) : Optional.empty();
        }
        return new Listing.Known(
                context.work().read(stores -> stores.transactions().list(filter, page)), asOf);
    }

    private Optional<Instant> ask(Card card, CardTransactions ability) {
        Instant began = context.now();
        Optional<List<TransactionSeen>> shown = card.atProvider()
                .reference()
                .map(reference ->
                        ability.transactions(reference, card.times().createdAt().minusSeconds(3600)))
                .flatMap(look -> look instanceof Look.Found<List<TransactionSeen>>(var list)
                        ? Optional.of(list)
                        : Optional.empty());
        shown.ifPresent(list -> context.work().write(stores -> {
            Card locked = stores.cards().lock(new Scope.Everything(), card.id()).orElseThrow();
            Transactions transactions = new Transactions(context, settlement.changes());
            list.reversed().forEach(seen -> transactions.seen(stores, locked, seen));
            return locked;
        }));
        return shown.map(list -> began);
    }
}
