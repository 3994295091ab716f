package io.cardport.http;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/**
 * The one shared token of an account. However many threads want a token at once, one asks the issuer and the others
 * take its answer; a rejected token is refreshed only while it is still the stored one, so that a node never kills the
 * token another node has just got. Thread-safe.
 */
public final class Tokens {
    private final TokenKey key;
    private final TokenStore store;
    private final TokenSource source;
    private final InstantSource clock;
    private final Duration margin;
    private final AtomicReference<Optional<Token>> seen = new AtomicReference<>(Optional.empty());
    private final AtomicReference<Optional<CompletableFuture<TokenResult>>> flight =
            new AtomicReference<>(Optional.empty());

    /**
     * Tokens of one key.
     *
     * @param key whose token
     * @param store shared by all nodes
     * @param source asks the issuer
     * @param clock tells whether a token is still good
     * @param margin how long before its expiry a token is replaced
     */
    public Tokens(TokenKey key, TokenStore store, TokenSource source, InstantSource clock, Duration margin) {
        this.key = key;
        this.store = store;
        this.source = source;
        this.clock = clock;
        this.margin = margin;
    }

    /**
     * A token that is good for at least the margin, from memory where possible.
     *
     * @return the token, or why there is none
     */
    public TokenResult current() {
        return obtain(Optional.empty());
    }

    /**
     * A token to use instead of one that the issuer refused. The issuer is asked only if the refused one is still the
     * stored one; otherwise somebody else has refreshed and that token is taken.
     *
     * @param rejected the token that got the 401
     * @return the token, or why there is none
     */
    public TokenResult refreshedAfter(Token rejected) {
        return obtain(Optional.of(rejected));
    }

    private boolean isFresh(Token token) {
        return token.expiresAt().isAfter(clock.instant().plus(margin));
    }

    private TokenResult obtain(Optional<Token> rejected) {
        Predicate<Token> other = token -> rejected.isEmpty() || !token.sameValueAs(rejected.get());
        Predicate<Token> good = other.and(this::isFresh);
        while (true) {
            Optional<Token> known = seen.get().filter(good);
            if (known.isPresent()) {
                return new TokenResult.Live(known.get());
            }
            Optional<CompletableFuture<TokenResult>> running = flight.get();
            if (running.isPresent()) {
                TokenResult shared = join(running.get());
                // A flight that began for somebody else may come home with the very token that was refused to us.
                if (!(shared instanceof TokenResult.Live live) || other.test(live.token())) {
                    return shared;
                }
            } else {
                var mine = new CompletableFuture<TokenResult>();
                if (flight.compareAndSet(running, Optional.of(mine))) {
                    return lead(mine, good);
                }
            }
        }
    }

    private TokenResult lead(CompletableFuture<TokenResult> mine, Predicate<Token> good) {
        try {
            TokenResult result = store.exclusively(
                    key,
                    stored -> stored.filter(good)
                            .<TokenResult>map(TokenResult.Live::new)
                            .orElseGet(source::fetch));
            switch (result) {
                case TokenResult.Live live -> seen.set(Optional.of(live.token()));
                case TokenResult.Unavailable unavailable -> {}
            }
            flight.set(Optional.empty());
            mine.complete(result);
            return result;
        } catch (RuntimeException | Error failure) {
            flight.set(Optional.empty());
            mine.completeExceptionally(failure);
            throw failure;
        }
    }

    private static TokenResult join(CompletableFuture<TokenResult> running) {
        try {
            return running.join();
        } catch (CompletionException failed) {
            throw new IllegalStateException("the thread that asked for a token failed", failed.getCause());
        }
    }
}
