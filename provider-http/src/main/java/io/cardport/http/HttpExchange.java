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
     * @param seal called once, just before sending; what it throws goes to the caller, and nothing was sent
     * @param sendBefore the attempt that has not begun to be written by then is {@link NotSent}
     * @return what became of it, at the latest at the deadline; the socket is then reset
     */
    public WireResult send(WireRequest request, Seal seal, SendBefore sendBefore) {
        Instant began = settings.clock().instant();
        long start = System.nanoTime();
        long end = start + settings.limits().deadline().toNanos();
        Optional<NotSentCause> hindered = hindrance(sendBefore);
        if (hindered.isPresent()) {
            return noted(request, new NotSent(hindered.get()), 0, began, start);
        }
        SealedRequest sealed = seal.seal(request);
        var attempt = new Attempt(sealed, settings.requestTarget(sealed.target()), sendBefore);
        return noted(request, exchange(attempt, end), attempt.bodyBytes(), began, start);
    }

    private Optional<NotSentCause> hindrance(SendBefore sendBefore) {
        if (closed.get()) {
            return Optional.of(NotSentCause.EXCHANGE_CLOSED);
        }
        Duration left = sendBefore.left();
        Duration wait = left.compareTo(LONGEST_BUDGET_WAIT) < 0 ? left : LONGEST_BUDGET_WAIT;
        try {
            return switch (settings.budget().take(wait)) {
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

    private WireResult noted(WireRequest request, WireResult result, long sent, Instant began, long start) {
        long received = switch (result) {
            case Answered answered -> answered.body().length;
            case NotSent notSent -> 0;
            case NoAnswer noAnswer -> 0;
        };
        JournalEntry.Ending ending = switch (result) {
            case Answered answered -> new JournalEntry.Ending.Status(answered.status());
            case NotSent notSent -> new JournalEntry.Ending.Unsent(notSent.cause());
            case NoAnswer noAnswer -> new JournalEntry.Ending.Unanswered(noAnswer.cause());
        };
        var entry = new JournalEntry(
                began,
                request.name(),
                request.method(),
                request.target().template(),
                ending,
                Duration.ofNanos(System.nanoTime() - start),
                sent,
                received);
        try {
            settings.journal().note(entry);
        } catch (RuntimeException broken) {
            LOG.warn(
                    "The journal of {} failed: {}",
                    request.name(),
                    broken.getClass().getName());
        }
        return result;
    }

    /** Ends the exchange and its connections; attempts under way end as NotSent or NoAnswer. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            wire.close();
        }
    }
}
