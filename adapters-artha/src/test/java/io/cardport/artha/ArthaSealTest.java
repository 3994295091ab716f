package io.cardport.artha;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardport.artha.ArthaSeal.Credentials;
import io.cardport.domain.secret.Secret;
import io.cardport.http.SealedRequest;
import io.cardport.http.Target;
import io.cardport.http.WireBody;
import io.cardport.http.WireRequest;
import io.cardport.testkit.SettableClock;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Signatures that openssl made of the sheet's string-to-sign: {@code printf '…' | openssl dgst -sha256 -hmac … -binary}. */
class ArthaSealTest {
    private static final WireRequest LIST = WireRequest.get(
            "artha.cards", Target.of("/api/v1/cards").query("limit", "10").query("offset", "0"));
    private static final WireRequest CREATE = WireRequest.post(
            "artha.create-customer",
            Target.of("/api/v1/customers"),
            WireBody.json("{\"type\":\"individual\"}".getBytes(StandardCharsets.UTF_8)));

    private final SettableClock clock = SettableClock.at("2026-04-10T10:00:00Z");

    private ArthaSeal seal(String secret, String prefix, RandomGenerator randomness) {
        var credentials = Credentials.of(Secret.of("ak_live_1"), secret.getBytes(StandardCharsets.UTF_8));
        return new ArthaSeal(credentials, target -> prefix + target.pathAndQuery(), clock, randomness);
    }

    private static RandomGenerator always(long value) {
        return () -> value;
    }

    @Test
    void signsThePathWithPrefixAndQueryAsSent() {
        SealedRequest sealed = seal("c2VjcmV0LXNlY3JldA==", "/ext", always(0x1111_1111_1111_1111L))
                .seal(LIST);

        assertThat(header(sealed, "X-API-Key")).isEqualTo("ak_live_1");
        assertThat(header(sealed, "X-Timestamp")).isEqualTo("1775815200");
        assertThat(header(sealed, "X-Nonce")).isEqualTo("11111111-1111-4111-9111-111111111111");
        assertThat(header(sealed, "X-Body-Hash")).isEqualTo("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
        assertThat(header(sealed, "X-Signature")).isEqualTo("2ozhfygGkXUyqYPi9L/03vaeH+pwkpnFZHqFfCDvebY=");
        assertThat(header(
                        seal("secret-secret", "/ext", always(0x1111_1111_1111_1111L))
                                .seal(LIST),
                        "X-Signature"))
                .isEqualTo("KAt4AIG0/WziTxNuG2l/gUJKlpMw/rkblN14yACr/cY=");
    }

    @Test
    void hashesTheBytesOfTheBody() {
        SealedRequest sealed =
                seal("c2VjcmV0LXNlY3JldA==", "", always(0x1111_1111_1111_1111L)).seal(CREATE);

        assertThat(header(sealed, "X-Body-Hash")).isEqualTo("NIFiQhSTMoMGbgNr7plOH+NG54/RDHGko7G7+st0kQE=");
        assertThat(header(sealed, "X-Signature")).isEqualTo("Ei+CpP9KrxfEf3G83/LD6nXQodnc6ELFPcbK6TmVaXI=");
    }

    @Test
    void neverUsesANonceTwice() {
        ArthaSeal seal = seal("secret", "", new SecureRandom());
        Set<String> nonces = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            String nonce = header(seal.seal(LIST), "X-Nonce");
            assertThat(UUID.fromString(nonce).version()).isEqualTo(4);
            assertThat(nonces.add(nonce)).isTrue();
        }
    }

    @Test
    void takesTheTimeOfEachAttempt() {
        ArthaSeal seal = seal("secret", "", new SecureRandom());
        String first = header(seal.seal(LIST), "X-Timestamp");
        clock.advance(java.time.Duration.ofSeconds(7));

        assertThat(Long.parseLong(header(seal.seal(LIST), "X-Timestamp")) - Long.parseLong(first))
                .isEqualTo(7);
    }

    @Test
    void takesNoBodyThatItCannotHash() {
        var request = WireRequest.post(
                "artha.upload",
                Target.of("/api/v1/uploadfile"),
                new WireBody.Multipart(List.of(new WireBody.TextPart("a", "b"))));

        assertThatThrownBy(() -> seal("secret", "", new SecureRandom()).seal(request))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String header(SealedRequest sealed, String name) {
        return sealed.headers().first(name).orElseThrow();
    }
}
