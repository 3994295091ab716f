package io.cardport.app.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.http.NotSentCause;
import io.cardport.http.Token;
import io.cardport.http.TokenKey;
import io.cardport.http.TokenResult;
import io.cardport.http.WireResult;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresTokenStoreTest {
    private final TestStores database = TestStores.fresh();

    @AfterAll
    void close() {
        database.close();
    }

    private static TokenKey key(String client) {
        return new TokenKey("uqpay", URI.create("https://issuer.example/api"), client);
    }

    private PostgresTokenStore node() {
        return new PostgresTokenStore(database.pool(), database.house());
    }

    @Test
    void nodesThatNeedATokenAtOnceAskTheIssuerOnce() {
        AtomicInteger asked = new AtomicInteger();
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int number = 0; number < 8; number++) {
                executor.submit(() -> node().exclusively(key("many"), stored -> {
                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                    TokenResult result = new TokenResult.Live(
                            stored.orElseGet(() -> new Token("token-" + asked.incrementAndGet(), Samples.NOW)));
                    inside.decrementAndGet();
                    return result;
                }));
            }
        }

        assertThat(asked).hasValue(1);
        assertThat(most).hasValue(1);
    }

    @Test
    void aTokenIsStoredSealedAndComesBackOnAnotherNode() {
        node().exclusively(key("sealed"), stored -> new TokenResult.Live(new Token("very-secret-token", Samples.NOW)));
        AtomicReference<Optional<Token>> seen = new AtomicReference<>(Optional.empty());

        TokenResult none = node().exclusively(key("sealed"), stored -> {
            seen.set(stored);
            return new TokenResult.Unavailable(new WireResult.NotSent(NotSentCause.values()[0]));
        });

        assertThat(none).isInstanceOf(TokenResult.Unavailable.class);
        assertThat(seen.get().map(Token::reveal)).contains("very-secret-token");
        assertThat(seen.get().map(Token::expiresAt)).contains(Samples.NOW);
        byte[] stored = database.rows(
                        "SELECT token FROM issuer_tokens WHERE client_id = 'sealed'", row -> Read.bytes(row, "token"))
                .getFirst();
        assertThat(new String(stored, StandardCharsets.ISO_8859_1)).doesNotContain("very-secret");
    }

    @Test
    void aTokenThatCouldNotBeHadLeavesTheStoredOne() {
        node().exclusively(key("kept"), stored -> new TokenResult.Live(new Token("first", Samples.NOW)));
        try {
            node().exclusively(key("kept"), stored -> {
                throw new IllegalStateException("on purpose");
            });
        } catch (IllegalStateException expected) {
            assertThat(expected).hasMessage("on purpose");
        }

        TokenResult kept = node().exclusively(key("kept"), stored -> new TokenResult.Live(stored.orElseThrow()));
        assertThat(kept)
                .isInstanceOfSatisfying(
                        TokenResult.Live.class,
                        live -> assertThat(live.token().reveal()).isEqualTo("first"));
    }
}
