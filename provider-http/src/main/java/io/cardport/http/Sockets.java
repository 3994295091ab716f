package io.cardport.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The loops and sockets of one exchange. Linux's own sockets give up what the other side has not acknowledged within the
 * deadline (TCP_USER_TIMEOUT), even when this process is dead by then and can reset nothing; elsewhere the reset at the
 * deadline is all there is.
 */
final class Sockets implements AutoCloseable {
    private static final int THREADS = 2;
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(2);

    /** Whose sockets are used. */
    enum Kind {
        /** Linux's, through a library that not every system can load. */
        EPOLL,
        /** The JDK's. */
        NIO
    }

    private final Kind kind;
    private final Duration deadline;
    private final EventLoopGroup loops;

    Sockets(Duration deadline) {
        this(Epoll.isAvailable() ? Kind.EPOLL : Kind.NIO, deadline);
    }

    Sockets(Kind kind, Duration deadline) {
        this.kind = kind;
        this.deadline = deadline;
        IoHandlerFactory polling = switch (kind) {
            case EPOLL -> EpollIoHandler.newFactory();
            case NIO -> NioIoHandler.newFactory();
        };
        this.loops = new MultiThreadIoEventLoopGroup(THREADS, new DefaultThreadFactory("cardport-http", true), polling);
    }

    EventLoopGroup loops() {
        return loops;
    }

    ChannelFactory<SocketChannel> channels() {
        return switch (kind) {
            case EPOLL -> EpollSocketChannel::new;
            case NIO -> NioSocketChannel::new;
        };
    }

    /** Gives the connection its limit where its socket takes one. */
    void limit(Channel connection) {
        if (connection instanceof EpollSocketChannel socket) {
            socket.config().setOption(EpollChannelOption.TCP_USER_TIMEOUT, Math.toIntExact(deadline.toMillis()));
        }
    }

    @Override
    public void close() {
        loops.shutdownGracefully(0, LONGEST_CLOSE.toMillis(), TimeUnit.MILLISECONDS)
                .awaitUninterruptibly(LONGEST_CLOSE.toMillis());
    }
}
