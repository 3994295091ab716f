package io.cardport.proof.cut;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CuttingProxyTest {
    private static final int ROUNDS = 20;

    @Test
    void whatAClientHasGivenUpHasReachedTheIssuerWhenAllIsPassedOn() throws Exception {
        var acted = new AtomicInteger();
        try (ServerSocket issuer = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answerSlowly(issuer, acted));
            try (var proxy = new CuttingProxy(URI.create("http://127.0.0.1:" + issuer.getLocalPort()))) {
                for (int round = 1; round <= ROUNDS; round++) {
                    ask(proxy.baseUrl());

                    proxy.passAll();

                    assertThat(acted).hasValue(round);
                }
                assertThat(proxy.exchanges()).isEqualTo(ROUNDS);
            }
        }
    }

    @Test
    void aDoorThatIsShutHasNothingToPassOn() throws Exception {
        try (var proxy = new CuttingProxy(URI.create("http://127.0.0.1:1"))) {
            proxy.lay(new Cut(1, Cut.Point.REFUSED, 0, Cut.Ending.CLOSED));

            proxy.passAll();

            assertThat(proxy.exchanges()).isZero();
        }
    }

    private static void ask(URI url) throws IOException {
        try (Socket client = new Socket(url.getHost(), url.getPort())) {
            client.getOutputStream()
                    .write("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}"
                            .getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static void answerSlowly(ServerSocket issuer, AtomicInteger acted) {
        while (!issuer.isClosed()) {
            try (Socket client = issuer.accept()) {
                Wire.read(client.getInputStream());
                Thread.sleep(20);
                acted.incrementAndGet();
                client.getOutputStream()
                        .write("HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
            } catch (IOException | InterruptedException closed) {
                return;
            }
        }
    }
}
