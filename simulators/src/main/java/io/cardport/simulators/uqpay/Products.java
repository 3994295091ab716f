package io.cardport.simulators.uqpay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.simulators.frame.Answer;
import io.cardport.simulators.frame.Json;
import io.cardport.simulators.frame.Request;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The card products (§3): fixed, one for each rule that hangs on a product. */
final class Products {

    /** BINs that need a card_limit of at least 0.01 (§4.2). */
    private static final Set<String> LIMIT_REQUIRED = Set.of("527735", "555071", "555243");

    /** The BIN that allows one-time cards and simulated authorizations (§4.2, 5.4). */
    static final String SANDBOX_BIN = "40963608";

    static final String SHARE = "467e993f-317a-49fc-9ea0-bf49de7d1f76";
    static final String SINGLE = "0b6f1a52-6f0e-4d0a-9a3c-5d2f8f1f4a01";
    static final String LIMITED = "2c1de9f4-3b52-4f57-8f0e-7a4f5f9f4a02";
    static final String REQUIRED = "7d9b86a1-92b4-4c1e-8b61-11d6a1cf4a03";
    static final String PHYSICAL = "a5f03c77-0f9d-4f0b-9d7e-6a1f3a3d4a04";
    static final String ENHANCED = "c8e4b2d0-51aa-4d3f-a0b7-93b0f2ee4a05";
    static final String DISABLED = "e1f7a9c3-7c1d-4a86-b3f2-28d94b0f4a06";

    private final List<ObjectNode> products = List.of(
            product(SHARE, Words.Mode.SHARE, SANDBOX_BIN, "VISA", Words.KycLevel.SIMPLIFIED, "VIR", "PHY"),
            product(SINGLE, Words.Mode.SINGLE, SANDBOX_BIN, "VISA", Words.KycLevel.SIMPLIFIED, "VIR"),
            product(LIMITED, Words.Mode.SINGLE, "555243", "MASTERCARD", Words.KycLevel.SIMPLIFIED, "VIR"),
            required(product(REQUIRED, Words.Mode.SHARE, "41111111", "VISA", Words.KycLevel.STANDARD, "VIR")),
            product(PHYSICAL, Words.Mode.SINGLE, "55555555", "MASTERCARD", Words.KycLevel.SIMPLIFIED, "PHY"),
            product(ENHANCED, Words.Mode.SHARE, "42424242", "VISA", Words.KycLevel.ENHANCED, "VIR"),
            product(DISABLED, Words.Mode.SINGLE, "41111111", "VISA", Words.KycLevel.SIMPLIFIED, "VIR")
                    .put("product_status", "DISABLED"));

    Answer list(Request request, Books books) {
        return books.page(request, 10, products, ObjectNode::deepCopy);
    }

    Optional<ObjectNode> find(String id) {
        return products.stream()
                .filter(p -> p.path("product_id").asText().equals(id))
                .findFirst();
    }

    List<String> names() {
        return products.stream().map(p -> p.path("product_id").asText()).toList();
    }

    static boolean limitRequired(ObjectNode product) {
        return LIMIT_REQUIRED.contains(product.path("card_bin").asText());
    }

    static boolean oneTimeAllowed(ObjectNode product) {
        return product.path("card_bin").asText().equals(SANDBOX_BIN);
    }

    static Words.Mode mode(ObjectNode product) {
        return Words.Mode.valueOf(product.path("mode_type").asText());
    }

    static Words.KycLevel level(ObjectNode product) {
        return Words.KycLevel.valueOf(product.path("kyc_level").asText());
    }

    static boolean offers(ObjectNode product, String list, String word) {
        for (var entry : product.path(list)) {
            if (entry.asText().equals(word)) {
                return true;
            }
        }
        return false;
    }

    private static ObjectNode product(
            String id, Words.Mode mode, String bin, String scheme, Words.KycLevel level, String... forms) {
        ObjectNode product = Json.object()
                .put("product_id", id)
                .put("mode_type", mode.name())
                .put("card_bin", bin);
        var form = product.putArray("card_form");
        List.of(forms).forEach(form::add);
        product.put("max_card_quota", 0).put("card_scheme", scheme);
        product.putArray("card_currency").add("USD").add("SGD");
        product.put("product_status", "ENABLED").put("kyc_level", level.name());
        product.putArray("no_pin_payment_amount")
                .add(Json.object().put("amount", "2000").put("currency", "USD"))
                .add(Json.object().put("amount", "200").put("currency", "SGD"));
        product.putArray("required_fields");
        return product.put("create_time", "2026-01-05T10:00:00+08:00").put("update_time", "2026-01-05T10:00:00+08:00");
    }

    private static ObjectNode required(ObjectNode product) {
        var fields = product.putArray("required_fields");
        fields.add(field("gender", "string"));
        fields.add(field("nationality", "string"));
        fields.add(field("date_of_birth", "string"));
        ObjectNode address = field("residential_address", "object");
        address.putArray("fields")
                .add(field("country", "string"))
                .add(field("city", "string"))
                .add(field("line1", "string"));
        fields.add(address);
        ObjectNode identity = field("identity", "object");
        identity.putArray("fields")
                .add(field("type", "string"))
                .add(field("number", "string"))
                .add(field("front_file", "string"));
        fields.add(identity);
        return product;
    }

    static ObjectNode field(String name, String type) {
        return Json.object().put("name", name).put("type", type).put("required", true);
    }
}
