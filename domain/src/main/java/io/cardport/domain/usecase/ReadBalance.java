package io.cardport.domain.usecase;

import io.cardport.domain.account.Scope;
import io.cardport.domain.card.Card;
import io.cardport.domain.id.CardId;
import io.cardport.domain.issuing.CardBalance;
import io.cardport.domain.issuing.CardBalance.CardFunds;
import io.cardport.domain.issuing.Look;
import io.cardport.domain.product.Product;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Asks the issuer for the money on a card. */
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
         * @param funds the money
         * @param asOf when it was asked, in database time
         */
        record Known(CardFunds funds, Instant asOf) implements Balance {}

        /**
         * It is not to be had.
         *
         * @param problem why
         */
        record Declined(Problem problem) implements Balance {}
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
            case Look.Found<CardFunds>(var funds) -> new Balance.Known(funds, asOf);
            case Look.Absent<CardFunds> ignored ->
                new Balance.Declined(new Problem.ProviderUnavailable(Refusals.RETRY_AFTER));
            case Look.Denied<CardFunds>(var refusal) ->
                new Balance.Declined(Refusals.problem(refusal, Optional.empty()));
            case Look.Unavailable<CardFunds>(var cause) -> new Balance.Declined(Refusals.problem(cause));
        };
    }
}
