package io.cardport.proof.fire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The simulated issuers under load, each with the names by which it, its account and its books go. */
enum Issuer {
    /** Idempotency keys, a reference of ours, orders that can be looked up. */
    UQPAY("uqpay", "uqpay", "VISA 40963608 SINGLE", Optional.of("AUTHORIZATION"), 1_000),
    /** No idempotency and no reference of ours on cards and top-ups; unsigned webhooks. */
    ARTHA("artha", "artha", "Simple virtual", Optional.of("PURCHASE"), 100),
    /** No idempotency at all. */
    BANANATECH("bananatech", "bananatech", "Simple virtual card", Optional.of("PURCHASE"), 100),
    /** Idempotency keys and accounts between holder and card; no money on cards. */
    OFFBLOCKS("offblocks", "http-signature", "Virtual card in USD", Optional.empty(), 1_000);

    private final String simulator;
    private final String kind;
    private final String product;
    private final Optional<String> purchase;
    private final int retryMillis;

    Issuer(String simulator, String kind, String product, Optional<String> purchase, int retryMillis) {
        this.simulator = simulator;
        this.kind = kind;
        this.product = product;
        this.purchase = purchase;
        this.retryMillis = retryMillis;
    }

    /**
     * Settings for a run of minutes: who waits less for an issuer's late word is harder tried, not less.
     *
     * @return keys below {@code cardport.}
     */
    static Map<String, String> impatience() {
        Map<String, String> settings = new LinkedHashMap<>();
        for (Issuer issuer : values()) {
            String prefix = "providers." + issuer.account() + ".";
            settings.put(prefix + "kind", issuer.kind);
            settings.put(prefix + "deadline", "5s");
            settings.put(prefix + "quiet-period", "3s");
        }
        return settings;
    }

    String account() {
        return simulator + "-sim";
    }

    String simulator() {
        return simulator;
    }

    int retryMillis() {
        return retryMillis;
    }

    /** The product whose cards are ordered, of those the gateway shows. */
    Optional<String> productOf(JsonNode products) {
        for (JsonNode one : products) {
            if (one.path("provider").asText().equals(account())
                    && one.path("name").asText().equals(product)) {
                return Optional.of(one.path("id").asText());
            }
        }
        return Optional.empty();
    }

    boolean takesMoney() {
        return this != OFFBLOCKS;
    }

    /** The body of POST /v1/cardholders. */
    ObjectNode person(String product, String mark, int number) {
        ObjectNode body = Sandbox.JSON
                .createObjectNode()
                .put("provider", account())
                .put("productId", product)
                .put("type", "INDIVIDUAL")
                .put("email", mark + "@example.com")
                .put("firstName", "Ada")
                .put("lastName", "Example")
                .put("country", "SG")
                .put("mobile", Integer.toString(80_000_000 + number % 9_999_999));
        if (this == OFFBLOCKS) {
            body.putObject("details").put("walletAddress", "eip155:8453:0x%040x".formatted(number + 1));
            body.putObject("address")
                    .put("line1", "1 Raffles Place")
                    .put("city", "Singapore")
                    .put("state", "Singapore")
                    .put("postalCode", "048616")
                    .put("country", "SG");
        }
        return body;
    }

    /** What the issuer itself calls a card. */
    Optional<String> cardId(JsonNode card) {
        String own = this == BANANATECH
                ? card.path("providerReferences").path("cardId").asText("")
                : card.path("providerReference").asText("");
        return Optional.of(own).filter(id -> !id.isEmpty() && !id.equals("null"));
    }

    /** A purchase with a card; the issuer's id of the transaction, told by webhook. */
    Optional<String> buy(Sandbox sandbox, String card) {
        return purchase.map(type -> sandbox.control(
                        this,
                        "/cards/" + card + "/transactions",
                        Optional.of(Sandbox.JSON
                                .createObjectNode()
                                .put("type", type)
                                .put("amount", 1))))
                .map(done -> done.path("transaction_id")
                        .asText(done.path("transactionId")
                                .asText(done.path("id").asText(""))))
                .filter(id -> !id.isEmpty());
    }

    /**
     * A card in an issuer's books.
     *
     * @param id the issuer's id
     * @param holder the issuer's id of its holder
     * @param status in our words
     * @param mark what the gateway left on it, empty where the issuer keeps nothing of ours
     */
    record Card(String id, String holder, String status, String mark) {}

    /**
     * A top-up in an issuer's books.
     *
     * @param card the issuer's id of the card
     * @param minor the amount in cents
     * @param status in our words
     */
    record TopUp(String card, long minor, String status) {}

    /**
     * A person in an issuer's books.
     *
     * @param id the issuer's id
     * @param mark what belongs to one person only: e-mail address or our id
     */
    record Holder(String id, String mark) {}

    List<Holder> holders(JsonNode state) {
        List<Holder> all = new ArrayList<>();
        state.path(this == OFFBLOCKS ? "customers" : "holders")
                .forEach(one -> all.add(
                        switch (this) {
                            case UQPAY -> new Holder(text(one, "cardholder_id"), text(one, "email"));
                            case ARTHA -> new Holder(text(one, "customerId"), text(one, "email"));
                            case BANANATECH -> new Holder(text(one, "user_id"), text(one, "email"));
                            case OFFBLOCKS -> new Holder(text(one, "id"), text(one, "externalId"));
                        }));
        return all;
    }

    List<Card> cards(JsonNode state) {
        List<Card> all = new ArrayList<>();
        state.path("cards")
                .forEach(one -> all.add(
                        switch (this) {
                            case UQPAY ->
                                new Card(
                                        text(one, "card_id"),
                                        text(one, "cardholder_id"),
                                        status(text(one, "card_status")),
                                        text(one.path("metadata"), "cardport_operation"));
                            case ARTHA ->
                                new Card(text(one, "cardId"), text(one, "customerId"), status(text(one, "state")), "");
                            case BANANATECH ->
                                new Card(text(one, "card_id"), text(one, "user_id"), status(text(one, "status")), "");
                            case OFFBLOCKS ->
                                new Card(
                                        text(one, "id"),
                                        text(one, "customerId"),
                                        status(text(one, "status")),
                                        text(one, "idempotencyKey"));
                        }));
        return all;
    }

    List<TopUp> topUps(JsonNode state) {
        List<TopUp> all = new ArrayList<>();
        state.path("orders").forEach(one -> {
            boolean money = this != UQPAY || text(one, "order_type").equals("CARD_RECHARGE");
            if (money) {
                String word = this == UQPAY ? text(one, "order_status") : text(one, "status");
                String card = this == ARTHA ? text(one, "cardId") : text(one, "card_id");
                all.add(new TopUp(card, minor(one.path("amount").asText()), done(word)));
            }
        });
        return all;
    }

    private static long minor(String amount) {
        return new BigDecimal(amount).movePointRight(2).longValue();
    }

    private static String text(JsonNode node, String name) {
        return node.path(name).asText("");
    }

    private static String done(String word) {
        return switch (word) {
            case "SUCCESS", "APPROVED", "COMPLETED", "SETTLED" -> "SUCCEEDED";
            case "FAILED", "DECLINED", "REJECTED" -> "FAILED";
            default -> "PENDING";
        };
    }

    private static String status(String word) {
        return switch (word.toUpperCase(java.util.Locale.ROOT)) {
            case "ACTIVE" -> "ACTIVE";
            case "FROZEN", "LOCKED", "INACTIVE" -> "LOCKED";
            case "CANCELLED", "CLOSED", "TERMINATED" -> "CLOSED";
            case "PRE_CANCEL", "CLOSING" -> "CLOSING";
            case "FAILED", "ISSUE_FAILED" -> "FAILED";
            default -> word;
        };
    }
}
