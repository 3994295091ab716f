package io.cardport.app.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.app.rest.input.Fields;
import io.cardport.app.rest.input.JsonBodies;
import io.cardport.testkit.Trials;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an issuer's own fields may hold. */
class HolderInputTest {
    private static final int LONGEST = 2_000;

    private static Map<String, String> details(byte[] body) {
        Fields fields = Fields.of(JsonBodies.read(body), Fields.Nulls.ABSENT);
        Map<String, String> details = HolderInput.read(fields).details();
        fields.end();
        return details;
    }

    private static Map<String, String> details(String json) {
        return details(("{\"details\":{\"x\":" + json + "}}").getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource({"7,7", "-1.50,-1.50", "1e3,1000", "2.5E-3,0.0025", "0e5,0", "true,true", "'\"a\"',a"})
    void numbersAreTextsWithoutAnExponent(String json, String text) {
        assertThat(details(json)).isEqualTo(Map.of("x", text));
    }

    @Test
    void aNumberHasAsManyDigitsAsATextHasCharacters() {
        assertThat(details("1e1999").get("x")).isEqualTo("1" + "0".repeat(1_999));
        assertThat(details("1e-1998").get("x")).isEqualTo("0." + "0".repeat(1_997) + "1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e2000",
                "-1e2000",
                "1e2000000",
                "1e-2000000",
                "0e2000000",
                "0e-2000000",
                "1e999999999",
                "1e-999999999",
                "-1.000e999999999",
                "9e2147483647",
                "9e-2147483647"
            })
    void aNumberOfMoreDigitsIsRefusedAtItsPlaceAndNeverWrittenOut(String number) {
        String body = "{\"details\":{\"a\":{\"x\":" + number + "}}}";
        try {
            details(body.getBytes(StandardCharsets.UTF_8));
        } catch (ProblemException refused) {
            assertThat(refused.problem().code()).isEqualTo(ProblemCode.INVALID_FIELD);
            assertThat(refused.problem().errors())
                    .extracting(Problem.Violation::pointer)
                    .containsExactly("/details/a/x");
            return;
        }
        throw new AssertionError("was taken");
    }

    @Test
    void anyDetailsAreReadOrRefusedAsAProblem() {
        String sample =
                "{\"details\":{\"a\":1e9,\"b\":-0.5e-7,\"c\":{\"d\":9e99999,\"e\":\"x\"},\"f\":12345678901234567890,"
                        + "\"g\":false}}";
        Trials.of(4_000).forAllBytes(sample, bytes -> {
            try {
                details(bytes).values().forEach(text -> assertThat(text).hasSizeLessThanOrEqualTo(LONGEST));
            } catch (ProblemException refused) {
                assertThat(refused.problem().code().status()).isIn(400, 422);
            }
        });
    }
}
