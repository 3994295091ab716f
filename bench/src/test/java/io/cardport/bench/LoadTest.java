package io.cardport.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoadTest {
    private final AtomicInteger requests = new AtomicInteger();
    private final Set<InetSocketAddress> callers = ConcurrentHashMap.newKeySet();
    private HttpServer server = bound();

    private static HttpServer bound() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @BeforeEach
    void start() {
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            callers.add(exchange.getRemoteAddress());
            exchange.getRequestBody().readAllBytes();
            // Every tenth is refused.
            boolean refused = requests.incrementAndGet() % 10 == 0;
            exchange.sendResponseHeaders(refused ? 500 : 200, 2);
            exchange.getResponseBody().write("{}".getBytes(StandardCharsets.US_ASCII));
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void manyConnectionsAreKeptAndErrorsAreNotCountedAsAnswers() throws Exception {
        URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/x?y=1");
        Shot shot = Shot.post(url, Map.of("A", "b"), "{}".getBytes(StandardCharsets.US_ASCII));

        Figures figures = new Load(4, 0, TimeUnit.SECONDS.toNanos(1)).run(url, () -> shot);

        assertThat(callers).hasSize(4);
        assertThat(figures.perSecond()).isPositive();
        assertThat(figures.p50()).isPositive().isLessThanOrEqualTo(figures.p99());
        // Four answers may have come after the end.
        assertThat(figures.errors() + Math.round(figures.perSecond()))
                .isBetween(requests.get() - 4L, (long) requests.get());
        assertThat(figures.errors()).isBetween(requests.get() / 10 - 4L, requests.get() / 10 + 0L);
    }

    @Test
    void atARateALateAnswerIsFeltByThoseThatHadToWaitForIt() throws Exception {
        AtomicInteger came = new AtomicInteger();
        server.createContext("/late", exchange -> {
            exchange.getRequestBody().readAllBytes();
            if (came.incrementAndGet() == 2) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300));
            }
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("{}".getBytes(StandardCharsets.US_ASCII));
            exchange.close();
        });
        URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/late");
        Shot shot = Shot.post(url, Map.of(), "{}".getBytes(StandardCharsets.US_ASCII));

        Figures figures = new PacedLoad(50, 0, TimeUnit.MILLISECONDS.toNanos(300)).run(url, () -> shot);

        assertThat(came).hasValue(15);
        assertThat(figures.perSecond()).isEqualTo(50);
        assertThat(figures.errors()).isZero();
        // All that follow were to be sent while the second had no answer.
        assertThat(figures.p99()).isGreaterThanOrEqualTo(300);
        assertThat(figures.p50()).isGreaterThanOrEqualTo(100);
    }
}
