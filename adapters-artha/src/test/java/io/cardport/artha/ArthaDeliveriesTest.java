package io.cardport.artha;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.cardport.domain.issuing.CardControls;
import io.cardport.domain.issuing.CardFunding;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.webhook.RawDelivery;
import io.cardport.domain.webhook.UnsignedWebhooks;
import io.cardport.domain.webhook.UnsignedWebhooks.Admission;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Deliveries as the simulated Artha really sends them, under every agreement about their header. */
class ArthaDeliveriesTest {
    private final BlockingQueue<RawDelivery> arrived = new LinkedBlockingQueue<>();
    private final HttpServer server = listening();

    private static HttpServer listening() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @BeforeEach
    void listen() {
        server.createContext("/", exchange -> {
            Map<String, List<String>> headers = new HashMap<>();
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
            arrived.add(new RawDelivery(
                    "artha-test", headers, exchange.getRequestBody().readAllBytes(), Instant.EPOCH));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @ParameterizedTest
    @CsvSource({"0, none, ''", "1, shared-header, X-Webhook-Secret", "2, hmac-sha256, X-Webhook-Signature"})
    void leadToTheCardAndTheTopUp(int simulated, String check, String header) throws InterruptedException {
        try (ArthaBench bench = ArthaBench.spelt(Map.of("webhook-check", simulated), Map.of());
                ArthaProvider agreed =
                        agreed(bench, check, header, bench.issuer().credential("webhookSecret"));
                ArthaProvider other = agreed(bench, check, header, "another secret")) {
            var artha = new ArthaAtSimulator(bench);
            UnsignedWebhooks webhooks = agreed.can(UnsignedWebhooks.class).orElseThrow();
            UnsignedWebhooks others = other.can(UnsignedWebhooks.class).orElseThrow();
            ProviderRef holder = artha.approved(bench.product());
            ProviderRef card = artha.issued(holder, bench.product());
            bench.issuer().webhookUrl("http://127.0.0.1:" + server.getAddress().getPort() + "/");

            ArthaAtSimulator.done(artha.able(CardControls.class).lock(artha.change(card)));
            RawDelivery locked = next("card.freeze");
            assertThat(webhooks.admit(locked)).isEqualTo(Admission.ADMITTED);
            assertThat(others.admit(locked)).isEqualTo(simulated == 0 ? Admission.ADMITTED : Admission.REFUSED);
            assertThat(webhooks.hints(locked).cards()).containsExactly(card);
            assertThat(webhooks.hints(locked).holders()).containsExactly(holder);

            ArthaAtSimulator.done(artha.able(CardControls.class).unlock(artha.change(card)));
            ProviderRef order =
                    ArthaAtSimulator.accepted(artha.able(CardFunding.class).topUp(artha.funds(card)));
            bench.settle(card);
            RawDelivery funded = next("topup.completed");
            assertThat(webhooks.admit(funded)).isEqualTo(Admission.ADMITTED);
            assertThat(webhooks.hints(funded).orders()).containsExactly(order);
            assertThat(webhooks.hints(funded).cards()).containsExactly(card);
        }
    }

    private static ArthaProvider agreed(ArthaBench bench, String check, String header, String secret) {
        Map<String, String> texts = new HashMap<>(Map.of("webhook-check", check, "webhook-secret", secret));
        if (!header.isEmpty()) {
            texts.put("webhook-header", header);
        }
        return bench.provider(texts);
    }

    private RawDelivery next(String event) throws InterruptedException {
        for (int i = 0; i < 20; i++) {
            RawDelivery delivery = arrived.poll(20, TimeUnit.SECONDS);
            assertThat(delivery).as("a delivery of %s", event).isNotNull();
            if (new String(delivery.body(), StandardCharsets.UTF_8).contains("\"" + event + "\"")) {
                return delivery;
            }
        }
        throw new AssertionError("no delivery of " + event);
    }
}
