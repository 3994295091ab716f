package io.cardport.app.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cardport.app.GatewayFixture;
import io.cardport.app.boot.TestPostgres;
import io.cardport.simulators.Settings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

/**
 * A node whose clock is ten minutes off: the database, the issuers and the distributor agree on a time that this machine's
 * clock does not show. Their webhooks have a tolerance of five minutes, tokens and leases are shorter than the difference.
 */
class WrongClockHttpTest {
    private static final Duration OFF = Duration.ofMinutes(10);

    @Test
    void changesNothing() {
        InstantSource right = () -> Instant.now().plus(OFF);
        try (GatewayFixture fixture = GatewayFixture.startOn(Settings.quick().with(right), TestPostgres.ahead(OFF))) {
            InstantSource house = fixture.bean(InstantSource.class);
            assertThat(house.instant()).isCloseTo(right.instant(), within(30, ChronoUnit.SECONDS));

            DistributorClient client = new DistributorClient(fixture);
            String product = fixture.product(GatewayFixture.UQPAY, DistributorClient.SHARED)
                    .id()
                    .value();
            String card = client.active(client.approved(product), product);
            GatewayFixture.await(
                    "a webhook that was verified and read",
                    () -> GatewayFixture.json(fixture.admin("GET", "/deliveries/inbound?outcome=APPLIED", ""))
                                    .path("data")
                                    .size()
                            > 0);
            assertThat(Instant.parse(
                            client.shown("/v1/cards/" + card).path("createdAt").asText()))
                    .isCloseTo(right.instant(), within(60, ChronoUnit.SECONDS));
            assertThat(fixture.admin("GET", "/nodes", "").body()).contains("\"answering\":true");
        }
    }
}
