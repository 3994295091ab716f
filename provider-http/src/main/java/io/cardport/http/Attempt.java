package io.cardport.http;

import io.netty.channel.Channel;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One attempt and the decision whether it left. The decision is one compare-and-set: either the event loop takes the
 * attempt from WAITING to WRITING just before it hands the first byte on, or the caller takes it from WAITING to
 * ABANDONED; whoever loses obeys. No exception text takes part in it.
 */
final class Attempt {
    private enum Phase {
        WAITING,
        WRITING,
        ABANDONED
    }

    /** What the gate has seen on the connection, strongest last. */
    enum Sign {
        NOTHING,
        RESET,
        CLOSED_BEFORE_WRITE,
        TOO_LATE,
        ANSWER_BEGAN,
        ANSWER_MALFORMED
    }

    private final SealedRequest request;
    private final String requestTarget;
    private final SendBefore sendBefore;
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.WAITING);
    private final AtomicReference<Sign> sign = new AtomicReference<>(Sign.NOTHING);
    private final AtomicReference<Optional<Channel>> channel = new AtomicReference<>(Optional.empty());
    private final AtomicLong bodyBytes = new AtomicLong();

    Attempt(SealedRequest request, String requestTarget, SendBefore sendBefore) {
        this.request = request;
        this.requestTarget = requestTarget;
        this.sendBefore = sendBefore;
    }

    SealedRequest request() {
        return request;
    }

    String requestTarget() {
        return requestTarget;
    }

    /** Binds the attempt to its connection; false when it already has one, so that it can never be sent twice. */
    boolean bind(Channel connection) {
        return channel.compareAndSet(Optional.empty(), Optional.of(connection));
    }

    /** Called on the event loop before bytes are handed on; true when they may go. */
    boolean mayWrite(Channel connection) {
        if (phase.get() == Phase.WRITING) {
            return true;
        }
        if (!connection.isActive()) {
            note(Sign.CLOSED_BEFORE_WRITE);
            return false;
        }
        if (!sendBefore.left().isPositive()) {
            note(Sign.TOO_LATE);
            return false;
        }
        return phase.compareAndSet(Phase.WAITING, Phase.WRITING);
    }

    /** Gives the attempt up; true means that no byte was handed on and none ever will be. */
    boolean abandon() {
        return phase.compareAndSet(Phase.WAITING, Phase.ABANDONED) || phase.get() == Phase.ABANDONED;
    }

    void note(Sign seen) {
        sign.accumulateAndGet(seen, (old, fresh) -> fresh.compareTo(old) > 0 ? fresh : old);
    }

    Sign sign() {
        return sign.get();
    }

    void countBody(long bytes) {
        bodyBytes.addAndGet(bytes);
    }

    long bodyBytes() {
        return bodyBytes.get();
    }

    /**
     * Runs the step when the event loop is done with the current bytes, by which time the connection is back in the
     * pool and the caller's next request can have it.
     */
    void afterTurn(Runnable step) {
        channel.get().ifPresentOrElse(connection -> WriteGate.onLoop(connection, step), step);
    }

    /** Ends the connection at once, without the farewell of TLS, so that the kernel has nothing left to deliver. */
    void reset() {
        channel.get().ifPresent(WriteGate::reset);
    }
}
