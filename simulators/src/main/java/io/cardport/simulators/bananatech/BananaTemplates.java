package io.cardport.simulators.bananatech;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.simulators.frame.Json;
import java.math.BigDecimal;
import java.util.List;

/** Card templates (§2.3): fixed, one for each rule that hangs on a template; their fees are flat (§2.4). */
final class BananaTemplates {

    static final long SIMPLE = 1;
    static final long KYC = 2;
    static final long DEPOSIT = 3;
    static final long ACTIVATION = 4;
    static final long PHYSICAL = 5;

    private final List<ObjectNode> all = List.of(
            template(SIMPLE, "Simple virtual card", "Virtual", "VISA").put("requires_phone_only", true),
            template(KYC, "Virtual card with KYC", "Virtual", "MASTERCARD").put("requires_kyc", true),
            template(DEPOSIT, "Virtual card with initial deposit", "Virtual", "VISA")
                    .put("requires_initial_deposit", true),
            template(ACTIVATION, "Virtual card to be activated", "Virtual", "MASTERCARD")
                    .put("needs_activation", true),
            template(PHYSICAL, "Physical card", "Physical", "VISA")
                    .put("requires_kyc", true)
                    .put("needs_activation", true));

    List<ObjectNode> all() {
        return all;
    }

    ObjectNode find(long id) {
        return all.stream()
                .filter(t -> t.path("id").longValue() == id)
                .findFirst()
                .orElseThrow(() -> BananaBooks.refusal("card template not exist"));
    }

    ObjectNode of(ObjectNode card) {
        return find(card.path("template_id").longValue());
    }

    static boolean physical(ObjectNode template) {
        return template.path("type").asText().equals("Physical");
    }

    /** The fees are settings in cents, as amounts on the wire. */
    static ObjectNode view(ObjectNode template, BananaBooks books) {
        ObjectNode out = template.deepCopy();
        for (String fee : new String[] {"apply_fee", "recharge_fee", "refund_fee"}) {
            out.put(fee, fee(books, fee));
        }
        return out.put("recharge_min_limit", least(books));
    }

    static BigDecimal fee(BananaBooks books, String name) {
        return BigDecimal.valueOf(books.tuning().number(name.replace('_', '-') + "-cents"), 2);
    }

    static BigDecimal least(BananaBooks books) {
        return BigDecimal.valueOf(books.tuning().number("recharge-min-cents"), 2);
    }

    private static ObjectNode template(long id, String description, String type, String system) {
        return Json.object()
                .put("id", id)
                .put("description", description)
                .put("type", type)
                .put("payment_system", system)
                .put("activate_min_limit", new BigDecimal("20.00"))
                .put("recharge_max_limit", new BigDecimal("10000.00"))
                .put("limit_per_tx", new BigDecimal("5000.00"))
                .put("limit_per_day", new BigDecimal("10000.00"))
                .put("limit_per_month", new BigDecimal("100000.00"))
                .put("requires_kyc", false)
                .put("requires_phone_only", false)
                .put("needs_activation", false)
                .put("requires_initial_deposit", false);
    }
}
