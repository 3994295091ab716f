package io.cardport.testkit.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultProxyTest {
    private final AtomicInteger done = new AtomicInteger();
    private HttpServer issuer;
    private FaultProxy proxy;
    private HttpClient client;

    @BeforeEach
    void start() throws IOException {
        issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuer.createContext("/api/cards", exchange -> {
            exchange.getRequestBody().readAllBytes();
            done.incrementAndGet();
            byte[] answer =
                    "{\"status\":\"active\",\"holderStatus\": \"NEW\",\"name\":\"x\"}".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(201, 0);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        issuer.start();
        proxy = new FaultProxy(
                URI.create("http://127.0.0.1:" + issuer.getAddress().getPort() + "/api"));
        client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    @AfterEach
    void stop() {
        client.close();
        proxy.close();
        issuer.stop(0);
    }

    @Test
    void recordsWhatPasses() throws Exception {
        HttpResponse<String> answer = post();

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.body()).contains("active");
        assertThat(proxy.seen()).singleElement().satisfies(traffic -> {
            assertThat(traffic.method()).isEqualTo("POST");
            assertThat(traffic.target()).isEqualTo("/api/cards?x=1");
            assertThat(traffic.header("Idempotency-Key")).containsExactly("k1");
            assertThat(traffic.request().text()).isEqualTo("{\"a\":1}");
            assertThat(traffic.status()).contains(201);
        });
        assertThat(proxy.bytes()).isEqualTo(8);
    }

    @Test
    void dropsBeforeTheIssuerKnows() {
        proxy.next(new WireFault.DropBefore());
        assertThatThrownBy(this::post).isInstanceOf(IOException.class);
        assertThat(done).hasValue(0);
    }

    @Test
    void dropsAfterTheIssuerActed() {
        proxy.next(new WireFault.DropAfter());
        assertThatThrownBy(this::post).isInstanceOf(IOException.class);
        assertThat(done).hasValue(1);
    }

    @Test
    void cutsTheBody() {
        proxy.next(new WireFault.Cut());
        assertThatThrownBy(this::post).isInstanceOf(IOException.class);
        assertThat(done).hasValue(1);
    }

    @Test
    void garblesAndRewordsOnce() throws Exception {
        proxy.next(new WireFault.Garble());
        proxy.next(new WireFault.Reword());
        assertThat(post().body()).isEqualTo("{\"status\": <html>");
        assertThat(post().body())
                .isEqualTo("{\"status\":\"SOMETHING_NEW\",\"holderStatus\": \"SOMETHING_NEW\",\"name\":\"x\"}");
        assertThat(post().body()).contains("active");
    }

    @Test
    void answersInTheIssuersPlace() throws Exception {
        proxy.next(new WireFault.Answer(429, "{}"), traffic -> traffic.method().equals("POST"));
        assertThat(post().statusCode()).isEqualTo(429);
        assertThat(done).hasValue(0);
    }

    @Test
    void refusesAndAcceptsOnTheSamePort() throws Exception {
        proxy.refuse();
        assertThatThrownBy(this::post).isInstanceOf(ConnectException.class);
        proxy.accept();
        assertThat(post().statusCode()).isEqualTo(201);
    }

    private HttpResponse<String> post() throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(proxy.baseUrl() + "/cards?x=1"))
                        .header("Idempotency-Key", "k1")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"a\":1}"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
