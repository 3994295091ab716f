package io.cardport.app.webhook;

import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.netty.channel.ChannelPipelineCustomizer;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.netty.channel.Channel;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;

/** Puts a {@link DeliveryHandler} before the framework's own in every HTTP/1.1 connection. */
@Singleton
final class DeliveryHandlers implements BeanCreatedEventListener<NettyServerCustomizer.Registry> {
    private final Provider<DeliveryDoor> door;

    DeliveryHandlers(Provider<DeliveryDoor> door) {
        this.door = door;
    }

    @Override
    public NettyServerCustomizer.Registry onCreated(BeanCreatedEvent<NettyServerCustomizer.Registry> created) {
        created.getBean().register(new OfServer());
        return created.getBean();
    }

    private final class OfServer implements NettyServerCustomizer {
        @Override
        public NettyServerCustomizer specializeForChannel(Channel channel, ChannelRole role) {
            return new OfChannel(channel);
        }
    }

    /** Asked again by the channel of the listener for each connection of it. */
    private final class OfChannel implements NettyServerCustomizer {
        private final Channel channel;

        private OfChannel(Channel channel) {
            this.channel = channel;
        }

        @Override
        public NettyServerCustomizer specializeForChannel(Channel inner, ChannelRole role) {
            return new OfChannel(inner);
        }

        @Override
        public void onStreamPipelineBuilt() {
            var pipeline = channel.pipeline();
            // A stream of HTTP/2 has another codec and flow of its own.
            if (pipeline.get(ChannelPipelineCustomizer.HANDLER_HTTP_SERVER_CODEC) != null
                    && pipeline.get(ChannelPipelineCustomizer.HANDLER_MICRONAUT_INBOUND) != null) {
                pipeline.addBefore(
                        ChannelPipelineCustomizer.HANDLER_MICRONAUT_INBOUND,
                        "issuer-deliveries",
                        new DeliveryHandler(door.get()));
            }
        }
    }
}
