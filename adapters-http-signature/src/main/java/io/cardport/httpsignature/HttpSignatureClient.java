package io.cardport.httpsignature;

import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.secret.Secret;
import io.cardport.http.HttpExchange;
import io.cardport.http.Json;
import io.cardport.http.JsonReading;
import io.cardport.http.JsonView;
import io.cardport.http.Method;
import io.cardport.http.Seal;
import io.cardport.http.SealedRequest;
import io.cardport.http.SendBefore;
import io.cardport.http.Target;
import io.cardport.http.Token;
import io.cardport.http.TokenKey;
import io.cardport.http.TokenResult;
import io.cardport.http.TokenStore;
import io.cardport.http.Tokens;
import io.cardport.http.WireBody;
import io.cardport.http.WireHeaders;
import io.cardport.http.WireRequest;
import io.cardport.http.WireResult;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** One method an endpoint (sheet 3.2 and 3.3). */
final class HttpSignatureClient implements AutoCloseable {
    /** The right to send lasts five seconds; the last one is left to the commit that granted it. */
    private static final Duration SEND_WINDOW = Duration.ofSeconds(4);

    private static final Duration TOKEN_MARGIN = Duration.ofSeconds(60);

    private final HttpExchange exchange;
    private final Account account;
    private final HttpSignatureSeal seal;
    private final Tokens tokens;

    HttpSignatureClient(
            HttpExchange exchange, Account account, HttpSignatureSeal seal, TokenStore store, InstantSource clock) {
        this.exchange = exchange;
        this.account = account;
        this.seal = seal;
        var key = new TokenKey(HttpSignatureModule.KIND, exchange.settings().baseUrl(), account.keyName());
        this.tokens = new Tokens(key, store, this::token, clock, TOKEN_MARGIN);
    }

    /** Who calls; {@code keyName} tells accounts of one address apart and is no secret. */
    record Account(String keyName, Secret apiKey, Secret apiSecret) {}

    /** What came of one call, and whether it was a token that hindered it. */
    sealed interface Reply {
        record Heard(WireResult result) implements Reply {}

        record NoToken(WireResult why) implements Reply {}
    }

    Reply createCustomer(String key, Map<String, Object> body) {
        return command("create-customer", Method.POST, Target.of("/customers"), key, body);
    }

    Reply customers() {
        return question("list-customers", Target.of("/customers"));
    }

    Reply customer(ProviderRef customer) {
        return question("retrieve-customer", Target.of("/customers/{id}", customer.value()));
    }

    Reply signCustomerChallenge(String key, ProviderRef customer, Map<String, Object> body) {
        Target target = Target.of("/customers/{id}/challenge/sign", customer.value());
        return command("sign-customer-challenge", Method.POST, target, key, body);
    }

    Reply createAccount(String key, ProviderRef customer, Map<String, Object> body) {
        Target target = Target.of("/customers/{id}/accounts", customer.value());
        return command("create-account", Method.POST, target, key, body);
    }

    Reply accounts() {
        return question("list-accounts", Target.of("/accounts"));
    }

    Reply account(ProviderRef id) {
        return question("retrieve-account", Target.of("/accounts/{id}", id.value()));
    }

    Reply signAccountChallenge(String key, ProviderRef id, Map<String, Object> body) {
        Target target = Target.of("/accounts/{id}/challenge/sign", id.value());
        return command("sign-account-challenge", Method.POST, target, key, body);
    }

    Reply createCard(String key, ProviderRef id, Map<String, Object> body) {
        return command("create-card", Method.POST, Target.of("/accounts/{id}/cards", id.value()), key, body);
    }

    Reply cards(ProviderRef id) {
        return question("list-cards", Target.of("/accounts/{id}/cards", id.value()));
    }

    Reply card(ProviderRef card) {
        return question("retrieve-card", Target.of("/cards/{id}", card.value()));
    }

    Reply deactivate(String key, ProviderRef card) {
        Target target = Target.of("/cards/{id}/deactivate", card.value());
        return command("deactivate-card", Method.PATCH, target, key, Map.of());
    }

    Reply activate(String key, ProviderRef card) {
        return command("activate-card", Method.PATCH, Target.of("/cards/{id}/activate", card.value()), key, Map.of());
    }

    Reply terminate(String key, ProviderRef card) {
        return command("terminate-card", Method.DELETE, Target.of("/cards/{id}", card.value()), key, Map.of());
    }

    Reply transactions(ProviderRef card) {
        return question("list-transactions", Target.of("/cards/{id}/transactions", card.value()));
    }

    Reply webhooks() {
        return question("list-webhooks", Target.of("/webhooks"));
    }

    Reply putWebhook(String key, Map<String, Object> body) {
        return command("register-webhook", Method.PUT, Target.of("/webhooks"), key, body);
    }

    Reply webhookKey(Target target) {
        return question("retrieve-webhook-key", target);
    }

    /** Sent without a signature: the issuer does not know the key yet. */
    Reply registerKey(String key, Map<String, Object> body) {
        WireRequest request = request("register-key", Method.PUT, Target.of("/auth/signing"), body)
                .with("Idempotency-Key", key);
        return send(request, SendBefore.granted(SEND_WINDOW), seal::unsigned);
    }

    @Override
    public void close() {
        exchange.close();
    }

    /** The issuer's idempotency key: the same for every attempt and every node; of version 8 (RFC 9562 section 5.8). */
    static String keyOf(String what) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(("cardport http-signature " + what).getBytes(StandardCharsets.UTF_8));
            digest[6] = (byte) ((digest[6] & 0x0F) | 0x80);
            digest[8] = (byte) ((digest[8] & 0x3F) | 0x80);
            ByteBuffer bits = ByteBuffer.wrap(digest);
            return new UUID(bits.getLong(), bits.getLong()).toString();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    private Reply question(String name, Target target) {
        return send(
                request(name, Method.GET, target, Map.of()),
                SendBefore.within(exchange.settings().limits().deadline()),
                seal::with);
    }

    private Reply command(String name, Method method, Target target, String key, Map<String, Object> body) {
        return send(
                request(name, method, target, body).with("Idempotency-Key", key),
                SendBefore.granted(SEND_WINDOW),
                seal::with);
    }

    private static WireRequest request(String name, Method method, Target target, Map<String, Object> body) {
        WireBody content = body.isEmpty() ? WireBody.none() : WireBody.json(Json.write(body));
        return new WireRequest("http-signature." + name, method, target, WireHeaders.none(), content);
    }

    /** How a request is sealed once the token is known. */
    private interface Sealing {
        Seal with(Token token);
    }

    /** One refresh after a 401, with the same idempotency key: the call was turned away before it was looked at. */
    private Reply send(WireRequest request, SendBefore window, Sealing sealing) {
        return switch (tokens.current()) {
            case TokenResult.Unavailable(WireResult why) -> new Reply.NoToken(why);
            case TokenResult.Live(Token token) -> {
                WireResult first = exchange.send(request, sealing.with(token), window);
                if (!(first instanceof WireResult.Answered answered) || answered.status() != 401) {
                    yield new Reply.Heard(first);
                }
                yield switch (tokens.refreshedAfter(token)) {
                    case TokenResult.Unavailable(WireResult why) -> new Reply.NoToken(why);
                    case TokenResult.Live(Token fresh) ->
                        new Reply.Heard(exchange.send(request, sealing.with(fresh), window));
                };
            }
        };
    }

    private TokenResult token() {
        WireRequest request = request("token", Method.POST, Target.of("/auth/token"), Map.of());
        WireResult result = exchange.send(
                request,
                unsealed -> SealedRequest.of(unsealed)
                        .with(WireBody.json(Json.write(Map.of(
                                "apiKey", account.apiKey().reveal(String::new),
                                "apiSecret", account.apiSecret().reveal(String::new))))));
        Optional<Token> token = result instanceof WireResult.Answered answered
                        && HttpSignatureAnswers.isSuccess(answered.status())
                        && Json.read(answered.body()) instanceof JsonReading.Parsed(JsonView body)
                ? read(body)
                : Optional.empty();
        if (result instanceof WireResult.Answered answered) {
            Arrays.fill(answered.body(), (byte) 0);
        }
        return token.<TokenResult>map(TokenResult.Live::new).orElse(new TokenResult.Unavailable(result));
    }

    private static Optional<Token> read(JsonView body) {
        return body.text("token")
                .filter(text -> !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c < 0x7F))
                .flatMap(text -> body.whole("expiresAt")
                        .filter(seconds -> seconds > 0 && seconds < 253_402_300_800L)
                        .map(seconds -> new Token(text, Instant.ofEpochSecond(seconds))));
    }
}
