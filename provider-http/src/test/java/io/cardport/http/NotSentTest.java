package io.cardport.http;

import static io.cardport.http.RawServer.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardport.http.ExchangeSettings.Limits;
import io.cardport.http.WireResult.Answered;
import io.cardport.http.WireResult.NoAnswer;
import io.cardport.http.WireResult.NotSent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class NotSentTest extends WireScenario {

    @Test
    void refused() {
        try (var exchange = new HttpExchange(settings(URI.create("http://127.0.0.1:" + RawServer.freePort())))) {
            assertThat(exchange.send(COMMAND, Seal.none())).isEqualTo(new NotSent(NotSentCause.CONNECT_REFUSED));
        }
    }

    @Test
    void unresolved() {
        var settings = ExchangeSettings.of(URI.create("https://no-such-host.invalid"), CLOCK)
                .withJournal(journal::add);
        try (var exchange = new HttpExchange(settings)) {
            assertThat(exchange.send(COMMAND, Seal.none())).isEqualTo(new NotSent(NotSentCause.UNRESOLVED));
        }
    }

    @Test
    void noConnectionInTime() throws Exception {
        // A listener whose queue is full: the kernel leaves further connections unanswered.
        try (var full = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            var fillers = new ArrayList<Socket>();
            for (int i = 0; i < 2; i++) {
                fillers.add(new Socket(full.getInetAddress(), full.getLocalPort()));
            }
            var limits = Limits.DEFAULT.connectTimeout(Duration.ofMillis(300));
            var url = URI.create("http://127.0.0.1:" + full.getLocalPort());
            try (var exchange = new HttpExchange(settings(url).with(limits))) {
                assertThat(exchange.send(COMMAND, Seal.none())).isEqualTo(new NotSent(NotSentCause.CONNECT_TIMEOUT));
            }
            for (Socket filler : fillers) {
                filler.close();
            }
        }
    }

    @Test
    void theRightToSendEndsWhileConnecting() throws Exception {
        try (var full = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                var first = new Socket(full.getInetAddress(), full.getLocalPort());
                var second = new Socket(full.getInetAddress(), full.getLocalPort())) {
            var url = URI.create("http://127.0.0.1:" + full.getLocalPort());
            try (var exchange = new HttpExchange(settings(url))) {
                var later = CompletableFuture.supplyAsync(
                        () -> exchange.send(COMMAND, Seal.none(), SendBefore.within(Duration.ofMillis(200))));
                Thread.sleep(400);
                // The queue gets room only now, so the connection comes up after the right to send has ended.
                try (Socket one = full.accept();
                        Socket two = full.accept()) {
                    assertThat(one.isConnected() && two.isConnected()).isTrue();
                    assertThat(later.get(30, TimeUnit.SECONDS))
                            .isEqualTo(new NotSent(NotSentCause.DEADLINE_BEFORE_SEND));
                    full.setSoTimeout(500);
                    try (Socket late = full.accept()) {
                        assertThat(readsNothing(late)).isTrue();
                    } catch (java.net.SocketTimeoutException neverConnected) {
                        // As good: no connection, no byte.
                    }
                }
            }
        }
    }

    @Test
    void theDeadlineEndsWhileConnecting() throws Exception {
        try (var full = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                var first = new Socket(full.getInetAddress(), full.getLocalPort());
                var second = new Socket(full.getInetAddress(), full.getLocalPort())) {
            assertThat(first.isConnected() && second.isConnected()).isTrue();
            var url = URI.create("http://127.0.0.1:" + full.getLocalPort());
            var limits = Limits.DEFAULT.deadline(Duration.ofMillis(300));
            try (var exchange = new HttpExchange(settings(url).with(limits))) {
                assertThat(exchange.send(COMMAND, Seal.none()))
                        .isEqualTo(new NotSent(NotSentCause.DEADLINE_BEFORE_SEND));
                full.accept().close();
                full.accept().close();
                full.setSoTimeout(2_500);
                try (Socket late = full.accept()) {
                    late.setSoTimeout(500);
                    assertThat(readsNothing(late)).isTrue();
                } catch (java.net.SocketTimeoutException neverConnected) {
                    // As good: no connection, no byte.
                }
            }
        }
    }

    private static boolean readsNothing(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (IOException reset) {
            return true;
        }
    }

    @Test
    void theRightToSendHasEndedBefore() throws Exception {
        try (var server = new RawServer(RawServer.Conversation::drain);
                var exchange = new HttpExchange(settings(server.url()))) {
            var sealed = new AtomicInteger();
            Seal seal = request -> {
                sealed.incrementAndGet();
                return SealedRequest.of(request);
            };
            assertThat(exchange.send(COMMAND, seal, SendBefore.within(Duration.ZERO)))
                    .isEqualTo(new NotSent(NotSentCause.DEADLINE_BEFORE_SEND));
            assertThat(server.received()).isZero();
            assertThat(sealed).hasValue(0);
        }
    }

    @Test
    void theRightToSendEndsWhileSealing() throws Exception {
        try (var server = new RawServer(RawServer.Conversation::drain);
                var exchange = new HttpExchange(settings(server.url()))) {
            var end = SendBefore.within(Duration.ofMillis(200));
            Seal slow = request -> {
                while (end.left().isPositive()) {
                    Thread.onSpinWait();
                }
                return SealedRequest.of(request);
            };
            assertThat(exchange.send(COMMAND, slow, end)).isEqualTo(new NotSent(NotSentCause.DEADLINE_BEFORE_SEND));
            assertThat(server.received()).isZero();
        }
    }

    @Test
    void budgetSpent() throws Exception {
        try (var server = new RawServer(talk -> {
                    while (true) {
                        talk.readRequest();
                        talk.write(answer(200, "{}"));
                    }
                });
                var exchange = new HttpExchange(settings(server.url()).withBudget(RateBudget.perMinute(1)))) {
            answered(exchange.send(COMMAND, Seal.none()));
            assertThat(exchange.send(COMMAND, Seal.none())).isEqualTo(new NotSent(NotSentCause.RATE_BUDGET));
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void interruptedBeforeSending() throws Exception {
        try (var server = new RawServer(RawServer.Conversation::drain);
                var exchange = new HttpExchange(settings(server.url()).withBudget(wait -> {
                    Thread.currentThread().interrupt();
                    return RateBudget.Grant.GRANTED;
                }))) {
            WireResult result = exchange.send(COMMAND, Seal.none());
            assertThat(Thread.interrupted()).isTrue();
            // The interruption and the first write race; both words are right as long as they say what the server saw.
            switch (result) {
                case NotSent notSent -> assertThat(server.received()).isZero();
                case NoAnswer noAnswer -> assertThat(noAnswer.cause()).isEqualTo(NoAnswerCause.INTERRUPTED);
                case Answered answered -> throw new AssertionError(answered);
            }
        }
    }

    @Test
    void closedExchange() throws Exception {
        try (var server = new RawServer(RawServer.Conversation::drain)) {
            var exchange = new HttpExchange(settings(server.url()));
            exchange.close();
            assertThat(exchange.send(COMMAND, Seal.none())).isEqualTo(new NotSent(NotSentCause.EXCHANGE_CLOSED));
            assertThat(server.received()).isZero();
        }
    }

    @Test
    void aBrokenSealSendsNothing() throws Exception {
        try (var server = new RawServer(RawServer.Conversation::drain);
                var exchange = new HttpExchange(settings(server.url()))) {
            Seal broken = request -> {
                throw new IllegalStateException("key missing");
            };
            assertThatThrownBy(() -> exchange.send(COMMAND, broken)).isInstanceOf(IllegalStateException.class);
            assertThat(server.received()).isZero();
        }
    }
}
