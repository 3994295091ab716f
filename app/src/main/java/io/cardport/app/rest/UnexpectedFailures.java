package io.cardport.app.rest;

import io.cardport.domain.store.StoreUnavailable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whatever nobody else answers for. A database that can't be reached is 503, everything else 500. The log gets classes
 * and places; messages stay out of log and answer because they may quote what a caller sent.
 */
@Singleton
final class UnexpectedFailures implements ExceptionHandler<Throwable, HttpResponse<?>> {
    private static final Logger LOG = LoggerFactory.getLogger(UnexpectedFailures.class);
    private static final int FRAMES = 12;
    /** SQL states of a server that is going down, starting or full (PostgreSQL, appendix A). */
    private static final Set<String> AWAY = Set.of("57P01", "57P02", "57P03", "57P05", "53300", "53400");

    private final Problems problems;
    private final RequestIds ids;

    UnexpectedFailures(Problems problems, RequestIds ids) {
        this.problems = problems;
        this.ids = ids;
    }

    @Override
    public HttpResponse<?> handle(HttpRequest request, Throwable failure) {
        HttpRequest<?> asked = request;
        if (failure instanceof ProblemException answer) {
            return problems.answer(asked, answer.problem());
        }
        if (isDatabaseAway(failure)) {
            LOG.warn("request={} the database is away: {}", ids.of(asked), shape(failure));
            return problems.answer(
                    asked, Problem.of(ProblemCode.TEMPORARILY_UNAVAILABLE).after(Duration.ofSeconds(2)));
        }
        LOG.error("request={} failed: {}", ids.of(asked), shape(failure));
        return problems.answer(asked, Problem.of(ProblemCode.INTERNAL_ERROR));
    }

    static boolean isDatabaseAway(Throwable failure) {
        Optional<Throwable> at = Optional.of(failure);
        for (int depth = 0; at.isPresent() && depth < 10; depth++) {
            if (at.get() instanceof SQLTransientConnectionException || at.get() instanceof StoreUnavailable) {
                return true;
            }
            if (at.get() instanceof SQLException sql && isAway(sql)) {
                return true;
            }
            at = Optional.ofNullable(at.get().getCause());
        }
        return false;
    }

    /** A failure without a state is not the server's: the pool had closed the connection under the caller. */
    private static boolean isAway(SQLException failure) {
        String state = failure.getSQLState();
        return state == null || state.startsWith("08") || AWAY.contains(state);
    }

    private static String shape(Throwable failure) {
        StringBuilder shape = new StringBuilder();
        Optional<Throwable> at = Optional.of(failure);
        for (int depth = 0; at.isPresent() && depth < 5; depth++) {
            Throwable one = at.get();
            shape.append(depth == 0 ? "" : " caused by ").append(one.getClass().getName());
            shape.append(Arrays.stream(one.getStackTrace())
                    .limit(FRAMES)
                    .map(frame -> frame.getClassName() + "." + frame.getMethodName() + ":" + frame.getLineNumber())
                    .collect(Collectors.joining(" < ", " [", "]")));
            at = Optional.ofNullable(one.getCause());
        }
        return shape.toString();
    }
}
