package io.cardport.app.delivery;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import java.nio.channels.ClosedChannelException;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;

/** One request on its way: which connection it went to and what the watch saw there. */
final class Attempt {
    /** What was seen of the answer, strongest last. */
    enum Sign {
        NOTHING,
        ANSWER_BEGAN,
        ANSWER_MALFORMED,
        ANSWER_TOO_LARGE
    }

    /** What the connection had done before. */
    enum Use {
        FRESH,
        USED_BEFORE
    }

    private record Bound(Channel channel, Use use) {}

    private final AtomicReference<Sign> sign = new AtomicReference<>(Sign.NOTHING);
    private final AtomicReference<Optional<Bound>> bound = new AtomicReference<>(Optional.empty());

    void bind(Channel channel, Use use) {
        bound.set(Optional.of(new Bound(channel, use)));
    }

    void note(Sign seen) {
        sign.accumulateAndGet(seen, (old, fresh) -> fresh.compareTo(old) > 0 ? fresh : old);
    }

    Sign sign() {
        return sign.get();
    }

    boolean isBound() {
        return bound.get().isPresent();
    }

    /** True when the receiver closed a kept connection while the request was on its way to it. */
    boolean metAClosedConnection() {
        return sign() == Sign.NOTHING
                && bound.get().filter(it -> it.use() == Use.USED_BEFORE).isPresent();
    }

    void reset() {
        bound.get().ifPresent(it -> reset(it.channel()));
    }

    /**
     * A connection that has ended for good tells nobody any more, and the client does not look: without this an attempt
     * that comes to it from another thread would wait for its timeout.
     */
    static void tellIfGone(Channel channel) {
        if (!channel.isRegistered()) {
            // Not at once: the client is about to write, and would go on after its own failure.
            onLoop(channel, () -> channel.pipeline().fireExceptionCaught(new ClosedChannelException()));
        }
    }

    /** Ends a connection at once, without the farewell of TLS, for which a receiver could let us wait. */
    static void reset(Channel channel) {
        onLoop(channel, () -> {
            if (channel.isOpen()) {
                channel.config().setOption(ChannelOption.SO_LINGER, 0);
                channel.unsafe().close(channel.unsafe().voidPromise());
            }
        });
    }

    private static void onLoop(Channel channel, Runnable step) {
        try {
            channel.eventLoop().execute(step);
        } catch (RejectedExecutionException ended) {
            step.run();
        }
    }
}
