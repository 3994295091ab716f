package io.cardport.bananatech;

import io.cardport.bananatech.BananatechWire.CardKey;
import io.cardport.domain.card.CardControlsSpec;
import io.cardport.domain.card.CardFacts;
import io.cardport.domain.card.CardType;
import io.cardport.domain.id.OperationId;
import io.cardport.domain.issuing.Applied;
import io.cardport.domain.issuing.CardActivation;
import io.cardport.domain.issuing.CardAssignment;
import io.cardport.domain.issuing.CardChanged;
import io.cardport.domain.issuing.CardClosing;
import io.cardport.domain.issuing.CardCommand;
import io.cardport.domain.issuing.CardControls;
import io.cardport.domain.issuing.CardLookup;
import io.cardport.domain.issuing.CardReveal;
import io.cardport.domain.issuing.CardSeen;
import io.cardport.domain.issuing.IssueCommand;
import io.cardport.domain.issuing.IssuedCard;
import io.cardport.domain.issuing.Look;
import io.cardport.domain.issuing.Objection;
import io.cardport.domain.issuing.Outcome;
import io.cardport.domain.issuing.PinSetting;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.issuing.Refusal;
import io.cardport.domain.issuing.Refusal.Reason;
import io.cardport.domain.money.Money;
import io.cardport.domain.secret.Secret;
import io.cardport.http.JsonView;
import java.nio.CharBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Cards (sections 2.2 and 2.3). BananaTech takes every command on and tells by webhook how it ended; it gives no id of the
 * command, so orders are named after our operation.
 */
final class BananatechCards
        implements CardAssignment, CardLookup, CardReveal, CardControls, CardClosing, CardActivation, PinSetting {
    private static final String ASKED_FOR = "PENDING";

    private static final Pattern PIN = Pattern.compile("[0-9]{4,6}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{16,19}");

    private final BananatechClient client;

    BananatechCards(BananatechClient client) {
        this.client = client;
    }

    /** A physical card is one that the holder has and names by its number. */
    Outcome<IssuedCard> issue(IssueCommand command) {
        if (command.product().type() == CardType.PHYSICAL
                || command.cardNumber().isPresent()) {
            return assign(command);
        }
        Optional<Refusal> impossible = objectionTo(command).map(Objection::refusal);
        Optional<Long> user = BananatechWire.whole(command.holder().reference());
        Optional<Long> template = BananatechWire.whole(command.product().reference());
        if (impossible.isPresent() || user.isEmpty() || template.isEmpty()) {
            return new Outcome.Refused<>(impossible.orElse(noSuch("user or template")));
        }
        Optional<Money> load = command.options().initialLoad();
        var body = new BananatechWire.ApplyBody(user.get(), template.get(), load.map(Money::decimal));
        return BananatechAnswers.outcome(
                client.apply(body),
                view -> Optional.of(new Outcome.Accepted<>(
                        order("apply", command.operation()), made(view, user.get(), CardFacts.NONE))));
    }

    @Override
    public Outcome<IssuedCard> assign(IssueCommand command) {
        Optional<Refusal> impossible = assigning(command).map(Objection::refusal);
        Optional<Long> user = BananatechWire.whole(command.holder().reference());
        Optional<Long> template = BananatechWire.whole(command.product().reference());
        if (impossible.isPresent() || user.isEmpty() || template.isEmpty()) {
            return new Outcome.Refused<>(impossible.orElse(noSuch("user or template")));
        }
        String number = command.cardNumber().orElseThrow().reveal(String::new);
        var facts = new CardFacts(BananatechWire.last4(number), Optional.empty(), Optional.empty());
        var body = new BananatechWire.AssignBody(user.get(), template.get(), number);
        return BananatechAnswers.outcome(
                client.assign(body),
                view -> Optional.of(
                        new Outcome.Accepted<>(order("assign", command.operation()), made(view, user.get(), facts))));
    }

    @Override
    public Look<CardSeen> card(ProviderRef card) {
        return information(card, shown -> new Look.Found<>(seen(card, shown)));
    }

    @Override
    public Look<RevealedCard> reveal(OperationId operation, ProviderRef card) {
        return information(
                card,
                shown -> shown.isWhole()
                        ? new Look.Found<>(
                                new RevealedCard.Details(copy(shown.number()), copy(shown.cvv()), shown.expiry()))
                        : new Look.Denied<>(BananatechAnswers.own(
                                Reason.UNSUPPORTED, "this account may not see whole card numbers")));
    }

    @Override
    public Outcome<CardChanged> lock(CardCommand command) {
        return alter(command, "LOCK");
    }

    @Override
    public Outcome<CardChanged> unlock(CardCommand command) {
        return alter(command, "UNLOCK");
    }

    @Override
    public Outcome<CardChanged> close(CardCommand command) {
        return alter(command, "CLOSE");
    }

    @Override
    public Optional<Objection> objectionTo(Activate command) {
        return command.pin().isEmpty()
                ? Optional.of(missing("pin"))
                : objectionTo(command.pin().get());
    }

    @Override
    public Optional<Objection> objectionTo(Secret pin) {
        return matches(PIN, pin) ? Optional.empty() : Optional.of(new Objection.Wrong("pin", "has 4 to 6 digits"));
    }

    /** The first PIN activates the card (section 2.3). */
    @Override
    public Outcome<CardChanged> activate(Activate command) {
        Optional<Objection> objection = objectionTo(command);
        if (objection.isPresent()) {
            return new Outcome.Refused<>(objection.get().refusal());
        }
        return pin(
                command.card(),
                command.pin().orElseThrow(),
                view -> new Outcome.Accepted<>(order("activate", command.operation()), Optional.empty()));
    }

    @Override
    public Outcome<Applied> setPin(OperationId operation, ProviderRef card, Secret pin) {
        return pin(card, pin, view -> new Outcome.Done<>(Applied.APPLIED));
    }

    /** How our operation's order is called: BananaTech gives none. */
    static ProviderRef order(String what, OperationId operation) {
        return new ProviderRef(what + ":" + operation.value());
    }

    static IssuedCard issued(CardKey key, CardSeen seen) {
        return new IssuedCard(seen, Map.of("cardId", Long.toString(key.card())), Set.of(key.bare()));
    }

    private <T> Outcome<T> pin(ProviderRef card, Secret pin, Function<JsonView, Outcome<T>> reader) {
        Optional<Objection> objection = objectionTo(pin);
        if (objection.isPresent()) {
            return new Outcome.Refused<>(objection.get().refusal());
        }
        String digits = pin.reveal(String::new);
        Optional<CardKey> key = CardKey.of(card);
        return key.isEmpty()
                ? new Outcome.Refused<>(noSuch("card"))
                : BananatechAnswers.outcome(
                        client.setPin(new BananatechWire.PinBody(
                                key.get().user(), key.get().card(), digits)),
                        view -> Optional.of(reader.apply(view)));
    }

    private Outcome<CardChanged> alter(CardCommand command, String alter) {
        Optional<CardKey> key = CardKey.of(command.card());
        return key.isEmpty()
                ? new Outcome.Refused<>(noSuch("card"))
                : BananatechAnswers.outcome(
                        client.updateStatus(new BananatechWire.StatusBody(
                                key.get().user(), key.get().card(), alter)),
                        view -> Optional.of(new Outcome.Accepted<>(
                                order(alter.toLowerCase(Locale.ROOT), command.operation()), Optional.empty())));
    }

    /** Number and code are read whatever is asked for, and wiped when it was answered. */
    private <T> Look<T> information(ProviderRef card, Function<BananatechWire.Information, Look<T>> reader) {
        Optional<CardKey> key = CardKey.of(card);
        if (key.isEmpty()) {
            return new Look.Absent<>();
        }
        var body = new BananatechWire.CardBody(key.get().user(), key.get().card());
        return BananatechAnswers.shown(
                client.information(body),
                view -> BananatechWire.Information.of(view).map(information -> {
                    try (information) {
                        return reader.apply(information);
                    }
                }));
    }

    private static Secret copy(Secret secret) {
        return Secret.owning(secret.reveal(char[]::clone));
    }

    private static CardSeen seen(ProviderRef card, BananatechWire.Information shown) {
        return new CardSeen(
                card,
                BananatechLifecycle.card(shown.status()),
                shown.status(),
                new CardFacts(shown.last4(), Optional.empty(), shown.shownExpiry()),
                Optional.empty());
    }

    /** The answer names the card or only says that the application was taken (section 2.4). */
    private static Optional<IssuedCard> made(JsonView view, long user, CardFacts facts) {
        String word = BananatechWire.word(view, "card_status").orElse(ASKED_FOR);
        return BananatechWire.id(view, "card_id")
                .or(() -> BananatechWire.id(view.at("data"), "card_id"))
                .map(card -> new CardKey(user, card))
                .map(key -> issued(
                        key,
                        new CardSeen(key.reference(), BananatechLifecycle.card(word), word, facts, Optional.empty())));
    }

    /** Why a card can be neither made nor, where the holder has it already, assigned. */
    static Optional<Objection> objectionTo(IssueCommand command) {
        return command.product().type() == CardType.PHYSICAL
                        || command.cardNumber().isPresent()
                ? assigning(command)
                : asking(command);
    }

    private static Optional<Objection> assigning(IssueCommand command) {
        if (command.options().initialLoad().isPresent()) {
            return Optional.of(new Objection.NotOffered("a card is assigned without money"));
        }
        Optional<Objection> asking = asking(command);
        if (asking.isPresent() || command.cardNumber().isEmpty()) {
            return asking.or(() -> Optional.of(missing("cardNumber")));
        }
        return matches(NUMBER, command.cardNumber().get())
                ? Optional.empty()
                : Optional.of(new Objection.Wrong("cardNumber", "has 16 to 19 digits"));
    }

    private static Optional<Objection> asking(IssueCommand command) {
        var options = command.options();
        if (!options.controls().equals(CardControlsSpec.NONE)
                || options.singleUse().isPresent()
                || options.expiresAt().isPresent()) {
            return Optional.of(new Objection.NotOffered("BananaTech takes no controls and no end of a card"));
        }
        Optional<Money> load = options.initialLoad();
        if (load.filter(money -> money.minor() <= 0).isPresent()) {
            return Optional.of(new Objection.Wrong("initialLoad", "is more than nothing"));
        }
        return load.filter(money -> !money.currency().equals(command.product().currency()))
                .<Objection>map(money -> new Objection.Wrong("initialLoad", "is in the card's currency"));
    }

    private static boolean matches(Pattern pattern, Secret secret) {
        return secret.reveal(text -> pattern.matcher(CharBuffer.wrap(text)).matches());
    }

    private static Objection missing(String field) {
        return new Objection.Missing(List.of(field), "BananaTech requires it");
    }

    private static Refusal noSuch(String what) {
        return BananatechAnswers.own(Reason.NOT_FOUND, "BananaTech has no such " + what);
    }
}
