package io.cardport.uqpay;

import io.cardport.domain.issuing.Look;
import io.cardport.domain.issuing.Outcome;
import io.cardport.domain.issuing.Outcome.NotSentCause;
import io.cardport.domain.issuing.Outcome.UnknownCause;
import io.cardport.domain.issuing.Refusal;
import io.cardport.domain.issuing.Refusal.Reason;
import io.cardport.http.Endings;
import io.cardport.http.Json;
import io.cardport.http.JsonReading;
import io.cardport.http.JsonView;
import io.cardport.http.WireResult;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** What a status, a code and a message mean (sections 1.4, 1.5 and 1.7). */
final class UqpayAnswers {
    /**
     * The first row that fits decides; an empty cell fits everything, and texts are compared in lower case. Three words are
     * no reasons: BUSY says that another order of the card is still running (section 7, item 19), FAILED that UQPAY failed
     * and the call may be sent again with its key, TURNED_AWAY that the rate limit came before it.
     */
    private static final String TABLE = """
            type                  | code                  | message                                        | reason
            api_error             |                       |                                                | FAILED
                                  | api_error             |                                                | FAILED
            rate_limit_error      |                       |                                                | TURNED_AWAY
                                  | too_many_requests     |                                                | TURNED_AWAY
                                  | sub_account_not_found |                                                | DECLINED
                                  | card_not_found        |                                                | NOT_FOUND
                                  | cardholder_not_found  |                                                | NOT_FOUND
                                  | order_not_found       |                                                | NOT_FOUND
                                  | card_order_not_found  |                                                | NOT_FOUND
            not_found             |                       |                                                | NOT_FOUND
            idempotency_error     |                       |                                                | IDEMPOTENCY_CONFLICT
                                  | idempotency_error     |                                                | IDEMPOTENCY_CONFLICT
                                  | kyc_insufficient      |                                                | REQUIREMENTS_MISSING
                                  | insufficient_sub_bin  |                                                | CARD_LIMIT_REACHED
                                  | card_art_not_configured |                                              | UNSUPPORTED
                                  |                       | insufficient.*card.*balance|card.*balance.*insufficient | AMOUNT_OUT_OF_RANGE
                                  |                       | insufficient|balance.*not enough|not enough.*balance | INSUFFICIENT_FUNDS
                                  |                       | (card|cardholder|order) (does not exists?|not found) | NOT_FOUND
            invalid_request_error |                       |                                                | INVALID_REQUEST
                                  | invalid_request_error |                                                | INVALID_REQUEST
            cardholder_error      |                       | already|exists|duplicate|unique|in use          | DUPLICATE_AT_PROVIDER
            cardholder_error      |                       | reject|fail                                     | HOLDER_REJECTED
            cardholder_error      |                       | pending|review                                  | HOLDER_IN_REVIEW
            cardholder_error      |                       | incomplete|status|not ready|not active|not verified | HOLDER_NOT_READY
            cardholder_error      |                       | require|missing                                 | REQUIREMENTS_MISSING
            cardholder_error      |                       |                                                | INVALID_REQUEST
            conflict_error        |                       | order|process|progress|running                  | BUSY
            card_error            |                       | order.*(process|progress|pending|running)|(process|running|in progress) | BUSY
            card_error            |                       | quota|maximum number|too many cards             | CARD_LIMIT_REACHED
            card_error            |                       | not support|unsupported|not allowed|not enabled | UNSUPPORTED
            card_error            |                       | status|state|frozen|cancel|block|not active|inactive|activated | CARD_STATE
            card_error            |                       | limit|amount|exceed                             | AMOUNT_OUT_OF_RANGE
            not_allowed           |                       |                                                | CARD_STATE
                                  |                       | (email|phone).*(already|exist|used|unique)      | DUPLICATE_AT_PROVIDER
                                  |                       |                                                | DECLINED
            """;

    private static final List<Row> ROWS = TABLE.lines().skip(1).map(Row::of).toList();
    private static final Pattern STILL_RUNNING = Pattern.compile("request is processing");
    private static final Pattern DIGITS = Pattern.compile("[0-9](?:[ -]?[0-9]){3,}");
    private static final Pattern EMAIL = Pattern.compile("[^\\s@]{1,64}@[^\\s@]{1,255}");

    private UqpayAnswers() {}

    private record Row(String type, String code, Pattern message, String reason) {
        private static Row of(String line) {
            int first = line.indexOf('|');
            int second = line.indexOf('|', first + 1);
            int last = line.lastIndexOf('|');
            return new Row(
                    line.substring(0, first).strip(),
                    line.substring(first + 1, second).strip(),
                    Pattern.compile(line.substring(second + 1, last).strip()),
                    line.substring(last + 1).strip());
        }

        private boolean fits(Envelope envelope) {
            return (type.isEmpty() || type.equals(envelope.type().toLowerCase(Locale.ROOT)))
                    && (code.isEmpty() || code.equals(envelope.code().toLowerCase(Locale.ROOT)))
                    && message.matcher(envelope.message().toLowerCase(Locale.ROOT))
                            .find();
        }
    }

    /** Both envelopes of section 1.7 in one. */
    private record Envelope(String type, String code, String message, List<String> missing) {
        private static Envelope read(JsonView root) {
            return new Envelope(
                    UqpayWire.word(root, "type").orElse(""),
                    UqpayWire.word(root, "code").orElse(""),
                    root.text("message").or(() -> root.text("error")).orElse(""),
                    UqpayProducts.apiNames(UqpayWire.RequiredField.readAll(root.at("missing_fields"))));
        }
    }

    /** What one call brought. */
    sealed interface Meaning {
        record Fine(JsonView root) implements Meaning {}

        record No(Refusal refusal) implements Meaning {}

        record Forbidden(Refusal refusal) implements Meaning {}

        record Turned(NotSentCause cause) implements Meaning {}

        record Doubt(UnknownCause cause) implements Meaning {}
    }

    static <T> Outcome<T> outcome(UqpayClient.Reply reply, Function<JsonView, Optional<Outcome<T>>> reader) {
        return switch (meaning(reply)) {
            case Meaning.Fine(JsonView root) ->
                reader.apply(root).orElse(new Outcome.Unknown<>(UnknownCause.MALFORMED_ANSWER));
            case Meaning.No(Refusal refusal) -> new Outcome.Refused<>(refusal);
            case Meaning.Forbidden forbidden -> new Outcome.NotSent<>(NotSentCause.CREDENTIALS_REFUSED);
            case Meaning.Turned(NotSentCause cause) -> new Outcome.NotSent<>(cause);
            case Meaning.Doubt(UnknownCause cause) -> new Outcome.Unknown<>(cause);
        };
    }

    static <T> Look<T> look(UqpayClient.Reply reply, Function<JsonView, Optional<T>> reader) {
        return switch (meaning(reply)) {
            case Meaning.Fine(JsonView root) ->
                reader.apply(root)
                        .<Look<T>>map(Look.Found::new)
                        .orElse(new Look.Unavailable<>(Look.Cause.MALFORMED_ANSWER));
            case Meaning.No(Refusal refusal) when refusal.reason() == Reason.NOT_FOUND -> new Look.Absent<>();
            case Meaning.No(Refusal refusal) -> new Look.Denied<>(refusal);
            case Meaning.Forbidden(Refusal refusal) -> new Look.Denied<>(refusal);
            case Meaning.Turned(NotSentCause cause) -> new Look.Unavailable<>(Endings.unseen(cause));
            case Meaning.Doubt(UnknownCause cause) -> new Look.Unavailable<>(Endings.unseen(cause));
        };
    }

    /** What a command ends with when a look that it needs first has brought nothing: nothing of it was sent. */
    static <T> Outcome<T> withoutLook(Look<?> look, String what) {
        return switch (look) {
            case Look.Found<?> found -> new Outcome.NotSent<>(NotSentCause.UNREACHABLE);
            case Look.Absent<?> absent -> new Outcome.Refused<>(new Refusal(Reason.NOT_FOUND, "", what));
            case Look.Denied<?>(Refusal refusal) -> new Outcome.Refused<>(refusal);
            case Look.Unavailable<?>(Look.Cause cause) ->
                new Outcome.NotSent<>(
                        switch (cause) {
                            case ISSUER_DOWN, MALFORMED_ANSWER -> NotSentCause.UNREACHABLE;
                            case RATE_LIMITED -> NotSentCause.RATE_LIMITED;
                            case CREDENTIALS_REFUSED -> NotSentCause.CREDENTIALS_REFUSED;
                        });
        };
    }

    /** A no of our own, before anything is sent. */
    static Refusal own(Reason reason, String sentence) {
        return new Refusal(reason, "", sentence);
    }

    static Meaning meaning(UqpayClient.Reply reply) {
        return switch (reply) {
            case UqpayClient.Reply.NoToken(WireResult why) -> new Meaning.Turned(withoutToken(why));
            case UqpayClient.Reply.Heard(WireResult.NotSent(var cause)) -> new Meaning.Turned(Endings.causeOf(cause));
            case UqpayClient.Reply.Heard(WireResult.NoAnswer(var cause)) -> new Meaning.Doubt(Endings.causeOf(cause));
            case UqpayClient.Reply.Heard(WireResult.Answered answered) -> meaning(answered);
        };
    }

    private static Meaning meaning(WireResult.Answered answered) {
        Optional<JsonView> body = object(answered.body());
        int status = answered.status();
        if (status / 100 == 2) {
            return body.<Meaning>map(Meaning.Fine::new).orElse(new Meaning.Doubt(UnknownCause.MALFORMED_ANSWER));
        }
        if (status == 401) {
            return new Meaning.Turned(NotSentCause.CREDENTIALS_REFUSED);
        }
        if (status == 429) {
            return new Meaning.Turned(NotSentCause.RATE_LIMITED);
        }
        Optional<Envelope> envelope = body.map(Envelope::read);
        if (envelope.filter(UqpayAnswers::isStillRunning).isPresent()) {
            return new Meaning.Doubt(UnknownCause.STILL_RUNNING);
        }
        if (status == 403) {
            return new Meaning.Forbidden(
                    refusal(envelope.orElse(new Envelope("", "forbidden", "", List.of())), Reason.UNSUPPORTED));
        }
        if (status >= 500 || status == 408) {
            return new Meaning.Doubt(UnknownCause.ISSUER_FAILED);
        }
        if (status / 100 != 4) {
            return new Meaning.Doubt(UnknownCause.MALFORMED_ANSWER);
        }
        // A 4xx without UQPAY's envelope comes from something in between, which may have passed the call on.
        return envelope.filter(known -> !known.type().isEmpty()
                        || !known.code().isEmpty()
                        || !known.message().isEmpty())
                .map(UqpayAnswers::no)
                .orElse(new Meaning.Doubt(UnknownCause.MALFORMED_ANSWER));
    }

    private static Meaning no(Envelope envelope) {
        String reason = ROWS.stream()
                .filter(row -> row.fits(envelope))
                .map(Row::reason)
                .findFirst()
                .orElse(Reason.DECLINED.name());
        return switch (reason) {
            case "BUSY" -> new Meaning.Turned(NotSentCause.ISSUER_BUSY);
            case "TURNED_AWAY" -> new Meaning.Turned(NotSentCause.RATE_LIMITED);
            case "FAILED" -> new Meaning.Doubt(UnknownCause.ISSUER_FAILED);
            default -> new Meaning.No(refusal(envelope, Reason.valueOf(reason)));
        };
    }

    private static Refusal refusal(Envelope envelope, Reason reason) {
        return new Refusal(
                reason,
                envelope.code().isEmpty() ? envelope.type() : envelope.code(),
                blanked(envelope.message()),
                envelope.missing());
    }

    /** Messages name the field and the rule, and may quote what was sent: card numbers, PINs, codes, addresses. */
    static String blanked(String message) {
        String bounded = message.length() > 2_000 ? message.substring(0, 2_000) : message;
        return EMAIL.matcher(DIGITS.matcher(bounded).replaceAll("•••")).replaceAll("•••");
    }

    /** The text says so, or a code that is none of a refusal (section 1.4): the status decides that it is no success. */
    private static boolean isStillRunning(Envelope envelope) {
        return envelope.code().equals("200")
                || STILL_RUNNING
                        .matcher(envelope.message().toLowerCase(Locale.ROOT))
                        .find();
    }

    private static Optional<JsonView> object(byte[] body) {
        return switch (Json.read(body)) {
            case JsonReading.Parsed(JsonView root)
            when root.node().filter(node -> node.isObject()).isPresent() -> Optional.of(root);
            case JsonReading.Parsed other -> Optional.empty();
            case JsonReading.Malformed malformed -> Optional.empty();
        };
    }

    /** A wrong client id gets 400, a wrong key 401 or 403 (section 1.2). */
    private static NotSentCause withoutToken(WireResult why) {
        return switch (why) {
            case WireResult.Answered answered when answered.status() == 429 -> NotSentCause.RATE_LIMITED;
            case WireResult.Answered answered when answered.status() / 100 == 4 -> NotSentCause.CREDENTIALS_REFUSED;
            case WireResult.Answered answered -> NotSentCause.UNREACHABLE;
            case WireResult.NotSent(var cause) -> Endings.causeOf(cause);
            case WireResult.NoAnswer noAnswer -> NotSentCause.UNREACHABLE;
        };
    }
}
