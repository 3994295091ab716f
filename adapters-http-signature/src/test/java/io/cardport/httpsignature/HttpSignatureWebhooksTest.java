package io.cardport.httpsignature;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.domain.card.CardReading;
import io.cardport.domain.funding.TransactionStatus;
import io.cardport.domain.holder.ApplicantReading;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.webhook.RawDelivery;
import io.cardport.domain.webhook.Signal;
import io.cardport.domain.webhook.SignatureScheme.Reason;
import io.cardport.domain.webhook.VerifiedDelivery;
import io.cardport.domain.webhook.Webhooks;
import io.cardport.testkit.Trials;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Deliveries are signed here by the JDK over a signature base written by hand. */
class HttpSignatureWebhooksTest {
    private static final URI ADDRESS = URI.create("https://cards.example.com/webhooks/signed-test");
    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000L);
    private static final KeyPair ISSUER = Given.curve("secp384r1");
    private static final String CARD = """
            {"id":"c1","accountId":"a1","type":"virtual","network":"visa","maskedPan":"411111******1234",
             "expirationDate":"09/2029","status":"inactive","updatedAt":"2023-11-14T22:13:19Z",
             "webhookType":"card.updated","eventId":"7e57ab1e-0000-4000-8000-000000000001"}""";
    private static final List<String> COVERED = List.of("@method", "@target-uri", "content-digest", "content-type");

    private final Webhooks webhooks = Given.ready(
                    URI.create("https://api.offblocks.test/v1"),
                    with(Given.required(Given.privatePem(Given.curve("secp384r1"))), Given.publicPem(ISSUER)),
                    List.of(),
                    () -> NOW)
            .can(Webhooks.class)
            .orElseThrow();

    private static Map<String, String> with(Map<String, String> texts, String issuer) {
        Map<String, String> all = new HashMap<>(texts);
        all.put("webhook-key", issuer);
        return all;
    }

    /** What a delivery is made of; each test changes one thing. */
    private record Draft(List<String> covered, String parameters, String body, String signedBody, String address) {
        static Draft of(String body) {
            return new Draft(
                    COVERED, ";created=" + NOW.getEpochSecond() + ";keyid=\"issuer\"", body, body, ADDRESS.toString());
        }

        Draft covering(List<String> other) {
            return new Draft(other, parameters, body, signedBody, address);
        }

        Draft with(String otherParameters) {
            return new Draft(covered, otherParameters, body, signedBody, address);
        }

        Draft arriving(String other) {
            return new Draft(covered, parameters, other, signedBody, address);
        }

        Draft to(String other) {
            return new Draft(covered, parameters, body, signedBody, other);
        }

        RawDelivery delivered() {
            String digest = "sha-256=:" + base64(sha256(signedBody)) + ":";
            StringBuilder base = new StringBuilder();
            for (String one : covered) {
                base.append('"')
                        .append(one)
                        .append("\": ")
                        .append(
                                switch (one) {
                                    case "@method" -> "POST";
                                    case "@target-uri" -> address;
                                    case "content-digest" -> digest;
                                    default -> "application/json";
                                })
                        .append('\n');
            }
            String input = "(\"" + String.join("\" \"", covered) + "\")" + parameters;
            base.append("\"@signature-params\": ").append(input);
            Map<String, List<String>> headers = Map.of(
                    "content-type", List.of("application/json"),
                    "content-digest", List.of(digest),
                    "signature-input", List.of("sig1=" + input),
                    "signature", List.of("sig1=:" + base64(sign(base.toString())) + ":"));
            return new RawDelivery(
                    "signed-test", Optional.of(ADDRESS), headers, body.getBytes(StandardCharsets.UTF_8), NOW);
        }
    }

    @Test
    void takesWhatTheIssuerSigned() {
        VerifiedDelivery delivery = verified(CARD);

        assertThat(webhooks.dedupe(delivery)).isEqualTo("7e57ab1e-0000-4000-8000-000000000001");
        assertThat(webhooks.read(delivery)).singleElement().isInstanceOfSatisfying(Signal.CardSaid.class, said -> {
            assertThat(said.seen().card()).isEqualTo(new ProviderRef("c1"));
            assertThat(said.seen().reading()).isEqualTo(CardReading.LOCKED);
            assertThat(said.seen().facts().last4()).contains("1234");
            assertThat(said.seen().facts().expiry()).contains("09/29");
            assertThat(said.seen().at()).contains(Instant.parse("2023-11-14T22:13:19Z"));
        });
    }

    @Test
    void refusesEverythingElse() {
        String old = ";created=" + (NOW.getEpochSecond() - 301) + ";keyid=\"issuer\"";
        String ahead = ";created=" + (NOW.getEpochSecond() + 61) + ";keyid=\"issuer\"";
        String other = ";created=" + NOW.getEpochSecond() + ";keyid=\"issuer\";alg=\"hmac-sha256\"";
        Draft good = Draft.of(CARD);

        assertThat(reason(good.with(old))).isEqualTo(Reason.STALE);
        assertThat(reason(good.with(ahead))).isEqualTo(Reason.STALE);
        assertThat(reason(good.with(";keyid=\"issuer\""))).isEqualTo(Reason.MISSING);
        assertThat(reason(good.with(";created=" + NOW.getEpochSecond()))).isEqualTo(Reason.MISSING);
        assertThat(reason(good.with(other))).isEqualTo(Reason.FORGED);
        assertThat(reason(good.covering(COVERED.subList(0, 3)))).isEqualTo(Reason.MISSING);
        assertThat(reason(
                        good.covering(List.of("@method", "@method", "@target-uri", "content-digest", "content-type"))))
                .isEqualTo(Reason.MALFORMED);
        assertThat(reason(good.arriving(CARD.replace("inactive", "active")))).isEqualTo(Reason.FORGED);
        assertThat(reason(good.to("https://cards.example.com/webhooks/another")))
                .isEqualTo(Reason.FORGED);
        assertThat(webhooks.scheme().verify(new RawDelivery("signed-test", Map.of(), new byte[0], NOW)))
                .hasToString("Rejected[reason=MISSING]");
    }

    @Test
    void readsEveryKind() {
        assertThat(read("customer.updated", "\"id\":\"u1\",\"status\":\"initiating\",\"challenge\":\"Y2g=\""))
                .isInstanceOfSatisfying(Signal.ApplicantSaid.class, said -> {
                    assertThat(said.seen().reading()).isEqualTo(ApplicantReading.INCOMPLETE);
                    assertThat(said.seen().next().challenge()).contains("Y2g=");
                });
        assertThat(read("account.updated", "\"id\":\"a1\",\"customerId\":\"u1\",\"status\":\"active\""))
                .isEqualTo(new Signal.HolderHinted(new ProviderRef("u1"), "active"));
        assertThat(
                        read(
                                "authorisation.updated",
                                "\"id\":\"t1\",\"cardId\":\"c1\",\"status\":\"captured\",\"amount\":\"10.50\",\"currency\":\"USD\","
                                        + "\"createdAt\":\"2023-11-14T22:13:19Z\",\"merchant\":{\"name\":\"Shop\",\"mcc\":5411}"))
                .isInstanceOfSatisfying(Signal.TransactionSaid.class, said -> {
                    assertThat(said.seen().status()).isEqualTo(TransactionStatus.SETTLED);
                    assertThat(said.seen().amounts().amount().minor()).isEqualTo(1_050);
                });
        assertThat(read("card.updated", "\"id\":\"c1\",\"status\":\"vanished\""))
                .isInstanceOfSatisfying(
                        Signal.CardSaid.class,
                        said -> assertThat(said.seen().reading()).isEqualTo(CardReading.UNRECOGNISED));
        assertThat(read("wallet.updated", "\"id\":\"w1\"")).isEqualTo(new Signal.Unrecognised("wallet.updated"));
        assertThat(read("card.updated", "\"status\":\"active\"")).isEqualTo(new Signal.Unrecognised("card.updated"));
    }

    @Test
    void keepsNoWholeNumberAndReadsTheSameAfterwards() {
        VerifiedDelivery whole = verified(CARD.replace("411111******1234", "4111111111111111"));
        String kept = new String(webhooks.blanked(whole), StandardCharsets.UTF_8);

        assertThat(kept).doesNotContain("4111111111111111");
        assertThat(webhooks.read(verified(new String(webhooks.blanked(verified(CARD)), StandardCharsets.UTF_8))))
                .isEqualTo(webhooks.read(verified(CARD)));
    }

    @Test
    void keepsANumberOfAnyExponentAsShortAsItCame() {
        String told = CARD.replaceFirst("\\{", "{\"fee\":1E+999999999,");

        assertThat(new String(webhooks.blanked(verified(told)), StandardCharsets.UTF_8))
                .contains("\"fee\":1E+999999999,");
    }

    @Test
    void noChangedByteIsTakenAndNothingThrows() {
        RawDelivery genuine = Draft.of(CARD).delivered();
        Trials.of(2_000)
                .forAll(
                        random -> changed(genuine, random),
                        delivery -> assertThat(delivery.check(webhooks.scheme()))
                                .isInstanceOf(RawDelivery.Check.Rejected.class));
    }

    private static RawDelivery changed(RawDelivery genuine, RandomGenerator random) {
        byte[] body = genuine.body().clone();
        Map<String, List<String>> headers = new HashMap<>(genuine.headers());
        if (random.nextBoolean()) {
            body[random.nextInt(body.length)] ^= (byte) (1 << random.nextInt(8));
        } else {
            String name =
                    List.of("content-digest", "signature-input", "signature").get(random.nextInt(3));
            char[] value = headers.getOrDefault(name, List.of()).getFirst().toCharArray();
            // Neither the name in front nor the padding and the colon behind.
            int place = 12 + random.nextInt(value.length - 12 - 5);
            value[place] = value[place] == 'A' ? 'B' : 'A';
            headers.put(name, List.of(new String(value)));
        }
        return new RawDelivery("signed-test", Optional.of(ADDRESS), headers, body, NOW);
    }

    @Test
    void readsAnyBytesWithoutThrowing() {
        Trials.of(500).forAll(HttpSignatureWebhooksTest::noise, text -> {
            VerifiedDelivery delivery = verified(text);
            assertThat(webhooks.read(delivery)).isNotEmpty();
            assertThat(webhooks.dedupe(delivery)).isNotEmpty().hasSizeLessThanOrEqualTo(200);
            assertThat(webhooks.blanked(delivery)).isNotNull();
        });
    }

    private static String noise(RandomGenerator random) {
        char[] text = CARD.toCharArray();
        for (int i = 0; i < 1 + random.nextInt(20); i++) {
            text[random.nextInt(text.length)] = (char) random.nextInt(256);
        }
        return new String(text, 0, 1 + random.nextInt(text.length - 1));
    }

    private Signal read(String type, String fields) {
        List<Signal> signals =
                webhooks.read(verified("{\"webhookType\":\"" + type + "\",\"eventId\":\"e\"," + fields + "}"));
        assertThat(signals).hasSize(1);
        return signals.getFirst();
    }

    private Reason reason(Draft draft) {
        return switch (draft.delivered().check(webhooks.scheme())) {
            case RawDelivery.Check.Rejected(Reason reason) -> reason;
            case RawDelivery.Check.Verified ignored -> throw new AssertionError("was taken");
        };
    }

    private VerifiedDelivery verified(String body) {
        return switch (Draft.of(body).delivered().check(webhooks.scheme())) {
            case RawDelivery.Check.Verified(VerifiedDelivery delivery) -> delivery;
            case RawDelivery.Check.Rejected(Reason reason) -> throw new AssertionError("refused: " + reason);
        };
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] sign(String base) {
        try {
            Signature signature = Signature.getInstance("SHA384withECDSAinP1363Format");
            signature.initSign(ISSUER.getPrivate());
            signature.update(base.getBytes(StandardCharsets.US_ASCII));
            return signature.sign();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
