package io.cardport.uqpay;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardport.domain.funding.OrderReading;
import io.cardport.domain.issuing.ApplicantSeen;
import io.cardport.domain.issuing.CardSeen;
import io.cardport.domain.issuing.FundsMoved;
import io.cardport.domain.issuing.OrderSeen;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.secret.Secret;
import io.cardport.domain.webhook.OneTimePassword;
import io.cardport.domain.webhook.OneTimePassword.Purpose;
import io.cardport.domain.webhook.Signal;
import io.cardport.domain.webhook.SignatureScheme;
import io.cardport.domain.webhook.VerifiedDelivery;
import io.cardport.domain.webhook.Webhooks;
import io.cardport.http.Json;
import io.cardport.http.JsonReading;
import io.cardport.http.JsonView;
import io.cardport.http.Redaction;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Reads deliveries (section 6.5). The table of {@link UqpayLifecycle} says what an event is about. */
final class UqpayWebhooks implements Webhooks {
    private static final int LONGEST_EVENT_ID = 200;
    private static final int LONGEST_PASSWORD = 64;
    private static final String WALLET_PASSWORD = "card.verification.otp";

    private final SignatureScheme scheme;
    private final UqpayTransactions transactions;

    UqpayWebhooks(SignatureScheme scheme, UqpayTransactions transactions) {
        this.scheme = scheme;
        this.transactions = transactions;
    }

    /** An envelope; which of the two names is the specific one changed with V1.6 (section 6.1). */
    private record Envelope(String event, String category, Optional<ProviderRef> source, JsonView data) {
        private static Envelope read(JsonView root) {
            String type = UqpayWire.word(root, "event_type").orElse("");
            String name = UqpayWire.word(root, "event_name").orElse("");
            boolean swapped = !type.contains(".") && name.contains(".");
            return new Envelope(
                    swapped ? name : type, swapped ? type : name, UqpayWire.ref(root, "source_id"), root.at("data"));
        }

        private Optional<ProviderRef> card() {
            return UqpayWire.ref(data, "card_id");
        }

        private boolean isOfAnotherLine() {
            return !category.isEmpty() && !category.equalsIgnoreCase("ISSUING") && !category.contains(".");
        }
    }

    @Override
    public SignatureScheme scheme() {
        return scheme;
    }

    @Override
    public String dedupe(VerifiedDelivery delivery) {
        return kept(delivery).dedupe();
    }

    @Override
    public byte[] blanked(VerifiedDelivery delivery) {
        return kept(delivery).content();
    }

    @Override
    public Kept kept(VerifiedDelivery delivery) {
        byte[] content = delivery.content();
        Optional<JsonView> object = object(delivery);
        String dedupe = object.flatMap(root -> UqpayWire.word(root, "event_id"))
                .filter(id -> id.length() <= LONGEST_EVENT_ID)
                .orElseGet(() -> "sha256:" + digest(content));
        byte[] blanked = object.flatMap(JsonView::node)
                .map(node -> switch (UqpayBlanking.of(node)) {
                    case CLEAN -> content;
                    case BLANKED -> Json.write(node);
                })
                .orElseGet(() -> Redaction.of(content).getBytes(StandardCharsets.UTF_8));
        return new Kept(dedupe, blanked);
    }

    @Override
    public Optional<OneTimePassword> oneTimePassword(VerifiedDelivery delivery) {
        return Json.mayMention(delivery.content(), "otp")
                ? object(delivery)
                        .map(Envelope::read)
                        .filter(envelope ->
                                UqpayLifecycle.event(envelope.event()).reading() == UqpayLifecycle.EventReading.OTP)
                        .flatMap(UqpayWebhooks::password)
                : Optional.empty();
    }

    private static Optional<OneTimePassword> password(Envelope envelope) {
        JsonView data = envelope.data();
        return envelope.card()
                .flatMap(card -> UqpayWire.word(data, "otp")
                        .filter(code -> !code.isEmpty() && code.length() <= LONGEST_PASSWORD)
                        .map(code -> new OneTimePassword(
                                card,
                                envelope.event().equals(WALLET_PASSWORD) ? Purpose.WALLET : Purpose.PAYMENT,
                                Secret.of(code),
                                new OneTimePassword.Details(
                                        UqpayWire.word(data, "reference_code"),
                                        UqpayWire.money(data, "transaction_amount", "transaction_currency"),
                                        UqpayWire.word(data, "merchant_name"),
                                        UqpayWire.word(data, "wallet_type")))));
    }

    @Override
    public List<Signal> read(VerifiedDelivery delivery) {
        return object(delivery)
                .map(root -> signals(Envelope.read(root)))
                .orElseGet(() -> List.of(new Signal.Unrecognised("no JSON object")));
    }

    private List<Signal> signals(Envelope envelope) {
        UqpayLifecycle.EventMeaning meaning = UqpayLifecycle.event(envelope.event());
        List<Signal> signals = switch (meaning.reading()) {
            case ORDER_SUCCEEDED -> order(envelope, OrderReading.SUCCEEDED);
            case ORDER_FAILED -> order(envelope, OrderReading.FAILED);
            case CARD -> cardHint(envelope);
            case ACTIVATION_CODE -> activationCode(envelope);
            case OTP -> oneTimePassword(envelope);
            case HOLDER -> holder(envelope);
            case TRANSACTION -> transaction(transactions.read(envelope.data(), meaning.transactionType()), envelope);
            case FEE -> transaction(transactions.fee(envelope.data(), envelope.source()), envelope);
            case IRRELEVANT -> List.of(new Signal.Irrelevant(envelope.event()));
            case UNRECOGNISED ->
                envelope.isOfAnotherLine() ? List.of(new Signal.Irrelevant(envelope.event())) : List.of();
        };
        return signals.isEmpty() ? List.of(new Signal.Unrecognised(unread(envelope))) : signals;
    }

    private static String unread(Envelope envelope) {
        return envelope.event().isEmpty() ? "no event_type" : envelope.event();
    }

    /** The source is the order; update events name it in the data too (section 6.5). */
    private static List<Signal> order(Envelope envelope, OrderReading reading) {
        JsonView data = envelope.data();
        Optional<Instant> at = UqpayWire.time(data, "update_time").or(() -> UqpayWire.time(data, "complete_time"));
        List<Signal> signals = new ArrayList<>();
        UqpayWire.ref(data, "card_order_id")
                .or(envelope::source)
                .ifPresent(order -> signals.add(new Signal.OrderSaid(
                        new OrderSeen(
                                order,
                                reading,
                                UqpayWire.word(data, "order_status").orElse(envelope.event()),
                                UqpayWire.word(data, "failure_code"),
                                FundsMoved.PLAIN,
                                at),
                        envelope.card())));
        Optional<String> status = UqpayWire.word(data, "card_status");
        envelope.card()
                .ifPresent(card -> signals.add(
                        status.isPresent()
                                        && UqpayWire.time(data, "update_time").isPresent()
                                ? cardSaid(card, status.get(), data)
                                : new Signal.CardHinted(card, status.orElse(envelope.event()))));
        return signals;
    }

    private static Signal cardSaid(ProviderRef card, String status, JsonView data) {
        return new Signal.CardSaid(
                new CardSeen(
                        card,
                        UqpayLifecycle.card(status, UqpayWire.Form.of(data)),
                        status,
                        UqpayWire.facts(data),
                        UqpayWire.time(data, "update_time")),
                Optional.empty());
    }

    private static List<Signal> cardHint(Envelope envelope) {
        return envelope.card()
                .<List<Signal>>map(card -> List.of(new Signal.CardHinted(
                        card,
                        UqpayWire.word(envelope.data(), "activation_status").orElse(envelope.event()))))
                .orElse(List.of());
    }

    private static List<Signal> activationCode(Envelope envelope) {
        Optional<String> code = UqpayWire.word(envelope.data(), "activation_code");
        return envelope.card()
                .flatMap(card -> code.<Signal>map(text -> new Signal.ActivationCodeSaid(card, Secret.of(text))))
                .map(List::of)
                .orElse(List.of());
    }

    private static List<Signal> oneTimePassword(Envelope envelope) {
        return envelope.card()
                .<List<Signal>>map(card -> List.of(new Signal.OneTimePasswordSaid(card, envelope.event())))
                .orElse(List.of());
    }

    /** The status decides; the reason explains (section 2.4). */
    private static List<Signal> holder(Envelope envelope) {
        JsonView data = envelope.data();
        Optional<UqpayWire.Cardholder> holder = UqpayWire.Cardholder.read(data);
        if (holder.isEmpty()) {
            return UqpayWire.ref(data, "cardholder_id")
                    .or(envelope::source)
                    .<List<Signal>>map(id -> List.of(new Signal.HolderHinted(id, envelope.event())))
                    .orElse(List.of());
        }
        ApplicantSeen seen = UqpayHolders.seen(holder.get());
        return List.of(new Signal.ApplicantSaid(
                holder.get().id(),
                Optional.empty(),
                new ApplicantSeen(
                        seen.reading(),
                        seen.word(),
                        UqpayWire.word(data, "reason"),
                        seen.next(),
                        UqpayWire.time(data, "update_time"))));
    }

    private static List<Signal> transaction(Optional<UqpayTransactions.Told> told, Envelope envelope) {
        return told.flatMap(known -> known.card()
                        .or(envelope::card)
                        .<List<Signal>>map(card -> List.of(new Signal.TransactionSaid(card, known.seen()))))
                .orElse(List.of());
    }

    private static Optional<JsonView> object(VerifiedDelivery delivery) {
        return switch (Json.read(delivery.content())) {
            case JsonReading.Parsed(JsonView root) ->
                Optional.of(root)
                        .filter(view -> view.node().filter(JsonNode::isObject).isPresent());
            case JsonReading.Malformed malformed -> Optional.empty();
        };
    }

    private static String digest(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
