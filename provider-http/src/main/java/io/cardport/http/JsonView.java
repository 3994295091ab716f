package io.cardport.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * A place in a JSON value, which may be absent. Every accessor is total: what is absent, {@code null} or of another
 * type is empty. Immutable as long as nobody changes the node beneath.
 */
public final class JsonView {
    private static final int LARGEST_SCALE = 40;

    private final Optional<JsonNode> node;

    JsonView(Optional<JsonNode> node) {
        this.node = node.filter(present -> !present.isMissingNode() && !present.isNull());
    }

    /**
     * The node itself.
     *
     * @return the node, or empty when it is absent or {@code null}
     */
    public Optional<JsonNode> node() {
        return node;
    }

    /**
     * A field of this object.
     *
     * @param field field name, exact
     * @return the place, absent when there is none
     */
    public JsonView at(String field) {
        return new JsonView(node.map(present -> present.path(field)));
    }

    /**
     * The elements of this array.
     *
     * @return in order; none when this is no array
     */
    public List<JsonView> items() {
        return node.filter(JsonNode::isArray)
                .map(array -> StreamSupport.stream(array.spliterator(), false)
                        .map(item -> new JsonView(Optional.of(item)))
                        .toList())
                .orElse(List.of());
    }

    /**
     * The fields of this object, absent values included.
     *
     * @return by name; none when this is no object
     */
    public Map<String, JsonView> fields() {
        return node.filter(JsonNode::isObject)
                .map(object -> object.properties().stream()
                        .collect(Collectors.toUnmodifiableMap(
                                Map.Entry::getKey, entry -> new JsonView(Optional.of(entry.getValue())))))
                .orElse(Map.of());
    }

    /**
     * The text of a JSON string, nothing trimmed. NUL and halves of surrogate pairs, which no database takes, are
     * replaced by U+FFFD.
     *
     * @return the text
     */
    public Optional<String> text() {
        return node.filter(JsonNode::isTextual).map(present -> storable(present.textValue()));
    }

    /**
     * The text of a field; the same as {@code at(field).text()}.
     *
     * @param field field name
     * @return the text
     */
    public Optional<String> text(String field) {
        return at(field).text();
    }

    /**
     * A string, or a number or truth value as it is written: for ids that an issuer sends now as one, now as the other.
     *
     * @param field field name
     * @return the text
     */
    public Optional<String> word(String field) {
        return at(field).node.filter(JsonNode::isValueNode).map(value -> storable(wordOf(value)));
    }

    /**
     * A decimal, exact, written as a JSON number or as a string in plain or scientific notation.
     *
     * @return the decimal with the scale that was written; empty when it is none, or has more than 40 digits before or
     *     after the point
     */
    public Optional<BigDecimal> decimal() {
        return node.flatMap(present -> {
                    if (present.isNumber()) {
                        return Optional.of(present.decimalValue());
                    }
                    return present.isTextual() ? parse(present.textValue()) : Optional.empty();
                })
                .filter(JsonView::isOfSaneSize);
    }

    /**
     * The decimal of a field; the same as {@code at(field).decimal()}.
     *
     * @param field field name
     * @return the decimal
     */
    public Optional<BigDecimal> decimal(String field) {
        return at(field).decimal();
    }

    /**
     * A whole number, as a number or a string.
     *
     * @param field field name
     * @return the number; empty when it has a fraction or leaves the range of a long
     */
    public Optional<Long> whole(String field) {
        return decimal(field)
                .filter(value -> value.stripTrailingZeros().scale() <= 0)
                .map(BigDecimal::toBigInteger)
                .filter(value -> value.bitLength() < Long.SIZE)
                .map(java.math.BigInteger::longValue);
    }

    /**
     * A truth value; strings and numbers are none.
     *
     * @param field field name
     * @return the value
     */
    public Optional<Boolean> truth(String field) {
        return at(field).node.filter(JsonNode::isBoolean).map(JsonNode::booleanValue);
    }

    /** Shows the kind of the value, never the value. */
    @Override
    public String toString() {
        return node.map(present -> present.getNodeType().name()).orElse("ABSENT");
    }

    private static String wordOf(JsonNode value) {
        return value.isBigDecimal() ? value.decimalValue().toString() : value.asText();
    }

    private static Optional<BigDecimal> parse(String text) {
        if (text.length() > 2 * LARGEST_SCALE + 2) {
            return Optional.empty();
        }
        try {
            return Optional.of(new BigDecimal(text));
        } catch (NumberFormatException notOne) {
            return Optional.empty();
        }
    }

    /** Keeps 1e999999999 from becoming a gigabyte of zeros somewhere later. */
    private static boolean isOfSaneSize(BigDecimal value) {
        return Math.abs((long) value.scale()) <= LARGEST_SCALE
                && (long) value.precision() - value.scale() <= LARGEST_SCALE;
    }

    private static String storable(String text) {
        boolean clean = true;
        for (int i = 0; i < text.length() && clean; i++) {
            char c = text.charAt(i);
            clean = c != 0 && !Character.isSurrogate(c);
        }
        if (clean) {
            return text;
        }
        var mended = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) ? 0xFFFD : c)
                .forEach(mended::appendCodePoint);
        return mended.toString();
    }
}
