package io.cardport.uqpay;

import io.cardport.domain.card.CardControlsSpec;
import io.cardport.domain.card.CardLifecycle;
import io.cardport.domain.card.CardReading;
import io.cardport.domain.card.PendingChange.ChangeKind;
import io.cardport.domain.id.OperationId;
import io.cardport.domain.issuing.Applied;
import io.cardport.domain.issuing.CardActivation;
import io.cardport.domain.issuing.CardChanged;
import io.cardport.domain.issuing.CardClosing;
import io.cardport.domain.issuing.CardCommand;
import io.cardport.domain.issuing.CardControls;
import io.cardport.domain.issuing.Look;
import io.cardport.domain.issuing.Objection;
import io.cardport.domain.issuing.Outcome;
import io.cardport.domain.issuing.Outcome.NotSentCause;
import io.cardport.domain.issuing.PinSetting;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.issuing.Refusal;
import io.cardport.domain.issuing.Refusal.Reason;
import io.cardport.domain.issuing.SpendControls;
import io.cardport.domain.secret.Secret;
import io.cardport.http.JsonView;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Changing a card that exists (sections 4.1, 4.4, 4.7 and 4.9). */
final class UqpayCardChanges implements CardActivation, CardControls, CardClosing, PinSetting, SpendControls {

    private final UqpayClient client;
    private final UqpayCards cards;
    private final InstantSource clock;

    UqpayCardChanges(UqpayClient client, UqpayCards cards, InstantSource clock) {
        this.client = client;
        this.cards = cards;
        this.clock = clock;
    }

    @Override
    public Outcome<CardChanged> lock(CardCommand command) {
        return change(command, ChangeKind.LOCK, "FROZEN");
    }

    @Override
    public Outcome<CardChanged> unlock(CardCommand command) {
        return change(command, ChangeKind.UNLOCK, "ACTIVE");
    }

    @Override
    public Outcome<CardChanged> close(CardCommand command) {
        return change(command, ChangeKind.CLOSE, "CANCELLED");
    }

    /** {@code card.activation.code} brings it. */
    @Override
    public CodeFrom codeFrom() {
        return CodeFrom.ISSUER;
    }

    @Override
    public Optional<Objection> objectionTo(Activate command) {
        List<String> missing = new ArrayList<>();
        if (command.activationCode().isEmpty()) {
            missing.add("activationCode");
        }
        if (command.pin().isEmpty()) {
            missing.add("pin");
        }
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(new Objection.Missing(missing, "a card is activated with its code and a PIN"));
    }

    @Override
    public Outcome<CardChanged> activate(Activate command) {
        Optional<Objection> objection = objectionTo(command);
        if (objection.isPresent()) {
            return new Outcome.Refused<>(objection.get().refusal());
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("card_id", command.card().value());
        body.put("activation_code", command.activationCode().orElseThrow().reveal(String::new));
        body.put("pin", command.pin().orElseThrow().reveal(String::new));
        return UqpayAnswers.outcome(
                client.activate(UqpayClient.Key.of(command.operation()), body),
                view -> UqpayWire.word(view, "request_status").map(word -> switch (UqpayLifecycle.activation(word)) {
                    case UNRECOGNISED -> new Outcome.Unknown<>(Outcome.UnknownCause.UNRECOGNISED_ANSWER);
                    case PENDING, INACTIVE, ACTIVE, LOCKED, LOCKED_BY_PROVIDER, CLOSING, CLOSED, FAILED ->
                        new Outcome.Done<>(new CardChanged(UqpayLifecycle.activation(word), word, Optional.empty()));
                }));
    }

    /** The answer names an order under the contract of September 2026, and only SUCCESS before it (section 4.7). */
    @Override
    public Outcome<Applied> setPin(OperationId operation, ProviderRef card, Secret pin) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("card_id", card.value());
        body.put("pin", pin.reveal(String::new));
        return UqpayAnswers.outcome(client.pin(UqpayClient.Key.of(operation), body), view -> {
            if (UqpayWire.word(view, "order_status").isPresent()) {
                return ordered(view, order -> new Outcome.Done<>(Applied.APPLIED));
            }
            return UqpayWire.word(view, "request_status").map(word -> switch (UqpayLifecycle.order(word)) {
                case SUCCEEDED -> new Outcome.Done<>(Applied.APPLIED);
                case FAILED -> new Outcome.Refused<>(UqpayCards.failed(UqpayWire.Order.read(view), view));
                case PENDING, UNRECOGNISED -> new Outcome.Unknown<>(Outcome.UnknownCause.UNRECOGNISED_ANSWER);
            });
        });
    }

    @Override
    public Optional<Objection> objectionTo(CardControlsSpec controls) {
        return UqpayBodies.objectionTo(controls, Optional.empty());
    }

    @Override
    public Outcome<Applied> apply(OperationId operation, ProviderRef card, CardControlsSpec controls) {
        Optional<Objection> objection = objectionTo(controls);
        if (objection.isPresent()) {
            return new Outcome.Refused<>(objection.get().refusal());
        }
        Look<UqpayWire.Card> look = cards.find(card, Optional::of);
        return switch (look) {
            case Look.Found<UqpayWire.Card>(UqpayWire.Card found) ->
                unfit(controls, found)
                        .<Outcome<Applied>>map(Outcome.Refused::new)
                        .orElseGet(() -> send(operation, card, controls));
            // An earlier attempt of this operation may have been carried out, which only its own answer can deny.
            case Look.Absent<UqpayWire.Card> absent -> send(operation, card, controls);
            case Look.Denied<UqpayWire.Card> denied -> new Outcome.NotSent<>(NotSentCause.CREDENTIALS_REFUSED);
            case Look.Unavailable<UqpayWire.Card> unavailable -> UqpayAnswers.withoutLook(look, "no such card");
        };
    }

    private Outcome<Applied> send(OperationId operation, ProviderRef card, CardControlsSpec controls) {
        return UqpayAnswers.outcome(
                client.updateCard(UqpayClient.Key.of(operation), card, UqpayBodies.controls(controls)),
                view -> ordered(view, order -> new Outcome.Done<>(Applied.APPLIED)));
    }

    /** The load of a SINGLE card is its limit; a SHARE card's limit can be changed but not lifted (section 4.4). */
    private static Optional<Refusal> unfit(CardControlsSpec controls, UqpayWire.Card card) {
        boolean limited =
                card.content().limit().filter(limit -> limit.signum() > 0).isPresent();
        boolean wanted = controls.spendingLimit().isPresent();
        Optional<Refusal> currency = UqpayBodies.objectionTo(
                        controls, card.content().available().map(money -> money.currency()))
                .map(Objection::refusal);
        return currency.or(() -> card.mode().flatMap(mode -> switch (mode) {
            case SINGLE ->
                wanted
                        ? Optional.of(UqpayAnswers.own(Reason.UNSUPPORTED, "the load of this card is its limit"))
                        : Optional.empty();
            case SHARE ->
                limited && !wanted
                        ? Optional.of(UqpayAnswers.own(
                                Reason.UNSUPPORTED, "the spending limit can be changed but not lifted"))
                        : Optional.empty();
        }));
    }

    /**
     * A refusal is kept for a day under its key (section 1.4), so what was refused only because another order was running
     * is asked once more under a key of its own. That is safe here alone: a status set twice is the same status.
     */
    private Outcome<CardChanged> change(CardCommand command, ChangeKind kind, String status) {
        Outcome<CardChanged> first = change(command, kind, status, UqpayClient.Key.of(command.operation()));
        return first instanceof Outcome.NotSent<CardChanged>(NotSentCause cause) && cause == NotSentCause.ISSUER_BUSY
                ? change(
                        command,
                        kind,
                        status,
                        new UqpayClient.Key(
                                command.operation(), " " + clock.instant().toEpochMilli()))
                : first;
    }

    private Outcome<CardChanged> change(CardCommand command, ChangeKind kind, String status, UqpayClient.Key key) {
        // No update_reason: the reason is not kept, and a repeat under the same key must be the same request.
        Map<String, Object> body = Map.of("card_status", status);
        return UqpayAnswers.outcome(
                client.changeStatus(key, command.card(), body),
                view -> ordered(view, order -> confirmed(command, kind, order)));
    }

    /**
     * The reply has no card_status, so a finished order is confirmed by reading the card (section 7, item 3). One that does
     * not show it yet is looked at until it does.
     */
    private Outcome<CardChanged> confirmed(CardCommand command, ChangeKind kind, UqpayWire.Order order) {
        Look<CardChanged> look = cards.find(command.card(), card -> {
            CardReading reading = UqpayLifecycle.card(card.word(), card.form());
            return Optional.of(new CardChanged(reading, card.word(), Optional.empty()));
        });
        if (look instanceof Look.Found<CardChanged>(CardChanged changed)
                && CardLifecycle.fulfils(kind, changed.reading())) {
            return new Outcome.Done<>(changed);
        }
        return order.id()
                .<Outcome<CardChanged>>map(id -> new Outcome.Accepted<>(id, Optional.empty()))
                .orElse(new Outcome.Unknown<>(Outcome.UnknownCause.MALFORMED_ANSWER));
    }

    static <T> Optional<Outcome<T>> ordered(JsonView view, Function<UqpayWire.Order, Outcome<T>> succeeded) {
        UqpayWire.Order order = UqpayWire.Order.read(view);
        return order.word().flatMap(word -> switch (UqpayLifecycle.order(word)) {
            case SUCCEEDED -> Optional.of(succeeded.apply(order));
            case PENDING -> order.id().map(id -> new Outcome.Accepted<T>(id, Optional.empty()));
            case FAILED -> Optional.of(new Outcome.Refused<T>(UqpayCards.failed(order, view)));
            case UNRECOGNISED -> Optional.of(new Outcome.Unknown<T>(Outcome.UnknownCause.UNRECOGNISED_ANSWER));
        });
    }
}
