package io.cardport.app.rest.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardport.app.rest.Problem;
import io.cardport.app.rest.ProblemCode;
import io.cardport.app.rest.ProblemException;
import io.cardport.domain.holder.CardholderProfile.Gender;
import io.cardport.domain.money.Money;
import io.cardport.testkit.Trials;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is taken, what is not, and how it is told. */
class FieldsTest {
    private static Fields fields(String json) {
        return Fields.of(JsonBodies.read(json.getBytes(StandardCharsets.UTF_8)), Fields.Nulls.ABSENT);
    }

    private static Problem problem(Fields fields) {
        try {
            fields.end();
        } catch (ProblemException problem) {
            return problem.problem();
        }
        throw new AssertionError("nothing was found to be wrong");
    }

    private static Optional<Money> money(Fields fields) {
        return fields.money("amount");
    }

    @Test
    void allFaultsAreToldAtOnceWithTheirPlaces() {
        Fields fields =
                fields("{\"email\":\"no\",\"gender\":\"male\",\"a/b~c\":1,\"address\":{\"street\":\"x\"},\"n\":7}");
        fields.text("email", Rule.EMAIL);
        fields.word("gender", Gender.class);
        fields.text("n", Rule.text(5));
        Fields address = fields.object("address").orElseThrow();
        address.require("line1");
        fields.require("firstName");

        Problem problem = problem(fields);

        assertThat(problem.code()).isEqualTo(ProblemCode.UNKNOWN_FIELD);
        assertThat(problem.errors())
                .extracting(Problem.Violation::pointer)
                .containsExactlyInAnyOrder(
                        "/email", "/gender", "/n", "/address/line1", "/firstName", "/a~1b~0c", "/address/street");
    }

    @Test
    void noFaultShowsAValue() {
        Fields fields =
                fields("{\"pin\":\"secret-canary\",\"amount\":{\"amount\":\"canary\",\"currency\":\"CANARY\"}}");
        fields.secret("pin", Rule.PIN);
        money(fields);
        assertThat(problem(fields).errors().toString())
                .doesNotContainIgnoringCase("canary\"")
                .doesNotContain("secret");
    }

    @Test
    void nullIsAbsentWhereNothingCanBeCleared() {
        Fields fields = fields("{\"email\":null}");
        assertThat(fields.text("email", Rule.EMAIL)).isEmpty();
        fields.end();
        Fields patch =
                Fields.of(JsonBodies.read("{\"email\":null}".getBytes(StandardCharsets.UTF_8)), Fields.Nulls.REFUSED);
        patch.text("email", Rule.EMAIL);
        assertThat(problem(patch).errors())
                .extracting(Problem.Violation::pointer)
                .containsExactly("/email");
    }

    @ParameterizedTest
    @CsvSource({
        "'\"20.00\"',USD,2000",
        "20.5,USD,2050",
        "7,JPY,7",
        "'\"0.001\"',KWD,1",
        "1e2,USD,10000",
        "'\"20\"',USD,2000"
    })
    void amountsAreExact(String amount, String currency, long minor) {
        Fields fields = fields("{\"amount\":{\"amount\":" + amount + ",\"currency\":\"" + currency + "\"}}");
        assertThat(money(fields)).map(Money::minor).contains(minor);
        fields.end();
    }

    @ParameterizedTest
    @CsvSource({
        "'\"20.001\"',USD",
        "'\"20.000\"',USD",
        "'\"1.5\"',JPY",
        "0,USD",
        "'\"0.00\"',USD",
        "'\"-1\"',USD",
        "-3,USD",
        "'\"1e2\"',USD",
        "'\" 1\"',USD",
        "'\"\"',USD",
        "true,USD",
        "null,USD",
        "{},USD",
        "1e400,USD",
        "1e-400,USD",
        "1e999999999,USD",
        "1e-999999999,USD",
        "0e999999999,USD",
        "1e2147483647,USD",
        "'\"999999999999999999\"',USD",
        "0.1000000000000000055511151231257827,USD",
        "'\"1\"',usd",
        "'\"1\"',XXX",
        "'\"1\"',ZZZ",
        "'\"1\"',''"
    })
    void whatIsNoAmountIsRefused(String amount, String currency) {
        Fields fields = fields("{\"amount\":{\"amount\":" + amount + ",\"currency\":\"" + currency + "\"}}");
        assertThat(money(fields)).isEmpty();
        Problem problem = problem(fields);
        assertThat(problem.code()).isEqualTo(ProblemCode.INVALID_FIELD);
        assertThat(problem.errors())
                .first()
                .extracting(Problem.Violation::pointer)
                .asString()
                .startsWith("/amount/");
    }

    @Test
    void aBareAmountIsNoAmount() {
        Fields fields = fields("{\"amount\":\"20.00\"}");
        assertThat(money(fields)).isEmpty();
        assertThat(problem(fields).errors())
                .extracting(Problem.Violation::pointer)
                .containsExactly("/amount");
    }

    @ParameterizedTest
    @CsvSource({"2026-11-20T12:00:00Z,2026-11-20T12:00:00Z", "2026-11-20T13:00:00.5+01:00,2026-11-20T12:00:00.500Z"})
    void timesHaveAnOffset(String text, String time) {
        Fields fields = fields("{\"at\":\"" + text + "\"}");
        assertThat(fields.time("at")).contains(Instant.parse(time));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-20",
                "2026-11-20T12:00:00",
                "2026-11-20T12:00Z",
                "2026-02-30T12:00:00Z",
                "1700000000",
                ""
            })
    void otherTimesAreRefused(String text) {
        Fields fields = fields("{\"at\":\"" + text + "\"}");
        assertThat(fields.time("at")).isEmpty();
        assertThat(problem(fields).errors()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1990-02-30", "1990-1-1", "01/02/1990", "1990-12-31T00:00:00Z", "0001-01-01"})
    void otherDatesAreRefused(String text) {
        assertThat(Rule.DATE.holds().test(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a@b", "a@@b.co", "a b@c.co", "@c.co", "a@-c.co", "a@c..co", "ä@c.co"})
    void otherAddressesAreNoEmail(String text) {
        assertThat(Rule.EMAIL.holds().test(text)).isFalse();
    }

    @Test
    void rulesOfTextCountCharactersAndRefuseInvisibleOnes() {
        assertThat(Rule.text(3).holds().test("日本語")).isTrue();
        assertThat(Rule.text(3).holds().test("abcd")).isFalse();
        assertThat(Rule.text(3).holds().test(" ")).isFalse();
        assertThat(Rule.text(3).holds().test("a\u0000")).isFalse();
        assertThat(Rule.text(3).holds().test("a\ud800")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "12e2147483647",
                "[{\"b\":-123456E2147483645}]",
                "\"\\ud800\"",
                "{\"\\udc00\":1}",
                "[\"a\\ud83d\"]"
            })
    void whatCouldNotBeKeptIsRefused(String value) {
        Fields fields = fields("{\"metadata\":{\"a\":" + value + "}}");
        assertThat(fields.opaque("metadata")).isEmpty();
        assertThat(problem(fields).errors())
                .extracting(Problem.Violation::pointer)
                .containsExactly("/metadata");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.10",
                "9E+2147483647",
                "-1.2345E+2147483647",
                "9E-2147483647",
                "1E+999999999",
                "123456789012345678901234567890.10",
                "\"\ud83d\ude00\""
            })
    void anOpaqueObjectIsWrittenAsItWasRead(String value) {
        String json = "{\"a\":[" + value + "]}";
        Fields fields = fields("{\"metadata\":" + json + "}");
        String written = fields.opaque("metadata").orElseThrow().toString();
        assertThat(written).isEqualTo(json);
        assertThat(fields("{\"metadata\":" + written + "}")
                        .opaque("metadata")
                        .orElseThrow()
                        .toString())
                .isEqualTo(json);
    }

    @Test
    void anyBodyIsReadOrRefusedAsAProblem() {
        String sample =
                "{\"email\":\"a@b.co\",\"amount\":{\"amount\":\"1.00\",\"currency\":\"USD\"},\"list\":[\"5411\"],"
                        + "\"at\":\"2026-11-20T12:00:00Z\",\"flag\":true,\"price\":{\"amount\":1.5e2,\"currency\":\"USD\"},"
                        + "\"count\":1e999999999,\"metadata\":{\"p\":1e9,\"q\":[-2.50e-7]}}";
        Trials.of(4_000).forAllBytes(sample, bytes -> {
            try {
                Fields fields = Fields.of(JsonBodies.read(bytes), Fields.Nulls.REFUSED);
                fields.text("email", Rule.EMAIL);
                fields.money("amount")
                        .ifPresent(money -> assertThat(money.minor()).isPositive());
                fields.texts("list", Rule.MCC, 2);
                fields.time("at");
                fields.flag("flag");
                fields.money("price");
                fields.number("count", 0, 100);
                fields.opaque("metadata")
                        .ifPresent(metadata -> assertThat(metadata.toString()).hasSizeLessThan(1_000));
                fields.end();
            } catch (ProblemException refused) {
                assertThat(refused.problem().code().status()).isIn(400, 422);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "1",
                "null",
                "{",
                "{}x",
                "{\"a\":1,\"a\":2}",
                "{'a':1}",
                "{\"a\":01}",
                "{\"a\":NaN}",
                "{\"a\":1e28360606454}",
                "{\"a\":1e-28360606454}",
                "{\"a\":1,}",
                "\ufeff{}",
                "{\"a\":\"\n\"}"
            })
    void whatIsNoJsonObjectIsMalformed(String body) {
        assertThatThrownBy(() -> JsonBodies.read(body.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.problem().code()).isEqualTo(ProblemCode.MALFORMED_REQUEST));
    }

    @Test
    void otherEncodingsAndDepthsAreMalformed() {
        assertThatThrownBy(() -> JsonBodies.read("{}".getBytes(StandardCharsets.UTF_16LE)))
                .isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> JsonBodies.read(new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'}))
                .isInstanceOf(ProblemException.class);
        String deep = "{\"a\":".repeat(40) + "1" + "}".repeat(40);
        assertThatThrownBy(() -> JsonBodies.read(deep.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void everyCountryHasACallingCode() {
        assertThat(CallingCodes.of("SG")).isEqualTo("65");
        assertThat(CallingCodes.of("GB")).isEqualTo("44");
        for (String country : java.util.Locale.getISOCountries()) {
            assertThat(CallingCodes.of(country)).as(country).matches("[1-9][0-9]{0,2}");
        }
    }
}
