package io.cardport.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.app.GatewayFixture;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client that people try first, against a gateway before issuers that decide at once. */
class DemoTest {
    @TempDir
    Path folder = Path.of("set", "by", "JUnit");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private Demo.Ending play(GatewayFixture fixture, Optional<String> provider) throws IOException {
        Path simulators = Files.createDirectories(folder.resolve("simulators"));
        Files.writeString(
                simulators.resolve("simulators.json"),
                "{\"url\":\"" + fixture.simulators().url() + "\",\"uqpay\":{},\"netpay\":{},"
                        + "\"artha\":{},\"bananatech\":{},\"offblocks\":{}}");
        Access access = new Access(
                fixture.gateway().url(), fixture.keys()[1], fixture.keys()[3], Optional.of(fixture.ownerToken()));
        return new Demo(new PrintStream(out, true, StandardCharsets.UTF_8), folder).play(access, provider);
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void everyStepOnEveryAccountComesOutRight() throws IOException {
        try (GatewayFixture fixture = GatewayFixture.startWithEveryIssuer()) {
            Demo.Ending ending = play(fixture, Optional.empty());

            assertThat(ending).as(printed()).isEqualTo(Demo.Ending.RIGHT);
            assertThat(GatewayFixture.json(fixture.gateway().get("/v1/webhook-endpoints", fixture.keys()))
                            .path("data"))
                    .as("the run's endpoint is removed")
                    .isEmpty();
        }
        assertThat(printed())
                .contains(
                        "uqpay-sim (uqpay)",
                        "netpay-sim (netpay)",
                        "artha-sim (artha)",
                        "bananatech-sim (bananatech)",
                        "offblocks-sim (http-signature)",
                        "← webhook from uqpay-sim",
                        "← webhook from bananatech-sim",
                        "← webhook from offblocks-sim",
                        "transaction.authorized",
                        "✓ deliveries in order, signed",
                        "→ delivery card.closed",
                        "v1 and v1a are right")
                .doesNotContain("NOT GENUINE")
                .contains("not offered: 409 unsupported_by_provider, card_controls")
                .doesNotContain("✗")
                .doesNotContainPattern("[0-9]{16}");
    }

    @Test
    void aStepThatFailsIsShownWithWhatTheGatewaySaid() throws IOException {
        try (GatewayFixture fixture = GatewayFixture.start()) {
            fixture.simulators()
                    .uqpay()
                    .call("POST", "/fail-next", Api.JSON.createObjectNode().put("order", "CARD_RECHARGE"));

            assertThat(play(fixture, Optional.of(GatewayFixture.UQPAY))).isEqualTo(Demo.Ending.WRONG);
            assertThat(play(fixture, Optional.of("nobody"))).isEqualTo(Demo.Ending.WRONG);
        }
        assertThat(printed())
                .contains("✗ top up", "\"status\" : \"FAILED\"", "Failed: uqpay-sim.", "shows no account nobody");
    }
}
