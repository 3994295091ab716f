package io.cardport.bananatech;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.domain.card.CardFacts;
import io.cardport.domain.card.CardReading;
import io.cardport.domain.funding.OrderReading;
import io.cardport.domain.issuing.CardSeen;
import io.cardport.domain.issuing.FundsMoved;
import io.cardport.domain.issuing.OrderSeen;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.money.Money;
import io.cardport.domain.secret.Secret;
import io.cardport.domain.webhook.OneTimePassword;
import io.cardport.domain.webhook.OneTimePassword.Purpose;
import io.cardport.domain.webhook.RawDelivery;
import io.cardport.domain.webhook.Signal;
import io.cardport.domain.webhook.SignatureScheme;
import io.cardport.domain.webhook.VerifiedDelivery;
import io.cardport.domain.webhook.Webhooks;
import io.cardport.http.Json;
import io.cardport.http.JsonReading;
import io.cardport.http.JsonView;
import io.cardport.http.Redaction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Verifies and reads webhooks (sections 2.2 and 2.3). The table of {@link BananatechLifecycle} says what a type is about. */
final class BananatechWebhooks implements Webhooks, SignatureScheme {
    private static final String BLANK = "[blanked]";
    private static final Set<String> SECRETS =
            Set.of("otp", "cvv", "cvv2", "cvc", "pin", "code", "otp_code", "verification_code", "secret", "token");
    private static final String PAYMENT_PASSWORD = "CARD_3DS";
    private static final String WALLET_PASSWORD = "CARD_VERIFICATION";
    /** The payload is not documented (section 2.2): these names are looked for, in this order. */
    private static final List<String> CODES = List.of("otp", "otp_code", "verification_code", "code");

    private static final Pattern CODE = Pattern.compile("[0-9A-Za-z]{3,12}");
    /** They are needed to read the delivery again, and an id may look like a card number. */
    private static final Set<String> IDS =
            Set.of("card_id", "user_id", "template_id", "transaction_id", "id", "occur_time");

    private final BananatechCipher cipher;
    private final Currency usual;

    BananatechWebhooks(BananatechCipher cipher, Currency usual) {
        this.cipher = cipher;
        this.usual = usual;
    }

    @Override
    public SignatureScheme scheme() {
        return this;
    }

    /** Wrong padding and a cut ciphertext end as a wrong MAC does; only the envelope is read before. */
    @Override
    public Verdict verify(RawDelivery delivery) {
        if (!(Json.read(delivery.body()) instanceof JsonReading.Parsed(JsonView root))
                || root.node().filter(JsonNode::isObject).isEmpty()) {
            return new Verdict.Rejected(Reason.MALFORMED);
        }
        Optional<String> payload = root.text("encrypted_payload");
        Optional<String> mac = root.text("hmac");
        Optional<String> type = root.text("type");
        if (payload.isEmpty() || mac.isEmpty() || type.isEmpty()) {
            return new Verdict.Rejected(Reason.MISSING);
        }
        return switch (cipher.open(payload.get(), mac.get())) {
            case BananatechCipher.Opened.Forged forged -> new Verdict.Rejected(Reason.FORGED);
            case BananatechCipher.Opened.Genuine(byte[] content) -> {
                JsonReading reading = Json.read(content);
                Arrays.fill(content, (byte) 0);
                yield reading instanceof JsonReading.Parsed(JsonView told)
                        ? BananatechContent.of(type.get(), told)
                                .<Verdict>map(Verdict.Genuine::new)
                                .orElse(new Verdict.Rejected(Reason.MALFORMED))
                        : new Verdict.Rejected(Reason.MALFORMED);
            }
        };
    }

    @Override
    public String dedupe(VerifiedDelivery delivery) {
        return BananatechContent.read(delivery.content())
                .map(BananatechContent::dedupe)
                .orElse("none");
    }

    @Override
    public byte[] blanked(VerifiedDelivery delivery) {
        Optional<BananatechContent> content = BananatechContent.read(delivery.content());
        return content.flatMap(known -> known.payload()
                        .node()
                        .map(node -> Json.write(
                                Map.of("type", Redaction.ofText(known.type()), "payload", blank(node.deepCopy())))))
                .orElseGet(() -> Redaction.of(delivery.content()).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Optional<OneTimePassword> oneTimePassword(VerifiedDelivery delivery) {
        return Json.mayMention(delivery.content(), PAYMENT_PASSWORD)
                        || Json.mayMention(delivery.content(), WALLET_PASSWORD)
                ? BananatechContent.read(delivery.content())
                        .filter(content -> content.standing() == BananatechContent.Standing.FITS
                                && BananatechLifecycle.event(content.type()) == BananatechLifecycle.EventReading.OTP)
                        .flatMap(BananatechWebhooks::password)
                : Optional.empty();
    }

    private static Optional<OneTimePassword> password(BananatechContent content) {
        return BananatechWire.reference(content.payload(), "card_id")
                .flatMap(card -> CODES.stream()
                        .flatMap(name -> content.payload().word(name).stream())
                        .filter(code -> CODE.matcher(code).matches())
                        .findFirst()
                        .map(code -> new OneTimePassword(
                                card,
                                content.type().equals(WALLET_PASSWORD) ? Purpose.WALLET : Purpose.PAYMENT,
                                Secret.of(code),
                                OneTimePassword.Details.NONE)));
    }

    @Override
    public List<Signal> read(VerifiedDelivery delivery) {
        return BananatechContent.read(delivery.content())
                .map(this::signals)
                .orElseGet(() -> List.of(new Signal.Unrecognised("no event")));
    }

    private List<Signal> signals(BananatechContent content) {
        return switch (content.standing()) {
            case LIES -> List.of(new Signal.Unrecognised(content.type() + " with the content of another type"));
            case UNKNOWN -> List.of(new Signal.Unrecognised(content.type().isEmpty() ? "no type" : content.type()));
            case FITS -> {
                List<Signal> signals = believed(content.type(), content.payload());
                yield signals.isEmpty() ? List.of(new Signal.Unrecognised(content.type())) : signals;
            }
        };
    }

    private List<Signal> believed(String type, JsonView data) {
        return switch (BananatechLifecycle.event(type)) {
            case USER -> user(data);
            case APPLY -> applied(data);
            case ASSIGN -> assigned(data);
            case ACTIVATE -> change(data, card -> said(card, CardReading.ACTIVE, "ACTIVE", data, Optional.empty()));
            case STATUS ->
                change(data, card -> {
                    String word = BananatechWire.word(data, "card_status").orElse("");
                    return said(card, BananatechLifecycle.card(word), word, data, Optional.empty());
                });
            case CLOSE ->
                change(
                        data,
                        card -> said(
                                card,
                                CardReading.CLOSED,
                                "CLOSED",
                                data,
                                BananatechWire.money(data, "refund_amount", usual)));
            case RECHARGE -> recharged(data);
            case TRANSACTION -> transaction(data);
            case OTP -> oneTimePassword(type, data);
            case IRRELEVANT -> List.of(new Signal.Irrelevant(type));
            case UNRECOGNISED -> List.of();
        };
    }

    private static List<Signal> user(JsonView data) {
        return BananatechWire.reference(data, "user_id")
                .<List<Signal>>map(user -> List.of(new Signal.ApplicantSaid(
                        user,
                        Optional.empty(),
                        BananatechHolders.seen(Optional.of(status(data)), data.text("message")))))
                .orElse(List.of());
    }

    /** Whether the card needs activation, only a look at it tells. */
    private static List<Signal> applied(JsonView data) {
        Optional<ProviderRef> user = BananatechWire.reference(data, "user_id");
        Optional<ProviderRef> template = BananatechWire.reference(data, "template_id");
        return user.map(holder -> switch (BananatechLifecycle.result(status(data))) {
                    case SUCCEEDED ->
                        key(data)
                                .<List<Signal>>map(key -> List.of(
                                        new Signal.IssueSaid(
                                                holder, template, made(key, CardReading.PENDING, status(data), data)),
                                        new Signal.CardHinted(key.bare(), status(data))))
                                .orElse(List.of());
                    case FAILED -> List.<Signal>of(new Signal.IssueSaid(holder, template, notMade(data)));
                    case PENDING -> List.<Signal>of(new Signal.Irrelevant(status(data)));
                    case UNRECOGNISED -> List.<Signal>of();
                })
                .orElse(List.of());
    }

    /** A success names the card and, as documented, no user; a failure names the user and no card. */
    private static List<Signal> assigned(JsonView data) {
        List<Signal> signals = new ArrayList<>();
        Optional<ProviderRef> user = BananatechWire.reference(data, "user_id");
        switch (BananatechLifecycle.result(status(data))) {
            case SUCCEEDED -> {
                CardReading waits = BananatechLifecycle.card("TBA");
                user.ifPresent(holder -> key(data)
                        .ifPresent(key -> signals.add(
                                new Signal.IssueSaid(holder, Optional.empty(), made(key, waits, "TBA", data)))));
                BananatechWire.reference(data, "card_id")
                        .ifPresent(card -> signals.add(said(card, waits, "TBA", data, Optional.empty())));
            }
            case FAILED ->
                user.ifPresent(holder -> signals.add(new Signal.IssueSaid(holder, Optional.empty(), notMade(data))));
            case PENDING -> signals.add(new Signal.Irrelevant(status(data)));
            case UNRECOGNISED -> {
                // No signal: the caller says so.
            }
        }
        return signals;
    }

    private static List<Signal> change(JsonView data, Function<ProviderRef, Signal> success) {
        return BananatechWire.reference(data, "card_id")
                .map(card -> switch (BananatechLifecycle.result(status(data))) {
                    case SUCCEEDED -> List.of(success.apply(card));
                    case FAILED -> List.<Signal>of(new Signal.ChangeRefusedSaid(card, status(data), reason(data)));
                    case PENDING -> List.<Signal>of(new Signal.Irrelevant(status(data)));
                    case UNRECOGNISED -> List.<Signal>of();
                })
                .orElse(List.of());
    }

    private List<Signal> recharged(JsonView data) {
        OrderReading reading = BananatechLifecycle.result(status(data));
        Optional<Money> amount = BananatechWire.money(data, "receive_amount", usual);
        Optional<ProviderRef> card = BananatechWire.reference(data, "card_id");
        if (reading == OrderReading.UNRECOGNISED || amount.isEmpty() || card.isEmpty()) {
            return List.of();
        }
        ProviderRef order = BananatechWire.reference(data, "transaction_id")
                .orElseGet(() -> new ProviderRef("card:" + card.get() + ":"
                        + data.word("occur_time").map(BananatechWire::bounded).orElse("")));
        Optional<String> failure = reading == OrderReading.FAILED
                ? Optional.of(reason(data)).filter(text -> !text.isEmpty()).or(() -> Optional.of(status(data)))
                : Optional.empty();
        return List.of(new Signal.TopUpSaid(
                card.get(),
                new OrderSeen(order, reading, status(data), failure, FundsMoved.PLAIN, BananatechWire.occurred(data)),
                amount.get()));
    }

    private List<Signal> transaction(JsonView data) {
        return BananatechWire.reference(data, "card_id")
                .flatMap(card -> BananatechMoney.transaction(data, usual)
                        .<List<Signal>>map(seen -> List.of(new Signal.TransactionSaid(card, seen))))
                .orElse(List.of());
    }

    private static List<Signal> oneTimePassword(String type, JsonView data) {
        return BananatechWire.reference(data, "card_id")
                .<List<Signal>>map(card -> List.of(new Signal.OneTimePasswordSaid(card, type)))
                .orElse(List.of());
    }

    private static Signal said(
            ProviderRef card, CardReading reading, String word, JsonView data, Optional<Money> refund) {
        return new Signal.CardSaid(
                new CardSeen(card, reading, word, facts(data), BananatechWire.occurred(data)), refund);
    }

    private static Signal.IssueResult made(
            BananatechWire.CardKey key, CardReading reading, String word, JsonView data) {
        var seen = new CardSeen(key.reference(), reading, word, facts(data), BananatechWire.occurred(data));
        return new Signal.IssueResult.Made(BananatechCards.issued(key, seen));
    }

    private static Signal.IssueResult notMade(JsonView data) {
        return new Signal.IssueResult.NotMade(status(data), reason(data));
    }

    private static Optional<BananatechWire.CardKey> key(JsonView data) {
        return BananatechWire.id(data, "user_id")
                .flatMap(
                        user -> BananatechWire.id(data, "card_id").map(card -> new BananatechWire.CardKey(user, card)));
    }

    private static CardFacts facts(JsonView data) {
        return new CardFacts(
                data.word("card_number").flatMap(BananatechWire::last4), Optional.empty(), Optional.empty());
    }

    private static String status(JsonView data) {
        return BananatechWire.word(data, "status").orElse("");
    }

    private static String reason(JsonView data) {
        return data.text("error_reason")
                .or(() -> data.text("message"))
                .or(() -> data.text("description"))
                .map(BananatechAnswers::blanked)
                .orElse("");
    }

    private static JsonNode blank(JsonNode node) {
        if (node instanceof ObjectNode object) {
            for (String name :
                    object.properties().stream().map(Map.Entry::getKey).toList()) {
                JsonNode value = object.get(name);
                if (value.isContainerNode()) {
                    blank(value);
                } else {
                    blankValue(object, name, value);
                }
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                JsonNode value = array.get(i);
                if (value.isContainerNode()) {
                    blank(value);
                } else if (!Redaction.ofText(value.asText()).equals(value.asText())) {
                    array.set(i, BLANK);
                }
            }
        }
        return node;
    }

    /** Of a card's number the last four digits stay, which are read from it. */
    private static void blankValue(ObjectNode object, String name, JsonNode value) {
        String plain = name.toLowerCase(Locale.ROOT);
        if (IDS.contains(plain)) {
            return;
        }
        if (SECRETS.contains(plain)) {
            object.put(name, BLANK);
        } else if (plain.endsWith("number") || plain.equals("pan")) {
            object.put(
                    name,
                    BananatechWire.last4(value.asText()).map("****"::concat).orElse(BLANK));
        } else if (value.isTextual() || value.isNumber()) {
            String kept = Redaction.ofText(value.asText());
            if (!kept.equals(value.asText())) {
                object.put(name, kept);
            }
        }
    }
}
