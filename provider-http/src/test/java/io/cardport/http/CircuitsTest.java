package io.cardport.http;

import static io.cardport.http.RawServer.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardport.http.WireResult.Answered;
import io.cardport.http.WireResult.NoAnswer;
import io.cardport.http.WireResult.NotSent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An issuer that fails is left alone, call by call, and found again when it recovers. */
@Timeout(60)
class CircuitsTest extends WireScenario {
    private static final WireRequest CARDS = WireRequest.get("test.cards", Target.of("/cards"));
    private static final WireRequest BALANCES = WireRequest.get("test.balances", Target.of("/balances"));
    private static final NotSent OPEN = new NotSent(NotSentCause.CIRCUIT_OPEN);

    private final AtomicReference<Instant> now = new AtomicReference<>(CLOCK.instant());
    private final List<String> changes = new CopyOnWriteArrayList<>();
    private final AccountCircuits circuits =
            new AccountCircuits(now::get, CircuitRules.USUAL, (call, state) -> changes.add(call + " " + state));
    private final AtomicInteger status = new AtomicInteger(500);

    private void pass(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }

    private HttpExchange exchange(URI url) {
        return new HttpExchange(settings(url).withCircuits(circuits));
    }

    /** Cards are answered with the status that is set, balances are always fine. */
    private RawServer issuer() throws IOException {
        return new RawServer(conversation -> {
            while (true) {
                String request = conversation.readRequest();
                conversation.write(answer(request.startsWith("GET /cards") ? status.get() : 200, "{}"));
            }
        });
    }

    private CircuitStanding standing(String call) {
        return Objects.requireNonNull(circuits.standings().get(call));
    }

    private CircuitState stateOf(String call) {
        return standing(call).state();
    }

    private void send(HttpExchange exchange, WireRequest request, int times) {
        for (int i = 0; i < times; i++) {
            exchange.send(request, Seal.none());
        }
    }

    @Test
    void aCallThatFailsIsLeftAloneAndTheOthersAreNot() throws Exception {
        try (var issuer = issuer();
                var exchange = exchange(issuer.url())) {
            send(exchange, CARDS, 4);
            assertThat(stateOf("test.cards")).isEqualTo(CircuitState.CLOSED);
            send(exchange, CARDS, 1);
            assertThat(standing("test.cards"))
                    .isEqualTo(new CircuitStanding(CircuitState.OPEN, now.get(), Optional.of("500")));
            int asked = issuer.requests().size();
            assertThat(exchange.send(CARDS, request -> {
                        throw new AssertionError("sealed");
                    }))
                    .isEqualTo(OPEN);
            assertThat(issuer.requests()).hasSize(asked);
            assertThat(answered(exchange.send(BALANCES, Seal.none())).status()).isEqualTo(200);
            assertThat(journal.get(5).ending()).hasToString("NotSent(CIRCUIT_OPEN)");
        }
    }

    @Test
    void credentialsThatAreRefusedInWordsCountAsA401() throws Exception {
        status.set(200);
        AnswerJudge judge = answer -> AnswerJudge.Finding.CREDENTIALS_REFUSED;
        try (var issuer = issuer();
                var exchange = exchange(issuer.url())) {
            for (int i = 0; i < 5; i++) {
                assertThat(exchange.send(CARDS, Seal.none(), SendBefore.within(Duration.ofSeconds(5)), judge))
                        .isInstanceOf(Answered.class);
            }
            assertThat(standing("test.cards"))
                    .isEqualTo(
                            new CircuitStanding(CircuitState.OPEN, now.get(), Optional.of("200(CREDENTIALS_REFUSED)")));
            assertThat(exchange.send(CARDS, Seal.none())).isEqualTo(OPEN);
            assertThat(answered(exchange.send(BALANCES, Seal.none())).status()).isEqualTo(200);
            assertThat(journal.getFirst().ending()).isEqualTo(new JournalEntry.Ending.TurnedAway(200));
        }
    }

    @Test
    void afterThePauseOneCallTriesAndClosesIt() throws Exception {
        try (var issuer = issuer();
                var exchange = exchange(issuer.url())) {
            send(exchange, CARDS, 5);
            pass(Duration.ofMillis(4_999));
            assertThat(exchange.send(CARDS, Seal.none())).isEqualTo(OPEN);
            pass(Duration.ofMillis(2));
            assertThat(stateOf("test.cards")).isEqualTo(CircuitState.HALF_OPEN);
            status.set(200);
            assertThat(exchange.send(CARDS, Seal.none())).isInstanceOf(Answered.class);
            assertThat(stateOf("test.cards")).isEqualTo(CircuitState.CLOSED);
            send(exchange, CARDS, 3);
            assertThat(issuer.requests()).hasSize(9);
            assertThat(changes)
                    .containsExactly(
                            "connection CLOSED",
                            "test.cards CLOSED",
                            "test.cards OPEN",
                            "test.cards HALF_OPEN",
                            "test.cards CLOSED");
        }
    }

    @Test
    void theLongerItFailsTheRarerItIsTried() throws Exception {
        try (var issuer = issuer();
                var exchange = exchange(issuer.url())) {
            send(exchange, CARDS, 5);
            int tried = 0;
            for (int second = 0; second < 600; second++) {
                pass(Duration.ofSeconds(1));
                tried += exchange.send(CARDS, Seal.none()).equals(OPEN) ? 0 : 1;
            }
            // After 5, 15 and 35 s, then every 30 s.
            assertThat(tried).isBetween(20, 22);
            assertThat(issuer.requests()).hasSize(5 + tried);
        }
    }

    @Test
    void onlyOneAtATimeTries() throws Exception {
        var arrived = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var calls = new AtomicInteger();
        try (var issuer = new RawServer(conversation -> {
                    while (true) {
                        conversation.readRequest();
                        if (calls.incrementAndGet() <= 5) {
                            conversation.write(answer(503, "{}"));
                        } else {
                            arrived.countDown();
                            goOn.await();
                            conversation.write(answer(200, "{}"));
                        }
                    }
                });
                var exchange = exchange(issuer.url())) {
            send(exchange, CARDS, 5);
            pass(Duration.ofSeconds(6));
            var probe = CompletableFuture.supplyAsync(() -> exchange.send(CARDS, Seal.none()));
            assertThat(arrived.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(exchange.send(CARDS, Seal.none())).isEqualTo(OPEN);
            goOn.countDown();
            assertThat(probe.get(20, TimeUnit.SECONDS)).isInstanceOf(Answered.class);
            assertThat(exchange.send(CARDS, Seal.none())).isInstanceOf(Answered.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 402, 403, 404, 409, 422, 429})
    void aNoOpensNothing(int refusal) throws Exception {
        status.set(refusal);
        try (var issuer = issuer();
                var exchange = exchange(issuer.url())) {
            send(exchange, CARDS, 30);
            assertThat(issuer.requests()).hasSize(30);
            assertThat(stateOf("test.cards")).isEqualTo(CircuitState.CLOSED);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 408, 500, 502, 503})
    void aFailureOpens(int failure) throws Exception {
        status.set(failure);
        try (var issuer = issuer();
                var exchange = exchange(issuer.url())) {
            send(exchange, CARDS, 30);
            assertThat(issuer.requests()).hasSize(5);
        }
    }

    @Test
    void aTokenThatOthersRenewAllTheTimeOpensNothing() throws Exception {
        try (var issuer = issuer();
                var exchange = exchange(issuer.url())) {
            for (int i = 0; i < 20; i++) {
                status.set(i % 2 == 0 ? 401 : 200);
                send(exchange, CARDS, 1);
            }
            assertThat(issuer.requests()).hasSize(20);
        }
    }

    @Test
    void noAnswerOpens() throws Exception {
        try (var issuer = new RawServer(conversation -> {
                    conversation.readRequest();
                    conversation.reset();
                });
                var exchange = exchange(issuer.url())) {
            for (int i = 0; i < 5; i++) {
                assertThat(exchange.send(CARDS, Seal.none())).isInstanceOf(NoAnswer.class);
            }
            assertThat(exchange.send(CARDS, Seal.none())).isEqualTo(OPEN);
            assertThat(stateOf(AccountCircuits.CONNECTION)).isEqualTo(CircuitState.CLOSED);
        }
    }

    @Test
    void anIssuerThatIsGoneIsGoneForAllCallsUntilOneConnects() throws Exception {
        int port = RawServer.freePort();
        try (var exchange = exchange(URI.create("http://127.0.0.1:" + port))) {
            send(exchange, CARDS, 3);
            send(exchange, BALANCES, 2);
            assertThat(exchange.send(BALANCES, Seal.none())).isEqualTo(OPEN);
            assertThat(standing(AccountCircuits.CONNECTION).lastFailure()).contains("NotSent(CONNECT_REFUSED)");
            pass(Duration.ofSeconds(6));
            try (var back =
                    new RawServer(new ServerSocket(port, 50, InetAddress.getByName("127.0.0.1")), conversation -> {
                        while (true) {
                            conversation.readRequest();
                            conversation.write(answer(500, "{}"));
                        }
                    })) {
                assertThat(exchange.send(CARDS, Seal.none())).isInstanceOf(Answered.class);
                assertThat(stateOf(AccountCircuits.CONNECTION)).isEqualTo(CircuitState.CLOSED);
                assertThat(exchange.send(BALANCES, Seal.none())).isInstanceOf(Answered.class);
            }
        }
    }

    @Test
    void whatEndsLateSaysNothingOfTheTry() throws Exception {
        var slow = new CountDownLatch(1);
        var calls = new AtomicInteger();
        try (var issuer = new RawServer(conversation -> {
                    while (true) {
                        conversation.readRequest();
                        if (calls.incrementAndGet() == 1) {
                            slow.await();
                            conversation.write(answer(200, "{}"));
                        } else {
                            conversation.write(answer(500, "{}"));
                        }
                    }
                });
                var exchange = exchange(issuer.url())) {
            var late = CompletableFuture.supplyAsync(() -> exchange.send(CARDS, Seal.none()));
            while (calls.get() == 0) {
                Thread.sleep(5);
            }
            send(exchange, CARDS, 5);
            assertThat(stateOf("test.cards")).isEqualTo(CircuitState.OPEN);
            slow.countDown();
            assertThat(late.get(20, TimeUnit.SECONDS)).isInstanceOf(Answered.class);
            assertThat(stateOf("test.cards")).isEqualTo(CircuitState.OPEN);
        }
    }

    @Test
    void aTryThatWasNotMadeLeavesTheNextOne() throws Exception {
        try (var issuer = issuer();
                var exchange = exchange(issuer.url())) {
            send(exchange, CARDS, 5);
            pass(Duration.ofSeconds(6));
            assertThatThrownBy(() -> exchange.send(CARDS, request -> {
                        throw new IllegalStateException("no seal");
                    }))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(exchange.send(CARDS, Seal.none(), SendBefore.within(Duration.ZERO)))
                    .isEqualTo(new NotSent(NotSentCause.DEADLINE_BEFORE_SEND));
            status.set(200);
            assertThat(exchange.send(CARDS, Seal.none())).isInstanceOf(Answered.class);
        }
    }
}
