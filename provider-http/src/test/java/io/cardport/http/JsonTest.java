package io.cardport.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardport.http.JsonReading.Fault;
import io.cardport.http.JsonReading.Malformed;
import io.cardport.http.JsonReading.Parsed;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JsonTest {
    record Order(String name, BigDecimal amount, Optional<String> note, Optional<Inner> inner, List<String> tags) {}

    record Inner(int count) {}

    @Test
    void decimalsAreExactAsNumberAndAsText() {
        JsonView root = parsed("{\"a\":10.10,\"b\":\"10.10\",\"c\":0.1,\"d\":1e2,\"e\":12345678901234567890.12345}");
        assertThat(root.decimal("a")).contains(new BigDecimal("10.10"));
        assertThat(root.decimal("b")).contains(new BigDecimal("10.10"));
        assertThat(root.decimal("c")).contains(new BigDecimal("0.1"));
        assertThat(root.decimal("d").orElseThrow()).isEqualByComparingTo("100");
        assertThat(root.decimal("e")).contains(new BigDecimal("12345678901234567890.12345"));
    }

    @Test
    void whatIsNoDecimalIsEmpty() {
        JsonView root = parsed("{\"a\":\"\",\"b\":null,\"c\":true,\"d\":\"1,5\",\"e\":[1],\"f\":1e999999999,"
                + "\"g\":\"1E-999999999\",\"h\":\"NaN\"}");
        for (String field : root.fields().keySet()) {
            assertThat(root.decimal(field)).as(field).isEmpty();
        }
        assertThat(root.decimal("absent")).isEmpty();
    }

    @Test
    void accessorsAreTotal() {
        JsonView root = parsed("{\"s\":\"x\",\"n\":7,\"t\":false,\"l\":[1,\"2\"],\"o\":{\"i\":\"j\"}}");
        assertThat(root.text("s")).contains("x");
        assertThat(root.text("n")).isEmpty();
        assertThat(root.word("n")).contains("7");
        assertThat(root.word("o")).isEmpty();
        assertThat(root.whole("n")).contains(7L);
        assertThat(root.truth("t")).contains(false);
        assertThat(root.truth("n")).isEmpty();
        assertThat(root.at("o").text("i")).contains("j");
        assertThat(root.at("o").at("nothing").at("here").text()).isEmpty();
        assertThat(root.at("l").items()).hasSize(2);
        assertThat(root.at("s").items()).isEmpty();
        assertThat(root.at("s").fields()).isEmpty();
        assertThat(root.toString()).isEqualTo("OBJECT");
    }

    @Test
    void wholeNumbersKeepToLongs() {
        JsonView root =
                parsed("{\"a\":9223372036854775807,\"b\":9223372036854775808,\"c\":1.5,\"d\":\"12\",\"e\":3.0}");
        assertThat(root.whole("a")).contains(Long.MAX_VALUE);
        assertThat(root.whole("b")).isEmpty();
        assertThat(root.whole("c")).isEmpty();
        assertThat(root.whole("d")).contains(12L);
        assertThat(root.whole("e")).contains(3L);
    }

    @Test
    void textFitForStorage() {
        JsonView root = parsed("{\"a\":\"x\\u0000y\",\"b\":\"\\ud800z\",\"c\":\"\\ud83d\\ude00\"}");
        assertThat(root.text("a")).contains("x\uFFFDy");
        assertThat(root.text("b")).contains("\uFFFDz");
        assertThat(root.text("c")).contains("\uD83D\uDE00");
    }

    @Test
    void refusals() {
        assertThat(fault("")).isEqualTo(Fault.EMPTY);
        assertThat(fault(" \n ")).isEqualTo(Fault.EMPTY);
        assertThat(fault("{\"a\":1,\"a\":2}")).isEqualTo(Fault.SYNTAX);
        assertThat(fault("{} {}")).isEqualTo(Fault.SYNTAX);
        assertThat(fault("{\"a\":NaN}")).isEqualTo(Fault.SYNTAX);
        assertThat(fault("{'a':1}")).isEqualTo(Fault.SYNTAX);
        assertThat(fault("<html>")).isEqualTo(Fault.SYNTAX);
        assertThat(fault("{\"a\":")).isEqualTo(Fault.SYNTAX);
        assertThat(fault("\uFEFF{}")).isEqualTo(Fault.ENCODING);
        assertThat(Json.read(new byte[] {'"', (byte) 0xC0, (byte) 0x80, '"'})).isEqualTo(new Malformed(Fault.ENCODING));
        assertThat(fault("[".repeat(33) + "]".repeat(33))).isEqualTo(Fault.LIMITS);
        assertThat(fault("[" + "1".repeat(65) + "]")).isEqualTo(Fault.LIMITS);
        assertThat(fault("{\"n\":1e28360606454}")).isEqualTo(Fault.LIMITS);
        assertThat(fault("-1E-28360606454")).isEqualTo(Fault.LIMITS);
        assertThat(Json.read(("[".repeat(32) + "]".repeat(32)).getBytes(UTF_8))).isInstanceOf(Parsed.class);
    }

    @Test
    void nothingThrowsWhateverComes() {
        var random = new Random(20_261_120L);
        byte[] seed =
                "{\"id\":\"card_1\",\"amount\":12.50,\"list\":[1,{\"x\":null}],\"t\":\"\\u00e9\"}".getBytes(UTF_8);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = seed.clone();
            for (int change = 0; change <= random.nextInt(4); change++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            switch (Json.read(bytes)) {
                case Parsed parsed -> {
                    for (JsonView view : parsed.root().fields().values()) {
                        view.text();
                        view.decimal();
                        view.items();
                    }
                    parsed.root().word("amount");
                    parsed.root().whole("amount");
                }
                case Malformed malformed -> assertThat(malformed.fault()).isNotNull();
            }
        }
    }

    @Test
    void writesDecimalsPlainAndLeavesAbsentFieldsOut() {
        var order = new Order("", new BigDecimal("1E+3"), Optional.empty(), Optional.of(new Inner(2)), List.of());
        assertThat(new String(Json.write(order), UTF_8))
                .isEqualTo("{\"name\":\"\",\"amount\":1000,\"inner\":{\"count\":2},\"tags\":[]}");
        assertThat(new String(Json.write(Map.of("a", new BigDecimal("10.00"))), UTF_8))
                .isEqualTo("{\"a\":10.00}");
        assertThat(new String(Json.write(Map.of("a", new BigDecimal("0.0000001"))), UTF_8))
                .isEqualTo("{\"a\":0.0000001}");
    }

    @Test
    void aNumberOfAFewCharactersIsNotWrittenAsAGigabyte() {
        for (String number : List.of("1E+999999999", "-2.5E+10000", "1E-999999999", "0E+99999")) {
            String json = "{\"list\":[{\"n\":" + number + "}]}";
            assertThat(new String(Json.write(parsed(json).node().orElseThrow()), UTF_8))
                    .isEqualTo(json);
            assertThat(new String(
                            Json.write(new Order(
                                    "", new BigDecimal(number), Optional.empty(), Optional.empty(), List.of())),
                            UTF_8))
                    .contains("\"amount\":" + number + ",");
        }
    }

    @Test
    void whateverIsReadIsWrittenWithoutGrowing() {
        var random = new Random(20_261_120L);
        String marks = "0123456789+-.eE";
        int written = 0;
        for (int round = 0; round < 20_000; round++) {
            var number = new StringBuilder("1");
            for (int length = random.nextInt(14); length > 0; length--) {
                number.append(marks.charAt(random.nextInt(marks.length())));
            }
            if (Json.read(number.toString().getBytes(UTF_8)) instanceof Parsed(JsonView root)) {
                byte[] again = Json.write(root.node().orElseThrow());
                assertThat(again).as(number.toString()).hasSizeLessThan(80);
                assertThat(value(parsed(new String(again, UTF_8))))
                        .as(number.toString())
                        .isEqualByComparingTo(value(root));
                written++;
            }
        }
        assertThat(written).isGreaterThan(1_000);
    }

    @Test
    void aTypeThatCannotBeWrittenIsABugWithoutContent() {
        record Broken(String secret) {
            @com.fasterxml.jackson.annotation.JsonValue
            String fail() {
                throw new IllegalStateException(secret);
            }
        }
        assertThatThrownBy(() -> Json.write(new Broken("canary")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("canary")
                .hasNoCause();
    }

    private static BigDecimal value(JsonView number) {
        return number.node().orElseThrow().decimalValue();
    }

    private static JsonView parsed(String text) {
        return switch (Json.read(text.getBytes(UTF_8))) {
            case Parsed parsed -> parsed.root();
            case Malformed malformed -> throw new AssertionError(malformed);
        };
    }

    private static Fault fault(String text) {
        return switch (Json.read(text.getBytes(UTF_8))) {
            case Parsed parsed -> throw new AssertionError("parsed");
            case Malformed malformed -> malformed.fault();
        };
    }
}
