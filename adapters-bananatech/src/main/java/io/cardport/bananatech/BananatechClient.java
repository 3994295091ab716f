package io.cardport.bananatech;

import io.cardport.http.AnswerJudge;
import io.cardport.http.HttpExchange;
import io.cardport.http.Json;
import io.cardport.http.JsonReading;
import io.cardport.http.JsonView;
import io.cardport.http.SendBefore;
import io.cardport.http.Target;
import io.cardport.http.WireBody;
import io.cardport.http.WireRequest;
import io.cardport.http.WireResult;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** One method an endpoint (sections 2.2 and 2.3); all are POST, encrypted both ways. */
final class BananatechClient implements AutoCloseable {
    /** The right to send lasts five seconds; the last one is left to the commit that granted it. */
    private static final Duration SEND_WINDOW = Duration.ofSeconds(4);

    private final HttpExchange exchange;
    private final BananatechSeal seal;
    private final Map<Endpoint, String> paths;

    BananatechClient(HttpExchange exchange, BananatechSeal seal, Map<Endpoint, String> paths) {
        this.exchange = exchange;
        this.seal = seal;
        this.paths = Map.copyOf(paths);
    }

    /** The calls by the names of their settings, with the paths that are confirmed or inferred (section 2.3). */
    enum Endpoint {
        REGISTER("register", "/user/register"),
        USERS("users", "/user/get_users"),
        TEMPLATES("templates", "/merchant/get_card_templates"),
        APPLY("apply", "/card/apply"),
        ASSIGN("assign", "/card/assign"),
        RECHARGE("recharge", "/card/recharge"),
        BALANCE("balance", "/card/get_balance"),
        INFORMATION("information", "/card/get_information"),
        TRANSACTIONS("transactions", "/card/get_transactions"),
        UPDATE_STATUS("update-status", "/card/update_status"),
        SET_PIN("set-pin", "/card/set_pin"),
        WEBHOOK_RECORDS("webhook-records", "/merchant/get_webhook_records"),
        ACCOUNT_BALANCE("account-balance", "/merchant/get_account_balance"),
        SET_WEBHOOK_URL("set-webhook-url", "/merchant/set_webhook_url");

        private final String word;
        private final String usualPath;

        Endpoint(String word, String usualPath) {
            this.word = word;
            this.usualPath = usualPath;
        }

        String setting() {
            return "paths." + word;
        }

        String usualPath() {
            return usualPath;
        }
    }

    /** What came of one call. */
    sealed interface Reply {
        /** An answer whose MAC was right, decrypted. */
        record Heard(int status, JsonView root) implements Reply {}

        /** An answer in the clear, which is how failures of the encryption itself are told (section 2.4). */
        record InTheClear(int status, Optional<JsonView> root) implements Reply {}

        /** An encrypted answer with a wrong MAC, or one that holds no JSON. */
        record Garbled(int status) implements Reply {}

        record NoReply(WireResult why) implements Reply {}
    }

    Reply register(BananatechWire.RegisterBody body) {
        return command(Endpoint.REGISTER, body);
    }

    Reply users(BananatechWire.UsersBody body) {
        return question(Endpoint.USERS, body);
    }

    Reply templates() {
        return question(Endpoint.TEMPLATES, new BananatechWire.Nothing());
    }

    Reply apply(BananatechWire.ApplyBody body) {
        return command(Endpoint.APPLY, body);
    }

    Reply assign(BananatechWire.AssignBody body) {
        return command(Endpoint.ASSIGN, body);
    }

    Reply recharge(BananatechWire.RechargeBody body) {
        return command(Endpoint.RECHARGE, body);
    }

    Reply updateStatus(BananatechWire.StatusBody body) {
        return command(Endpoint.UPDATE_STATUS, body);
    }

    Reply setPin(BananatechWire.PinBody body) {
        return command(Endpoint.SET_PIN, body);
    }

    Reply balance(BananatechWire.CardBody body) {
        return question(Endpoint.BALANCE, body);
    }

    Reply information(BananatechWire.CardBody body) {
        return question(Endpoint.INFORMATION, body);
    }

    Reply transactions(BananatechWire.TransactionsBody body) {
        return question(Endpoint.TRANSACTIONS, body);
    }

    Reply webhookRecords(BananatechWire.RecordsBody body) {
        return question(Endpoint.WEBHOOK_RECORDS, body);
    }

    Reply accountBalance() {
        return question(Endpoint.ACCOUNT_BALANCE, new BananatechWire.Nothing());
    }

    Reply setWebhookUrl(BananatechWire.WebhookUrlBody body) {
        return command(Endpoint.SET_WEBHOOK_URL, body);
    }

    @Override
    public void close() {
        exchange.close();
    }

    private Reply question(Endpoint endpoint, Object body) {
        return send(
                endpoint, body, SendBefore.within(exchange.settings().limits().deadline()));
    }

    private Reply command(Endpoint endpoint, Object body) {
        return send(endpoint, body, SendBefore.granted(SEND_WINDOW));
    }

    private Reply send(Endpoint endpoint, Object body, SendBefore window) {
        byte[] content = Json.write(body);
        var request = WireRequest.post(
                "bananatech." + endpoint.word,
                Target.of(paths.getOrDefault(endpoint, endpoint.usualPath())),
                WireBody.json(content));
        try {
            var reading = new Reading();
            return switch (exchange.send(request, seal, window, reading)) {
                case WireResult.Answered answered -> reading.reply.orElseGet(() -> opened(answered));
                case WireResult.NotSent notSent -> new Reply.NoReply(notSent);
                case WireResult.NoAnswer noAnswer -> new Reply.NoReply(noAnswer);
            };
        } finally {
            Arrays.fill(content, (byte) 0);
        }
    }

    /** Opens an answer once, for the circuit and for the caller. */
    private final class Reading implements AnswerJudge {
        private Optional<Reply> reply = Optional.empty();

        @Override
        public Finding of(WireResult.Answered answered) {
            Reply opened = opened(answered);
            reply = Optional.of(opened);
            return BananatechAnswers.turnedAwayInWords(opened) ? Finding.CREDENTIALS_REFUSED : Finding.AS_ITS_STATUS;
        }
    }

    /** Verifies and decrypts an answer, never throwing. */
    Reply opened(WireResult.Answered answered) {
        return switch (Json.read(answered.body())) {
            case JsonReading.Malformed malformed -> new Reply.InTheClear(answered.status(), Optional.empty());
            case JsonReading.Parsed(JsonView root) -> {
                Optional<String> payload = root.text("encrypted_payload");
                Optional<String> mac = root.text("hmac");
                yield payload.isEmpty() && mac.isEmpty()
                        ? new Reply.InTheClear(answered.status(), Optional.of(root))
                        : opened(answered.status(), payload.orElse(""), mac.orElse(""));
            }
        };
    }

    private Reply opened(int status, String payload, String mac) {
        return switch (seal.cipher().open(payload, mac)) {
            case BananatechCipher.Opened.Forged forged -> new Reply.Garbled(status);
            case BananatechCipher.Opened.Genuine(byte[] content) -> {
                JsonReading reading = Json.read(content);
                Arrays.fill(content, (byte) 0);
                yield switch (reading) {
                    case JsonReading.Parsed(JsonView root) -> new Reply.Heard(status, root);
                    case JsonReading.Malformed malformed -> new Reply.Garbled(status);
                };
            }
        };
    }
}
