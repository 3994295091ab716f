package io.cardport.domain.issuing;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * The right to send an attempt, as long as a call of an adapter lasts: it ends some seconds after the commit began that gave
 * it (soundness rule 1). Adapters begin their first command before then or not at all; what they send after that belongs to
 * an attempt that has begun. Calls on other threads do not see it.
 */
public final class SendRight {
    private static final ScopedValue<SendRight> CURRENT = ScopedValue.newInstance();

    private final long until;
    private final AtomicBoolean used = new AtomicBoolean();

    private SendRight(long until) {
        this.until = until;
    }

    /**
     * Makes a call that may send until a moment.
     *
     * @param until a reading of {@link System#nanoTime()}
     * @param call what asks an adapter
     * @param <T> what it gives
     * @return what it gives
     */
    public static <T> T until(long until, Supplier<T> call) {
        return ScopedValue.where(CURRENT, new SendRight(until)).call(call::get);
    }

    /**
     * Uses the right for the first command of the attempt.
     *
     * @return the moment before which the command begins or never, a reading of {@link System#nanoTime()}; empty for a later
     *     command of the same attempt and where nobody set one
     */
    public static Optional<Long> use() {
        return CURRENT.isBound() && CURRENT.get().used.compareAndSet(false, true)
                ? Optional.of(CURRENT.get().until)
                : Optional.empty();
    }
}
