package io.cardport.app.delivery;

import io.cardport.domain.delivery.Reception.Cause;
import io.netty.channel.ConnectTimeoutException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** Why there is no whole answer, from what the connection did and from the types of exceptions, never from their texts. */
final class LostAnswer {
    private static final int DEEPEST = 16;

    private LostAnswer() {}

    /** When the time was over. */
    static Cause late(Attempt attempt) {
        return switch (attempt.sign()) {
            case NOTHING, ANSWER_BEGAN -> Cause.TIMEOUT;
            case ANSWER_MALFORMED -> Cause.MALFORMED;
            case ANSWER_TOO_LARGE -> Cause.TOO_LARGE;
        };
    }

    /** When the client failed. */
    static Cause causeOf(Attempt attempt, Throwable failure) {
        return switch (attempt.sign()) {
            case ANSWER_MALFORMED -> Cause.MALFORMED;
            case ANSWER_TOO_LARGE -> Cause.TOO_LARGE;
            case ANSWER_BEGAN -> Cause.CUT;
            case NOTHING -> attempt.isBound() ? Cause.CUT : unsent(failure);
        };
    }

    private static Cause unsent(Throwable failure) {
        if (has(failure, GuardedResolver.Forbidden.class)) {
            return Cause.FORBIDDEN_ADDRESS;
        }
        if (has(failure, GuardedResolver.NoAnswerInTime.class)) {
            return Cause.TIMEOUT;
        }
        if (has(failure, UnknownHostException.class)) {
            return Cause.UNKNOWN_HOST;
        }
        if (has(failure, SSLException.class)) {
            return Cause.TLS;
        }
        if (has(failure, ConnectException.class)
                || has(failure, ConnectTimeoutException.class)
                || has(failure, NoRouteToHostException.class)) {
            return Cause.CONNECT;
        }
        return Cause.CUT;
    }

    private static boolean has(Throwable failure, Class<? extends Throwable> type) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(DEEPEST)
                .anyMatch(type::isInstance);
    }
}
