package io.cardport.domain.usecase;

import io.cardport.domain.card.CardLifecycle;
import io.cardport.domain.issuing.CardLookup;
import io.cardport.domain.issuing.CardSeen;
import io.cardport.domain.issuing.IssuedCard;
import io.cardport.domain.issuing.Look;
import io.cardport.domain.issuing.OrderLookup;
import io.cardport.domain.issuing.OrderSeen;
import io.cardport.domain.issuing.Outcome;
import io.cardport.domain.issuing.ProviderFacts.OperationFacts;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.operation.Failure;
import io.cardport.domain.operation.Operation;
import io.cardport.domain.operation.OperationKind;
import io.cardport.domain.operation.OperationState;
import io.cardport.domain.usecase.Searches.Finding;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** How far an issuer is with what it has taken on: by the card, by the order. Asks issuers, writes nothing. */
final class OrderProgress {
    private final Context context;
    private final Lanes lanes;

    OrderProgress(Context context, Lanes lanes) {
        this.context = context;
        this.lanes = lanes;
    }

    /**
     * Whether a look at the order for a card looks at the card as well, so that nothing else has to as long as that goes
     * on.
     */
    static boolean showsCard(Context context, Operation operation) {
        return operation.kind() == OperationKind.ISSUE_CARD
                && context.ability(operation.about().account(), OrderLookup.class)
                        .isPresent()
                && context.ability(operation.about().account(), CardLookup.class)
                        .isPresent();
    }

    /** Whether the issuer's order tells more of a card that is to be made than the card itself. */
    static boolean byOrder(Context context, Operation operation) {
        return operation.state() instanceof OperationState.Waiting && showsCard(context, operation);
    }

    /** Asks for an order that the issuer took on, and for the card where the order only says that it is done. */
    Finding of(Operation operation, ProviderRef order) {
        Optional<OrderLookup> lookup = context.ability(operation.about().account(), OrderLookup.class);
        if (lookup.isEmpty()) {
            return lanes.compares(operation)
                    ? lanes.find(operation, Searches.facts(context, operation).orElse(OperationFacts.BLIND))
                    : byCard(operation);
        }
        Finding card = operation.kind() == OperationKind.ISSUE_CARD ? made(operation) : new Finding.NotYet();
        return switch (card) {
            case Finding.Was ignored -> card;
            case Finding.NotAsked ignored -> card;
            case Finding.Unmade ignored -> card;
            // Why a card was not made tells the order.
            case Finding.Failed ignored ->
                unlessWaiting(ordered(operation, lookup.get().order(order)), card);
            case Finding.NotYet ignored -> ordered(operation, lookup.get().order(order));
            case Finding.Unseen ignored -> card;
            case Finding.Undecidable ignored -> card;
        };
    }

    private static Finding unlessWaiting(Finding finding, Finding other) {
        return finding instanceof Finding.NotYet ? other : finding;
    }

    private Finding ordered(Operation operation, Look<OrderSeen> look) {
        return switch (look) {
            case Look.Found<OrderSeen>(var seen) ->
                switch (seen.reading()) {
                    case PENDING -> new Finding.NotYet();
                    case SUCCEEDED -> succeeded(operation, seen);
                    case FAILED ->
                        new Finding.Failed(
                                new Failure("order_failed", seen.failureCode().orElse(seen.word())),
                                Subjects.Money.UNKNOWN);
                    case UNRECOGNISED -> new Finding.Undecidable("unrecognised_word");
                };
            case Look.Absent<OrderSeen> ignored -> new Finding.Undecidable("unknown_to_issuer");
            case Look.Denied<OrderSeen> ignored -> new Finding.Undecidable("look_denied");
            case Look.Unavailable<OrderSeen>(var cause) -> Searches.notAsked(cause);
        };
    }

    /**
     * Only the card tells: a webhook may never come. What it does not show yet may come for as long as is waited; but a
     * change that a later wish has overtaken is settled here, or the later one would wait behind it for ever.
     */
    private Finding byCard(Operation operation) {
        if (!SettleOperation.changesState(operation.kind())) {
            return new Finding.NotYet();
        }
        boolean overtaken = context.work()
                .read(stores -> Searches.card(stores, operation))
                .flatMap(card -> card.standing().change())
                .filter(change -> !change.operation().equals(operation.id()))
                .isPresent();
        Finding finding = cardAfter(operation);
        return overtaken || finding instanceof Finding.Was ? finding : new Finding.NotYet();
    }

    private Finding succeeded(Operation operation, OrderSeen seen) {
        return switch (operation.kind()) {
            case TOP_UP, WITHDRAW -> new Finding.Was(new Outcome.Done<>(new Effect.Moved(seen.moved())));
            case SET_PIN, SET_SPENDING_CONTROLS, UPDATE_CARDHOLDER, REGISTER_CARDHOLDER, SUBMIT_APPLICANT ->
                new Finding.Was(new Outcome.Done<>(new Effect.Nothing()));
            case ISSUE_CARD, ACTIVATE_CARD, LOCK_CARD, UNLOCK_CARD, CLOSE_CARD -> cardAfter(operation);
        };
    }

    /** A card that the issuer shows as made says all that its order could, in one question instead of two. */
    private Finding made(Operation operation) {
        Instant began = context.now();
        return lookAtCard(operation)
                .map(look -> switch (look) {
                    case Look.Found<CardSeen>(var seen) ->
                        switch (seen.reading()) {
                            case ACTIVE, LOCKED, LOCKED_BY_PROVIDER, CLOSING, CLOSED -> issued(seen, began);
                            case FAILED ->
                                new Finding.Failed(new Failure("issue_failed", seen.word()), Subjects.Money.UNKNOWN);
                            // A card that awaits its activation may look so while its order is still under way.
                            case PENDING, INACTIVE, UNRECOGNISED -> new Finding.NotYet();
                        };
                    case Look.Absent<CardSeen> ignored -> new Finding.NotYet();
                    case Look.Denied<CardSeen> ignored -> new Finding.NotYet();
                    case Look.Unavailable<CardSeen>(var cause) -> Searches.notAsked(cause);
                })
                .orElseGet(Finding.NotYet::new);
    }

    private Optional<Look<CardSeen>> lookAtCard(Operation operation) {
        Optional<CardLookup> lookup = context.ability(operation.about().account(), CardLookup.class);
        return lookup.flatMap(ability -> context.work()
                .read(stores -> Searches.card(stores, operation))
                .flatMap(known -> known.atProvider().reference())
                .map(ability::card));
    }

    private Finding cardAfter(Operation operation) {
        Instant began = context.now();
        return lookAtCard(operation)
                .map(look -> switch (look) {
                    case Look.Found<CardSeen>(var seen) -> seen(operation, seen, began);
                    case Look.Absent<CardSeen> ignored -> new Finding.Undecidable("unknown_to_issuer");
                    case Look.Denied<CardSeen> ignored -> new Finding.Undecidable("look_denied");
                    case Look.Unavailable<CardSeen>(var cause) -> Searches.notAsked(cause);
                })
                .orElseGet(() -> new Finding.Undecidable("card_cannot_be_read"));
    }

    private static Finding issued(CardSeen seen, Instant began) {
        var effect = new Effect.Issued(new IssuedCard(seen, Map.of()), Optional.of(began));
        return new Finding.Was(new Outcome.Done<>(effect));
    }

    private static Finding seen(Operation operation, CardSeen seen, Instant began) {
        if (operation.kind() == OperationKind.ISSUE_CARD) {
            return issued(seen, began);
        }
        return CardLifecycle.fulfils(Searches.kind(operation), seen.reading())
                ? new Finding.Was(new Outcome.Done<>(Searches.changed(seen)))
                : operation.progress().looks() < 5 ? new Finding.Unseen() : new Finding.Undecidable("change_not_seen");
    }
}
