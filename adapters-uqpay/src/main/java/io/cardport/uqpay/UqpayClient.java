package io.cardport.uqpay;

import io.cardport.domain.id.OperationId;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.secret.Secret;
import io.cardport.http.HttpExchange;
import io.cardport.http.Json;
import io.cardport.http.SealedRequest;
import io.cardport.http.SendBefore;
import io.cardport.http.Target;
import io.cardport.http.Token;
import io.cardport.http.TokenKey;
import io.cardport.http.TokenResult;
import io.cardport.http.TokenStore;
import io.cardport.http.Tokens;
import io.cardport.http.WireBody;
import io.cardport.http.WireRequest;
import io.cardport.http.WireResult;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** One method an endpoint (sections 1.2, 2, 3, 4.1, 5). */
final class UqpayClient implements AutoCloseable {
    /** The right to send lasts five seconds; the last one is left to the commit that granted it. */
    private static final Duration SEND_WINDOW = Duration.ofSeconds(4);

    private static final Duration TOKEN_MARGIN = Duration.ofMinutes(5);
    /** The largest page that every list gives (section 1.6). */
    static final int PAGE_SIZE = 100;

    private final HttpExchange exchange;
    private final Account account;
    private final Tokens tokens;

    UqpayClient(HttpExchange exchange, Account account, TokenStore store, InstantSource clock) {
        this.exchange = exchange;
        this.account = account;
        var key = new TokenKey("uqpay", exchange.settings().baseUrl(), account.clientId());
        this.tokens = new Tokens(key, store, this::token, clock, TOKEN_MARGIN);
    }

    /** Who calls. */
    record Account(String clientId, Secret apiKey, Optional<String> onBehalfOf) {}

    /** The key of one command. */
    record Key(OperationId operation, String variant) {
        static Key of(OperationId operation) {
            return new Key(operation, "");
        }

        String text() {
            return UqpaySeal.keyOf(operation, variant);
        }
    }

    /** What came of one call, and whether it was a token that hindered it. */
    sealed interface Reply {
        record Heard(WireResult result) implements Reply {}

        record NoToken(WireResult why) implements Reply {}
    }

    Reply createCardholder(Key key, Map<String, Object> body) {
        return command("uqpay.create-cardholder", Target.of("/v1/issuing/cardholders"), key, body);
    }

    Reply updateCardholder(Key key, ProviderRef holder, Map<String, Object> body) {
        return command("uqpay.update-cardholder", of("/v1/issuing/cardholders/{id}", holder), key, body);
    }

    Reply cardholder(ProviderRef holder) {
        return question("uqpay.retrieve-cardholder", of("/v1/issuing/cardholders/{id}", holder));
    }

    Reply cardholders(int page) {
        return question("uqpay.list-cardholders", paged("/v1/issuing/cardholders", page));
    }

    Reply products(int page) {
        return question("uqpay.list-products", paged("/v1/issuing/products", page));
    }

    Reply createCard(Key key, Map<String, Object> body) {
        return command("uqpay.create-card", Target.of("/v1/issuing/cards"), key, body);
    }

    Reply updateCard(Key key, ProviderRef card, Map<String, Object> body) {
        return command("uqpay.update-card", of("/v1/issuing/cards/{id}", card), key, body);
    }

    Reply card(ProviderRef card) {
        return question("uqpay.retrieve-card", of("/v1/issuing/cards/{id}", card));
    }

    Reply cards(ProviderRef holder, int page) {
        return question("uqpay.list-cards", paged("/v1/issuing/cards", page).query("cardholder_id", holder.value()));
    }

    Reply changeStatus(Key key, ProviderRef card, Map<String, Object> body) {
        return command("uqpay.change-status", of("/v1/issuing/cards/{id}/status", card), key, body);
    }

    Reply recharge(Key key, ProviderRef card, Map<String, Object> body) {
        return command("uqpay.recharge", of("/v1/issuing/cards/{id}/recharge", card), key, body);
    }

    Reply withdraw(Key key, ProviderRef card, Map<String, Object> body) {
        return command("uqpay.withdraw", of("/v1/issuing/cards/{id}/withdraw", card), key, body);
    }

    /** The path takes the id of the order, not of the card (section 4.1). */
    Reply order(ProviderRef order) {
        return question("uqpay.retrieve-order", of("/v1/issuing/cards/{id}/order", order));
    }

    Reply assign(Key key, Map<String, Object> body) {
        return command("uqpay.assign-card", Target.of("/v1/issuing/cards/assign"), key, body);
    }

    Reply activate(Key key, Map<String, Object> body) {
        return command("uqpay.activate-card", Target.of("/v1/issuing/cards/activate"), key, body);
    }

    Reply pin(Key key, Map<String, Object> body) {
        return command("uqpay.set-pin", Target.of("/v1/issuing/cards/pin"), key, body);
    }

    Reply secure(ProviderRef card) {
        return question("uqpay.secure-details", of("/v1/issuing/cards/{id}/secure", card));
    }

    Reply panToken(Key key, ProviderRef card) {
        return command("uqpay.pan-token", of("/v1/issuing/cards/{id}/token", card), key, Map.of());
    }

    Reply balances(int page) {
        return question("uqpay.list-balances", paged("/v1/issuing/balances", page));
    }

    Reply transactions(ProviderRef card, Instant from, Instant to, int page) {
        return question(
                "uqpay.list-transactions",
                paged("/v1/issuing/transactions", page)
                        .query("card_id", card.value())
                        .query("start_time", UqpayWire.iso(from))
                        .query("end_time", UqpayWire.iso(to)));
    }

    /** Of all cards. */
    Reply transactions(Instant from, Instant to, int page) {
        return question(
                "uqpay.list-transactions",
                paged("/v1/issuing/transactions", page)
                        .query("start_time", UqpayWire.iso(from))
                        .query("end_time", UqpayWire.iso(to)));
    }

    @Override
    public void close() {
        exchange.close();
    }

    private static Target of(String template, ProviderRef argument) {
        return Target.of(template, argument.value());
    }

    private static Target paged(String path, int page) {
        return Target.of(path)
                .query("page_size", Integer.toString(PAGE_SIZE))
                .query("page_number", Integer.toString(page));
    }

    private Reply question(String name, Target target) {
        return send(
                WireRequest.get(name, target),
                SendBefore.within(exchange.settings().limits().deadline()));
    }

    private Reply command(String name, Target target, Key key, Map<String, Object> body) {
        WireBody content = body.isEmpty() ? WireBody.none() : WireBody.json(Json.write(body));
        return send(
                WireRequest.post(name, target, content).with(UqpaySeal.IDEMPOTENCY_KEY, key.text()),
                SendBefore.granted(SEND_WINDOW));
    }

    /** One refresh after a 401, with the same idempotency key: the call was turned away before it was looked at. */
    private Reply send(WireRequest request, SendBefore window) {
        return switch (tokens.current()) {
            case TokenResult.Unavailable(WireResult why) -> new Reply.NoToken(why);
            case TokenResult.Live(Token token) -> {
                WireResult first = attempt(request, token, window);
                if (!(first instanceof WireResult.Answered answered) || answered.status() != 401) {
                    yield new Reply.Heard(first);
                }
                yield switch (tokens.refreshedAfter(token)) {
                    case TokenResult.Unavailable(WireResult why) -> new Reply.NoToken(why);
                    case TokenResult.Live(Token fresh) -> new Reply.Heard(attempt(request, fresh, window));
                };
            }
        };
    }

    private WireResult attempt(WireRequest request, Token token, SendBefore window) {
        return exchange.send(request, new UqpaySeal(token, account.clientId(), account.onBehalfOf()), window);
    }

    private TokenResult token() {
        WireRequest request = WireRequest.post("uqpay.token", Target.of("/v1/connect/token"), WireBody.none())
                .with("x-client-id", account.clientId());
        WireResult result = exchange.send(
                request,
                unsealed -> SealedRequest.of(unsealed)
                        .with("x-api-key", account.apiKey().reveal(String::new)));
        return UqpayWire.token(result)
                .<TokenResult>map(TokenResult.Live::new)
                .orElse(new TokenResult.Unavailable(result));
    }
}
