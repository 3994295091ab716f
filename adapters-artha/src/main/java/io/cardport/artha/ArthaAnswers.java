package io.cardport.artha;

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
import io.cardport.http.Redaction;
import io.cardport.http.WireResult;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What a status means. Artha's error bodies are undocumented, so the status decides, and the text only tells apart what one
 * status has several meanings for (section 1.4).
 */
final class ArthaAnswers {
    /** The first row that fits decides; an empty cell fits everything, texts are compared in lower case. */
    private static final String TABLE = """
            call      | status | text                                                              | reason
                      | 404    |                                                                   | NOT_FOUND
            CUSTOMER  | 409    |                                                                   | DUPLICATE_AT_PROVIDER
            APPLICANT | 409    |                                                                   | DECLINED
            APPLICANT | 422    | already                                                           | DECLINED
            ISSUE     | 422    | reject                                                            | HOLDER_REJECTED
            ISSUE     | 422    | under.?review|in review|pending                                   | HOLDER_IN_REVIEW
            ISSUE     | 422    | not approved|approv|kyc|kyb|applicant                             | HOLDER_NOT_READY
            ISSUE     | 422    | maximum number|too many|card limit                                | CARD_LIMIT_REACHED
            FUND      | 422    | insufficient|not enough|merchant.*balance|balance.*(low|exceed)   | INSUFFICIENT_FUNDS
            ISSUE     | 422    | insufficient|not enough|merchant.*balance|balance.*(low|exceed)   | INSUFFICIENT_FUNDS
            FUND      | 422    | not active|inactive|frozen|cancel|status|state                    | CARD_STATE
            FUND      | 422    | currency                                                          | INVALID_REQUEST
            FUND      | 422    | amount|minimum|maximum|limit|exceed                               | AMOUNT_OUT_OF_RANGE
            CHANGE    | 422    | not active|frozen|cancel|pending|failed|card_state                | CARD_STATE
            CHANGE    | 422    | code|pin|digit                                                    | INVALID_REQUEST
            CHANGE    | 409    |                                                                   | CARD_STATE
            CHANGE    | 422    |                                                                   | CARD_STATE
            FUND      | 409    |                                                                   | CARD_STATE
                      | 400    |                                                                   | INVALID_REQUEST
                      | 413    |                                                                   | INVALID_REQUEST
                      | 415    |                                                                   | INVALID_REQUEST
            CUSTOMER  | 422    |                                                                   | INVALID_REQUEST
            APPLICANT | 422    | require|missing                                                   | REQUIREMENTS_MISSING
            APPLICANT | 422    |                                                                   | INVALID_REQUEST
                      |        |                                                                   | DECLINED
            """;

    private static final List<Row> ROWS = TABLE.lines().skip(1).map(Row::of).toList();
    private static final Pattern DIGITS = Pattern.compile("[0-9](?:[ -]?[0-9]){3,}");
    private static final Pattern EMAIL = Pattern.compile("[^\\s@]{1,64}@[^\\s@]{1,255}");
    private static final int LONGEST_MESSAGE = 2_000;

    private ArthaAnswers() {}

    /** Which call was made: some statuses mean another thing for each. */
    enum Call {
        CUSTOMER,
        APPLICANT,
        ISSUE,
        FUND,
        CHANGE,
        LOOK
    }

    private record Row(String call, String status, Pattern text, Reason reason) {
        private static Row of(String line) {
            int first = line.indexOf('|');
            int second = line.indexOf('|', first + 1);
            int last = line.lastIndexOf('|');
            return new Row(
                    line.substring(0, first).strip(),
                    line.substring(first + 1, second).strip(),
                    Pattern.compile(line.substring(second + 1, last).strip()),
                    Reason.valueOf(line.substring(last + 1).strip()));
        }

        private boolean fits(Call call, int code, String words) {
            return (this.call.isEmpty() || this.call.equals(call.name()))
                    && (status.isEmpty() || status.equals(Integer.toString(code)))
                    && text.matcher(words).find();
        }
    }

    /** What one call brought. */
    sealed interface Meaning {
        /** The issuer did it, and said this. */
        record Fine(JsonReading body) implements Meaning {}

        /** The issuer said no. */
        record No(Refusal refusal) implements Meaning {}

        /** Certainly nothing happened. */
        record Turned(NotSentCause cause) implements Meaning {}

        /** Something may have happened. */
        record Doubt(UnknownCause cause) implements Meaning {}
    }

    static Meaning meaning(Call call, WireResult result) {
        return switch (result) {
            case WireResult.NotSent(var cause) -> new Meaning.Turned(Endings.causeOf(cause));
            case WireResult.NoAnswer(var cause) -> new Meaning.Doubt(Endings.causeOf(cause));
            case WireResult.Answered answered -> meaning(call, answered);
        };
    }

    private static Meaning meaning(Call call, WireResult.Answered answered) {
        int status = answered.status();
        if (status / 100 == 2) {
            return new Meaning.Fine(Json.read(answered.body()));
        }
        if (status == 401 || status == 403) {
            return new Meaning.Turned(NotSentCause.CREDENTIALS_REFUSED);
        }
        if (status == 429) {
            return new Meaning.Turned(NotSentCause.RATE_LIMITED);
        }
        if (status == 408 || status >= 500) {
            return new Meaning.Doubt(UnknownCause.ISSUER_FAILED);
        }
        if (status < 400) {
            return new Meaning.Doubt(UnknownCause.UNRECOGNISED_ANSWER);
        }
        ArthaWire.Failure failure = switch (Json.read(answered.body())) {
            case JsonReading.Parsed(JsonView root) -> ArthaWire.Failure.of(root);
            case JsonReading.Malformed malformed -> ArthaWire.Failure.UNREADABLE;
        };
        return new Meaning.No(refusal(call, status, failure));
    }

    static <T> Outcome<T> outcome(Call call, WireResult result, Function<JsonView, Optional<Outcome<T>>> reader) {
        return switch (meaning(call, result)) {
            case Meaning.Fine(JsonReading.Parsed(JsonView root))
            when !root.truth("success").orElse(true) -> new Outcome.Unknown<>(UnknownCause.UNRECOGNISED_ANSWER);
            case Meaning.Fine(JsonReading.Parsed(JsonView root)) ->
                reader.apply(root).orElse(new Outcome.Unknown<>(UnknownCause.MALFORMED_ANSWER));
            case Meaning.Fine(JsonReading.Malformed malformed) -> new Outcome.Unknown<>(UnknownCause.MALFORMED_ANSWER);
            case Meaning.No(Refusal refusal) -> new Outcome.Refused<>(refusal);
            case Meaning.Turned(NotSentCause cause) -> new Outcome.NotSent<>(cause);
            case Meaning.Doubt(UnknownCause cause) -> new Outcome.Unknown<>(cause);
        };
    }

    static <T> Look<T> look(WireResult result, Function<JsonView, Optional<T>> reader) {
        return switch (meaning(Call.LOOK, result)) {
            case Meaning.Fine(JsonReading.Parsed(JsonView root)) ->
                reader.apply(root)
                        .<Look<T>>map(Look.Found::new)
                        .orElse(new Look.Unavailable<>(Look.Cause.MALFORMED_ANSWER));
            case Meaning.Fine(JsonReading.Malformed malformed) -> new Look.Unavailable<>(Look.Cause.MALFORMED_ANSWER);
            case Meaning.No(Refusal refusal) when refusal.reason() == Reason.NOT_FOUND -> new Look.Absent<>();
            case Meaning.No(Refusal refusal) -> new Look.Denied<>(refusal);
            case Meaning.Turned(NotSentCause cause) -> new Look.Unavailable<>(Endings.unseen(cause));
            case Meaning.Doubt(UnknownCause cause) -> new Look.Unavailable<>(Endings.unseen(cause));
        };
    }

    /** What a command ends with when a look that it needs first has brought nothing: nothing of it was sent. */
    static <T> Outcome<T> withoutLook(Look<?> look, String what) {
        return switch (look) {
            case Look.Found<?> found -> new Outcome.NotSent<>(NotSentCause.UNREACHABLE);
            case Look.Absent<?> absent -> new Outcome.Refused<>(own(Reason.NOT_FOUND, what));
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

    static <T> Outcome<T> refused(Reason reason, String sentence) {
        return new Outcome.Refused<>(own(reason, sentence));
    }

    private static Refusal refusal(Call call, int status, ArthaWire.Failure failure) {
        String words = bounded(failure.code() + " " + failure.message()).toLowerCase(Locale.ROOT);
        Reason reason = ROWS.stream()
                .filter(row -> row.fits(call, status, words))
                .findFirst()
                .map(Row::reason)
                .orElse(Reason.DECLINED);
        return new Refusal(reason, blanked(failure.code()), blanked(failure.message()));
    }

    /** Messages may quote what was sent: card numbers, PINs, codes, addresses. */
    static String blanked(String message) {
        String redacted = Redaction.ofText(bounded(message));
        return EMAIL.matcher(DIGITS.matcher(redacted).replaceAll("•••")).replaceAll("•••");
    }

    private static String bounded(String text) {
        return text.length() > LONGEST_MESSAGE ? text.substring(0, LONGEST_MESSAGE) : text;
    }
}
