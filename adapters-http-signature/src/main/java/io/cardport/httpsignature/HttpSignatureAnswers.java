package io.cardport.httpsignature;

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
import io.cardport.httpsignature.HttpSignatureClient.Reply;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * What HTTP statuses mean. The issuer's error bodies are not published (sheet 3.3), so the status decides and the body adds
 * words; the one exception is 409, which is a key still running or a state that forbids it.
 */
final class HttpSignatureAnswers {
    private HttpSignatureAnswers() {}

    /** Which command was sent: some statuses mean another thing for each. */
    enum Command {
        REGISTER,
        OPEN_ACCOUNT,
        ISSUE,
        CHANGE,
        SET_UP
    }

    static <T> Outcome<T> outcome(Command command, Reply reply, Function<JsonView, Optional<T>> reader) {
        return switch (reply) {
            case Reply.NoToken ignored -> new Outcome.NotSent<>(notSent(reply));
            case Reply.Heard(WireResult.NotSent(NotSentCause cause)) -> new Outcome.NotSent<>(Endings.causeOf(cause));
            case Reply.Heard(WireResult.NoAnswer(NoAnswerCause cause)) -> new Outcome.Unknown<>(Endings.causeOf(cause));
            case Reply.Heard(WireResult.Answered answered) ->
                isSuccess(answered.status()) ? done(answered, reader) : failed(command, answered);
        };
    }

    static <T> Look<T> look(Reply reply, Function<JsonView, Optional<T>> reader) {
        return switch (reply) {
            case Reply.NoToken ignored -> new Look.Unavailable<>(Endings.unseen(notSent(reply)));
            case Reply.Heard(WireResult.NotSent(NotSentCause cause)) ->
                new Look.Unavailable<>(Endings.unseen(Endings.causeOf(cause)));
            case Reply.Heard(WireResult.NoAnswer(NoAnswerCause cause)) ->
                new Look.Unavailable<>(Endings.unseen(Endings.causeOf(cause)));
            case Reply.Heard(WireResult.Answered answered) ->
                isSuccess(answered.status()) ? found(answered, reader) : notShown(answered);
        };
    }

    /** Why a command was not sent when a look that it needs first did not find what it needs. */
    static <T> Outcome<T> withoutLook(Look<?> look, Refusal absent) {
        return switch (look) {
            case Look.Found<?> ignored -> new Outcome.NotSent<>(Outcome.NotSentCause.ISSUER_BUSY);
            case Look.Absent<?> ignored -> new Outcome.Refused<>(absent);
            case Look.Denied<?>(Refusal refusal) -> new Outcome.Refused<>(refusal);
            case Look.Unavailable<?>(Look.Cause cause) ->
                new Outcome.NotSent<>(
                        switch (cause) {
                            case ISSUER_DOWN, MALFORMED_ANSWER -> Outcome.NotSentCause.UNREACHABLE;
                            case RATE_LIMITED -> Outcome.NotSentCause.RATE_LIMITED;
                            case CREDENTIALS_REFUSED -> Outcome.NotSentCause.CREDENTIALS_REFUSED;
                        });
        };
    }

    /** Goes on with what was done; what was not done stays as it is. */
    static <A, B> Outcome<B> then(Outcome<A> outcome, Function<A, Outcome<B>> next) {
        return switch (outcome) {
            case Outcome.Done<A>(A value) -> next.apply(value);
            case Outcome.Accepted<A>(var order, var ignored) -> new Outcome.Accepted<>(order, Optional.empty());
            case Outcome.Refused<A>(Refusal refusal) -> new Outcome.Refused<>(refusal);
            case Outcome.NotSent<A>(Outcome.NotSentCause cause) -> new Outcome.NotSent<>(cause);
            case Outcome.Unknown<A>(UnknownCause cause) -> new Outcome.Unknown<>(cause);
        };
    }

    static Refusal own(Reason reason, String message) {
        return new Refusal(reason, "", message);
    }

    private static <T> Outcome<T> done(WireResult.Answered answered, Function<JsonView, Optional<T>> reader) {
        return switch (Json.read(answered.body())) {
            case JsonReading.Malformed ignored -> new Outcome.Unknown<>(UnknownCause.MALFORMED_ANSWER);
            case JsonReading.Parsed(JsonView body) ->
                reader.apply(body)
                        .<Outcome<T>>map(Outcome.Done::new)
                        .orElseGet(() -> new Outcome.Unknown<>(UnknownCause.MALFORMED_ANSWER));
        };
    }

    private static <T> Outcome<T> failed(Command command, WireResult.Answered answered) {
        int status = answered.status();
        HttpSignatureWire.Failure failure = failure(answered);
        if (status == 401 || status == 403) {
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
        if (status == 409 && saysStillRunning(failure)) {
            return new Outcome.Unknown<>(UnknownCause.STILL_RUNNING);
        }
        return new Outcome.Refused<>(refusal(reason(command, status, failure), failure));
    }

    private static Reason reason(Command command, int status, HttpSignatureWire.Failure failure) {
        return switch (status) {
            case 404 -> Reason.NOT_FOUND;
            case 409 ->
                switch (command) {
                    case REGISTER -> Reason.DUPLICATE_AT_PROVIDER;
                    case ISSUE -> Reason.CARD_LIMIT_REACHED;
                    case OPEN_ACCOUNT -> Reason.HOLDER_NOT_READY;
                    case CHANGE, SET_UP -> Reason.CARD_STATE;
                };
            case 422 -> words(failure).contains("idempotency") ? Reason.IDEMPOTENCY_CONFLICT : Reason.INVALID_REQUEST;
            case 400 ->
                command == Command.ISSUE && words(failure).contains("limit")
                        ? Reason.CARD_LIMIT_REACHED
                        : Reason.INVALID_REQUEST;
            case 413, 415 -> Reason.INVALID_REQUEST;
            default -> Reason.DECLINED;
        };
    }

    private static <T> Look<T> found(WireResult.Answered answered, Function<JsonView, Optional<T>> reader) {
        return switch (Json.read(answered.body())) {
            case JsonReading.Malformed ignored -> new Look.Unavailable<>(Look.Cause.MALFORMED_ANSWER);
            case JsonReading.Parsed(JsonView body) ->
                reader.apply(body)
                        .<Look<T>>map(Look.Found::new)
                        .orElseGet(() -> new Look.Unavailable<>(Look.Cause.MALFORMED_ANSWER));
        };
    }

    private static <T> Look<T> notShown(WireResult.Answered answered) {
        int status = answered.status();
        return switch (status) {
            case 401, 403 -> new Look.Unavailable<>(Look.Cause.CREDENTIALS_REFUSED);
            case 404 -> new Look.Absent<>();
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

    private static HttpSignatureWire.Failure failure(WireResult.Answered answered) {
        return switch (Json.read(answered.body())) {
            case JsonReading.Parsed(JsonView body) -> HttpSignatureWire.Failure.of(body);
            case JsonReading.Malformed ignored -> HttpSignatureWire.Failure.UNREADABLE;
        };
    }

    private static Refusal refusal(Reason reason, HttpSignatureWire.Failure failure) {
        return new Refusal(reason, Redaction.ofText(failure.code()), Redaction.ofText(failure.message()));
    }

    /** 409 of the idempotency layer: the first call with this key is still running (sheet 3.3). */
    private static boolean saysStillRunning(HttpSignatureWire.Failure failure) {
        String words = words(failure);
        return words.contains("progress") || words.contains("running") || words.contains("processing");
    }

    private static String words(HttpSignatureWire.Failure failure) {
        return (failure.code() + " " + failure.message()).toLowerCase(Locale.ROOT);
    }

    static boolean isSuccess(int status) {
        return status >= 200 && status < 300;
    }

    private static Outcome.NotSentCause notSent(Reply reply) {
        return switch (reply) {
            case Reply.NoToken(WireResult.NotSent(NotSentCause cause)) -> Endings.causeOf(cause);
            case Reply.NoToken(WireResult.NoAnswer ignored) -> Outcome.NotSentCause.UNREACHABLE;
            case Reply.NoToken(WireResult.Answered answered) -> {
                if (answered.status() == 429) {
                    yield Outcome.NotSentCause.RATE_LIMITED;
                }
                yield answered.status() >= 500
                        ? Outcome.NotSentCause.UNREACHABLE
                        : Outcome.NotSentCause.CREDENTIALS_REFUSED;
            }
            case Reply.Heard ignored -> Outcome.NotSentCause.UNREACHABLE;
        };
    }
}
