package io.cardport.app.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.app.GatewayFixture;
import io.cardport.app.boot.AddressRange;
import java.net.InetAddress;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which address a caller has to sign. */
class PublicAddressHttpTest {
    @Test
    void thePublicUrlIsWhatIsSignedWhateverAHeaderSays() {
        try (GatewayFixture fixture = GatewayFixture.start(
                Map.of("public-url", "https://api.example.com/cards/", "trusted-proxies", "127.0.0.1"))) {
            SigningClient client = SigningClient.registered(fixture);

            assertThat(client.call("GET", "/v1/providers?x=")
                            .signedAs("https://api.example.com/cards")
                            .send()
                            .statusCode())
                    .isEqualTo(422);
            assertThat(client.call("GET", "/v1/providers")
                            .signedAs("https://api.example.com/cards")
                            .header("X-Forwarded-Host", "other.example")
                            .header("X-Forwarded-Proto", "https")
                            .send()
                            .statusCode())
                    .isEqualTo(200);
            assertThat(client.call("GET", "/v1/providers").send().statusCode()).isEqualTo(401);
        }
    }

    @Test
    void aTrustedProxyTellsWhatWasAskedFor() {
        try (GatewayFixture fixture = GatewayFixture.start(Map.of("trusted-proxies", "10.0.0.0/8,127.0.0.0/8"))) {
            SigningClient client = SigningClient.registered(fixture);

            assertThat(client.call("GET", "/v1/providers")
                            .signedAs("https://shop.example")
                            .header("X-Forwarded-Host", "shop.example")
                            .header("X-Forwarded-Proto", "https")
                            .send()
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.1.2, true",
        "10.0.0.0/8, 11.0.0.1, false",
        "192.0.2.1, 192.0.2.1, true",
        "192.0.2.1, 192.0.2.2, false",
        "2001:db8::/32, 2001:db8:1::9, true",
        "2001:db8::/32, 2001:db9::9, false",
        "0.0.0.0/0, ::1, false"
    })
    void blocksOfAddresses(String range, String address, boolean covered) {
        assertThat(AddressRange.parse(range).orElseThrow().covers(InetAddress.ofLiteral(address)))
                .isEqualTo(covered);
    }

    @ParameterizedTest
    @CsvSource({"proxy.example", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "''"})
    void whatIsNoBlock(String range) {
        assertThat(AddressRange.parse(range)).isEmpty();
    }
}
