package io.cardport.http;

import io.cardport.http.Attempt.Sign;
import io.micronaut.http.client.exceptions.ContentLengthExceededException;
import io.netty.channel.ConnectTimeoutException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;

/**
 * How an attempt without an answer ended, put into one word. Only the word is taken from exceptions; whether something
 * left is decided by {@link Attempt}.
 */
record Ending(Kind kind, Throwable failure) {
    enum Kind {
        DEADLINE,
        INTERRUPTED,
        FAILED
    }

    NotSentCause notSent(Attempt attempt, boolean exchangeClosed) {
        return switch (kind) {
            case DEADLINE -> NotSentCause.DEADLINE_BEFORE_SEND;
            case INTERRUPTED -> NotSentCause.INTERRUPTED;
            case FAILED ->
                switch (attempt.sign()) {
                    case TOO_LATE -> NotSentCause.DEADLINE_BEFORE_SEND;
                    case CLOSED_BEFORE_WRITE, RESET -> NotSentCause.CONNECTION_CLOSED;
                    case NOTHING, ANSWER_BEGAN, ANSWER_MALFORMED ->
                        exchangeClosed ? NotSentCause.EXCHANGE_CLOSED : connectFailure();
                };
        };
    }

    NoAnswerCause noAnswer(Attempt attempt) {
        return switch (kind) {
            case DEADLINE -> NoAnswerCause.DEADLINE;
            case INTERRUPTED -> NoAnswerCause.INTERRUPTED;
            case FAILED -> cut(attempt.sign());
        };
    }

    private NoAnswerCause cut(Sign sign) {
        if (has(ContentLengthExceededException.class)
                || has(io.micronaut.http.exceptions.ContentLengthExceededException.class)
                || has(io.micronaut.http.exceptions.BufferLengthExceededException.class)) {
            return NoAnswerCause.ANSWER_TOO_LARGE;
        }
        if (has(MultipartStream.BrokenUpload.class)) {
            return NoAnswerCause.UPLOAD_FAILED;
        }
        return switch (sign) {
            case ANSWER_MALFORMED -> NoAnswerCause.MALFORMED_ANSWER;
            case ANSWER_BEGAN -> NoAnswerCause.CUT_ANSWER;
            case RESET -> NoAnswerCause.RESET;
            case NOTHING, CLOSED_BEFORE_WRITE, TOO_LATE -> NoAnswerCause.CLOSED;
        };
    }

    private NotSentCause connectFailure() {
        if (has(WriteGate.ConnectionGone.class)) {
            return NotSentCause.CONNECTION_CLOSED;
        }
        if (has(UnknownHostException.class)) {
            return NotSentCause.UNRESOLVED;
        }
        if (has(ConnectTimeoutException.class)) {
            return NotSentCause.CONNECT_TIMEOUT;
        }
        if (has(SSLException.class)) {
            return NotSentCause.TLS;
        }
        if (has(ConnectException.class) && !has(NoRouteToHostException.class)) {
            return NotSentCause.CONNECT_REFUSED;
        }
        return NotSentCause.CONNECT_FAILED;
    }

    private boolean has(Class<? extends Throwable> type) {
        return causes().stream().anyMatch(type::isInstance);
    }

    private List<Throwable> causes() {
        var causes = new ArrayList<Throwable>();
        Optional<Throwable> next = Optional.of(failure);
        while (next.isPresent() && causes.size() < 16) {
            causes.add(next.get());
            next = Optional.ofNullable(next.get().getCause());
        }
        return causes;
    }
}
