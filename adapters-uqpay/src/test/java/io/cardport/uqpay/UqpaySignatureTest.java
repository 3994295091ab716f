package io.cardport.uqpay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardport.domain.webhook.RawDelivery;
import io.cardport.domain.webhook.RawDelivery.Check;
import io.cardport.domain.webhook.SignatureScheme.Reason;
import io.cardport.domain.webhook.VerifiedDelivery;
import io.cardport.testkit.Trials;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The published vectors (section 6.4), and everything that is nearly one of them. */
class UqpaySignatureTest {
    record Vector(String secret, String timestamp, byte[] body, String signature, List<String> wrong) {
        Instant signedAt() {
            long number = Long.parseLong(timestamp);
            return number > 999_999_999_999L ? Instant.ofEpochMilli(number) : Instant.ofEpochSecond(number);
        }

        Check check(Instant now) {
            return Deliveries.raw(body, timestamp, signature, now).check(Deliveries.scheme(secret));
        }
    }

    static Stream<Vector> vectors() throws IOException {
        try (InputStream file = UqpaySignatureTest.class.getResourceAsStream("/uqpay-webhook-vectors.json")) {
            List<Vector> vectors = new ArrayList<>();
            for (JsonNode node : new ObjectMapper().readTree(Objects.requireNonNull(file))) {
                vectors.add(new Vector(
                        node.path("secret").asText(),
                        node.path("x_wk_timestamp").asText(),
                        node.path("body").asText().getBytes(StandardCharsets.UTF_8),
                        node.path("x_wk_signature").asText(),
                        List.of(
                                node.path("negative_body_only_sha512").asText(),
                                node.path("negative_sha256_body_plus_ts").asText())));
            }
            assertThat(vectors).hasSize(5);
            return vectors.stream();
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void takesEveryPublishedVectorAndGivesItsBody(Vector vector) {
        assertThat(vector.check(vector.signedAt()))
                .isInstanceOfSatisfying(
                        Check.Verified.class,
                        verified -> assertThat(((VerifiedDelivery) verified.delivery()).content())
                                .isEqualTo(vector.body()));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void takesUpperCaseHexAndOneOfSeveralSecrets(Vector vector) {
        String shouted = vector.signature().toUpperCase(Locale.ROOT);
        RawDelivery raw = Deliveries.raw(vector.body(), vector.timestamp(), shouted, vector.signedAt());

        assertThat(raw.check(Deliveries.scheme("an older secret", vector.secret())))
                .isInstanceOf(Check.Verified.class);
        assertThat(raw.check(Deliveries.scheme("an older secret", "another")))
                .isEqualTo(new Check.Rejected(Reason.FORGED));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void refusesTheSignaturesThatOtherReadingsOfTheDocumentationGive(Vector vector) {
        for (String wrong : vector.wrong()) {
            assertThat(Deliveries.raw(vector.body(), vector.timestamp(), wrong, vector.signedAt())
                            .check(Deliveries.scheme(vector.secret())))
                    .isInstanceOf(Check.Rejected.class);
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void refusesEveryChangeOfOneBit(Vector vector) {
        Trials.of(300)
                .forAll(
                        random -> {
                            byte[] bent = vector.body().clone();
                            bent[random.nextInt(bent.length)] ^= (byte) (1 << random.nextInt(8));
                            return bent;
                        },
                        bent -> assertThat(
                                        Deliveries.raw(bent, vector.timestamp(), vector.signature(), vector.signedAt())
                                                .check(Deliveries.scheme(vector.secret())))
                                .isEqualTo(new Check.Rejected(Reason.FORGED)));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void countsBothEndsOfTheTolerance(Vector vector) {
        for (int sign : new int[] {-1, 1}) {
            for (int inside : new int[] {0, 299, 300}) {
                assertThat(vector.check(vector.signedAt().plus(Duration.ofSeconds((long) sign * inside))))
                        .as("%d s", sign * inside)
                        .isInstanceOf(Check.Verified.class);
            }
            assertThat(vector.check(vector.signedAt().plus(Duration.ofSeconds(sign * 301L))))
                    .isEqualTo(new Check.Rejected(Reason.STALE));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "-1", "+1711077773", "1711077773.0", "1e9", "0x10", "17110777731711077773", "１"})
    void refusesTimestampsThatAreNoPlainNumber(String timestamp) {
        byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
        String signature = Deliveries.signature(Deliveries.SECRET, body, timestamp);

        assertThat(Deliveries.raw(body, timestamp, signature, Deliveries.NOW)
                        .check(Deliveries.scheme(Deliveries.SECRET)))
                .isEqualTo(new Check.Rejected(Reason.MALFORMED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00", "zz", "not hex at all"})
    void refusesSignaturesOfAnotherForm(String signature) {
        assertThat(Deliveries.raw(new byte[0], "1711077773", signature, Instant.ofEpochSecond(1_711_077_773))
                        .check(Deliveries.scheme(Deliveries.SECRET)))
                .isEqualTo(new Check.Rejected(Reason.MALFORMED));
    }

    @Test
    void refusesMissingAndDoubledHeaders() {
        for (Map<String, List<String>> headers : List.<Map<String, List<String>>>of(
                Map.of(),
                Map.of("x-wk-timestamp", List.of("1711077773")),
                Map.of("x-signature", List.of("00"), "x-timestamp", List.of("1711077773")),
                Map.of("x-wk-timestamp", List.of("1711077773", "1711077773"), "x-wk-signature", List.of("00")))) {
            assertThat(new RawDelivery("uqpay-test", headers, new byte[0], Deliveries.NOW)
                            .check(Deliveries.scheme(Deliveries.SECRET)))
                    .isEqualTo(new Check.Rejected(Reason.MISSING));
        }
    }
}
