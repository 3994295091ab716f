package io.cardport.proof.order;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.domain.id.OperationId;
import io.cardport.domain.issuing.Capability;
import io.cardport.domain.issuing.CardClosing;
import io.cardport.domain.issuing.CardCommand;
import io.cardport.domain.issuing.CardControls;
import io.cardport.domain.issuing.Outcome;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.proof.letters.ArthaStamp;
import io.cardport.proof.letters.BananatechStamp;
import io.cardport.proof.letters.Letter;
import io.cardport.proof.letters.OffblocksStamp;
import io.cardport.proof.letters.Stamp;
import io.cardport.proof.letters.UqpayStamp;
import io.cardport.proof.order.Script.At;
import io.cardport.proof.order.Script.Told;
import io.cardport.proof.order.Script.Way;
import io.cardport.proof.parts.Issuers;
import io.cardport.simulators.Simulators;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** What the five issuers do to cards and how they tell it, by their sheets. */
final class Scripts {
    private static final EnumSet<Way> PUSHED = EnumSet.of(Way.POSTED, Way.EARLY);
    private static final AtomicLong OPERATIONS = new AtomicLong();

    private Scripts() {}

    static List<Script> all(Simulators simulators) {
        return List.of(
                uqpay(simulators.uqpay().credential("webhookSecret")),
                artha(simulators.artha().credential("webhookSecret")),
                bananatech(simulators.bananatech().credential("secret")),
                offblocks(),
                netpay());
    }

    private static Script uqpay(String secret) {
        Stamp stamp = new UqpayStamp(secret);
        return new Script(
                Issuers.UQPAY,
                PUSHED,
                List.of(
                        Life.of("soon closed", "ACTIVE=ACTIVE? FROZEN=LOCKED PRE_CANCEL=CLOSING CANCELLED=CLOSED"),
                        Life.of(
                                "closed",
                                "ACTIVE=ACTIVE? FROZEN=LOCKED ACTIVE=ACTIVE BLOCKED=LOCKED ACTIVE=ACTIVE PRE_CANCEL=CLOSING CANCELLED=CLOSED"),
                        Life.of(
                                "locked",
                                "ACTIVE=ACTIVE? FROZEN=LOCKED ACTIVE=ACTIVE LOST=LOCKED ACTIVE=ACTIVE STOLEN=LOCKED FROZEN=LOCKED"),
                        Life.of("without times", "ACTIVE=ACTIVE? FROZEN=LOCKED? ACTIVE=ACTIVE? CANCELLED=CLOSED?")),
                (at, word) ->
                        at.control().call("POST", "/cards/" + at.card() + "/status", object().put("status", word)),
                told -> sealed(stamp, "", uqpayEvent(told), told));
    }

    /** Only the first says nothing of its time, as the sheet has it (6.5); older versions leave the time out everywhere. */
    private static ObjectNode uqpayEvent(Told told) {
        boolean made = told.place() == 0;
        ObjectNode data = object().put("card_id", told.card().value()).put("card_status", told.word());
        if (told.step().time() == Life.Time.TOLD) {
            data.put("update_time", told.happened().toString());
        }
        ObjectNode event = object().put("version", "V1.6.0")
                .put("event_name", "ISSUING")
                .put("event_type", made ? "card.create.succeeded" : "card.status.update.succeeded")
                .put("event_id", "evt-" + told.place() + "-" + told.fresh())
                .put("source_id", made ? told.names().order().value() : "status-order-" + told.place());
        event.set("data", data);
        return event;
    }

    private static Script artha(String secret) {
        Stamp stamp = new ArthaStamp(ArthaStamp.Form.HEX, secret);
        return new Script(
                Issuers.ARTHA,
                EnumSet.of(Way.POSTED, Way.LOOKED_AT),
                List.of(
                        Life.of("soon closed", "ACTIVE=ACTIVE? FROZEN=LOCKED? ACTIVE=ACTIVE? CANCELLED=CLOSED?"),
                        Life.of(
                                "closed",
                                "ACTIVE=ACTIVE? FROZEN=LOCKED? ACTIVE=ACTIVE? FROZEN=LOCKED? ACTIVE=ACTIVE? FROZEN=LOCKED? CANCELLED=CLOSED?")),
                (at, word) ->
                        at.control().call("POST", "/cards/" + at.card() + "/status", object().put("status", word)),
                told -> sealed(
                        stamp,
                        "",
                        object().put("event", arthaEvent(told))
                                .put("timestamp", told.happened().toString())
                                .put("card_id", told.card().value())
                                .put("customer_id", told.holder().value())
                                .put("status", told.word()),
                        told));
    }

    private static String arthaEvent(Told told) {
        return switch (told.word()) {
            case "FROZEN" -> "card.freeze";
            case "CANCELLED" -> "card.cancel";
            default -> told.place() == 0 ? "card.approved" : "card.unfreeze";
        };
    }

    private static Script bananatech(String secret) {
        Stamp stamp = new BananatechStamp(secret);
        return new Script(
                Issuers.BANANATECH,
                PUSHED,
                List.of(
                        Life.of("soon closed", "ACTIVE=ACTIVE? LOCKED=LOCKED ACTIVE=ACTIVE CLOSED=CLOSED"),
                        Life.of(
                                "closed",
                                "ACTIVE=ACTIVE? LOCKED=LOCKED ACTIVE=ACTIVE LOCKED=LOCKED ACTIVE=ACTIVE LOCKED=LOCKED CLOSED=CLOSED"),
                        Life.of("active", "ACTIVE=ACTIVE? LOCKED=LOCKED ACTIVE=ACTIVE LOCKED=LOCKED ACTIVE=ACTIVE")),
                (at, word) -> at.control()
                        .call("POST", "/cards/" + bare(at.card()) + "/status", object().put("status", word)),
                told -> bananatechLetter(stamp, told));
    }

    private static Letter bananatechLetter(Stamp stamp, Told told) {
        ObjectNode data = object().put("card_id", Long.parseLong(bare(told.card())));
        data.put("status", "SUCCESS").put("occur_time", told.happened().toEpochMilli());
        if (told.place() == 0) {
            data.put("user_id", Long.parseLong(told.holder().value())).put("template_id", 1);
            return sealed(stamp, "CARD_APPLY_RESULT", data, told);
        }
        if (told.word().equals("CLOSED")) {
            data.put("transaction_id", 900_001).put("refund_amount", 0);
            return sealed(stamp, "CARD_CLOSE_RESULT", data, told);
        }
        return sealed(stamp, "CARD_STATUS_CHANGE", data.put("card_status", told.word()), told);
    }

    private static String bare(ProviderRef card) {
        return card.value().substring(card.value().indexOf(':') + 1);
    }

    private static Script offblocks() {
        OffblocksStamp stamp = OffblocksStamp.drawn(URI.create("https://cards.example.com/webhooks/proof"));
        String pem = OffblocksStamp.pem("PUBLIC KEY", stamp.key().getPublic().getEncoded());
        return new Script(
                Issuers.offblocksWithKey(pem),
                PUSHED,
                List.of(
                        Life.of("soon closed", "active=ACTIVE suspended=LOCKED active=ACTIVE blocked=CLOSED"),
                        Life.of(
                                "closed",
                                "active=ACTIVE inactive=LOCKED active=ACTIVE suspended=LOCKED active=ACTIVE inactive=LOCKED terminated=CLOSED"),
                        Life.of("never made", "issue_failed=FAILED")),
                Scripts::offblocksMove,
                told -> sealed(
                        stamp,
                        "",
                        object().put("id", told.card().value())
                                .put("accountId", "a-1")
                                .put("type", "virtual")
                                .put("status", told.word())
                                .put("updatedAt", told.happened().toString())
                                .put("webhookType", "card.updated")
                                .put("eventId", "evt-" + told.place() + "-" + told.fresh()),
                        told));
    }

    private static void offblocksMove(At at, String word) {
        String card = "/cards/" + at.card();
        switch (word) {
            case "inactive" -> done(able(at, CardControls.class).lock(command(at)));
            case "suspended" -> at.control().call("POST", card + "/suspend", object());
            case "blocked" -> at.control().call("POST", card + "/block", object());
            case "terminated" -> at.control().call("POST", card + "/terminate", object());
            case "issue_failed" -> at.control().call("POST", card + "/fail", object());
            default -> {
                switch (offblocksStatus(at)) {
                    case "issuing" -> at.control().call("POST", card + "/issue", object());
                    case "suspended" -> at.control().call("POST", card + "/resume", object());
                    default -> done(able(at, CardControls.class).unlock(command(at)));
                }
            }
        }
    }

    private static String offblocksStatus(At at) {
        for (JsonNode card : at.control().state().path("cards")) {
            if (card.path("id").asText().equals(at.card().value())) {
                return card.path("status").asText();
            }
        }
        return "";
    }

    /** It sends nothing; what it says reaches us by looks alone. */
    private static Script netpay() {
        return new Script(
                Issuers.NETPAY,
                EnumSet.of(Way.LOOKED_AT),
                List.of(
                        Life.of("soon closed", "active=ACTIVE frozen=LOCKED active=ACTIVE cancelled=CLOSED"),
                        Life.of(
                                "closed",
                                "active=ACTIVE frozen=LOCKED active=ACTIVE frozen=LOCKED active=ACTIVE frozen=LOCKED cancelled=CLOSED"),
                        Life.of("never made", "failed=FAILED")),
                Scripts::netpayMove,
                told -> {
                    throw new IllegalStateException("NetPay sends no webhooks");
                });
    }

    private static void netpayMove(At at, String word) {
        switch (word) {
            case "frozen" -> done(able(at, CardControls.class).lock(command(at)));
            case "cancelled" -> done(able(at, CardClosing.class).close(command(at)));
            case "failed" -> at.control().call("POST", "/cards/" + at.card() + "/fail", object());
            default -> {
                if (able(at, CardControls.class).unlock(command(at)) instanceof Outcome.Refused) {
                    at.control().call("POST", "/cards/" + at.card() + "/activate", object());
                }
            }
        }
    }

    private static <C extends Capability> C able(At at, Class<C> capability) {
        return at.provider().can(capability).orElseThrow();
    }

    private static CardCommand command(At at) {
        return new CardCommand(
                new OperationId("op_" + "%026d".formatted(OPERATIONS.incrementAndGet())),
                at.card(),
                "a step of a life");
    }

    private static void done(Outcome<?> outcome) {
        if (!(outcome instanceof Outcome.Done<?>) && !(outcome instanceof Outcome.Accepted<?>)) {
            throw new IllegalStateException("the simulated issuer did not move: " + outcome);
        }
    }

    private static Letter sealed(Stamp stamp, String type, ObjectNode content, Told told) {
        return stamp.seal(type, content.toString().getBytes(StandardCharsets.UTF_8), told.sent());
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
