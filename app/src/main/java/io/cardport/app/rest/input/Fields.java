package io.cardport.app.rest.input;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.domain.money.Money;
import io.cardport.domain.secret.Secret;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One object of a body. Reading never fails: whatever is wrong is noted by its JSON Pointer (RFC 6901), and {@link #end}
 * tells it all, with the fields that nobody asked for.
 */
public final class Fields {
    /** What an explicit null means. */
    public enum Nulls {
        /** The same as leaving the field out. */
        ABSENT,
        /** A wish to clear what can't be cleared. */
        REFUSED
    }

    private final ObjectNode node;
    private final String at;
    private final Faults faults;
    private final Nulls nulls;
    private final Set<String> asked = new HashSet<>();
    private final List<Fields> inner = new ArrayList<>();

    private Fields(ObjectNode node, String at, Faults faults, Nulls nulls) {
        this.node = node;
        this.at = at;
        this.faults = faults;
        this.nulls = nulls;
    }

    /**
     * Begins to read a body.
     *
     * @param body the body
     * @param nulls what an explicit null means
     * @return its fields
     */
    public static Fields of(ObjectNode body, Nulls nulls) {
        return new Fields(body, "", new Faults(), nulls);
    }

    /**
     * Notes fields that must be there.
     *
     * @param names which
     * @return this
     */
    public Fields require(String... names) {
        Arrays.stream(names).filter(name -> take(name).isEmpty()).forEach(name -> {
            if (!faults.at(pointer(name))) {
                faults.invalid(pointer(name), "is required");
            }
        });
        return this;
    }

    /**
     * Notes a broken rule that no single reading finds.
     *
     * @param name at which field
     * @param rule what it must be
     */
    public void wrong(String name, String rule) {
        faults.invalid(pointer(name), rule);
    }

    /**
     * Notes a broken rule inside an opaque object.
     *
     * @param path the names from here on
     * @param rule what it must be
     */
    public void wrong(List<String> path, String rule) {
        faults.invalid(at + path.stream().map(Fields::step).collect(Collectors.joining()), rule);
    }

    /**
     * A text.
     *
     * @param name which field
     * @param rule what it must be
     * @return the text, empty where there is none or it breaks the rule
     */
    public Optional<String> text(String name, Rule rule) {
        return take(name).flatMap(value -> text(value, pointer(name), rule));
    }

    private Optional<String> text(JsonNode value, String pointer, Rule rule) {
        if (!value.isTextual()) {
            faults.invalid(pointer, "must be a string");
            return Optional.empty();
        }
        if (!rule.holds().test(value.textValue())) {
            faults.invalid(pointer, rule.sentence());
            return Optional.empty();
        }
        return Optional.of(value.textValue());
    }

    /**
     * Something that must not be seen.
     *
     * @param name which field
     * @param rule what it must be
     * @return the secret, to be wiped by the caller
     */
    public Optional<Secret> secret(String name, Rule rule) {
        return text(name, rule).map(Secret::of);
    }

    /**
     * Texts.
     *
     * @param name which field
     * @param rule what each must be
     * @param max how many at most
     * @return the texts, empty where there is none or one is wrong
     */
    public List<String> texts(String name, Rule rule, int max) {
        List<String> texts = new ArrayList<>();
        int index = 0;
        for (JsonNode value : elements(name, max)) {
            text(value, pointer(name) + "/" + index, rule).ifPresent(texts::add);
            index++;
        }
        return texts;
    }

    /**
     * One of an enum's words.
     *
     * @param name which field
     * @param words the enum
     * @param <E> the enum
     * @return the word, empty where there is none or another
     */
    public <E extends Enum<E>> Optional<E> word(String name, Class<E> words) {
        return word(name, words, Words.CAPITALS);
    }

    /** How an enum's words are written. */
    public enum Words {
        /** As {@code PER_TRANSACTION}. */
        CAPITALS,
        /** As {@code drivers_license}. */
        SMALL
    }

    /**
     * One of an enum's words.
     *
     * @param name which field
     * @param words the enum
     * @param form how they are written
     * @param <E> the enum
     * @return the word, empty where there is none or another
     */
    public <E extends Enum<E>> Optional<E> word(String name, Class<E> words, Words form) {
        List<String> texts = Arrays.stream(words.getEnumConstants())
                .map(word -> form == Words.CAPITALS ? word.name() : word.name().toLowerCase(Locale.ROOT))
                .toList();
        Rule rule = new Rule("must be one of " + String.join(", ", texts), texts::contains);
        return text(name, rule).map(text -> words.getEnumConstants()[texts.indexOf(text)]);
    }

    /**
     * True or false.
     *
     * @param name which field
     * @return the flag, empty where there is none
     */
    public Optional<Boolean> flag(String name) {
        Optional<JsonNode> value = take(name);
        if (value.filter(node -> !node.isBoolean()).isPresent()) {
            faults.invalid(pointer(name), "must be true or false");
            return Optional.empty();
        }
        return value.map(JsonNode::booleanValue);
    }

    /**
     * A whole number.
     *
     * @param name which field
     * @param min the least
     * @param max the most
     * @return the number, empty where there is none or it is out of range
     */
    public Optional<Integer> number(String name, int min, int max) {
        Optional<JsonNode> value = take(name);
        Optional<Integer> number = value.filter(node -> node.canConvertToInt()
                        && node.isIntegralNumber()
                        && node.intValue() >= min
                        && node.intValue() <= max)
                .map(JsonNode::intValue);
        if (value.isPresent() && number.isEmpty()) {
            faults.invalid(pointer(name), "must be a whole number from " + min + " to " + max);
        }
        return number;
    }

    /**
     * A date.
     *
     * @param name which field
     * @return the date, empty where there is none or it is malformed
     */
    public Optional<LocalDate> date(String name) {
        return text(name, Rule.DATE).map(LocalDate::parse);
    }

    /**
     * A time.
     *
     * @param name which field
     * @return the time, empty where there is none or it is malformed
     */
    public Optional<Instant> time(String name) {
        return text(name, Times.RULE).map(Times::parse);
    }

    /**
     * An amount of more than nothing.
     *
     * @param name which field
     * @return the amount, empty where there is none or it is malformed
     */
    public Optional<Money> money(String name) {
        return object(name).flatMap(fields -> Amounts.read(fields, fields.take("amount")));
    }

    /**
     * A currency.
     *
     * @param name which field
     * @return the currency, empty where there is none or it has no minor units
     */
    public Optional<Currency> currency(String name) {
        return Amounts.currency(this, name);
    }

    /**
     * An object.
     *
     * @param name which field
     * @return its fields, empty where there is none
     */
    public Optional<Fields> object(String name) {
        return take(name).flatMap(value -> object(value, pointer(name)));
    }

    private Optional<Fields> object(JsonNode value, String pointer) {
        if (!(value instanceof ObjectNode object)) {
            faults.invalid(pointer, "must be an object");
            return Optional.empty();
        }
        Fields fields = new Fields(object, pointer, faults, nulls);
        inner.add(fields);
        return Optional.of(fields);
    }

    /**
     * Objects.
     *
     * @param name which field
     * @param max how many at most
     * @return the fields of each, empty where there is none
     */
    public List<Fields> objects(String name, int max) {
        List<Fields> objects = new ArrayList<>();
        int index = 0;
        for (JsonNode value : elements(name, max)) {
            object(value, pointer(name) + "/" + index).ifPresent(objects::add);
            index++;
        }
        return objects;
    }

    /**
     * An object whose fields nobody here knows; what is in it is not looked at, but that all of it can be kept.
     *
     * @param name which field
     * @return the object, empty where there is none or it holds what can't be kept
     */
    public Optional<ObjectNode> opaque(String name) {
        Optional<JsonNode> value = take(name);
        if (value.filter(node -> !node.isObject()).isPresent()) {
            faults.invalid(pointer(name), "must be an object");
            return Optional.empty();
        }
        if (value.filter(Fields::isUnfit).isPresent()) {
            faults.invalid(pointer(name), "must hold no halves of surrogate pairs and no number beyond 1E+2147483647");
            return Optional.empty();
        }
        return value.map(ObjectNode.class::cast);
    }

    /** Whether something in it could not be written, or not be read again: half a character, 12e2147483647. */
    private static boolean isUnfit(JsonNode node) {
        return node.isTextual() && Rule.isHalf(node.textValue())
                || node.isBigDecimal() && exponent(node.decimalValue()) > Integer.MAX_VALUE
                || node.properties().stream().map(Map.Entry::getKey).anyMatch(Rule::isHalf)
                || node.valueStream().anyMatch(Fields::isUnfit);
    }

    private static long exponent(BigDecimal number) {
        return number.precision() - 1L - number.scale();
    }

    private List<JsonNode> elements(String name, int max) {
        Optional<JsonNode> value = take(name);
        if (value.isEmpty()) {
            return List.of();
        }
        if (!(value.get() instanceof ArrayNode array) || array.size() > max) {
            faults.invalid(pointer(name), "must be a list of at most " + max);
            return List.of();
        }
        List<JsonNode> elements = new ArrayList<>();
        array.forEach(elements::add);
        return elements;
    }

    /** The value of a field that somebody knows; an explicit null is none. */
    Optional<JsonNode> take(String name) {
        asked.add(name);
        Optional<JsonNode> value = Optional.ofNullable(node.get(name));
        if (value.filter(NullNode.class::isInstance).isPresent()) {
            if (nulls == Nulls.REFUSED && !faults.at(pointer(name))) {
                faults.invalid(pointer(name), "can't be cleared");
            }
            return Optional.empty();
        }
        return value;
    }

    /**
     * Ends the reading of the body and of all objects in it that were opened.
     *
     * @throws io.cardport.app.rest.ProblemException naming all that is wrong or unknown, if anything is
     */
    public void end() {
        noteUnknown();
        faults.check();
    }

    private void noteUnknown() {
        node.fieldNames().forEachRemaining(name -> {
            if (!asked.contains(name)) {
                faults.unknown(pointer(name));
            }
        });
        inner.forEach(Fields::noteUnknown);
    }

    private String pointer(String name) {
        return at + step(name);
    }

    private static String step(String name) {
        return "/" + name.replace("~", "~0").replace("/", "~1");
    }
}
