package io.cardport.http;

import io.cardport.http.WireResult.Answered;
import io.cardport.http.WireResult.NoAnswer;
import io.cardport.http.WireResult.NotSent;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends one request and tells with certainty what became of it. It never repeats a request, never follows a redirect
 * and never throws for what the network does. Thread-safe; blocks, so it is meant for virtual threads. Opening it does
 * no I/O.
 */
public final class HttpExchange implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpExchange.class);
    private static final Duration LONGEST_BUDGET_WAIT = Duration.ofSeconds(1);

    private final ExchangeSettings settings;
    private final NettyWire wire;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * An exchange for one account.
     *
     * @param settings how the account is reached
     */
    public HttpExchange(ExchangeSettings settings) {
        this.settings = settings;
        this.wire = new NettyWire(settings);
    }

    /**
     * How the account is reached.
     *
     * @return the settings
     */
    public ExchangeSettings settings() {
        return settings;
    }

    /**
     * Sends one attempt that may begin at any time within the deadline.
     *
     * @param request what to send
     * @param seal called once, just before sending
     * @return what became of it
     */
    public WireResult send(WireRequest request, Seal seal) {
        return send(request, seal, SendBefore.within(settings.limits().deadline()));
    }

    /**
     * Sends one attempt.
     *
     * @param request what to send
     * @param seal called once, just before sending; what it throws goes to the caller, and nothing was sent; not called
     *     where a circuit is open
     * @param sendBefore the attempt that has not begun to be written by then is {@link NotSent}
     * @return what became of it, at the latest at the deadline; the socket is then reset
     */
    public WireResult send(WireRequest request, Seal seal, SendBefore sendBefore) {
        return send(request, seal, sendBefore, AnswerJudge.byStatus());
    }

    /**
     * Sends one attempt to an issuer that says in the body what its status does not.
     *
     * @param request what to send
     * @param seal as above
     * @param sendBefore as above
     * @param judge looks at a whole answer for journal and circuit
     * @return as above
     */
    public WireResult send(WireRequest request, Seal seal, SendBefore sendBefore, AnswerJudge judge) {
        Instant began = settings.clock().instant();
        long start = System.nanoTime();
        Optional<Circuits.Passage> passage = settings.restraints().circuits().passage(request.name());
        if (passage.isEmpty()) {
            return noted(request, Passed.unsent(NotSentCause.CIRCUIT_OPEN), began, start);
        }
        Passed passed;
        try {
            passed = passed(request, seal, sendBefore, judge, start);
        } catch (RuntimeException | Error thrown) {
            passage.get().unused();
            throw thrown;
        }
        WireResult result = noted(request, passed, began, start);
        passage.get().ended(passed.ending());
        return result;
    }

    /** What came of an attempt, how that is noted, and how much of its body was handed to the socket. */
    private record Passed(WireResult result, JournalEntry.Ending ending, long sent) {
        private static Passed unsent(NotSentCause cause) {
            return new Passed(new NotSent(cause), new JournalEntry.Ending.Unsent(cause), 0);
        }
    }

    private Passed passed(WireRequest request, Seal seal, SendBefore sendBefore, AnswerJudge judge, long start) {
        long end = start + settings.limits().deadline().toNanos();
        Optional<NotSentCause> hindered = hindrance(sendBefore);
        if (hindered.isPresent()) {
            return Passed.unsent(hindered.get());
        }
        SealedRequest sealed = seal.seal(request);
        var attempt = new Attempt(sealed, settings.requestTarget(sealed.target()), sendBefore);
        WireResult result = exchange(attempt, end);
        return new Passed(result, ending(result, judge), attempt.bodyBytes());
    }

    private Optional<NotSentCause> hindrance(SendBefore sendBefore) {
        if (closed.get()) {
            return Optional.of(NotSentCause.EXCHANGE_CLOSED);
        }
        Duration left = sendBefore.left();
        Duration wait = left.compareTo(LONGEST_BUDGET_WAIT) < 0 ? left : LONGEST_BUDGET_WAIT;
        try {
            return switch (settings.restraints().budget().take(wait)) {
                case GRANTED ->
                    sendBefore.left().isPositive() ? Optional.empty() : Optional.of(NotSentCause.DEADLINE_BEFORE_SEND);
                case SPENT -> Optional.of(NotSentCause.RATE_BUDGET);
            };
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.of(NotSentCause.INTERRUPTED);
        }
    }

    private WireResult exchange(Attempt attempt, long end) {
        CompletableFuture<Answered> answer;
        try {
            answer = wire.begin(attempt);
        } catch (IOException unreadable) {
            return new NotSent(NotSentCause.BODY_UNREADABLE);
        }
        Ending ending;
        try {
            return answer.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            ending = new Ending(Ending.Kind.DEADLINE, late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            ending = new Ending(Ending.Kind.INTERRUPTED, interrupted);
        } catch (ExecutionException failed) {
            ending = new Ending(
                    Ending.Kind.FAILED, Optional.ofNullable(failed.getCause()).orElse(failed));
        } catch (CancellationException cancelled) {
            ending = new Ending(Ending.Kind.FAILED, cancelled);
        }
        // The order matters: first the decision, which stops a write that has not begun, then the socket.
        boolean nothingLeft = attempt.abandon();
        attempt.reset();
        wire.forget(attempt, answer);
        return nothingLeft
                ? new NotSent(ending.notSent(attempt, closed.get()))
                : new NoAnswer(ending.noAnswer(attempt));
    }

    private WireResult noted(WireRequest request, Passed passed, Instant began, long start) {
        long received = switch (passed.result()) {
            case Answered answered -> answered.body().length;
            case NotSent notSent -> 0;
            case NoAnswer noAnswer -> 0;
        };
        var entry = new JournalEntry(
                began,
                request.name(),
                request.method(),
                request.target().template(),
                passed.ending(),
                Duration.ofNanos(System.nanoTime() - start),
                passed.sent(),
                received);
        try {
            settings.journal().note(entry);
        } catch (RuntimeException broken) {
            LOG.warn(
                    "The journal of {} failed: {}",
                    request.name(),
                    broken.getClass().getName());
        }
        return passed.result();
    }

    private static JournalEntry.Ending ending(WireResult result, AnswerJudge judge) {
        return switch (result) {
            case Answered answered ->
                switch (judge.of(answered)) {
                    case AS_ITS_STATUS -> new JournalEntry.Ending.Status(answered.status());
                    case CREDENTIALS_REFUSED -> new JournalEntry.Ending.TurnedAway(answered.status());
                };
            case NotSent notSent -> new JournalEntry.Ending.Unsent(notSent.cause());
            case NoAnswer noAnswer -> new JournalEntry.Ending.Unanswered(noAnswer.cause());
        };
    }

    /** Ends the exchange and its connections; attempts under way end as NotSent or NoAnswer. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            wire.close();
        }
    }
}
