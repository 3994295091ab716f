package io.cardport.app.persistence;

import io.cardport.app.sealing.KeyRing;
import io.cardport.app.sealing.Place;
import io.cardport.http.Token;
import io.cardport.http.TokenKey;
import io.cardport.http.TokenResult;
import io.cardport.http.TokenStore;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Issuers' tokens in PostgreSQL, sealed. The row of a key is locked while a decision is made, and the decision may ask the
 * issuer: the one place where a transaction waits for an issuer, because two nodes that refresh at once would kill each
 * other's token. It touches no other table, and the lock ends with its session.
 */
final class PostgresTokenStore implements TokenStore {
    /** Longer than any deadline of an issuer; the pool's own limit would end the session under a slow issuer. */
    private static final String PATIENCE = "SET LOCAL idle_in_transaction_session_timeout = '180s'";

    private static final String KEY = " WHERE kind = ? AND base_url = ? AND client_id = ?";

    private final Connections connections;
    private final KeyRing house;

    PostgresTokenStore(DataSource database, KeyRing house) {
        this.connections = new Connections(database);
        this.house = house;
    }

    @Override
    public TokenResult exclusively(TokenKey key, Decision decision) {
        connections.autocommitting(connection -> new Sql(connection)
                .update(
                        "INSERT INTO issuer_tokens (kind, base_url, client_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                        parts(key)));
        return connections.transaction(connection -> {
            Sql sql = new Sql(connection);
            sql.update(PATIENCE);
            Optional<Token> stored = sql.first(
                            "SELECT token, expires_at FROM issuer_tokens" + KEY + " FOR UPDATE",
                            row -> {
                                Optional<byte[]> sealed = Read.maybeBytes(row, "token");
                                return sealed.isPresent()
                                        ? Optional.of(opened(key, sealed.get(), Read.time(row, "expires_at")))
                                        : Optional.<Token>empty();
                            },
                            parts(key))
                    .flatMap(token -> token);
            TokenResult result = decision.decide(stored);
            switch (result) {
                case TokenResult.Live(Token token) -> {
                    if (stored.isEmpty() || !stored.get().sameValueAs(token)) {
                        store(sql, key, token);
                    }
                }
                case TokenResult.Unavailable ignored -> {}
            }
            return result;
        });
    }

    private void store(Sql sql, TokenKey key, Token token) {
        byte[] clear = token.reveal().getBytes(StandardCharsets.UTF_8);
        Object[] parts = parts(key);
        sql.update(
                "UPDATE issuer_tokens SET token = ?, expires_at = ?" + KEY,
                house.seal(place(key), clear),
                token.expiresAt(),
                parts[0],
                parts[1],
                parts[2]);
    }

    private Token opened(TokenKey key, byte[] sealed, Instant expiresAt) {
        return new Token(new String(house.unseal(place(key), sealed), StandardCharsets.UTF_8), expiresAt);
    }

    private static Object[] parts(TokenKey key) {
        return new Object[] {key.kind(), key.baseUrl().toString(), key.clientId()};
    }

    private static Place place(TokenKey key) {
        return new Place("issuer_tokens", key.kind() + " " + key.baseUrl() + " " + key.clientId(), "token");
    }
}
