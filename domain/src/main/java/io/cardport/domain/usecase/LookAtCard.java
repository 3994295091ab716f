package io.cardport.domain.usecase;

import io.cardport.domain.account.Actor;
import io.cardport.domain.account.AuditEntry;
import io.cardport.domain.account.Scope;
import io.cardport.domain.card.Card;
import io.cardport.domain.id.CardId;
import io.cardport.domain.idempotency.Once;
import io.cardport.domain.issuing.CardLookup;
import io.cardport.domain.issuing.CardSeen;
import io.cardport.domain.issuing.CardTransactions;
import io.cardport.domain.issuing.Look;
import io.cardport.domain.operation.Review;
import io.cardport.domain.operation.Subject;
import io.cardport.domain.store.Stores;
import io.cardport.domain.webhook.UnsignedWebhooks;
import java.time.Instant;
import java.util.Optional;

/** Asks the issuer how a card is and takes over what it says. */
public final class LookAtCard {
    private final Context context;
    private final Settlement settlement;
    private final CardReadings readings;
    private final Keys keys;

    /**
     * Makes the use case.
     *
     * @param context what it works with
     */
    public LookAtCard(Context context) {
        this.context = context;
        this.settlement = new Settlement(context);
        this.readings = new CardReadings(context, settlement);
        this.keys = new Keys(context);
    }

    /**
     * Looks, because an admin wants it.
     *
     * @param id which card
     * @param actor who wants it
     * @param once how a repetition gets the first answer; two at the same time may both ask the issuer
     * @return the card as it stands then, or why the issuer could not be asked
     */
    public Result<Card> sync(CardId id, Actor actor, Once<Card> once) {
        return keys.repeatable(once, () -> sync(id, actor));
    }

    private Result<Card> sync(CardId id, Actor actor) {
        Optional<Card> found = context.work().write(stores -> {
            Optional<Card> card = stores.cards().find(new Scope.Everything(), id);
            card.ifPresent(known -> stores.audit()
                    .append(new AuditEntry(
                            actor, "card.sync", Optional.of(new Subject.OfCard(id)), "", context.now())));
            return card;
        });
        if (found.isEmpty()) {
            return new Result.Declined<>(new Problem.NotFound());
        }
        if (context.ability(found.get().owner().account(), CardLookup.class).isEmpty()) {
            return new Result.Declined<>(new Problem.Unsupported(CardLookup.class));
        }
        return handle(id);
    }

    /**
     * Looks.
     *
     * @param id which card
     * @return the card as it stands then, or why the issuer could not be asked
     */
    public Result<Card> handle(CardId id) {
        Optional<Card> found = context.work().read(stores -> stores.cards().find(new Scope.Everything(), id));
        Optional<CardLookup> lookup =
                found.flatMap(card -> context.ability(card.owner().account(), CardLookup.class));
        var reference = found.flatMap(card -> card.atProvider().reference());
        Instant began = context.now();
        if (lookup.isEmpty() || reference.isEmpty()) {
            return context.work().write(stores -> {
                stores.cards().looked(id, began);
                return found.<Result<Card>>map(Result.Settled::new)
                        .orElseGet(() -> new Result.Declined<>(new Problem.NotFound()));
            });
        }
        // Before the look is over: a process that dies in between has it made again.
        unsigned(found.get());
        Look<CardSeen> look = lookup.get().card(reference.get());
        return context.work().write(stores -> took(stores, id, began, look));
    }

    /** Of an issuer that does not sign, only a question brings the transactions that its webhooks speak of. */
    private void unsigned(Card card) {
        String account = card.owner().account();
        if (context.ability(account, UnsignedWebhooks.class).isPresent()) {
            context.ability(account, CardTransactions.class)
                    .ifPresent(ability -> new Transactions(context, settlement.changes()).ask(card, ability));
        }
    }

    private Result<Card> took(Stores stores, CardId id, Instant began, Look<CardSeen> look) {
        Card card = stores.cards().lock(new Scope.Everything(), id).orElseThrow();
        switch (look) {
            case Look.Found<CardSeen>(var seen) -> {
                stores.cards().looked(id, began);
                readings.apply(
                        stores,
                        card,
                        new CardReadings.Reading(seen, Optional.of(began), Optional.empty(), CardReadings.Source.LOOK));
                stores.cards()
                        .find(new Scope.Everything(), id)
                        .ifPresent(read -> PendingCards.lookAgain(context, stores, read));
            }
            case Look.Absent<CardSeen> ignored -> {
                stores.cards().looked(id, began);
                Card.Standing was = card.standing();
                settlement
                        .changes()
                        .changed(
                                stores,
                                card,
                                card.standing(was.reviewed(was.review()
                                        .or(() -> Optional.of(new Review("unknown_to_issuer", context.now()))))));
            }
            case Look.Denied<CardSeen>(var refusal) -> {
                stores.cards().looked(id, began);
                return new Result.Declined<>(Refusals.problem(refusal, Optional.empty()));
            }
            case Look.Unavailable<CardSeen>(var cause) -> {
                // The lease that the look was taken with brings it back.
                return new Result.Declined<>(Refusals.problem(cause));
            }
        }
        return new Result.Settled<>(
                stores.cards().find(new Scope.Everything(), id).orElseThrow());
    }
}
