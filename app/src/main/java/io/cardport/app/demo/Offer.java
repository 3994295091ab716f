package io.cardport.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.Currency;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * A product as {@code GET /v1/products} shows it: what a card of it can do and needs.
 *
 * @param json one entry of {@code data}
 */
record Offer(JsonNode json) {
    private static final String SECOND = "5.00";
    private static final BigDecimal USUAL = new BigDecimal("20");

    /**
     * The product that lets the most be shown: virtual, money on the card, load not forced, many abilities, few fields.
     */
    static Optional<Offer> best(JsonNode products) {
        return StreamSupport.stream(products.spliterator(), false)
                .map(Offer::new)
                .filter(offer -> offer.types().contains("VIRTUAL"))
                .min(Comparator.<Offer>comparingInt(offer -> offer.is("fundingModel", "PREPAID") ? 0 : 1)
                        .thenComparingInt(offer -> -offer.capabilities().size())
                        .thenComparingInt(offer -> offer.is("initialLoad", "OPTIONAL") ? 0 : 1)
                        .thenComparingInt(
                                offer -> offer.json.path("requiredFields").size()));
    }

    String id() {
        return json.path("id").asText();
    }

    String name() {
        return json.path("name").asText();
    }

    boolean can(String capability) {
        return capabilities().contains(capability);
    }

    Set<String> capabilities() {
        return texts("capabilities");
    }

    boolean takesInitialLoad() {
        return !is("initialLoad", "NONE");
    }

    List<JsonNode> fields() {
        return StreamSupport.stream(json.path("requiredFields").spliterator(), false)
                .toList();
    }

    boolean wantsFiles() {
        return fields().stream()
                .anyMatch(field -> field.path("type").asText().equals("file")
                        && field.path("required").asBoolean());
    }

    /** US dollars where there are any: examples read best in them. */
    Currency currency() {
        Set<String> codes = texts("currencies");
        return Currency.getInstance(
                codes.contains("USD") ? "USD" : codes.iterator().next());
    }

    /** An amount that the product takes as a load or top-up. */
    ObjectNode load() {
        BigDecimal least = limit("minTopUp").orElse(USUAL);
        BigDecimal most = limit("maxTopUp").orElse(USUAL);
        return money(USUAL.max(least).min(most.max(least)));
    }

    /** A small amount, less than any load. */
    ObjectNode spend() {
        return money(new BigDecimal(SECOND));
    }

    private ObjectNode money(BigDecimal amount) {
        Currency currency = currency();
        return Api.JSON
                .createObjectNode()
                .put(
                        "amount",
                        amount.setScale(Math.max(0, currency.getDefaultFractionDigits()), RoundingMode.CEILING)
                                .toPlainString())
                .put("currency", currency.getCurrencyCode());
    }

    private Optional<BigDecimal> limit(String field) {
        JsonNode limit = json.path(field);
        return limit.path("currency").asText().equals(currency().getCurrencyCode())
                ? Optional.of(new BigDecimal(limit.path("amount").asText()))
                : Optional.empty();
    }

    private boolean is(String field, String word) {
        return json.path(field).asText().toUpperCase(Locale.ROOT).equals(word);
    }

    private Set<String> types() {
        return texts("cardTypes");
    }

    private Set<String> texts(String field) {
        Set<String> texts = new LinkedHashSet<>();
        json.path(field).forEach(one -> texts.add(one.asText()));
        return texts;
    }
}
