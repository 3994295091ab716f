package io.cardport.netpay;

import io.cardport.domain.issuing.Look;
import io.cardport.domain.issuing.Outcome;
import io.cardport.domain.issuing.Outcome.UnknownCause;
import io.cardport.domain.issuing.Refusal;
import io.cardport.domain.issuing.Refusal.Reason;
import io.cardport.http.Endings;
import io.cardport.http.Json;
import io.cardport.http.JsonReading;
import io.cardport.http.JsonView;
import io.cardport.http.NoAnswerCause;
import io.cardport.http.NotSentCause;
import io.cardport.http.Redaction;
import io.cardport.http.WireResult;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * What NetPay's HTTP statuses mean. Its error bodies are undocumented, so the status decides and the body only adds words
 * (sheet 0.5); the one exception is 409, whose two meanings only the message tells apart.
 */
final class NetpayAnswers {
    private NetpayAnswers() {}

    /** Which command was sent: some statuses mean another thing for each. */
    enum Command {
        REGISTER,
        ISSUE,
        CHANGE,
        MOVE
    }

    static <T> Outcome<T> outcome(Command command, WireResult result, Function<JsonView, Optional<T>> reader) {
        return switch (result) {
            case WireResult.NotSent(NotSentCause cause) -> new Outcome.NotSent<>(Endings.causeOf(cause));
            case WireResult.NoAnswer(NoAnswerCause cause) -> new Outcome.Unknown<>(Endings.causeOf(cause));
            case WireResult.Answered answered when isSuccess(answered.status()) -> done(answered, reader);
            case WireResult.Answered answered -> failed(command, answered);
        };
    }

    static <T> Look<T> look(WireResult result, Function<JsonView, Optional<T>> reader) {
        return switch (result) {
            case WireResult.NotSent(NotSentCause cause) ->
                new Look.Unavailable<>(Endings.unseen(Endings.causeOf(cause)));
            case WireResult.NoAnswer(NoAnswerCause cause) ->
                new Look.Unavailable<>(Endings.unseen(Endings.causeOf(cause)));
            case WireResult.Answered answered when isSuccess(answered.status()) -> found(answered, reader);
            case WireResult.Answered answered -> notShown(answered);
        };
    }

    private static <T> Outcome<T> done(WireResult.Answered answered, Function<JsonView, Optional<T>> reader) {
        return switch (Json.read(answered.body())) {
            case JsonReading.Malformed malformed -> new Outcome.Unknown<>(UnknownCause.MALFORMED_ANSWER);
            case JsonReading.Parsed(JsonView body)
            when !body.truth("success").orElse(true) -> new Outcome.Unknown<>(UnknownCause.UNRECOGNISED_ANSWER);
            case JsonReading.Parsed(JsonView body) ->
                reader.apply(body)
                        .<Outcome<T>>map(Outcome.Done::new)
                        .orElseGet(() -> new Outcome.Unknown<>(UnknownCause.MALFORMED_ANSWER));
        };
    }

    private static <T> Outcome<T> failed(Command command, WireResult.Answered answered) {
        int status = answered.status();
        NetpayWire.Failure failure = failure(answered);
        if (status == 401) {
            return new Outcome.NotSent<>(Outcome.NotSentCause.CREDENTIALS_REFUSED);
        }
        if (status == 429) {
            return new Outcome.NotSent<>(Outcome.NotSentCause.RATE_LIMITED);
        }
        if (status < 400) {
            return new Outcome.Unknown<>(UnknownCause.UNRECOGNISED_ANSWER);
        }
        if (status == 408 || status >= 500) {
            return new Outcome.Unknown<>(UnknownCause.ISSUER_FAILED);
        }
        if (status == 409 && namesTheKey(failure)) {
            return saysStillRunning(failure)
                    ? new Outcome.Unknown<>(UnknownCause.STILL_RUNNING)
                    : new Outcome.Refused<>(refusal(Reason.IDEMPOTENCY_CONFLICT, failure));
        }
        return new Outcome.Refused<>(refusal(reason(command, status, failure), failure));
    }

    private static Reason reason(Command command, int status, NetpayWire.Failure failure) {
        return switch (status) {
            case 400, 413, 415 -> Reason.INVALID_REQUEST;
            case 402 -> Reason.INSUFFICIENT_FUNDS;
            case 403 -> failure.code().equals("kyc_required") ? Reason.HOLDER_NOT_READY : Reason.DECLINED;
            case 404 -> Reason.NOT_FOUND;
            case 409 ->
                switch (command) {
                    case ISSUE -> Reason.HOLDER_IN_REVIEW;
                    case REGISTER -> Reason.DUPLICATE_AT_PROVIDER;
                    case CHANGE, MOVE -> Reason.CARD_STATE;
                };
            case 422 ->
                switch (command) {
                    case ISSUE, MOVE -> Reason.INVALID_REQUEST;
                    case REGISTER ->
                        namesAnExistingHolder(failure) ? Reason.DUPLICATE_AT_PROVIDER : Reason.INVALID_REQUEST;
                    case CHANGE -> Reason.CARD_STATE;
                };
            default -> Reason.DECLINED;
        };
    }

    private static <T> Look<T> found(WireResult.Answered answered, Function<JsonView, Optional<T>> reader) {
        return switch (Json.read(answered.body())) {
            case JsonReading.Malformed malformed -> new Look.Unavailable<>(Look.Cause.MALFORMED_ANSWER);
            case JsonReading.Parsed(JsonView body) ->
                Optional.of(body)
                        .filter(view -> view.truth("success").orElse(true))
                        .flatMap(reader)
                        .<Look<T>>map(Look.Found::new)
                        .orElseGet(() -> new Look.Unavailable<>(Look.Cause.MALFORMED_ANSWER));
        };
    }

    private static <T> Look<T> notShown(WireResult.Answered answered) {
        int status = answered.status();
        return switch (status) {
            case 401 -> new Look.Unavailable<>(Look.Cause.CREDENTIALS_REFUSED);
            case 404 -> new Look.Absent<>();
            case 409, 422 -> new Look.Denied<>(refusal(Reason.CARD_STATE, failure(answered)));
            case 408 -> new Look.Unavailable<>(Look.Cause.ISSUER_DOWN);
            case 429 -> new Look.Unavailable<>(Look.Cause.RATE_LIMITED);
            default -> {
                if (status < 400) {
                    yield new Look.Unavailable<>(Look.Cause.MALFORMED_ANSWER);
                }
                yield status >= 500
                        ? new Look.Unavailable<>(Look.Cause.ISSUER_DOWN)
                        : new Look.Denied<>(refusal(Reason.DECLINED, failure(answered)));
            }
        };
    }

    private static NetpayWire.Failure failure(WireResult.Answered answered) {
        return switch (Json.read(answered.body())) {
            case JsonReading.Parsed(JsonView body) -> NetpayWire.Failure.of(body);
            case JsonReading.Malformed malformed -> NetpayWire.Failure.UNREADABLE;
        };
    }

    private static Refusal refusal(Reason reason, NetpayWire.Failure failure) {
        return new Refusal(reason, Redaction.ofText(failure.code()), Redaction.ofText(failure.message()));
    }

    private static boolean namesTheKey(NetpayWire.Failure failure) {
        return words(failure).contains("idempotency");
    }

    private static boolean saysStillRunning(NetpayWire.Failure failure) {
        String words = words(failure);
        return words.contains("progress") || words.contains("running") || words.contains("processing");
    }

    private static boolean namesAnExistingHolder(NetpayWire.Failure failure) {
        String words = words(failure);
        return words.contains("email") && (words.contains("already") || words.contains("exist"));
    }

    private static String words(NetpayWire.Failure failure) {
        return (failure.code() + " " + failure.message())
                .toLowerCase(Locale.ROOT)
                .replace("e-mail", "email");
    }

    private static boolean isSuccess(int status) {
        return status >= 200 && status < 300;
    }
}
