package io.cardport.domain.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.domain.event.EventType;
import java.net.URI;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTermsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com",
                "https://example.com:8443/hooks?a=b",
                "HTTPS://xn--bcher-kva.example/a",
                "https://203.0.113.7/x",
                "https://[2001:db8::1]/x"
            })
    void takesHttps(String text) {
        assertThat(EndpointUrl.HTTPS.read(text)).contains(URI.create(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example.com",
                "//example.com/x",
                "/x",
                "http://example.com",
                "http://localhost/x",
                "ftp://example.com/x",
                "https:///x",
                "https:example.com",
                "https://user@example.com/x",
                "https://user:word@example.com/x",
                "https://@example.com/x",
                "https://example.com/x#y",
                "https://example.com/x#",
                "https://example.com:99999/x",
                "https://exa mple.com/",
                "https://example.com/\n",
                "https://bücher.example/",
                "https://a_b.example/"
            })
    void refusesWhatIsNoPlainHttps(String text) {
        assertThat(EndpointUrl.HTTPS.read(text)).isEmpty();
    }

    @Test
    void countsCharacters() {
        String most = "https://example.com/" + "x".repeat(2_048 - 20);
        assertThat(EndpointUrl.HTTPS.read(most)).isPresent();
        assertThat(EndpointUrl.HTTPS.read(most + "x")).isEmpty();
    }

    @Test
    void takesHttpToThisMachineInTheSandboxAlone() {
        for (String host : List.of("localhost:9000", "127.0.0.1", "[::1]:9000")) {
            assertThat(EndpointUrl.HTTPS_OR_LOOPBACK.read("http://" + host + "/x"))
                    .isPresent();
            assertThat(EndpointUrl.HTTPS.read("http://" + host + "/x")).isEmpty();
        }
        assertThat(EndpointUrl.HTTPS_OR_LOOPBACK.read("http://example.com/")).isEmpty();
        assertThat(EndpointUrl.HTTPS_OR_LOOPBACK.read("http://127.0.0.1.example.com/"))
                .isEmpty();
    }

    @Test
    void neitherReaderFailsOnAnyText() {
        Random random = new Random(20_261_120);
        for (int count = 0; count < 20_000; count++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "https://" : "");
            for (int length = random.nextInt(40); length > 0; length--) {
                text.append(
                        random.nextInt(4) == 0
                                ? (char) random.nextInt(0x10000)
                                : "https:/@#?[]%.*abc0".charAt(random.nextInt(19)));
            }
            EndpointUrl.HTTPS_OR_LOOPBACK
                    .read(text.toString())
                    .ifPresent(url -> assertThat(url.getRawUserInfo()).isNull());
            EventFilter.parse(List.of(text.toString()));
        }
    }

    @Test
    void aFilterIsReadAsItIsWritten() {
        var only = new EventFilter.Only(Set.of(EventType.TOP_UP_PENDING, EventType.CARD_NEEDS_REVIEW));

        assertThat(only.texts()).containsExactly("card.needs_review", "top_up.pending");
        assertThat(EventFilter.parse(only.texts())).contains(only);
        assertThat(EventFilter.parse(List.of("card.closed", "*"))).contains(new EventFilter.Every());
        assertThat(EventFilter.parse(List.of())).isEmpty();
        assertThat(EventFilter.parse(List.of("card.none"))).isEmpty();
        assertThat(EventFilter.parse(List.of("*", "card.none"))).isEmpty();
        assertThat(only.passes(EventType.CARD_CLOSED)).isFalse();
    }

    @Test
    void everythingDoesNotHoldWhatIsSecretUnlessItIsNamed() {
        var named = new EventFilter.Every(Set.of(EventType.CARD_OTP));

        assertThat(new EventFilter.Every().passes(EventType.CARD_OTP)).isFalse();
        assertThat(EventFilter.parse(List.of("card.closed", "*", "card.otp"))).contains(named);
        assertThat(named.texts()).containsExactly("*", "card.otp");
        assertThat(named.passes(EventType.CARD_OTP)).isTrue();
        assertThat(named.passes(EventType.CARD_CLOSED)).isTrue();
        assertThat(EventFilter.parse(List.of("card.otp")))
                .contains(new EventFilter.Only(Set.of(EventType.CARD_OTP)))
                .hasValueSatisfying(
                        only -> assertThat(only.passes(EventType.CARD_CLOSED)).isFalse());
    }

    @Test
    void everyTypeIsReadByItsName() {
        for (EventType type : EventType.values()) {
            assertThat(EventType.parse(type.text())).contains(type);
        }
        assertThat(EventType.parse("CARD_CLOSED")).isEmpty();
    }
}
