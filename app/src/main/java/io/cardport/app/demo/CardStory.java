package io.cardport.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * A card's whole life at one provider account, driven by what the account and its product say they can do: what is
 * declared must work, what is not must be refused the agreed way.
 */
final class CardStory {
    private static final String PIN = "482913";
    private static final Predicate<JsonNode> NEVER = body -> false;

    private final Api api;
    private final Stage stage;
    private final Arrivals arrivals;
    private final Mailbox mailbox;
    private final Optional<Simulation> simulation;
    private final String provider;
    private final String mark;
    private final Set<String> abilities;
    private Offer offer = new Offer(MissingNode.getInstance());
    private String holder = "";
    private String card = "";
    private boolean paid;

    /**
     * Prepares it.
     *
     * @param account one entry of {@code GET /v1/providers}
     * @param mark hexadecimal digits that no other run has
     */
    CardStory(Scene scene, Optional<Simulation> simulation, JsonNode account, String mark) {
        this.api = scene.api();
        this.stage = scene.stage();
        this.arrivals = scene.arrivals();
        this.mailbox = scene.mailbox();
        this.simulation = simulation;
        this.provider = account.path("id").asText();
        this.mark = mark;
        Set<String> declared = new java.util.TreeSet<>();
        account.path("capabilities").forEach(one -> declared.add(one.asText()));
        this.abilities = declared;
    }

    /** Plays every step; the first that fails ends the story. */
    void play() {
        stage.step("choose a product", this::choose);
        stage.step("a typo is refused", this::typo);
        stage.step("register a cardholder", this::register);
        stage.step("wait for approval", this::approval);
        stage.step("issue a card", this::issue);
        stage.step("ask again with the same key", this::again);
        stage.step("the key with another body", this::otherBody);
        if (revealActivates()) {
            stage.step("reveal, which shows it is active", this::reveal);
        }
        stage.step("wait until it is active", this::active);
        new Money(this).play();
        stage.step("spending controls", this::controls);
        stage.step("set the PIN", this::pin);
        if (!revealActivates()) {
            stage.step("reveal", this::reveal);
        }
        stage.step("pay in a shop", this::pay);
        stage.step("transactions", this::transactions);
        stage.step("lock", () -> change("card_controls", "lock", Set.of("LOCKED")));
        if (able("card_controls")) {
            stage.step("unlock", () -> change("card_controls", "unlock", Set.of("ACTIVE")));
        }
        stage.step("withdraw", () -> new Money(this).withdraw());
        stage.step("close", () -> change("card_closing", "close", Set.of("CLOSING", "CLOSED")));
        stage.step("events without a hole", this::events);
        if (mailbox.isOpen()) {
            stage.step("deliveries in order, signed", this::deliveries);
        }
    }

    Api api() {
        return api;
    }

    Stage stage() {
        return stage;
    }

    Offer offer() {
        return offer;
    }

    String cardPath() {
        return "/v1/cards/" + card;
    }

    String key(String step) {
        return "demo-" + provider + "-" + mark + "-" + step;
    }

    /** Abilities of the account, of which the product may withhold some. */
    boolean able(String capability) {
        return offer.can(capability);
    }

    /** What is not declared fails the agreed way. */
    String refused(String capability, Reply reply) {
        reply.expectProblem(409, "unsupported_by_provider");
        if (!reply.text("capability").equals(capability)) {
            throw reply.failed("names the capability " + reply.text("capability") + " instead of " + capability);
        }
        return "not offered: 409 unsupported_by_provider, " + capability;
    }

    /** Where no webhook and no look tells of a card, its first reveal does. */
    private boolean revealActivates() {
        return able("card_reveal") && !able("card_lookup") && !abilities.contains("webhooks");
    }

    /** A gateway that has just started may still be asking the issuer. */
    private String choose() {
        Reply products = stage.await(
                "a product with virtual cards",
                () -> api.get("/v1/products?provider=" + provider).expect(200),
                body -> Offer.best(body.path("data")).isPresent(),
                NEVER);
        offer = Offer.best(products.body().path("data")).orElseThrow();
        return "%s, %s (%d on offer)"
                .formatted(
                        offer.name(), offer.id(), products.body().path("data").size());
    }

    private String typo() {
        ObjectNode body = new Persona(mark).body(provider, offer).put("frstName", "Ada");
        Reply reply = api.post("/v1/cardholders", body, key("typo")).expectProblem(422, "unknown_field");
        return "422 application/problem+json, " + reply.text("code");
    }

    private String register() {
        Persona persona = new Persona(mark);
        Reply reply = (offer.wantsFiles()
                        ? api.post("/v1/cardholders", persona.form(provider, offer), key("holder"))
                        : api.post("/v1/cardholders", persona.body(provider, offer), key("holder")))
                .expect(201, 202);
        holder = reply.text("id");
        return holder + (offer.wantsFiles() ? " with documents" : "");
    }

    private String approval() {
        String path = "/v1/cardholders/" + holder + "/status?productId=" + offer.id();
        Reply reply = stage.await(
                "approval",
                () -> api.get(path).expect(200),
                body -> body.path("canIssueCard").asBoolean(),
                body -> Set.of("REJECTED", "EXPIRED", "SUSPENDED", "INCOMPLETE")
                        .contains(body.path("status").asText()));
        return reply.text("status");
    }

    private ObjectNode order() {
        ObjectNode body = Api.JSON
                .createObjectNode()
                .put("cardholderId", holder)
                .put("productId", offer.id())
                .put("type", "VIRTUAL")
                .put("currency", offer.currency().getCurrencyCode());
        if (offer.takesInitialLoad()) {
            body.set("initialLoad", offer.load());
        }
        return body;
    }

    private String issue() {
        Reply reply = api.post("/v1/cards", order(), key("card")).expect(201, 202);
        card = reply.text("id");
        return "%s %s (%d)".formatted(card, reply.text("status"), reply.status());
    }

    private String again() {
        Reply reply = api.post("/v1/cards", order(), key("card")).expect(201, 202);
        if (!reply.text("id").equals(card)) {
            throw reply.failed("made another card: " + reply.text("id"));
        }
        if (!reply.headers().firstValue("Idempotency-Replayed").orElse("").equals("true")) {
            throw reply.failed("lacks Idempotency-Replayed: true");
        }
        return "the same card, Idempotency-Replayed: true";
    }

    private String otherBody() {
        ObjectNode other = order().put("nameOnCard", "ADA EXAMPLE");
        return api.post("/v1/cards", other, key("card"))
                .expectProblem(422, "idempotency_key_reused")
                .text("code");
    }

    private String active() {
        Reply reply = awaitCard("the active card", Set.of("ACTIVE"));
        return "ACTIVE •••• " + reply.text("last4");
    }

    private String reveal() {
        if (!able("card_reveal")) {
            return refused("card_reveal", api.post(cardPath() + "/reveal", Api.JSON.createObjectNode(), key("reveal")));
        }
        Reply reply = stage.await(
                "the card's number",
                () -> api.post(cardPath() + "/reveal", Api.JSON.createObjectNode(), key("reveal")),
                body -> body.has("kind"),
                body -> Set.of(401, 403, 404).contains(body.path("status").asInt()));
        reply.expect(200);
        if (!reply.headers().firstValue("Cache-Control").orElse("").contains("no-store")) {
            // The document is left out: it holds the number.
            throw new StepFailed("The answer lacks Cache-Control: no-store", MissingNode.getInstance());
        }
        if (reply.text("kind").equals("IFRAME")) {
            return "a frame of the issuer until " + reply.text("expiresAt");
        }
        String number = reply.text("number");
        if (number.length() < 12
                || reply.text("cvv").isEmpty()
                || reply.text("expiry").isEmpty()) {
            throw new StepFailed("The answer lacks number, cvv or expiry", MissingNode.getInstance());
        }
        return "•••• " + number.substring(number.length() - 4);
    }

    private String controls() {
        ObjectNode body = Api.JSON.createObjectNode();
        ObjectNode control = body.putArray("spendingControls").addObject();
        control.set("amount", offer.load());
        control.put("interval", "PER_TRANSACTION");
        Reply reply = api.put(cardPath() + "/spending-controls", body, key("controls"));
        if (!able("spend_controls")) {
            return refused("spend_controls", reply);
        }
        settled(reply.expect(200, 202));
        return offer.load().path("amount").asText() + " at most per purchase";
    }

    private String pin() {
        ObjectNode body = Api.JSON.createObjectNode().put("pin", PIN);
        Reply reply = api.put(cardPath() + "/pin", body, key("pin"));
        if (!able("pin_setting")) {
            return refused("pin_setting", reply);
        }
        settled(reply.expect(204, 202));
        return reply.status() == 204 ? "set" : "accepted, then set";
    }

    private String pay() {
        if (!able("card_transactions") || simulation.isEmpty()) {
            return "left out: no simulated shop for this account";
        }
        String reference = api.get(cardPath()).expect(200).text("providerReference");
        String amount = offer.spend().path("amount").asText();
        simulation.get().pay(api, reference, new BigDecimal(amount)).expect(200);
        paid = true;
        return amount + " " + offer.currency();
    }

    private String transactions() {
        String path = cardPath() + "/transactions";
        if (!able("card_transactions")) {
            return refused("card_transactions", api.get(path));
        }
        Reply reply = stage.await(
                "the purchase",
                () -> api.get(path).expect(200),
                body -> !paid || has(body.path("data"), "PURCHASE"),
                NEVER);
        return reply.body().path("data").size() + " listed";
    }

    private static boolean has(JsonNode list, String type) {
        for (JsonNode one : list) {
            if (one.path("type").asText().equals(type)) {
                return true;
            }
        }
        return false;
    }

    private String change(String capability, String verb, Set<String> wanted) {
        ObjectNode body = Api.JSON.createObjectNode().put("reason", "demo");
        Reply reply = api.post(cardPath() + "/" + verb, body, key(verb));
        if (!able(capability)) {
            return refused(capability, reply);
        }
        reply.expect(200, 202);
        Reply now = awaitCard("the issuer's word", wanted);
        return now.text("status") + (reply.status() == 202 ? ", confirmed later" : "");
    }

    private Reply awaitCard(String what, Set<String> wanted) {
        return stage.await(
                what,
                () -> api.get(cardPath()).expect(200),
                body -> wanted.contains(body.path("status").asText())
                        && !body.path("pendingChange").isObject(),
                body -> body.path("status").asText().equals("FAILED"));
    }

    /** A 202 that names its operation is followed to its end: the next write would have to wait for it otherwise. */
    private void settled(Reply reply) {
        String path = reply.headers().firstValue("Location").orElse("");
        if (reply.status() != 202 || !path.startsWith("/v1/operations/")) {
            return;
        }
        stage.await(
                "the issuer's word",
                () -> api.get(path).expect(200),
                body -> body.path("state").asText().equals("SUCCEEDED"),
                body -> Set.of("FAILED", "CANCELLED", "UNSETTLED")
                        .contains(body.path("state").asText()));
    }

    /** Versions count 1, 2, 3 … per subject, and the feed is some moments behind the card. */
    private String events() {
        int version = api.get(cardPath()).expect(200).body().path("version").asInt();
        List<Integer> wanted = IntStream.rangeClosed(1, version).boxed().toList();
        ObjectNode found = Api.JSON.createObjectNode();
        stage.await(
                "all events",
                () -> api.get(cardPath()).expect(200),
                body -> {
                    List<Integer> versions = arrivals.versions(card);
                    found.put("versions", versions.toString());
                    return versions.size() >= wanted.size();
                },
                NEVER);
        List<Integer> versions = arrivals.versions(card);
        if (!versions.subList(0, wanted.size()).equals(wanted)) {
            throw new StepFailed("The card's events have the versions " + versions, found);
        }
        return version + " about the card" + (arrivals.webhooks() > 0 ? ", webhooks received" : "");
    }

    /** To an endpoint versions of one subject come one after the other. */
    private String deliveries() {
        int version = api.get(cardPath()).expect(200).body().path("version").asInt();
        List<Integer> wanted = IntStream.rangeClosed(1, version).boxed().toList();
        stage.await(
                "all deliveries",
                () -> api.get(cardPath()).expect(200),
                body -> mailbox.versions(card).size() >= wanted.size(),
                NEVER);
        List<Integer> versions = mailbox.versions(card);
        if (!versions.subList(0, wanted.size()).equals(wanted)) {
            throw new StepFailed("The card's deliveries have the versions " + versions, MissingNode.getInstance());
        }
        return version + " about the card, v1 by the secret, v1a by the published key";
    }
}
