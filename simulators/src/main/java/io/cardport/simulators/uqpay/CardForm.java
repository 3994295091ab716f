package io.cardport.simulators.uqpay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.simulators.frame.Fields;
import io.cardport.simulators.frame.Json;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Validation of card fields (§4.2, 4.4). What comes out is what the simulator keeps. */
final class CardForm {

    private static final Pattern MCC = Pattern.compile("\\d{4}");
    private static final int MAX_METADATA = 3_200;
    private static final int MAX_NAME = 26;
    private static final BigDecimal LEAST_LIMIT = new BigDecimal("0.01");

    private final Fields in;

    CardForm(Fields in) {
        this.in = in;
    }

    String currency(ObjectNode product) {
        String currency = in.required("card_currency");
        if (!Products.offers(product, "card_currency", currency)) {
            throw in.wrong("card_currency", "is not supported by the product");
        }
        return currency;
    }

    BigDecimal limit(ObjectNode product) {
        Optional<BigDecimal> limit = in.money("card_limit");
        if (limit.filter(v -> v.signum() < 0).isPresent()) {
            throw in.wrong("card_limit", "must not be negative");
        }
        if (Products.limitRequired(product)
                && limit.filter(v -> v.compareTo(LEAST_LIMIT) >= 0).isEmpty()) {
            throw in.wrong("card_limit", "is required and must be at least 0.01 for this BIN");
        }
        return limit.orElse(BigDecimal.ZERO.setScale(2));
    }

    /** Puts what creation and update share. */
    void controls(ObjectNode product, ObjectNode out) {
        in.objects("spending_controls").ifPresent(list -> out.set("spending_controls", spending(list)));
        in.object("risk_controls").ifPresent(r -> out.set("risk_controls", risk(r, product)));
        in.object("metadata").ifPresent(m -> {
            if (Json.bytes(m.node()).length > MAX_METADATA) {
                throw in.wrong("metadata", "must have at most 3200 bytes");
            }
            out.set("metadata", m.node().deepCopy());
        });
        in.text("name_on_card", MAX_NAME).ifPresent(v -> out.put("name_on_card", v));
        if (in.text("card_art_id").isPresent()) {
            throw Errors.card("card_art_not_configured", "card art is not configured");
        }
    }

    void usage(ObjectNode product, Instant now, ObjectNode out) {
        Words.Usage usage = in.word("usage_type", Words.Usage.class).orElse(Words.Usage.NORMAL);
        out.put("usage_type", usage.name());
        Optional<Words.CancelTrigger> trigger = in.word("auto_cancel_trigger", Words.CancelTrigger.class);
        switch (usage) {
            case NORMAL -> {
                if (trigger.isPresent()) {
                    throw in.wrong("auto_cancel_trigger", "is only for ONE_TIME cards");
                }
            }
            case ONE_TIME -> {
                if (!Products.oneTimeAllowed(product)) {
                    throw Errors.card("one_time_not_supported", "usage_type ONE_TIME is not enabled for this BIN");
                }
                out.put(
                        "auto_cancel_trigger",
                        trigger.orElseThrow(() -> in.wrong("auto_cancel_trigger", "is required for ONE_TIME cards"))
                                .name());
            }
        }
        in.text("expiry_at").ifPresent(text -> {
            Instant expiry;
            try {
                expiry = OffsetDateTime.parse(text).toInstant();
            } catch (DateTimeException e) {
                throw in.wrong("expiry_at", "must be ISO 8601 with an offset");
            }
            if (!expiry.isAfter(now)) {
                throw in.wrong("expiry_at", "must be in the future");
            }
            out.put("expiry_at", text);
        });
    }

    private JsonNode spending(List<Fields> list) {
        var out = Json.array();
        for (Fields control : list) {
            BigDecimal amount = control.money("amount").orElseThrow(() -> control.wrong("amount", "is required"));
            if (amount.signum() < 0) {
                throw control.wrong("amount", "must not be negative");
            }
            control.required("interval");
            Words.Interval interval =
                    control.word("interval", Words.Interval.class).orElseThrow();
            out.add(Json.object().put("amount", amount.toPlainString()).put("interval", interval.name()));
        }
        if (out.size() > Words.Interval.values().length) {
            throw in.wrong("spending_controls", "must not repeat an interval");
        }
        return out;
    }

    private static JsonNode risk(Fields risk, ObjectNode product) {
        ObjectNode out = Json.object();
        out.put(
                "allow_3ds_transactions",
                risk.word("allow_3ds_transactions", Words.YesNo.class)
                        .orElse(Words.YesNo.Y)
                        .name());
        risk.word("enable_3ds", Words.YesNo.class).ifPresent(v -> {
            if (!product.path("card_scheme").asText().equals("VISA")) {
                throw risk.wrong("enable_3ds", "is only for Visa cards");
            }
            out.put("enable_3ds", v.name());
        });
        Optional<List<JsonNode>> allowed = mccs(risk, "allowed_mcc");
        Optional<List<JsonNode>> blocked = mccs(risk, "blocked_mcc");
        if (allowed.isPresent() && blocked.isPresent()) {
            throw risk.wrong("allowed_mcc", "and blocked_mcc exclude each other");
        }
        allowed.ifPresent(list -> out.putArray("allowed_mcc").addAll(list));
        blocked.ifPresent(list -> out.putArray("blocked_mcc").addAll(list));
        return out;
    }

    private static Optional<List<JsonNode>> mccs(Fields risk, String name) {
        Optional<List<JsonNode>> list = risk.array(name);
        list.ifPresent(all -> all.forEach(mcc -> {
            if (!mcc.isTextual() || !MCC.matcher(mcc.textValue()).matches()) {
                throw risk.wrong(name, "must hold strings of four digits");
            }
        }));
        return list;
    }
}
