package io.cardport.domain.usecase;

import io.cardport.domain.account.Actor;
import io.cardport.domain.account.AuditEntry;
import io.cardport.domain.account.Scope;
import io.cardport.domain.card.Card;
import io.cardport.domain.card.CardAsk;
import io.cardport.domain.card.CardFacts;
import io.cardport.domain.card.CardLifecycle;
import io.cardport.domain.card.CardLifecycle.Answer;
import io.cardport.domain.card.CardReading;
import io.cardport.domain.card.CardState;
import io.cardport.domain.id.CardId;
import io.cardport.domain.id.DistributorId;
import io.cardport.domain.issuing.CardReveal;
import io.cardport.domain.issuing.CardReveal.RevealedCard;
import io.cardport.domain.issuing.CardSeen;
import io.cardport.domain.issuing.Look;
import io.cardport.domain.issuing.ProviderAccount;
import io.cardport.domain.operation.Subject;
import io.cardport.domain.product.Product;
import io.cardport.domain.store.Stores;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Shows a card's number, CVV and expiry. The audit row is committed before the issuer is asked; the answer is never
 * stored and never replayed.
 */
public final class RevealCard {
    private final Context context;
    private final Settlement settlement;

    /**
     * Makes the use case.
     *
     * @param context what it works with
     */
    public RevealCard(Context context) {
        this.context = context;
        this.settlement = new Settlement(context);
    }

    /** What became of it. */
    public sealed interface Revelation {
        /**
         * The secrets, to be wiped when written.
         *
         * @param card what the issuer showed
         */
        record Shown(RevealedCard card) implements Revelation {}

        /**
         * It is not to be.
         *
         * @param problem why
         */
        record Declined(Problem problem) implements Revelation {}
    }

    private sealed interface Allowed {
        record No(Problem problem) implements Allowed {}

        record Yes(Card card, CardReveal reveal) implements Allowed {}
    }

    /**
     * Carries it out.
     *
     * @param distributor who asks
     * @param id which card
     * @return the secrets, or why not
     */
    public Revelation handle(DistributorId distributor, CardId id) {
        return switch (context.work().write(stores -> allow(stores, distributor, id))) {
            case Allowed.No(var problem) -> new Revelation.Declined(problem);
            case Allowed.Yes(var card, var reveal) -> ask(card, reveal);
        };
    }

    private Allowed allow(Stores stores, DistributorId distributor, CardId id) {
        Optional<Card> found = stores.cards().find(new Scope.Own(distributor), id);
        if (found.isEmpty()) {
            return new Allowed.No(new Problem.NotFound());
        }
        Card card = found.get();
        Product product = stores.products().find(card.owner().product()).orElseThrow();
        Optional<CardReveal> reveal = context.ability(product, CardReveal.class);
        if (reveal.isEmpty()) {
            return new Allowed.No(new Problem.Unsupported(CardReveal.class));
        }
        var ask = new CardAsk.Reveal(revealActivates(card));
        Optional<Problem> frozen = Freezes.hindrance(stores, card, ask);
        if (frozen.isPresent()) {
            return new Allowed.No(frozen.get());
        }
        if (CardLifecycle.answer(card.effectiveState(), ask) instanceof Answer.No(var states)) {
            return new Allowed.No(CardWishes.inState(card, states));
        }
        if (card.atProvider().reference().isEmpty()) {
            return new Allowed.No(CardWishes.inState(card, List.of(CardState.Name.ACTIVE)));
        }
        stores.audit()
                .append(new AuditEntry(
                        new Actor.OfDistributor(distributor),
                        "card.reveal",
                        Optional.of(new Subject.OfCard(id)),
                        "",
                        context.now()));
        return new Allowed.Yes(card, reveal.get());
    }

    private boolean revealActivates(Card card) {
        return context.providers()
                .find(card.owner().account())
                .map(ProviderAccount::provider)
                .filter(provider -> provider.facts().revealActivates())
                .isPresent();
    }

    private Revelation ask(Card card, CardReveal reveal) {
        Instant began = context.now();
        var reference = card.atProvider().reference().orElseThrow();
        return switch (reveal.reveal(context.ids().operation(), reference)) {
            case Look.Found<RevealedCard>(var shown) -> {
                learn(card, shown, began);
                yield new Revelation.Shown(shown);
            }
            case Look.Absent<RevealedCard> ignored ->
                new Revelation.Declined(new Problem.ProviderUnavailable(Refusals.RETRY_AFTER));
            case Look.Denied<RevealedCard>(var refusal) ->
                new Revelation.Declined(Refusals.problem(refusal, Optional.empty()));
            case Look.Unavailable<RevealedCard>(var cause) -> new Revelation.Declined(Refusals.problem(cause));
        };
    }

    /** Where a card cannot be read, its first reveal is the proof that it is active. */
    private void learn(Card card, RevealedCard shown, Instant began) {
        if (!(shown instanceof RevealedCard.Details details)
                || !revealActivates(card)
                || !(card.standing().state() instanceof CardState.Pending)) {
            return;
        }
        String last4 = details.number()
                .reveal(digits -> new String(digits, Math.max(0, digits.length - 4), Math.min(4, digits.length)));
        CardFacts facts = new CardFacts(Optional.of(last4), Optional.empty(), Optional.of(details.expiry()));
        CardSeen seen = new CardSeen(
                card.atProvider().reference().orElseThrow(),
                CardReading.ACTIVE,
                card.standing().word(),
                facts,
                Optional.empty());
        context.work().write(stores -> {
            Card locked = stores.cards().lock(new Scope.Everything(), card.id()).orElseThrow();
            new CardReadings(context, settlement)
                    .apply(
                            stores,
                            locked,
                            new CardReadings.Reading(
                                    seen, Optional.of(began), Optional.empty(), CardReadings.Source.LOOK));
            return locked;
        });
    }
}
