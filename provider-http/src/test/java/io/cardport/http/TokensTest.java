package io.cardport.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class TokensTest {
    private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
    private static final TokenKey KEY = new TokenKey("uqpay", URI.create("https://api.example.com"), "client");

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final InstantSource clock = now::get;
    private final AtomicInteger fetches = new AtomicInteger();
    private final TokenStore store = new InMemoryTokenStore();

    private TokenResult fetch() {
        return new TokenResult.Live(
                new Token("token-" + fetches.incrementAndGet(), now.get().plus(Duration.ofMinutes(30))));
    }

    private Tokens node() {
        return new Tokens(KEY, store, this::fetch, clock, Duration.ofMinutes(1));
    }

    @Test
    void sixtyFourThreadsCauseOneFetch() throws Exception {
        Tokens tokens = new Tokens(
                KEY,
                store,
                () -> {
                    pause();
                    return fetch();
                },
                clock,
                Duration.ofMinutes(1));
        assertThat(together(tokens::current)).containsOnly("token-1");
        assertThat(fetches).hasValue(1);
    }

    @Test
    void sixtyFourThreadsWithTheSameRejectedTokenCauseOneRefreshAcrossTwoNodes() throws Exception {
        Tokens first = node();
        Tokens second = node();
        Token rejected = value(first.current());
        assertThat(value(second.current()).reveal()).isEqualTo("token-1");
        var turn = new AtomicInteger();
        List<String> got = together(() -> (turn.incrementAndGet() % 2 == 0 ? first : second).refreshedAfter(rejected));
        assertThat(got).containsOnly("token-2");
        assertThat(fetches).hasValue(2);
    }

    @Test
    void aTokenThatAnotherNodeRefreshedIsTakenNotKilled() {
        Tokens first = node();
        Tokens second = node();
        Token old = value(first.current());
        second.current();
        assertThat(value(second.refreshedAfter(old)).reveal()).isEqualTo("token-2");
        assertThat(value(first.refreshedAfter(old)).reveal()).isEqualTo("token-2");
        assertThat(fetches).hasValue(2);
    }

    @Test
    void isReplacedBeforeTheMargin() {
        Tokens tokens = node();
        tokens.current();
        now.set(START.plus(Duration.ofMinutes(29)).minusSeconds(1));
        assertThat(value(tokens.current()).reveal()).isEqualTo("token-1");
        now.set(START.plus(Duration.ofMinutes(29)));
        assertThat(value(tokens.current()).reveal()).isEqualTo("token-2");
    }

    @Test
    void aRefusalIsSharedAndNotKept() throws Exception {
        var refusing = new AtomicReference<>(Optional.of(new WireResult.NotSent(NotSentCause.CONNECT_REFUSED)));
        Tokens tokens = new Tokens(
                KEY,
                store,
                () -> refusing.get()
                        .<TokenResult>map(TokenResult.Unavailable::new)
                        .orElseGet(this::fetch),
                clock,
                Duration.ofMinutes(1));
        assertThat(tokens.current())
                .isEqualTo(new TokenResult.Unavailable(new WireResult.NotSent(NotSentCause.CONNECT_REFUSED)));
        refusing.set(Optional.empty());
        assertThat(value(tokens.current()).reveal()).isEqualTo("token-1");
    }

    @Test
    void aBrokenSourceDoesNotBlockTheNextCaller() {
        var broken = new AtomicInteger(1);
        Tokens tokens = new Tokens(
                KEY,
                store,
                () -> {
                    if (broken.getAndDecrement() > 0) {
                        throw new IllegalStateException("broken");
                    }
                    return fetch();
                },
                clock,
                Duration.ofMinutes(1));
        org.assertj.core.api.Assertions.assertThatThrownBy(tokens::current).isInstanceOf(IllegalStateException.class);
        assertThat(value(tokens.current()).reveal()).isEqualTo("token-1");
    }

    @Test
    void valueIsInNoTextForm() {
        var token = new Token("canary", START);
        assertThat(token.toString() + new TokenResult.Live(token)).doesNotContain("canary");
    }

    private interface Asking {
        TokenResult ask();
    }

    private static List<String> together(Asking asking) throws Exception {
        var gate = new CountDownLatch(1);
        var results = new ArrayList<Future<String>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 64; i++) {
                results.add(threads.submit(() -> {
                    gate.await();
                    return value(asking.ask()).reveal();
                }));
            }
            gate.countDown();
            var values = new ArrayList<String>();
            for (Future<String> result : results) {
                values.add(result.get());
            }
            return values;
        }
    }

    private static Token value(TokenResult result) {
        return switch (result) {
            case TokenResult.Live live -> live.token();
            case TokenResult.Unavailable unavailable -> throw new AssertionError(unavailable);
        };
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
