package io.cardport.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SocketsTest {
    private static final Duration DEADLINE = Duration.ofMillis(15_250);

    private static Channel connected(Sockets sockets, ServerSocket server) throws InterruptedException {
        Channel channel = new Bootstrap()
                .group(sockets.loops())
                .channelFactory(sockets.channels())
                .handler(new ChannelInboundHandlerAdapter())
                .connect(server.getInetAddress(), server.getLocalPort())
                .sync()
                .channel();
        sockets.limit(channel);
        return channel;
    }

    @Test
    void linuxGivesUpAtTheDeadlineWhatNobodyAcknowledges() throws Exception {
        assumeTrue(Epoll.isAvailable(), "only Linux has it");
        try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                var sockets = new Sockets(DEADLINE)) {
            Channel channel = connected(sockets, server);

            assertThat(channel.config().getOption(EpollChannelOption.TCP_USER_TIMEOUT))
                    .isEqualTo(15_250);
        }
    }

    @Test
    void theSocketsOfTheJdkDoWithoutTheLimit() throws Exception {
        try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                var sockets = new Sockets(Sockets.Kind.NIO, DEADLINE)) {
            assertThat(connected(sockets, server).isActive()).isTrue();
        }
    }
}
