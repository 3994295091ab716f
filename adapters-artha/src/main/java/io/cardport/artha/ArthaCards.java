package io.cardport.artha;

import io.cardport.artha.ArthaAnswers.Call;
import io.cardport.artha.ArthaClient.Change;
import io.cardport.domain.card.CardControlsSpec;
import io.cardport.domain.card.CardOptions;
import io.cardport.domain.card.CardReading;
import io.cardport.domain.card.CardType;
import io.cardport.domain.funding.OrderReading;
import io.cardport.domain.holder.Address;
import io.cardport.domain.id.OperationId;
import io.cardport.domain.issuing.ApplicantSeen;
import io.cardport.domain.issuing.Applied;
import io.cardport.domain.issuing.CardActivation;
import io.cardport.domain.issuing.CardChanged;
import io.cardport.domain.issuing.CardClosing;
import io.cardport.domain.issuing.CardCommand;
import io.cardport.domain.issuing.CardControls;
import io.cardport.domain.issuing.CardListing;
import io.cardport.domain.issuing.CardLookup;
import io.cardport.domain.issuing.CardSeen;
import io.cardport.domain.issuing.IssueCommand;
import io.cardport.domain.issuing.IssuedCard;
import io.cardport.domain.issuing.Look;
import io.cardport.domain.issuing.Objection;
import io.cardport.domain.issuing.Outcome;
import io.cardport.domain.issuing.Outcome.UnknownCause;
import io.cardport.domain.issuing.PinSetting;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.issuing.Refusal;
import io.cardport.domain.issuing.Refusal.Reason;
import io.cardport.domain.secret.Secret;
import io.cardport.http.WireResult;
import java.nio.CharBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Cards: made, read, listed and changed (sections 1.2 and 1.3). */
final class ArthaCards implements CardLookup, CardListing, CardControls, CardClosing, CardActivation, PinSetting {
    private static final Pattern PIN = Pattern.compile("[0-9]{4,6}");
    private static final String UNTOLD = "pending";

    private final ArthaClient client;
    private final ArthaHolders holders;

    ArthaCards(ArthaClient client, ArthaHolders holders) {
        this.client = client;
        this.holders = holders;
    }

    Outcome<IssuedCard> issue(IssueCommand command) {
        Optional<Objection> objection = objectionTo(command);
        if (objection.isPresent()) {
            return new Outcome.Refused<>(objection.get().refusal());
        }
        // The seed polls for a card's state, so an answer without one says no more than that the card is being made.
        Outcome<IssuedCard> outcome = ArthaAnswers.outcome(
                Call.ISSUE,
                client.issue(ArthaBodies.card(command, shipping(command))),
                root -> ArthaWire.Card.of(root)
                        .map(card -> new Outcome.Done<>(issued(card, card.word().orElse(UNTOLD)))));
        return outcome instanceof Outcome.Refused<IssuedCard>(Refusal refusal) && isAboutTheHolder(refusal.reason())
                ? new Outcome.Refused<>(told(command, refusal))
                : outcome;
    }

    private static Optional<Address> shipping(IssueCommand command) {
        return command.options()
                .addresses()
                .shipping()
                .or(() -> command.holder().profile().address());
    }

    @Override
    public Look<CardSeen> card(ProviderRef card) {
        return ArthaAnswers.look(
                client.card(card),
                root -> ArthaWire.Card.of(root).flatMap(found -> found.word().map(word -> seen(found, word))));
    }

    /** The list holds all our cards; one that does not name its product is kept, so that it can make no other unique. */
    @Override
    public Look<List<IssuedCard>> cardsOf(ProviderRef holder, ProviderRef product) {
        Look<List<ArthaWire.Card>> look = ArthaPages.all(
                client::cards,
                item -> ArthaWire.Card.of(item).filter(card -> card.customer().isPresent()),
                ArthaWire.Card::id);
        return switch (look) {
            case Look.Found<List<ArthaWire.Card>>(List<ArthaWire.Card> cards) ->
                new Look.Found<>(cards.stream()
                        .filter(card -> card.customer().filter(holder::equals).isPresent())
                        .filter(card ->
                                card.product().isEmpty() || card.product().get().equals(product))
                        .map(card -> issued(card, card.word().orElse("")))
                        .toList());
            case Look.Absent<List<ArthaWire.Card>> absent -> new Look.Absent<>();
            case Look.Denied<List<ArthaWire.Card>>(Refusal refusal) -> new Look.Denied<>(refusal);
            case Look.Unavailable<List<ArthaWire.Card>>(Look.Cause cause) -> new Look.Unavailable<>(cause);
        };
    }

    @Override
    public Outcome<CardChanged> lock(CardCommand command) {
        return changed(command.card(), client.change(command.card(), Change.FREEZE), CardReading.LOCKED);
    }

    @Override
    public Outcome<CardChanged> unlock(CardCommand command) {
        return changed(command.card(), client.change(command.card(), Change.UNFREEZE), CardReading.ACTIVE);
    }

    @Override
    public Outcome<CardChanged> close(CardCommand command) {
        return changed(command.card(), client.change(command.card(), Change.CANCEL), CardReading.CLOSED);
    }

    @Override
    public Optional<Objection> objectionTo(Activate command) {
        return command.activationCode().isEmpty()
                ? Optional.of(new Objection.Missing(List.of("activationCode"), "a card is activated with its code"))
                : command.pin().flatMap(this::objectionTo);
    }

    @Override
    public Optional<Objection> objectionTo(Secret pin) {
        return pin.reveal(text -> PIN.matcher(CharBuffer.wrap(text)).matches())
                ? Optional.empty()
                : Optional.of(new Objection.Wrong("pin", "has 4 to 6 digits"));
    }

    /** Activating takes no PIN at Artha, so one that came along is set by a call of its own afterwards. */
    @Override
    public Outcome<CardChanged> activate(Activate command) {
        Optional<Objection> objection = objectionTo(command);
        if (objection.isPresent()) {
            return new Outcome.Refused<>(objection.get().refusal());
        }
        String code = command.activationCode().orElseThrow().reveal(String::new);
        Outcome<CardChanged> activated = changed(
                command.card(), client.activate(command.card(), Map.of("activationCode", code)), CardReading.ACTIVE);
        if (command.pin().isEmpty() || !(activated instanceof Outcome.Done<CardChanged>)) {
            return activated;
        }
        return setPin(command.operation(), command.card(), command.pin().get()) instanceof Outcome.Done<Applied>
                ? activated
                : new Outcome.Unknown<>(UnknownCause.UNRECOGNISED_ANSWER);
    }

    @Override
    public Outcome<Applied> setPin(OperationId operation, ProviderRef card, Secret pin) {
        Optional<Objection> objection = objectionTo(pin);
        if (objection.isPresent()) {
            return new Outcome.Refused<>(objection.get().refusal());
        }
        return ArthaAnswers.outcome(
                Call.CHANGE,
                client.setPin(card, Map.of("pin", pin.<String>reveal(String::new))),
                root -> ArthaWire.Action.of(root).map(ArthaCards::applied));
    }

    /** What stands as status there is not documented: the action's, or the card's, which setting a PIN leaves as it is. */
    private static Outcome<Applied> applied(ArthaWire.Action action) {
        String word = action.word().orElse("success");
        if (ArthaLifecycle.card(word) == CardReading.ACTIVE || ArthaLifecycle.card(word) == CardReading.INACTIVE) {
            return new Outcome.Done<>(Applied.APPLIED);
        }
        return switch (ArthaLifecycle.action(word)) {
            case SUCCEEDED -> new Outcome.Done<>(Applied.APPLIED);
            case FAILED -> ArthaAnswers.refused(Reason.DECLINED, "the issuer answered: " + word);
            case PENDING -> new Outcome.Unknown<>(UnknownCause.STILL_RUNNING);
            case UNRECOGNISED -> new Outcome.Unknown<>(UnknownCause.UNRECOGNISED_ANSWER);
        };
    }

    /** Only the card's own word confirms a change: in the answer, where it stands there, else by reading the card. */
    private Outcome<CardChanged> changed(ProviderRef card, WireResult result, CardReading wanted) {
        return ArthaAnswers.outcome(
                Call.CHANGE,
                result,
                root -> ArthaWire.Action.of(root).map(action -> {
                    Optional<String> told = action.word().filter(word -> ArthaLifecycle.card(word) == wanted);
                    return told.<Outcome<CardChanged>>map(
                                    word -> new Outcome.Done<>(new CardChanged(wanted, word, Optional.empty())))
                            .orElseGet(() -> readBack(card, action, wanted));
                }));
    }

    private Outcome<CardChanged> readBack(ProviderRef card, ArthaWire.Action action, CardReading wanted) {
        if (card(card) instanceof Look.Found<CardSeen>(CardSeen seen) && seen.reading() == wanted) {
            return new Outcome.Done<>(new CardChanged(wanted, seen.word(), Optional.empty()));
        }
        boolean failed = action.word()
                .filter(word -> ArthaLifecycle.action(word) == OrderReading.FAILED)
                .isPresent();
        return failed
                ? ArthaAnswers.refused(
                        Reason.CARD_STATE,
                        "the issuer answered: " + action.word().orElse(""))
                : new Outcome.Unknown<>(UnknownCause.STILL_RUNNING);
    }

    static Optional<Objection> objectionTo(IssueCommand command) {
        CardOptions options = command.options();
        if (command.cardNumber().isPresent()) {
            return Optional.of(new Objection.NotOffered("Artha posts physical cards itself"));
        }
        if (options.initialLoad().isPresent()) {
            return Optional.of(new Objection.NotOffered("a card is topped up once it is active"));
        }
        if (!options.controls().equals(CardControlsSpec.NONE)
                || options.singleUse().isPresent()
                || options.expiresAt().isPresent()) {
            return Optional.of(new Objection.NotOffered(
                    "a card is made without controls and without an end; limits can be set later"));
        }
        return command.product().type() == CardType.PHYSICAL
                        && shipping(command).isEmpty()
                ? Optional.of(
                        new Objection.Missing(List.of("shippingAddress"), "a physical card needs an address to go to"))
                : Optional.empty();
    }

    private static boolean isAboutTheHolder(Reason reason) {
        return switch (reason) {
            case HOLDER_IN_REVIEW, HOLDER_NOT_READY, HOLDER_REJECTED, DECLINED -> true;
            case INVALID_REQUEST,
                    REQUIREMENTS_MISSING,
                    INSUFFICIENT_FUNDS,
                    NOT_FOUND,
                    CARD_STATE,
                    CARD_LIMIT_REACHED,
                    AMOUNT_OUT_OF_RANGE,
                    DUPLICATE_AT_PROVIDER,
                    UNSUPPORTED,
                    IDEMPOTENCY_CONFLICT -> false;
        };
    }

    /** 422 has many reasons and undocumented texts; the approval itself tells whether it is one of them. */
    private Refusal told(IssueCommand command, Refusal refusal) {
        Look<ApplicantSeen> look = holders.applicant(
                command.holder().reference(), command.product().reference());
        if (!(look instanceof Look.Found<ApplicantSeen>(ApplicantSeen seen))) {
            return refusal;
        }
        Reason reason = switch (seen.reading()) {
            case IN_REVIEW -> Reason.HOLDER_IN_REVIEW;
            case REJECTED -> Reason.HOLDER_REJECTED;
            case NEW, INCOMPLETE, SUSPENDED -> Reason.HOLDER_NOT_READY;
            case APPROVED, UNRECOGNISED -> refusal.reason();
        };
        return new Refusal(reason, refusal.providerCode(), refusal.providerMessage());
    }

    private static IssuedCard issued(ArthaWire.Card card, String word) {
        return new IssuedCard(seen(card, word), Map.of());
    }

    /** Artha's time of a card's last change is that of any change, so it is no time of its state. */
    private static CardSeen seen(ArthaWire.Card card, String word) {
        return new CardSeen(card.id(), ArthaLifecycle.card(word), word, card.facts(), Optional.empty());
    }
}
