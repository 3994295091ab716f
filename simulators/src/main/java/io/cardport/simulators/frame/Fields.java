package io.cardport.simulators.frame;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Strict reading of a JSON object's fields: a wrong type is refused in the issuer's own words; null counts as absent. */
public final class Fields {

    private final ObjectNode node;
    private final String at;
    private final Function<String, Refusal> complaint;

    /**
     * Reads an object.
     *
     * @param node the object
     * @param at where it stands, as prefix of names in complaints; empty at the top
     * @param complaint makes the refusal out of one sentence
     */
    public Fields(ObjectNode node, String at, Function<String, Refusal> complaint) {
        this.node = node;
        this.at = at;
        this.complaint = complaint;
    }

    /**
     * Makes a refusal.
     *
     * @param name the field
     * @param rule what is wrong with it
     * @return the refusal, to be thrown
     */
    public Refusal wrong(String name, String rule) {
        return complaint.apply(at + name + " " + rule);
    }

    /**
     * Tells whether a field carries a value.
     *
     * @param name the field
     * @return true if it is there and not null
     */
    public boolean has(String name) {
        return !node.path(name).isMissingNode() && !node.path(name).isNull();
    }

    /**
     * The object itself.
     *
     * @return the live object
     */
    public ObjectNode node() {
        return node;
    }

    /**
     * Reads text.
     *
     * @param name the field
     * @return its text, never empty text
     */
    public Optional<String> text(String name) {
        if (!has(name)) {
            return Optional.empty();
        }
        JsonNode value = node.path(name);
        if (!value.isTextual()) {
            throw wrong(name, "must be a string");
        }
        return value.textValue().isEmpty() ? Optional.empty() : Optional.of(value.textValue());
    }

    /**
     * Reads text that must be there.
     *
     * @param name the field
     * @return its text, not empty
     */
    public String required(String name) {
        return text(name).orElseThrow(() -> wrong(name, "is required"));
    }

    /**
     * Reads text of a bounded length.
     *
     * @param name the field
     * @param max most characters
     * @return its text
     */
    public Optional<String> text(String name, int max) {
        Optional<String> text = text(name);
        if (text.filter(value -> value.length() > max).isPresent()) {
            throw wrong(name, "must have at most " + max + " characters");
        }
        return text;
    }

    /**
     * Reads text of a form.
     *
     * @param name the field
     * @param form what the whole text must match
     * @return its text
     */
    public Optional<String> text(String name, Pattern form) {
        Optional<String> text = text(name);
        if (text.filter(value -> !form.matcher(value).matches()).isPresent()) {
            throw wrong(name, "is invalid");
        }
        return text;
    }

    /**
     * Reads one word of several.
     *
     * @param <E> the words
     * @param name the field
     * @param words the words
     * @return the word
     */
    public <E extends Enum<E>> Optional<E> word(String name, Class<E> words) {
        return text(name).map(text -> {
            for (E word : words.getEnumConstants()) {
                if (word.name().equals(text)) {
                    return word;
                }
            }
            throw wrong(name, "must be one of " + List.of(words.getEnumConstants()));
        });
    }

    /**
     * Reads a JSON number with at most two decimals.
     *
     * @param name the field
     * @return its value, with two decimals
     */
    public Optional<BigDecimal> money(String name) {
        if (!has(name)) {
            return Optional.empty();
        }
        if (!node.path(name).isNumber()) {
            throw wrong(name, "must be a number");
        }
        BigDecimal value = node.path(name).decimalValue();
        if (value.signum() == 0) {
            return Optional.of(BigDecimal.ZERO.setScale(2));
        }
        // In long: an exponent at the edge of int would overflow into a small number of digits.
        if ((long) value.precision() - value.scale() > 15
                || value.stripTrailingZeros().scale() > 2) {
            throw wrong(name, "must have at most two decimals");
        }
        return Optional.of(value.setScale(2));
    }

    /**
     * Reads an object.
     *
     * @param name the field
     * @return its fields
     */
    public Optional<Fields> object(String name) {
        if (!has(name)) {
            return Optional.empty();
        }
        if (node.path(name) instanceof ObjectNode object) {
            return Optional.of(new Fields(object, at + name + ".", complaint));
        }
        throw wrong(name, "must be an object");
    }

    /**
     * Reads an array.
     *
     * @param name the field
     * @return its elements
     */
    public Optional<List<JsonNode>> array(String name) {
        if (!has(name)) {
            return Optional.empty();
        }
        if (!node.path(name).isArray()) {
            throw wrong(name, "must be an array");
        }
        var list = new ArrayList<JsonNode>();
        node.path(name).forEach(list::add);
        return Optional.of(list);
    }

    /**
     * Reads an array of objects.
     *
     * @param name the field
     * @return the fields of each
     */
    public Optional<List<Fields>> objects(String name) {
        return array(name)
                .map(list -> list.stream()
                        .map(element -> {
                            if (element instanceof ObjectNode object) {
                                return new Fields(object, at + name + "[].", complaint);
                            }
                            throw wrong(name, "must hold objects");
                        })
                        .toList());
    }
}
