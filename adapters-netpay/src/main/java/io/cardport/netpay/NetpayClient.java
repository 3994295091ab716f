package io.cardport.netpay;

import io.cardport.domain.id.OperationId;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.http.HttpExchange;
import io.cardport.http.Json;
import io.cardport.http.SendBefore;
import io.cardport.http.Target;
import io.cardport.http.WireBody;
import io.cardport.http.WireRequest;
import io.cardport.http.WireResult;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** NetPay's endpoints, one method each (sheet 0.2; the last group is sheet 0.3). */
final class NetpayClient {
    /** The right to send ends 5 s after the commit that gave it; what waited longer in this process must not leave. */
    private static final Duration RIGHT_TO_SEND = Duration.ofSeconds(5);

    private final HttpExchange exchange;
    private final NetpaySeal seal;

    NetpayClient(HttpExchange exchange, NetpaySeal seal) {
        this.exchange = exchange;
        this.seal = seal;
    }

    WireResult register(OperationId operation, List<WireBody.Part> parts) {
        return command(
                operation,
                WireRequest.post("netpay.create-cardholder", Target.of("/cardholders"), new WireBody.Multipart(parts)));
    }

    WireResult holderStatus(ProviderRef holder) {
        return look(WireRequest.get("netpay.cardholder-status", Target.of("/cardholders/{id}/status", holder.value())));
    }

    WireResult issue(OperationId operation, NetpayWire.IssueBody body) {
        return command(
                operation,
                WireRequest.post("netpay.create-card", Target.of("/cards"), WireBody.json(Json.write(body))));
    }

    WireResult reveal(ProviderRef card) {
        return look(WireRequest.get("netpay.reveal-card", Target.of("/cards/{id}/reveal", card.value())));
    }

    WireResult change(OperationId operation, ProviderRef card, Change change) {
        return command(
                operation,
                WireRequest.post(
                        "netpay." + change.word + "-card",
                        Target.of("/cards/{id}/" + change.word, card.value()),
                        WireBody.none()));
    }

    WireResult move(OperationId operation, ProviderRef card, Move move, NetpayWire.AmountBody body) {
        return command(
                operation,
                WireRequest.post(
                        "netpay." + move.word + "-card",
                        Target.of("/cards/{id}/" + move.word, card.value()),
                        WireBody.json(Json.write(body))));
    }

    WireResult balance(ProviderRef card) {
        return look(WireRequest.get("netpay.card-balance", Target.of("/cards/{id}/balance", card.value())));
    }

    WireResult transactions(ProviderRef card, int page, int limit, Instant from) {
        return look(WireRequest.get(
                "netpay.card-transactions",
                Target.of("/cards/{id}/transactions", card.value())
                        .query("page", Integer.toString(page))
                        .query("limit", Integer.toString(limit))
                        .query("start", from.toString())));
    }

    /**
     * The issuer's idempotency key of an operation: always the same, and nothing that NetPay could take for an id of its
     * own.
     */
    static String idempotencyKey(OperationId operation) {
        byte[] name = ("cardport:netpay:" + operation.value()).getBytes(StandardCharsets.UTF_8);
        return UUID.nameUUIDFromBytes(name).toString();
    }

    private WireResult command(OperationId operation, WireRequest request) {
        return exchange.send(
                request.with("Idempotency-Key", idempotencyKey(operation)), seal, SendBefore.granted(RIGHT_TO_SEND));
    }

    private WireResult look(WireRequest request) {
        return exchange.send(request, seal);
    }

    /** Changes of a card's state, by the last word of their routes. */
    enum Change {
        FREEZE("freeze"),
        UNFREEZE("unfreeze"),
        TERMINATE("terminate");

        private final String word;

        Change(String word) {
            this.word = word;
        }
    }

    /** Movements of money, by the last word of their routes. */
    enum Move {
        LOAD("load"),
        UNLOAD("unload");

        private final String word;

        Move(String word) {
            this.word = word;
        }
    }
}
