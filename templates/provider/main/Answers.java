package io.cardport.@package@;

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
import io.cardport.http.WireResult;
import java.util.Optional;
import java.util.function.Function;

/** What statuses and codes mean. The contract's tests tell what is still missing here. */
final class @Name@Answers {
    private @Name@Answers() {}

    static <T> Outcome<T> outcome(WireResult result, Function<JsonView, Optional<T>> reader) {
        return switch (result) {
            case WireResult.NotSent(NotSentCause cause) -> new Outcome.NotSent<>(Endings.causeOf(cause));
            case WireResult.NoAnswer(NoAnswerCause cause) -> new Outcome.Unknown<>(Endings.causeOf(cause));
            case WireResult.Answered answered -> answered(answered, reader);
        };
    }

    static <T> Look<T> look(WireResult result, Function<JsonView, Optional<T>> reader) {
        return switch (outcome(result, reader)) {
            case Outcome.Done<T>(T value) -> new Look.Found<>(value);
            case Outcome.Accepted<T> ignored -> new Look.Unavailable<>(Look.Cause.MALFORMED_ANSWER);
            case Outcome.Refused<T>(Refusal refusal) ->
                refusal.reason() == Reason.NOT_FOUND ? new Look.Absent<>() : new Look.Denied<>(refusal);
            case Outcome.NotSent<T>(Outcome.NotSentCause cause) -> new Look.Unavailable<>(Endings.unseen(cause));
            case Outcome.Unknown<T>(UnknownCause cause) ->
                new Look.Unavailable<>(Endings.unseen(cause));
        };
    }

    private static <T> Outcome<T> answered(WireResult.Answered answered, Function<JsonView, Optional<T>> reader) {
        int status = answered.status();
        if (status >= 200 && status < 300) {
            return Json.read(answered.body()) instanceof JsonReading.Parsed(JsonView body)
                    ? reader.apply(body)
                            .<Outcome<T>>map(Outcome.Done::new)
                            .orElseGet(() -> new Outcome.Unknown<>(UnknownCause.MALFORMED_ANSWER))
                    : new Outcome.Unknown<>(UnknownCause.MALFORMED_ANSWER);
        }
        return switch (status) {
            case 401, 403 -> new Outcome.NotSent<>(Outcome.NotSentCause.CREDENTIALS_REFUSED);
            case 404 -> new Outcome.Refused<>(new Refusal(Reason.NOT_FOUND, "", ""));
            case 429 -> new Outcome.NotSent<>(Outcome.NotSentCause.RATE_LIMITED);
            default ->
                status >= 500 || status < 400 || status == 408
                        ? new Outcome.Unknown<>(UnknownCause.ISSUER_FAILED)
                        : new Outcome.Refused<>(new Refusal(Reason.DECLINED, Integer.toString(status), ""));
        };
    }
}
