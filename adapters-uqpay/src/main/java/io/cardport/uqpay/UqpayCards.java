package io.cardport.uqpay;

import io.cardport.domain.card.CardControlsSpec;
import io.cardport.domain.card.CardOptions;
import io.cardport.domain.card.CardReading;
import io.cardport.domain.card.CardType;
import io.cardport.domain.funding.OrderReading;
import io.cardport.domain.id.OperationId;
import io.cardport.domain.issuing.CardAssignment;
import io.cardport.domain.issuing.CardBalance;
import io.cardport.domain.issuing.CardLookup;
import io.cardport.domain.issuing.CardSearch;
import io.cardport.domain.issuing.CardSeen;
import io.cardport.domain.issuing.FundsMoved;
import io.cardport.domain.issuing.IssueCommand;
import io.cardport.domain.issuing.IssuedCard;
import io.cardport.domain.issuing.Look;
import io.cardport.domain.issuing.Objection;
import io.cardport.domain.issuing.OrderLookup;
import io.cardport.domain.issuing.OrderSeen;
import io.cardport.domain.issuing.Outcome;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.issuing.Refusal;
import io.cardport.domain.issuing.Refusal.Reason;
import io.cardport.domain.secret.Secret;
import io.cardport.http.JsonView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Making cards, finding them and reading them back (sections 4.1 to 4.6). */
final class UqpayCards implements CardLookup, CardSearch, CardAssignment, CardBalance, OrderLookup {
    private final UqpayClient client;
    private final UqpayProducts products;

    UqpayCards(UqpayClient client, UqpayProducts products) {
        this.client = client;
        this.products = products;
    }

    Outcome<IssuedCard> issue(IssueCommand command) {
        return switch (UqpayBodies.card(command)) {
            case UqpayBodies.Body.Unfit(Refusal refusal) -> new Outcome.Refused<>(refusal);
            case UqpayBodies.Body.Unreadable unreadable -> new Outcome.NotSent<>(Outcome.NotSentCause.UNREACHABLE);
            case UqpayBodies.Body.Ready(Map<String, Object> body) ->
                UqpayAnswers.outcome(
                        client.createCard(UqpayClient.Key.of(command.operation()), body),
                        view -> made(view, UqpayWire.Form.OTHER));
        };
    }

    @Override
    public Outcome<IssuedCard> assign(IssueCommand command) {
        if (command.cardNumber().isEmpty()) {
            return new Outcome.Refused<>(new Refusal(
                    Reason.REQUIREMENTS_MISSING, "", "a physical card is named by its number", List.of("cardNumber")));
        }
        Optional<Objection> objection = objectionTo(command);
        if (objection.isPresent()) {
            return new Outcome.Refused<>(objection.get().refusal());
        }
        Look<UqpayWire.Mode> mode = products.modeOf(command.product().reference());
        return mode instanceof Look.Found<UqpayWire.Mode>(UqpayWire.Mode found)
                ? assign(command, command.cardNumber().get(), found)
                : UqpayAnswers.withoutLook(mode, "no such product");
    }

    /** Why a card can be neither made nor, where it has a number, assigned. */
    static Optional<Objection> objectionTo(IssueCommand command) {
        CardOptions asked = command.options();
        if (command.cardNumber().isEmpty()) {
            return UqpayBodies.objectionTo(command);
        }
        return asked.initialLoad().isPresent()
                        || asked.singleUse().isPresent()
                        || asked.expiresAt().isPresent()
                        || !asked.controls().equals(CardControlsSpec.NONE)
                ? Optional.of(new Objection.NotOffered("a card is assigned without a load and without controls"))
                : Optional.empty();
    }

    private Outcome<IssuedCard> assign(IssueCommand command, Secret number, UqpayWire.Mode mode) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("cardholder_id", command.holder().reference().value());
        body.put("card_number", number.reveal(String::new));
        body.put("card_currency", command.product().currency().getCurrencyCode());
        body.put("card_mode", mode.name());
        return UqpayAnswers.outcome(
                client.assign(UqpayClient.Key.of(command.operation()), body),
                view -> made(view, UqpayWire.Form.PHYSICAL));
    }

    @Override
    public Look<CardSeen> card(ProviderRef card) {
        return find(card, found -> Optional.of(seen(found)));
    }

    @Override
    public Look<CardFunds> balance(ProviderRef card) {
        return find(
                card,
                found -> found.content()
                        .available()
                        .map(available -> new CardFunds(
                                available, Optional.empty(), found.mode().flatMap(mode -> switch (mode) {
                                    case SINGLE -> Optional.of(available);
                                    case SHARE -> Optional.empty();
                                }))));
    }

    @Override
    public Look<OrderSeen> order(ProviderRef order) {
        return UqpayAnswers.look(
                client.order(order),
                view -> UqpayWire.word(view, "order_status").map(word -> orderSeen(order, word, view)));
    }

    @Override
    public Look<IssuedCard> madeBy(IssueCommand command) {
        if (command.product().type() == CardType.PHYSICAL
                && command.cardNumber().isEmpty()) {
            return new Look.Denied<>(UqpayAnswers.own(
                    Reason.UNSUPPORTED, "an assigned card carries no reference of ours, only its number"));
        }
        List<JsonView> doubtful = new ArrayList<>();
        Look<IssuedCard> listed = UqpayPages.walk(
                page -> client.cards(command.holder().reference(), page), view -> switch (isOf(command, view)) {
                    case OURS -> Optional.of(issued(view));
                    case ANOTHER -> Optional.empty();
                    case UNTOLD -> {
                        doubtful.add(view);
                        yield Optional.empty();
                    }
                });
        return listed instanceof Look.Absent<IssuedCard> ? amongThoseOnTheirOwn(command.operation(), doubtful) : listed;
    }

    private static Look<IssuedCard> issued(JsonView view) {
        return UqpayWire.Card.read(view)
                .<Look<IssuedCard>>map(card -> new Look.Found<>(new IssuedCard(seen(card), Map.of())))
                .orElse(new Look.Unavailable<>(Look.Cause.MALFORMED_ANSWER));
    }

    /** Whose a card is. */
    private enum Match {
        OURS,
        ANOTHER,
        /** The list, or the card itself, does not tell. */
        UNTOLD
    }

    private static Match isOf(IssueCommand command, JsonView card) {
        if (command.cardNumber().isPresent()) {
            return UqpayWire.Form.of(card) == UqpayWire.Form.PHYSICAL
                            && sameNumber(command.cardNumber().get(), card)
                    ? Match.OURS
                    : Match.ANOTHER;
        }
        return switch (UqpayWire.metadata(card.at("metadata"))) {
            case UqpayWire.Metadata.Some(JsonView object) -> carries(object, command.operation());
            case UqpayWire.Metadata.None none -> Match.UNTOLD;
            case UqpayWire.Metadata.Unreadable unreadable -> Match.UNTOLD;
        };
    }

    /**
     * A list may cut or leave out what the card itself shows whole (section 4.5); "there is none" must not rest on that. Only
     * where no card of the list is ours are they asked for.
     */
    private Look<IssuedCard> amongThoseOnTheirOwn(OperationId operation, List<JsonView> doubtful) {
        for (JsonView listed : doubtful) {
            Look<UqpayWire.Card> look = UqpayWire.ref(listed, "card_id")
                    .<Look<UqpayWire.Card>>map(id -> find(id, Optional::of))
                    .orElse(new Look.Unavailable<>(Look.Cause.MALFORMED_ANSWER));
            switch (look) {
                case Look.Found<UqpayWire.Card>(UqpayWire.Card card) -> {
                    switch (onItsOwn(operation, card)) {
                        case OURS -> {
                            return new Look.Found<>(new IssuedCard(seen(card), Map.of()));
                        }
                        case UNTOLD -> {
                            return new Look.Unavailable<>(Look.Cause.MALFORMED_ANSWER);
                        }
                        case ANOTHER -> {}
                    }
                }
                case Look.Absent<UqpayWire.Card> contradicted -> {
                    return new Look.Unavailable<>(Look.Cause.MALFORMED_ANSWER);
                }
                case Look.Denied<UqpayWire.Card>(Refusal refusal) -> {
                    return new Look.Denied<>(refusal);
                }
                case Look.Unavailable<UqpayWire.Card>(Look.Cause cause) -> {
                    return new Look.Unavailable<>(cause);
                }
            }
        }
        return new Look.Absent<>();
    }

    /** All cards that we have made carry our reference, so one that shows no metadata by itself is another's. */
    private static Match onItsOwn(OperationId operation, UqpayWire.Card card) {
        return switch (UqpayWire.metadata(card.content().metadata())) {
            case UqpayWire.Metadata.Some(JsonView object) -> carries(object, operation);
            case UqpayWire.Metadata.None none -> Match.ANOTHER;
            case UqpayWire.Metadata.Unreadable unreadable -> Match.UNTOLD;
        };
    }

    private static Match carries(JsonView metadata, OperationId operation) {
        return metadata.text(UqpayBodies.OPERATION)
                        .filter(operation.value()::equals)
                        .isPresent()
                ? Match.OURS
                : Match.ANOTHER;
    }

    /** All that UQPAY shows of a number: its BIN and its last four digits. */
    private static boolean sameNumber(Secret number, JsonView card) {
        Optional<String> last4 = UqpayWire.facts(card).last4();
        Optional<String> bin = UqpayWire.word(card, "card_bin");
        return number.reveal(digits -> {
            String text = new String(digits);
            return last4.filter(text::endsWith).isPresent()
                    && bin.map(text::startsWith).orElse(true);
        });
    }

    <T> Look<T> find(ProviderRef card, Function<UqpayWire.Card, Optional<T>> reader) {
        return UqpayAnswers.look(
                client.card(card), view -> UqpayWire.Card.read(view).flatMap(reader));
    }

    static CardSeen seen(UqpayWire.Card card) {
        return new CardSeen(
                card.id(), UqpayLifecycle.card(card.word(), card.form()), card.word(), card.facts(), Optional.empty());
    }

    static OrderSeen orderSeen(ProviderRef order, String word, JsonView view) {
        return new OrderSeen(
                order,
                UqpayLifecycle.order(word),
                word,
                UqpayWire.word(view, "failure_code"),
                FundsMoved.PLAIN,
                UqpayWire.time(view, "update_time").or(() -> UqpayWire.time(view, "complete_time")));
    }

    /** Section 4.3: usually card PENDING and order PROCESSING, which is no failure. */
    private static Optional<Outcome<IssuedCard>> made(JsonView view, UqpayWire.Form form) {
        UqpayWire.Order order = UqpayWire.Order.read(view);
        Optional<String> status = UqpayWire.word(view, "card_status");
        if (order.card().isEmpty() || status.isEmpty()) {
            return Optional.empty();
        }
        CardReading reading = UqpayLifecycle.card(status.get(), form);
        var seen = new CardSeen(
                order.card().get(), reading, status.get(), UqpayWire.facts(view), UqpayWire.time(view, "create_time"));
        Map<String, String> references =
                order.id().map(id -> Map.of("orderId", id.value())).orElse(Map.of());
        var issued = new IssuedCard(seen, references);
        Optional<OrderReading> running = order.word().map(UqpayLifecycle::order);
        if (running.equals(Optional.of(OrderReading.FAILED)) || reading == CardReading.FAILED) {
            return Optional.of(new Outcome.Refused<>(failed(order, view)));
        }
        // Without its order only a usable card shows that it was made; anything else may still fail.
        Optional<Outcome<IssuedCard>> byTheCard =
                reading == CardReading.ACTIVE ? Optional.of(new Outcome.Done<>(issued)) : Optional.empty();
        return running.map(known -> switch (known) {
                    case SUCCEEDED, FAILED -> Optional.<Outcome<IssuedCard>>of(new Outcome.Done<>(issued));
                    case PENDING ->
                        order.id()
                                .<Outcome<IssuedCard>>map(id -> new Outcome.Accepted<>(id, Optional.of(issued)))
                                .or(() -> byTheCard);
                    case UNRECOGNISED ->
                        Optional.<Outcome<IssuedCard>>of(
                                new Outcome.Unknown<>(Outcome.UnknownCause.UNRECOGNISED_ANSWER));
                })
                .orElse(byTheCard);
    }

    static Refusal failed(UqpayWire.Order order, JsonView view) {
        return new Refusal(
                Reason.DECLINED,
                order.failure().orElse(""),
                UqpayAnswers.blanked(view.text("message").orElse("")));
    }
}
