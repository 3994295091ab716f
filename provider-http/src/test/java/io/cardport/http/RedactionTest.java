package io.cardport.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RedactionTest {
    private static final String PAN = "4111111111111111";

    @Test
    void blanksNamedFieldsOfJson() {
        String kept = Redaction.of(("{\"card_id\":\"c_1\",\"cvv\":\"123\",\"CVV2\":456,\"newPin\":\"9876\","
                        + "\"auth_token\":{\"value\":\"canary\"},\"list\":[{\"otp\":\"555555\"}],\"shipping\":\"x\"}")
                .getBytes(UTF_8));
        assertThat(kept).contains("c_1", "\"shipping\":\"x\"").doesNotContain("123", "456", "9876", "canary", "555555");
    }

    @Test
    void blanksCardNumbersWhereverTheyStand() {
        for (String text : new String[] {
            "{\"note\":\"card 4111 1111 1111 1111 thanks\"}",
            "{\"n\":4111111111111111}",
            "{\"" + PAN + "\":1}",
            "{\"n\":\"\\u0034111111111111111\"}",
            "cut {\"n\":\"" + PAN,
            "7777777" + PAN + "123",
            "99 " + PAN,
            "2026-11-20 " + PAN + " 12",
            "4111-1111-1111-1111",
            "378282246310005",
            "6304000000000000000"
        }) {
            assertThat(Redaction.of(text.getBytes(UTF_8)).replaceAll("[ -]", ""))
                    .as(text)
                    .doesNotContain(PAN, "378282246310005", "6304000000000000000");
        }
    }

    @Test
    void keepsNumbersOfAnyExponentAsShortAsTheyCame() {
        assertThat(Redaction.of("{\"n\":1E+999999999,\"pin\":1E+10000}".getBytes(UTF_8)))
                .startsWith("{\"n\":1E+999999999,\"pin\":\"")
                .doesNotContain("10000");
    }

    @Test
    void leavesOrdinaryNumbers() {
        assertThat(Redaction.ofText("order 1234567890123456789, 2026-11-20, 4111111111111112"))
                .isEqualTo("order 1234567890123456789, 2026-11-20, 4111111111111112");
    }

    @Test
    void blanksFormsAndHeaders() {
        String kept = Redaction.ofText("POST /x HTTP/1.1\r\nX-Api-Key: canary1\r\nx-auth-token: Bearer canary2\r\n"
                + "Accept: application/json\r\n\r\npin=canary3&name=Ada&otp=canary4");
        assertThat(kept).doesNotContain("canary").contains("Accept: application/json", "name=Ada");
    }

    @Test
    void blanksCutJson() {
        String kept = Redaction.of("{\"card_number\" : \"canary1\", \"pin\":\"canary\\\"2".getBytes(UTF_8));
        assertThat(kept).doesNotContain("canary");
    }

    @Test
    void noCanarySurvivesRandomSurroundings() {
        var random = new Random(4_711L);
        String alphabet = "{}[]\":,\\ \r\n=&abcXYZ\u00e9-_.";
        for (int round = 0; round < 5_000; round++) {
            String before = noise(random, alphabet);
            String after = noise(random, alphabet);
            String kept = Redaction.of((before + " " + PAN + " " + after).getBytes(UTF_8));
            assertThat(kept).doesNotContain(PAN);
            String json =
                    new String(Json.write(java.util.Map.of("x", before, "cvv", "canary" + round, "y", after)), UTF_8);
            assertThat(Redaction.of(json.getBytes(UTF_8))).doesNotContain("canary" + round);
        }
    }

    @Test
    void staysFastOnHostileText() {
        String hostile = "\"".repeat(50_000) + "1 ".repeat(20_000) + "a=".repeat(20_000) + "\\".repeat(50_000);
        assertThat(Redaction.ofText(hostile)).isNotEmpty();
    }

    private static String noise(Random random, String alphabet) {
        var text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
