package io.cardport.domain.usecase;

import io.cardport.domain.account.Scope;
import io.cardport.domain.card.Card;
import io.cardport.domain.id.CardId;
import io.cardport.domain.issuing.CardBalance;
import io.cardport.domain.issuing.CardBalance.CardFunds;
import io.cardport.domain.issuing.Look;
import io.cardport.domain.product.Product;
import io.cardport.domain.store.CardStore.KnownFunds;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Asks the issuer for the money on a card; one that can't be asked now leaves what it said last. */
public final class ReadBalance {
    private final Context context;

    /**
     * Makes the use case.
     *
     * @param context what it works with
     */
    public ReadBalance(Context context) {
        this.context = context;
    }

    /** What became of it. */
    public sealed interface Balance {
        /**
         * What the issuer said.
         *
         * @param funds the money, and when it was asked for
         * @param source whether that was just now
         */
        record Known(KnownFunds funds, Source source) implements Balance {}

        /**
         * It is not to be had.
         *
         * @param problem why
         */
        record Declined(Problem problem) implements Balance {}
    }

    /** Where a balance comes from. */
    public enum Source {
        /** The issuer, asked for this answer. */
        PROVIDER,
        /** Our record of what it said last: it can't be asked now. */
        RECORD
    }

    /**
     * Asks.
     *
     * @param scope whose cards the caller sees
     * @param id which card
     * @return the balance, or why not
     */
    public Balance handle(Scope scope, CardId id) {
        Optional<Card> found = context.work().read(stores -> stores.cards().find(scope, id));
        if (found.isEmpty()) {
            return new Balance.Declined(new Problem.NotFound());
        }
        Card card = found.get();
        Product product = context.work()
                .read(stores -> stores.products().find(card.owner().product()).orElseThrow());
        Optional<CardBalance> balance = context.ability(product, CardBalance.class);
        if (balance.isEmpty()) {
            return new Balance.Declined(new Problem.Unsupported(CardBalance.class));
        }
        var reference = card.atProvider().reference();
        if (reference.isEmpty()) {
            return new Balance.Declined(CardWishes.inState(card, List.of()));
        }
        Instant asOf = context.now();
        return switch (balance.get().balance(reference.get())) {
            case Look.Found<CardFunds>(var funds) -> said(id, new KnownFunds(funds, asOf));
            case Look.Absent<CardFunds> ignored ->
                new Balance.Declined(new Problem.ProviderUnavailable(Refusals.RETRY_AFTER));
            case Look.Denied<CardFunds>(var refusal) ->
                new Balance.Declined(Refusals.problem(refusal, Optional.empty()));
            case Look.Unavailable<CardFunds>(var cause) ->
                context.work()
                        .read(stores -> stores.cards().funds(id))
                        .<Balance>map(known -> new Balance.Known(known, Source.RECORD))
                        .orElseGet(() -> new Balance.Declined(Refusals.problem(cause)));
        };
    }

    private Balance said(CardId id, KnownFunds funds) {
        context.work().write(stores -> {
            stores.cards().keepFunds(id, funds);
            return funds;
        });
        return new Balance.Known(funds, Source.PROVIDER);
    }
}
