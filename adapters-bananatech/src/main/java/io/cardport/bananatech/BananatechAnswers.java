package io.cardport.bananatech;

import io.cardport.domain.issuing.Look;
import io.cardport.domain.issuing.Outcome;
import io.cardport.domain.issuing.Outcome.NotSentCause;
import io.cardport.domain.issuing.Outcome.UnknownCause;
import io.cardport.domain.issuing.Refusal;
import io.cardport.domain.issuing.Refusal.Reason;
import io.cardport.http.Endings;
import io.cardport.http.JsonView;
import io.cardport.http.NoAnswerCause;
import io.cardport.http.WireResult;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a status and a message mean. The sheet documents no codes, so messages are read (sections 2.2 and 2.4): the issuer
 * names four classes of error, refuses broken encryption with 400, and words one error as "101:0 - card number not exist".
 */
final class BananatechAnswers {
    /** The first row that fits decides; messages are compared in lower case. DOOR is no reason: the call was turned away. */
    private static final String TABLE = """
            message                                                                             | reason
            hmac|signature|decrypt|encrypt|payload|merchant.?id|not json|non.?json              | DOOR
            (merchant|account).{0,40}balance|insufficient.{0,20}(balance|fund)|balance.{0,20}(low|insufficient|not enough) | INSUFFICIENT_FUNDS
            (below|under|above|over|less|greater|more|exceed|outside).{0,40}(minimum|maximum|min|max|limit|than|range)|(minimum|maximum|recharge_m|activate_m|limit).{0,40}(below|under|above|over|exceed|is|not)|amount.{0,60}(at least|at most|between) | AMOUNT_OUT_OF_RANGE
            (user|email|e-mail|phone).{0,40}(already|exists|duplicate|in use|taken)             | DUPLICATE_AT_PROVIDER
            not exist|not found|unknown (card|user|template)|no such                            | NOT_FOUND
            (user|kyc|holder).{0,40}(reject|declin|fail)                                        | HOLDER_REJECTED
            (user|kyc|holder).{0,40}(pending|review|progress)                                   | HOLDER_IN_REVIEW
            (user|kyc|holder).{0,40}not.{0,20}(approved|active|verified|ready)|approved.{0,20}user | HOLDER_NOT_READY
            not (support|permitted|allowed to)|unsupported|no permission                        | UNSUPPORTED
            card.{0,60}(status|state|active|locked|closed|assigned|activated|tba)|(state|status).{0,40}card|not allowed in | CARD_STATE
            missing|required|invalid|malformed|must be|wrong|bad request                        | INVALID_REQUEST
            """;

    private static final String DOOR = "DOOR";
    private static final List<Row> ROWS = TABLE.lines().skip(1).map(Row::of).toList();
    private static final Pattern CODE = Pattern.compile("([0-9]{1,6}(?::[0-9]{1,6})?) *- *(.*)", Pattern.DOTALL);
    private static final Pattern DIGITS = Pattern.compile("[0-9](?:[ -]?[0-9]){3,}");
    private static final Pattern EMAIL = Pattern.compile("[^\\s@]{1,64}@[^\\s@]{1,255}");
    private static final int LONGEST_MESSAGE = 2_000;

    private BananatechAnswers() {}

    private record Row(Pattern message, String reason) {
        private static Row of(String line) {
            int last = line.lastIndexOf('|');
            return new Row(
                    Pattern.compile(line.substring(0, last).strip()),
                    line.substring(last + 1).strip());
        }
    }

    /** What one call brought. */
    sealed interface Meaning {
        record Fine(JsonView root) implements Meaning {}

        record No(Refusal refusal) implements Meaning {}

        record Turned(NotSentCause cause) implements Meaning {}

        record Doubt(UnknownCause cause) implements Meaning {}
    }

    static <T> Outcome<T> outcome(BananatechClient.Reply reply, Function<JsonView, Optional<Outcome<T>>> reader) {
        return switch (meaning(reply)) {
            case Meaning.Fine(JsonView root) ->
                reader.apply(root).orElse(new Outcome.Unknown<>(UnknownCause.MALFORMED_ANSWER));
            case Meaning.No(Refusal refusal) -> new Outcome.Refused<>(refusal);
            case Meaning.Turned(NotSentCause cause) -> new Outcome.NotSent<>(cause);
            case Meaning.Doubt(UnknownCause cause) -> new Outcome.Unknown<>(cause);
        };
    }

    static <T> Look<T> look(BananatechClient.Reply reply, Function<JsonView, Optional<T>> reader) {
        return shown(reply, view -> reader.apply(view).map(Look.Found::new));
    }

    static <T> Look<T> shown(BananatechClient.Reply reply, Function<JsonView, Optional<Look<T>>> reader) {
        return switch (meaning(reply)) {
            case Meaning.Fine(JsonView root) ->
                reader.apply(root).orElse(new Look.Unavailable<>(Look.Cause.MALFORMED_ANSWER));
            case Meaning.No(Refusal refusal) when refusal.reason() == Reason.NOT_FOUND -> new Look.Absent<>();
            case Meaning.No(Refusal refusal) -> new Look.Denied<>(refusal);
            case Meaning.Turned(NotSentCause cause) -> new Look.Unavailable<>(Endings.unseen(cause));
            case Meaning.Doubt(UnknownCause cause) -> new Look.Unavailable<>(Endings.unseen(cause));
        };
    }

    static Refusal own(Reason reason, String sentence) {
        return new Refusal(reason, "", sentence);
    }

    static Meaning meaning(BananatechClient.Reply reply) {
        return switch (reply) {
            case BananatechClient.Reply.Heard(int status, JsonView root) -> heard(status, root);
            case BananatechClient.Reply.InTheClear(int status, var root) -> inTheClear(status, root);
            case BananatechClient.Reply.Garbled(int status) ->
                new Meaning.Doubt(status >= 500 ? UnknownCause.ISSUER_FAILED : UnknownCause.MALFORMED_ANSWER);
            case BananatechClient.Reply.NoReply(WireResult why) -> noReply(why);
        };
    }

    /** Whether our credentials were refused by an answer whose status does not say so: as it is judged for operations. */
    static boolean turnedAwayInWords(BananatechClient.Reply reply) {
        int status = switch (reply) {
            case BananatechClient.Reply.Heard heard -> heard.status();
            case BananatechClient.Reply.InTheClear clear -> clear.status();
            case BananatechClient.Reply.Garbled garbled -> garbled.status();
            case BananatechClient.Reply.NoReply ignored -> 0;
        };
        return byStatus(status).isEmpty()
                && meaning(reply) instanceof Meaning.Turned(var cause)
                && cause == NotSentCause.CREDENTIALS_REFUSED;
    }

    private static Meaning heard(int status, JsonView root) {
        if (status / 100 == 2) {
            boolean denied = root.truth("success").filter(success -> !success).isPresent();
            return denied ? deniedWithSuccess(root) : new Meaning.Fine(root);
        }
        return byStatus(status)
                .orElseGet(() -> status / 100 == 4
                        ? no(message(root).orElse(""), root)
                        : new Meaning.Doubt(UnknownCause.MALFORMED_ANSWER));
    }

    /** A 2xx that says "success: false" is believed only where its message is understood. */
    private static Meaning deniedWithSuccess(JsonView root) {
        return message(root)
                .filter(text -> reason(text).isPresent())
                .map(text -> no(text, root))
                .orElse(new Meaning.Doubt(UnknownCause.UNRECOGNISED_ANSWER));
    }

    /**
     * A 2xx in the clear proves nothing. A 400 comes from the door, which is closed for wrong encryption or merchant; one
     * whose message is understood otherwise is a refusal. Any other 4xx may come from something in between.
     */
    private static Meaning inTheClear(int status, Optional<JsonView> root) {
        Optional<Meaning> known = byStatus(status);
        if (known.isPresent()) {
            return known.get();
        }
        Optional<String> message = root.flatMap(BananatechAnswers::message);
        if (status != 400 || root.isEmpty() || message.isEmpty()) {
            return new Meaning.Doubt(UnknownCause.MALFORMED_ANSWER);
        }
        return reason(message.get()).isPresent()
                ? no(message.get(), root.get())
                : new Meaning.Turned(NotSentCause.CREDENTIALS_REFUSED);
    }

    private static Optional<Meaning> byStatus(int status) {
        if (status == 401 || status == 403) {
            return Optional.of(new Meaning.Turned(NotSentCause.CREDENTIALS_REFUSED));
        }
        if (status == 429) {
            return Optional.of(new Meaning.Turned(NotSentCause.RATE_LIMITED));
        }
        return status >= 500 || status == 408
                ? Optional.of(new Meaning.Doubt(UnknownCause.ISSUER_FAILED))
                : Optional.empty();
    }

    private static Meaning no(String message, JsonView root) {
        String reason = reason(message).orElse(Reason.DECLINED.name());
        if (reason.equals(DOOR)) {
            return new Meaning.Turned(NotSentCause.CREDENTIALS_REFUSED);
        }
        Matcher coded = CODE.matcher(message);
        boolean hasCode = coded.matches();
        String code = BananatechWire.word(root, "code").orElse(hasCode ? coded.group(1) : "");
        return new Meaning.No(
                new Refusal(Reason.valueOf(reason), blanked(code), blanked(hasCode ? coded.group(2) : message)));
    }

    private static Optional<String> reason(String message) {
        String bounded = message.length() > LONGEST_MESSAGE ? message.substring(0, LONGEST_MESSAGE) : message;
        String words = bounded.toLowerCase(Locale.ROOT);
        return ROWS.stream()
                .filter(row -> row.message().matcher(words).find())
                .map(Row::reason)
                .findFirst();
    }

    private static Optional<String> message(JsonView root) {
        return root.text("message")
                .or(() -> root.text("error"))
                .or(() -> root.text("detail"))
                .filter(text -> !text.isBlank());
    }

    /** Messages may quote what was sent: card numbers, PINs, addresses. */
    static String blanked(String message) {
        String bounded = message.length() > LONGEST_MESSAGE ? message.substring(0, LONGEST_MESSAGE) : message;
        return EMAIL.matcher(DIGITS.matcher(bounded).replaceAll("•••")).replaceAll("•••");
    }

    private static Meaning noReply(WireResult why) {
        return switch (why) {
            case WireResult.NotSent(var cause) -> new Meaning.Turned(Endings.causeOf(cause));
            case WireResult.NoAnswer(NoAnswerCause cause) -> new Meaning.Doubt(Endings.causeOf(cause));
            case WireResult.Answered answered -> new Meaning.Doubt(UnknownCause.MALFORMED_ANSWER);
        };
    }
}
