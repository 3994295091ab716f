package io.cardport.httpsignature;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.http.ExchangeSettings;
import io.cardport.http.Method;
import io.cardport.http.SealedRequest;
import io.cardport.http.Target;
import io.cardport.http.Token;
import io.cardport.http.WireBody;
import io.cardport.http.WireHeaders;
import io.cardport.http.WireRequest;
import io.cardport.signatures.Algorithm;
import io.cardport.signatures.DigestAlgorithm;
import io.cardport.signatures.SigningKey;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Expected values were made with node:crypto from a signature base written by hand; the key is RFC 9421, B.1.4. */
class HttpSignatureSealTest {
    private static final String KEY = """
            -----BEGIN PRIVATE KEY-----
            MC4CAQAwBQYDK2VwBCIEIJ+DYvh6SEqVTm50DFtMDoQikTmiCqirVv9mWG9qfSnF
            -----END PRIVATE KEY-----
            """;
    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000L);
    private static final Token TOKEN = new Token("t-1", NOW.plusSeconds(3_600));

    private final HttpSignatureSeal seal = new HttpSignatureSeal(
            ExchangeSettings.of(URI.create("https://api.offblocks.test/v1"), () -> NOW),
            SigningKey.read("key-7", Algorithm.ED25519, KEY).orThrow(),
            new HttpSignatureProfile(
                    HttpSignatureProfile.DEFAULT.stream()
                            .map(name -> HttpSignatureProfile.component(name).orElseThrow())
                            .toList(),
                    DigestAlgorithm.SHA_256,
                    "sig1",
                    Optional.of(Duration.ofSeconds(300)),
                    HttpSignatureProfile.Nonce.NONE),
            () -> NOW);

    @Test
    void signsWhatTheRequestCarries() {
        SealedRequest sealed = seal.with(TOKEN)
                .seal(WireRequest.post(
                                "create-card",
                                Target.of("/accounts/{id}/cards", "a1"),
                                WireBody.json("{\"type\":\"virtual\"}".getBytes(StandardCharsets.UTF_8)))
                        .with("Idempotency-Key", "2f6b"));

        assertThat(sealed.headers().first("Content-Digest"))
                .contains("sha-256=:RQiXw+Bv+n9do+u/yF6kVpc4A6jdBqE2PQj8bH0R8OM=:");
        assertThat(sealed.headers().first("Signature-Input"))
                .contains("sig1=(\"@method\" \"@target-uri\" \"authorization\" \"idempotency-key\" \"content-type\""
                        + " \"content-digest\");created=1700000000;keyid=\"key-7\";alg=\"ed25519\";expires=1700000300");
        assertThat(sealed.headers().first("Signature"))
                .contains(
                        "sig1=:dROI4Ah9hxvKqaYgbALnARtgHCa78u5X8CCItQos7gLpcdWtAQgucKBJtcisSFY9vAk2nfSYmZmNlVa6rmOWCQ==:");
    }

    @Test
    void leavesOutWhatTheRequestDoesNotCarry() {
        SealedRequest sealed = seal.with(TOKEN)
                .seal(new WireRequest(
                        "activate-card",
                        Method.PATCH,
                        Target.of("/cards/{id}/activate", "c1"),
                        WireHeaders.of("Idempotency-Key", "2f6b"),
                        WireBody.none()));

        assertThat(sealed.headers().first("Content-Digest")).isEmpty();
        assertThat(sealed.headers().first("Signature-Input").orElseThrow())
                .startsWith("sig1=(\"@method\" \"@target-uri\" \"authorization\" \"idempotency-key\");");
    }

    @Test
    void signsEachAttemptAnew() {
        WireRequest request = WireRequest.get("list-cards", Target.of("/cards"));
        SealedRequest one = seal.with(TOKEN).seal(request);
        SealedRequest other = seal.with(new Token("t-2", NOW.plusSeconds(9))).seal(request);

        assertThat(one.headers().first("Authorization")).contains("Bearer t-1");
        assertThat(other.headers().first("Signature"))
                .isNotEqualTo(one.headers().first("Signature"));
        assertThat(List.of(one.toString(), TOKEN.toString())).noneMatch(text -> text.contains("t-1"));
    }
}
