package io.cardport.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;

/** An invented person with every field that a product asks for. */
final class Persona {
    private static final String FILE = "file";

    /** What is said where a product lists the field; a name that is not here gets a word in its place. */
    private static final Map<String, String> KNOWN = Map.ofEntries(
            Map.entry("dateOfBirth", "1990-04-17"),
            Map.entry("gender", "FEMALE"),
            Map.entry("nationality", "SG"),
            Map.entry("address.line1", "1 Raffles Place"),
            Map.entry("address.city", "Singapore"),
            Map.entry("address.state", "Singapore"),
            Map.entry("address.postalCode", "048616"),
            Map.entry("address.country", "SG"),
            Map.entry("identity.documentType", "passport"),
            Map.entry("identity.documentNumber", "K1234567E"),
            Map.entry("details.walletAddress", "eip155:8453:0xab16a96d359ec26a11e2c2b3d8f8b8942d5bfcdb"),
            Map.entry("identity.issueDate", "2021-03-01"),
            Map.entry("identity.expiryDate", "2031-02-28"));

    private static final Set<String> ALWAYS = Set.of("email", "firstName", "lastName", "country", "mobile", "areaCode");

    private final String mark;

    /**
     * Invents one.
     *
     * @param mark makes the e-mail address and the telephone number of this run its own; hexadecimal digits
     */
    Persona(String mark) {
        this.mark = mark;
    }

    /** The JSON body of {@code POST /v1/cardholders}, files left out. */
    ObjectNode body(String provider, Offer offer) {
        ObjectNode body = Api.JSON
                .createObjectNode()
                .put("provider", provider)
                .put("productId", offer.id())
                .put("type", "INDIVIDUAL")
                .put("email", "ada." + mark + "@example.com")
                .put("firstName", "Ada")
                .put("lastName", "Example")
                .put("country", "SG")
                .put("mobile", "8" + digits());
        for (JsonNode field : offer.fields()) {
            String name = field.path("name").asText();
            if (!field.path("type").asText().equals(FILE) && !ALWAYS.contains(name)) {
                put(body, name, field);
            }
        }
        return body;
    }

    /** The same as a form with a picture for each document that is asked for. */
    MultipartBody form(String provider, Offer offer) {
        MultipartBody form = new MultipartBody("cardport-" + mark);
        flatten("", body(provider, offer), form);
        for (JsonNode field : offer.fields()) {
            if (field.path("type").asText().equals(FILE)) {
                String name = field.path("name").asText();
                form.png(name, Picture.of(name));
            }
        }
        return form;
    }

    private static void put(ObjectNode body, String name, JsonNode field) {
        if (field.path("type").asText().equals("object") && (name.equals("address") || name.equals("identity"))) {
            KNOWN.keySet().stream()
                    .filter(known -> known.startsWith(name + "."))
                    .forEach(known -> nested(body, known).put(last(known), KNOWN.getOrDefault(known, "")));
        } else if (KNOWN.containsKey(name) || field.path("required").asBoolean()) {
            nested(body, name).put(last(name), KNOWN.getOrDefault(name, word(field)));
        }
    }

    private static String word(JsonNode field) {
        return field.path("type").asText().equals("date") ? "2020-01-15" : "example";
    }

    private static ObjectNode nested(ObjectNode body, String name) {
        ObjectNode at = body;
        String[] parts = name.split("\\.", -1);
        for (int part = 0; part < parts.length - 1; part++) {
            at = at.withObjectProperty(parts[part]);
        }
        return at;
    }

    private static String last(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static void flatten(String path, ObjectNode node, MultipartBody form) {
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (field.getValue() instanceof ObjectNode inner) {
                flatten(path + field.getKey() + ".", inner, form);
            } else {
                form.field(path + field.getKey(), field.getValue().asText());
            }
        }
    }

    private String digits() {
        long number = Long.parseUnsignedLong(mark, 16);
        return Long.toString(1_000_000 + Long.remainderUnsigned(number, 9_000_000));
    }
}
