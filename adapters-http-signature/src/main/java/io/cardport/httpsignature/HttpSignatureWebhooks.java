package io.cardport.httpsignature;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.domain.funding.TransactionStatus;
import io.cardport.domain.webhook.Signal;
import io.cardport.domain.webhook.SignatureScheme;
import io.cardport.domain.webhook.VerifiedDelivery;
import io.cardport.domain.webhook.Webhooks;
import io.cardport.http.Json;
import io.cardport.http.JsonReading;
import io.cardport.http.JsonView;
import io.cardport.http.Redaction;
import io.cardport.httpsignature.HttpSignatureWire.Account;
import io.cardport.httpsignature.HttpSignatureWire.Card;
import io.cardport.httpsignature.HttpSignatureWire.Customer;
import io.cardport.httpsignature.HttpSignatureWire.Movement;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads deliveries: a whole entity, flat, with {@code webhookType} and {@code eventId} (sheet 3.3). */
final class HttpSignatureWebhooks implements Webhooks {
    /** Every kind that is read, as the issuer is asked for them. */
    static final List<String> TYPES = List.of(
            "customer.updated", "account.updated", "card.updated", "authorisation.updated", "transaction.updated");

    private static final int LONGEST_EVENT_ID = 200;

    private final SignatureScheme scheme;

    HttpSignatureWebhooks(SignatureScheme scheme) {
        this.scheme = scheme;
    }

    @Override
    public SignatureScheme scheme() {
        return scheme;
    }

    @Override
    public String dedupe(VerifiedDelivery delivery) {
        return object(delivery)
                .flatMap(root -> root.text("eventId"))
                .filter(id -> !id.isBlank() && id.length() <= LONGEST_EVENT_ID)
                .orElseGet(() -> "sha256:" + digest(delivery.content()));
    }

    /** The issuer masks numbers itself; what looks like a whole one is blanked all the same, but no id is. */
    @Override
    public byte[] blanked(VerifiedDelivery delivery) {
        return object(delivery)
                .flatMap(JsonView::node)
                .map(node -> Json.write(blank(node.deepCopy())))
                .orElseGet(() -> Redaction.of(delivery.content()).getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode blank(JsonNode node) {
        if (node instanceof ObjectNode object) {
            for (String name :
                    object.properties().stream().map(Map.Entry::getKey).toList()) {
                JsonNode value = object.get(name);
                if (value.isContainerNode()) {
                    blank(value);
                } else if (value.isTextual() && !name.equals("id") && !name.endsWith("Id")) {
                    object.put(name, Redaction.ofText(value.textValue()));
                }
            }
        } else if (node instanceof ArrayNode array) {
            array.forEach(HttpSignatureWebhooks::blank);
        }
        return node;
    }

    @Override
    public List<Signal> read(VerifiedDelivery delivery) {
        Optional<JsonView> root = object(delivery);
        if (root.isEmpty()) {
            return List.of(new Signal.Unrecognised("no JSON object"));
        }
        String type = HttpSignatureWire.word(root.get(), "webhookType").orElse("no webhookType");
        return List.of(signal(type, root.get()).orElseGet(() -> new Signal.Unrecognised(type)));
    }

    private static Optional<Signal> signal(String type, JsonView body) {
        return switch (type) {
            case "customer.updated" ->
                Customer.of(body)
                        .map(customer -> new Signal.ApplicantSaid(
                                customer.id(), Optional.empty(), HttpSignatureCustomers.seen(customer)));
            // An account is no resource of ours: whether its challenge is open shows at the customer.
            case "account.updated" ->
                Account.of(body).map(account -> new Signal.HolderHinted(account.customer(), account.status()));
            case "card.updated" ->
                Card.of(body).map(card -> new Signal.CardSaid(HttpSignatureCards.seen(card), Optional.empty()));
            case "authorisation.updated" -> movement(body, HttpSignatureLifecycle::authorisation);
            case "transaction.updated" -> movement(body, HttpSignatureLifecycle::transaction);
            default -> Optional.empty();
        };
    }

    /** What a word says of an authorisation or a transaction. */
    private interface Meaning {
        Optional<TransactionStatus> of(String word);
    }

    private static Optional<Signal> movement(JsonView body, Meaning meaning) {
        return Movement.of(body)
                .flatMap(movement -> movement.card()
                        .flatMap(card -> meaning.of(movement.status())
                                .map(status ->
                                        new Signal.TransactionSaid(card, HttpSignatureCards.seen(movement, status)))));
    }

    private static Optional<JsonView> object(VerifiedDelivery delivery) {
        return Json.read(delivery.content()) instanceof JsonReading.Parsed(JsonView root)
                        && !root.fields().isEmpty()
                ? Optional.of(root)
                : Optional.empty();
    }

    private static String digest(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
