package io.cardport.bananatech;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.bananatech.BananatechCipher.Encoding;
import io.cardport.bananatech.BananatechCipher.Opened;
import io.cardport.bananatech.BananatechCipher.Sealed;
import io.cardport.domain.secret.Secret;
import io.cardport.testkit.Trials;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every expected value was computed by OpenSSL 3.0 ({@code enc -aes-N-cbc}, {@code dgst -sha256 -mac HMAC}). */
class BananatechCipherTest {
    private static final String LONG = "0123456789abcdef0123456789abcdef";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                LONG
                        + "|{\"user_id\":12345,\"card_id\":67890,\"amount\":100.0}|AAECAwQFBgcICQoLDA0OD3VnVAZsZaS5TqR1g+VEL5UP7G84DWqGzLXjqGGU7XlyZP4zH3fL1xc9qdIHaj8iPqwj/EJAbiI5Sds+MUhEEzY=|bfccceb52c5d81257b5f99181fd5a305190a30988d1159273341694b85cc24b8",
                "0123456789abcdef01234567|{\"message\":\"Operation requested\"}|AAECAwQFBgcICQoLDA0OD/XkCIz8dp0TRiX9i8yB8ipgYHc/qh99ui0Z5V5TtLIEW09vMc2RVl08Tq10VV1ZaA==|25e7e4bbaea8b3fa6c5420416d92fcb0a525225316b819987395371fab6f0755",
                "0123456789abcdef|{}|AAECAwQFBgcICQoLDA0OD597lK2kRRispyBIigHJfQk=|a16c77277cfbdb686d930b979fc329b4b7b39be035ca1830d2b334ca38cbcc58",
                LONG
                        + "|0123456789abcdef|AAECAwQFBgcICQoLDA0OD6AocVLhDMXQt4gB2DYdoeVVpMWbGHPa4agXtKxjJ6x3|c0e920c2055eb27dbcdccccfc9038aae7e29722d91f8b90cc0666e06edf90674"
            })
    void sealsAndOpensAsOpensslDoes(String key, String content, String payload, String mac) {
        var counting = cipher(key, new Counting());

        Sealed sealed = counting.seal(content.getBytes(StandardCharsets.UTF_8));

        assertThat(sealed).isEqualTo(new Sealed(payload, mac));
        assertThat(text(counting.open(payload, mac))).contains(content);
    }

    @Test
    void takesTheSameKeyInEveryEncoding() {
        String payload = "AAECAwQFBgcICQoLDA0OD597lK2kRRispyBIigHJfQk=";
        String mac = "a16c77277cfbdb686d930b979fc329b4b7b39be035ca1830d2b334ca38cbcc58";

        assertThat(text(of("30313233343536373839616263646566", Encoding.HEX)
                        .orElseThrow()
                        .open(payload, mac)))
                .contains("{}");
        assertThat(text(of("MDEyMzQ1Njc4OWFiY2RlZg==", Encoding.BASE64)
                        .orElseThrow()
                        .open(payload, mac)))
                .contains("{}");
    }

    @ParameterizedTest
    @CsvSource({
        "short, UTF8",
        "0123456789abcdef0, UTF8",
        "0123456789abcdefg, HEX",
        "3031, HEX",
        "xyz, HEX",
        "!!!!, BASE64",
        "AAAA, BASE64"
    })
    void refusesKeysOfOtherLengthsOrEncodings(String key, Encoding encoding) {
        assertThat(of(key, encoding)).isEmpty();
    }

    @Test
    void usesAFreshVectorEachTime() {
        var cipher = cipher(LONG, new SecureRandom());
        var seen = new HashSet<String>();
        for (int i = 0; i < 100; i++) {
            seen.add(cipher.seal("{}".getBytes(StandardCharsets.UTF_8)).payload());
        }
        assertThat(seen).hasSize(100);
    }

    /** All of these have a right MAC, which only a holder of the key can make; each ends as a wrong MAC does. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "padding 0|AAECAwQFBgcICQoLDA0OD858x2s+Y3+zDjM5uFkVPRM=|a1046d20580aa61eaea6a7bd34f4cef44fcd18f3f112c76261388c8bf76757b1",
                "padding 17|AAECAwQFBgcICQoLDA0ODwZoWKJ71Dj25nahbGzVHS8=|d8f90f016a8f1a2c6abc2865abdd154d3a143e9db92638d4bdba20d043ba13a8",
                "padding uneven|AAECAwQFBgcICQoLDA0OD+puCRfgfsFOEuM4RbsnxZI=|fd5f455e7454cab60468a7cd327e2f9087e981bc3c903da0f59dc79c3c1753d9",
                "vector only|AAECAwQFBgcICQoLDA0ODw==|04164067753bc1f0d9d835e5c390c3c35d2c494f4494140bdfdf5ba6a6d5aa1c",
                "cut|AAECAwQFBgcICQoLDA0ODwABAgMEBQYH|dddc329c4f6f68e645b35e2da3b77d8f94c931c4f8abbb66677259436b223de8",
                "no base64|no base64!|1dbeffd337d180c25b2d659b8211578eeaf6b90a27828bcc7de4bd6809b82912",
                "empty|''|796cd3078af14636753d26b3b5555422ff55a3e261cf847b48e95371b9bd0aa2",
                "MAC in capitals|AAECAwQFBgcICQoLDA0OD6AocVLhDMXQt4gB2DYdoeVVpMWbGHPa4agXtKxjJ6x3|C0E920C2055EB27DBCDCCCCFC9038AAE7E29722D91F8B90CC0666E06EDF90674",
                "MAC cut|AAECAwQFBgcICQoLDA0OD6AocVLhDMXQt4gB2DYdoeVVpMWbGHPa4agXtKxjJ6x3|c0e920c2055eb27dbcdccccfc9038aae7e29722d91f8b90cc0666e06edf9067",
                "MAC of another|AAECAwQFBgcICQoLDA0OD6AocVLhDMXQt4gB2DYdoeVVpMWbGHPa4agXtKxjJ6x3|a1046d20580aa61eaea6a7bd34f4cef44fcd18f3f112c76261388c8bf76757b1"
            })
    void failsInOneWayOnly(String what, String payload, String mac) {
        assertThat(cipher(LONG, new SecureRandom()).open(payload, mac)).as(what).isEqualTo(new Opened.Forged());
    }

    /** A whole block of padding is an empty text. */
    @Test
    void opensAnEmptyText() {
        assertThat(text(cipher(LONG, new SecureRandom())
                        .open(
                                "AAECAwQFBgcICQoLDA0OD2+xn0na6p0dXDJsuHtn3Og=",
                                "a3531581f4d67e750a609ebebad47866d93cc938b49e614acf0b2c08c1d14a30")))
                .contains("");
    }

    @Test
    void opensNothingThatWasBent() {
        var cipher = cipher(LONG, new SecureRandom());
        Sealed sealed = cipher.seal("{\"card_id\":1}".getBytes(StandardCharsets.UTF_8));
        Trials.of(2_000).forAllBytes(sealed.payload(), bytes -> {
            String bent = new String(bytes, StandardCharsets.UTF_8);
            if (!bent.equals(sealed.payload())) {
                assertThat(cipher.open(bent, sealed.mac())).isEqualTo(new Opened.Forged());
            }
        });
        Trials.of(2_000).forAllBytes(sealed.mac(), bytes -> {
            String bent = new String(bytes, StandardCharsets.UTF_8);
            if (!bent.equals(sealed.mac())) {
                assertThat(cipher.open(sealed.payload(), bent)).isEqualTo(new Opened.Forged());
            }
        });
    }

    @Test
    void showsNoKey() {
        assertThat(cipher(LONG, new SecureRandom()).toString()).doesNotContain(LONG);
    }

    private static BananatechCipher cipher(String key, SecureRandom random) {
        return BananatechCipher.of(Secret.of(key), Encoding.UTF8, random).orElseThrow();
    }

    private static Optional<BananatechCipher> of(String key, Encoding encoding) {
        return BananatechCipher.of(Secret.of(key), encoding, new SecureRandom());
    }

    private static Optional<String> text(Opened opened) {
        return switch (opened) {
            case Opened.Genuine(byte[] content) -> Optional.of(new String(content, StandardCharsets.UTF_8));
            case Opened.Forged forged -> Optional.empty();
        };
    }

    /** The vector 00 01 02 … 0f. */
    private static final class Counting extends SecureRandom {
        private static final long serialVersionUID = 1L;

        @Override
        public void nextBytes(byte[] bytes) {
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) i;
            }
        }
    }
}
