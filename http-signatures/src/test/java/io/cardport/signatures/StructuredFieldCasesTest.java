package io.cardport.signatures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.greenbytes.http.sfv.BooleanItem;
import org.greenbytes.http.sfv.ByteSequenceItem;
import org.greenbytes.http.sfv.DecimalItem;
import org.greenbytes.http.sfv.Dictionary;
import org.greenbytes.http.sfv.InnerList;
import org.greenbytes.http.sfv.IntegerItem;
import org.greenbytes.http.sfv.Item;
import org.greenbytes.http.sfv.ListElement;
import org.greenbytes.http.sfv.OuterList;
import org.greenbytes.http.sfv.Parameters;
import org.greenbytes.http.sfv.ParseException;
import org.greenbytes.http.sfv.Parser;
import org.greenbytes.http.sfv.StringItem;
import org.greenbytes.http.sfv.TokenItem;
import org.greenbytes.http.sfv.Type;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The library that reads and writes structured fields here, against the HTTP working group's cases. */
class StructuredFieldCasesTest {
    private static final List<String> FILES = List.of(
            "binary",
            "boolean",
            "dictionary",
            "examples",
            "item",
            "key-generated",
            "large-generated",
            "list",
            "listlist",
            "number",
            "number-generated",
            "param-dict",
            "param-list",
            "param-listlist",
            "string",
            "string-generated",
            "token",
            "token-generated");
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private static List<JsonNode> cases(String file) throws IOException {
        List<JsonNode> all = new ArrayList<>();
        JSON.readTree(Rfc9421.resource("structured-field-tests/" + file + ".json"))
                .forEach(all::add);
        return all;
    }

    @TestFactory
    Stream<DynamicTest> parsed() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (String file : FILES) {
            for (JsonNode one : cases(file)) {
                tests.add(DynamicTest.dynamicTest(file + ": " + one.get("name").asText(), () -> parse(one)));
            }
        }
        assertThat(tests).hasSizeGreaterThan(1_300);
        return tests.stream();
    }

    private static void parse(JsonNode one) {
        List<String> raw = strings(one.get("raw"));
        if (one.path("must_fail").asBoolean()) {
            assertThatThrownBy(() -> parsed(one, raw)).isInstanceOf(ParseException.class);
            return;
        }
        Type<?> read;
        try {
            read = parsed(one, raw);
        } catch (ParseException refused) {
            assertThat(one.path("can_fail").asBoolean())
                    .as(refused.getMessage())
                    .isTrue();
            return;
        }
        // Compared as written by hand from the expectation, not by the library's own serialization.
        assertThat(dump(read)).isEqualTo(dump(type(one), one.get("expected")));
        List<String> canonical = one.has("canonical") ? strings(one.get("canonical")) : raw;
        assertThat(StructuredText.of(read)).isEqualTo(canonical.isEmpty() ? "" : canonical.getFirst());
    }

    private static Type<?> parsed(JsonNode one, List<String> raw) {
        Parser parser = new Parser(raw);
        return switch (type(one)) {
            case "item" -> parser.parseItem();
            case "list" -> parser.parseList();
            default -> parser.parseDictionary();
        };
    }

    private static String type(JsonNode one) {
        return one.get("header_type").asText();
    }

    private static List<String> strings(JsonNode array) {
        List<String> all = new ArrayList<>();
        array.forEach(text -> all.add(text.asText()));
        return all;
    }

    @TestFactory
    Stream<DynamicTest> serialized() throws IOException {
        return cases("serialise-only").stream()
                .map(one -> DynamicTest.dynamicTest(one.get("name").asText(), () -> serialize(one)));
    }

    private static void serialize(JsonNode one) {
        assertThat(one.path("must_fail").asBoolean()).isTrue();
        assertThatThrownBy(() -> StructuredText.of(made(type(one), one.get("expected"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** The library writes 1.05 as 1.5, which would let two fields have one signature. */
    @ParameterizedTest
    @ValueSource(strings = {"0.001", "1.05", "-0.05", "10.01", "1.0", "-1.5", "2;q=0.05", "(0.001 1.1);a=0.01"})
    void decimalsAreWrittenAsTheyAre(String canonical) {
        assertThat(StructuredText.of(new Parser(canonical).parseList())).isEqualTo(canonical);
    }

    // What was read, as text.

    private static String dump(Type<?> read) {
        return switch (read) {
            case Dictionary dictionary -> {
                StringBuilder text = new StringBuilder();
                dictionary
                        .get()
                        .forEach((key, member) -> text.append(key).append('>').append(element(member)));
                yield text.toString();
            }
            case OuterList list -> {
                StringBuilder text = new StringBuilder();
                list.get().forEach(member -> text.append(element(member)));
                yield text.toString();
            }
            case ListElement<?> item -> element(item);
            default -> throw new IllegalStateException("unknown type");
        };
    }

    private static String element(ListElement<?> member) {
        StringBuilder text = new StringBuilder("[");
        if (member instanceof InnerList list) {
            list.get().forEach(item -> text.append(element(item)));
        } else {
            text.append(bare((Item<?>) member));
        }
        member.getParams()
                .forEach((name, value) ->
                        text.append(';').append(name).append('=').append(bare(value)));
        return text.append(']').toString();
    }

    private static String bare(Item<?> item) {
        return switch (item) {
            case IntegerItem number -> "i" + number.get();
            case DecimalItem number ->
                "d" + number.get().setScale(3, RoundingMode.UNNECESSARY).toPlainString();
            case StringItem string -> "s" + string.get();
            case TokenItem token -> "t" + token.get();
            case BooleanItem flag -> "b" + flag.get();
            case ByteSequenceItem bytes -> "x" + base32(array(bytes.get()));
            default -> throw new IllegalStateException("unknown item");
        };
    }

    private static byte[] array(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    private static String base32(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (int bit = 0; bit < bytes.length * 8; bit += 5) {
            int five = 0;
            for (int at = bit; at < bit + 5; at++) {
                int set = at < bytes.length * 8 ? bytes[at / 8] >> (7 - at % 8) & 1 : 0;
                five = five << 1 | set;
            }
            text.append("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".charAt(five));
        }
        return text.append("=".repeat((8 - text.length() % 8) % 8)).toString();
    }

    // What was expected, as the same text.

    private static String dump(String type, JsonNode expected) {
        StringBuilder text = new StringBuilder();
        switch (type) {
            case "dictionary" ->
                expected.forEach(
                        pair -> text.append(pair.get(0).asText()).append('>').append(element(pair.get(1))));
            case "list" -> expected.forEach(member -> text.append(element(member)));
            default -> text.append(element(expected));
        }
        return text.toString();
    }

    private static String element(JsonNode pair) {
        StringBuilder text = new StringBuilder("[");
        if (pair.get(0).isArray()) {
            pair.get(0).forEach(item -> text.append(element(item)));
        } else {
            text.append(bare(pair.get(0)));
        }
        pair.get(1)
                .forEach(parameter -> text.append(';')
                        .append(parameter.get(0).asText())
                        .append('=')
                        .append(bare(parameter.get(1))));
        return text.append(']').toString();
    }

    private static String bare(JsonNode value) {
        if (value.isObject()) {
            return (value.get("__type").asText().equals("token") ? "t" : "x")
                    + value.get("value").asText();
        }
        if (value.isBoolean()) {
            return "b" + value.asBoolean();
        }
        if (value.isIntegralNumber()) {
            return "i" + value.asLong();
        }
        return value.isNumber()
                ? "d"
                        + value.decimalValue()
                                .setScale(3, RoundingMode.UNNECESSARY)
                                .toPlainString()
                : "s" + value.asText();
    }

    // What is to be serialized.

    private static Type<?> made(String type, JsonNode expected) {
        return switch (type) {
            case "dictionary" -> {
                Map<String, ListElement<?>> members = new LinkedHashMap<>();
                expected.forEach(pair -> members.put(
                        pair.get(0).asText(),
                        item(pair.get(1).get(0))
                                .withParams(parameters(pair.get(1).get(1)))));
                yield Dictionary.valueOf(members);
            }
            case "list" -> {
                List<ListElement<?>> members = new ArrayList<>();
                expected.forEach(pair -> members.add(item(pair.get(0)).withParams(parameters(pair.get(1)))));
                yield OuterList.valueOf(members);
            }
            default -> item(expected.get(0)).withParams(parameters(expected.get(1)));
        };
    }

    private static Item<?> item(JsonNode value) {
        if (value.isObject()) {
            return TokenItem.valueOf(value.get("value").asText());
        }
        if (value.isIntegralNumber()) {
            return IntegerItem.valueOf(value.asLong());
        }
        return value.isNumber()
                ? DecimalItem.valueOf(new BigDecimal(value.asText()))
                : StringItem.valueOf(value.asText());
    }

    private static Parameters parameters(JsonNode pairs) {
        Map<String, Object> all = new LinkedHashMap<>();
        pairs.forEach(pair -> all.put(pair.get(0).asText(), item(pair.get(1))));
        return Parameters.valueOf(all);
    }
}
