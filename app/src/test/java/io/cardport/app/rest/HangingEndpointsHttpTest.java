package io.cardport.app.rest;

import static io.cardport.app.GatewayFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.cardport.app.GatewayFixture;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Of a hundred endpoints ten hang: the others have every event before a single hanging attempt is over. How long their
 * events took, with and without, is logged and no condition: seconds on a machine that runs a test suite are no measure.
 */
@Timeout(240)
class HangingEndpointsHttpTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ENDPOINTS = 100;
    private static final int HANGING = 10;
    private static final int IN_FLIGHT = 16;
    private static final int HOLDERS = 24;
    private static final int PASSES = 2;

    private static final Logger LOG = LoggerFactory.getLogger(HangingEndpointsHttpTest.class);

    /** What the first ten do. */
    private enum Manner {
        ANSWERS,
        HANGS
    }

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicReference<Manner> manner = new AtomicReference<>(Manner.ANSWERS);
    private final CountDownLatch over = new CountDownLatch(1);
    private final List<HttpServer> servers = new ArrayList<>();
    private final AtomicInteger ended = new AtomicInteger();

    /** Of whose making a receiver was told and how long that took, and how many requests hang in it. */
    private record Seen(Set<String> made, Queue<Long> millis, AtomicInteger hanging) {
        Seen() {
            this(ConcurrentHashMap.newKeySet(), new ConcurrentLinkedQueue<>(), new AtomicInteger());
        }

        void take(HttpExchange exchange) throws IOException {
            try (exchange) {
                JsonNode event = JSON.readTree(exchange.getRequestBody());
                Instant occurred = Instant.parse(event.path("occurredAt").asText());
                millis.add(Duration.between(occurred, Instant.now()).toMillis());
                if (event.path("type").asText().equals("cardholder.created")) {
                    made.add(event.path("subject").path("id").asText());
                }
                exchange.sendResponseHeaders(204, -1);
            }
        }
    }

    private void hang(HttpExchange exchange, Seen seen) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            seen.hanging().incrementAndGet();
            over.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            ended.incrementAndGet();
        }
    }

    private Seen open(DistributorClient client, int number) throws IOException {
        var seen = new Seen();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            if (number < HANGING && manner.get() == Manner.HANGS) {
                hang(exchange, seen);
            } else {
                seen.take(exchange);
            }
        });
        server.start();
        servers.add(server);
        client.made(
                "/v1/webhook-endpoints",
                "{\"url\":\"http://127.0.0.1:%d/\",\"eventTypes\":[\"*\"],\"description\":\"\"}"
                        .formatted(server.getAddress().getPort()));
        return seen;
    }

    @Test
    void delayNobody() throws Exception {
        try (GatewayFixture fixture = GatewayFixture.start(Map.of("deliveries.timeout", "180s"))) {
            var client = new DistributorClient(fixture);
            List<Seen> all = new ArrayList<>();
            for (int number = 0; number < ENDPOINTS; number++) {
                all.add(open(client, number));
            }
            List<Seen> hanging = all.subList(0, HANGING);
            List<Seen> healthy = all.subList(HANGING, ENDPOINTS);
            for (int pass = 0; pass < PASSES; pass++) {
                told("nobody hangs", fixture, client, healthy, () -> {});
            }
            manner.set(Manner.HANGS);
            told(
                    "ten hang",
                    fixture,
                    client,
                    healthy,
                    () -> await(
                            "all that may be in flight to those that hang",
                            () -> hanging.stream().allMatch(it -> it.hanging().get() == IN_FLIGHT)));

            assertThat(ended).as("hanging attempts that were over before").hasValue(0);
            assertThat(hanging).allMatch(it -> it.hanging().get() == IN_FLIGHT);
            over.countDown();
        } finally {
            over.countDown();
            servers.forEach(server -> server.stop(0));
            threads.shutdownNow();
        }
    }

    /** Makes holders, and waits until every healthy endpoint was told of each. */
    private static void told(
            String which, GatewayFixture fixture, DistributorClient client, List<Seen> healthy, Runnable amid) {
        healthy.forEach(it -> it.millis().clear());
        String product = fixture.product(GatewayFixture.UQPAY, DistributorClient.SHARED)
                .id()
                .value();
        List<String> holders = new ArrayList<>();
        for (int number = 0; number < HOLDERS; number++) {
            if (number == IN_FLIGHT + 2) {
                amid.run();
            }
            holders.add(client.made("/v1/cardholders", DistributorClient.person(product))
                    .path("id")
                    .asText());
        }
        await(
                "every event at every healthy endpoint while " + which,
                () -> healthy.stream().allMatch(it -> it.made().containsAll(holders)));
        long[] millis = healthy.stream()
                .flatMap(it -> it.millis().stream())
                .mapToLong(Long::longValue)
                .sorted()
                .toArray();
        LOG.info(
                "While {}: {} events taken, p50 {} ms, p99 {} ms",
                which,
                millis.length,
                millis[millis.length / 2],
                millis[millis.length * 99 / 100]);
    }
}
