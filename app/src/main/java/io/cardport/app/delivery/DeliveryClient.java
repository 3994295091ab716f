package io.cardport.app.delivery;

import io.micronaut.buffer.netty.NettyByteBufferFactory;
import io.micronaut.core.annotation.AnnotationMetadataResolver;
import io.micronaut.core.convert.ConversionService;
import io.micronaut.core.io.ResourceResolver;
import io.micronaut.http.ByteBodyHttpResponse;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpRequest;
import io.micronaut.http.bind.DefaultRequestBinderRegistry;
import io.micronaut.http.body.ByteBodyFactory;
import io.micronaut.http.body.MessageBodyHandlerRegistry;
import io.micronaut.http.client.DefaultHttpClientConfiguration;
import io.micronaut.http.client.HttpClientConfiguration;
import io.micronaut.http.client.HttpVersionSelection;
import io.micronaut.http.client.filter.DefaultHttpClientFilterResolver;
import io.micronaut.http.client.netty.DefaultHttpClient;
import io.micronaut.http.client.netty.NettyClientCustomizer;
import io.micronaut.http.client.netty.ssl.NettyClientSslBuilder;
import io.micronaut.http.codec.MediaTypeCodecRegistry;
import io.micronaut.http.netty.channel.ChannelPipelineCustomizer;
import io.micronaut.websocket.context.WebSocketBeanRegistry;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Mono;

/**
 * Micronaut's HTTP client for deliveries alone: no proxy, no redirects, HTTP/1.1, and every new connection through {@link
 * GuardedResolver}. Hosts share two event loops and nothing else: a connection that hangs costs its host one of its own.
 */
final class DeliveryClient implements AutoCloseable {
    private static final int THREADS = 2;
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(2);

    private final Limits limits;
    private final GuardedResolver resolver;
    private final EventLoopGroup loops;
    private final DefaultHttpClient client;
    private final ConcurrentMap<String, Attempt> waiting = new ConcurrentHashMap<>();
    private final AtomicLong marks = new AtomicLong();
    private final ByteBodyFactory bodies = ByteBodyFactory.createDefault(NettyByteBufferFactory.DEFAULT);

    /**
     * What one receiver may cost.
     *
     * @param connect for the connection, and again for TLS
     * @param lookUp for the name
     * @param idle how long a connection is kept for the next event
     * @param connections to one host and port at a time
     * @param answerBytes of an answer's body
     */
    record Limits(Duration connect, Duration lookUp, Duration idle, int connections, int answerBytes) {
        static final Limits DEFAULT =
                new Limits(Duration.ofSeconds(10), Duration.ofSeconds(5), Duration.ofSeconds(4), 256, 65_536);
    }

    /** The answer's head. */
    record Answer(int status, List<String> retryAfter) {}

    DeliveryClient(Limits limits, AddressRules rules, Names names) {
        this.limits = limits;
        this.resolver = new GuardedResolver(names, rules, limits.lookUp());
        this.loops = new MultiThreadIoEventLoopGroup(
                THREADS, new DefaultThreadFactory("cardport-delivery", true), NioIoHandler.newFactory());
        this.client = client(configuration(limits), loops, new Guards());
    }

    /** Begins the attempt. Completes exceptionally, or never, when there is no whole answer. */
    CompletableFuture<Answer> begin(MutableHttpRequest<?> request, byte[] body, Attempt attempt) {
        String mark = Long.toString(marks.incrementAndGet());
        waiting.put(mark, attempt);
        request.header(AnswerWatch.MARK, mark);
        return Mono.defer(() -> Mono.from(client.exchange(request, bodies.adapt(body), null)))
                .map(DeliveryClient::head)
                .doFinally(signal -> waiting.remove(mark))
                .toFuture();
    }

    private static Answer head(HttpResponse<?> response) {
        if (response instanceof ByteBodyHttpResponse<?> streamed) {
            streamed.close();
        }
        return new Answer(response.code(), response.getHeaders().getAll("Retry-After"));
    }

    /** Lets go of an attempt whose result is decided. */
    void forget(Attempt attempt, CompletableFuture<Answer> answer) {
        waiting.values().remove(attempt);
        answer.cancel(true);
    }

    @Override
    public void close() {
        client.close();
        resolver.close();
        loops.shutdownGracefully(0, LONGEST_CLOSE.toMillis(), TimeUnit.MILLISECONDS)
                .awaitUninterruptibly(LONGEST_CLOSE.toMillis());
    }

    private static HttpClientConfiguration configuration(Limits limits) {
        var configuration = new DefaultHttpClientConfiguration();
        configuration.setProxyType(Proxy.Type.DIRECT);
        configuration.setConnectTimeout(limits.connect());
        configuration.getSslConfiguration().setHandshakeTimeout(limits.connect());
        configuration.setReadTimeout(null);
        configuration.setRequestTimeout(null);
        configuration.setReadIdleTimeout(null);
        configuration.setConnectionPoolIdleTimeout(limits.idle());
        configuration.setMaxContentLength(limits.answerBytes());
        configuration.setFollowRedirects(false);
        configuration.setDecompressionEnabled(false);
        configuration.setExceptionOnErrorStatus(false);
        configuration.setAlpnModes(List.of(HttpVersionSelection.ALPN_HTTP_1));
        configuration.setLoggerName("io.cardport.delivery.client");
        var pool = configuration.getConnectionPoolConfiguration();
        pool.setMaxConcurrentHttp1Connections(limits.connections());
        pool.setMaxPendingConnections(limits.connections());
        // Until a host has been reached once the smaller of both limits holds, and this one is 1 by default: whoever
        // waits for a host that hangs would wait in a queue.
        pool.setMaxConcurrentHttp2Connections(limits.connections());
        return configuration;
    }

    /** As in {@code provider-http}: the only way to give a client a customizer without an application context. */
    @SuppressWarnings("deprecation")
    private static DefaultHttpClient client(
            HttpClientConfiguration configuration, EventLoopGroup loops, NettyClientCustomizer guards) {
        return new DefaultHttpClient(
                null,
                null,
                configuration,
                null,
                new DefaultHttpClientFilterResolver(null, AnnotationMetadataResolver.DEFAULT, List.of()),
                List.of(),
                new DefaultThreadFactory("cardport-delivery", true),
                new NettyClientSslBuilder(new ResourceResolver()),
                MediaTypeCodecRegistry.of(),
                MessageBodyHandlerRegistry.EMPTY,
                WebSocketBeanRegistry.EMPTY,
                new DefaultRequestBinderRegistry(ConversionService.SHARED),
                loops,
                NioSocketChannel::new,
                NioDatagramChannel::new,
                guards,
                null,
                ConversionService.SHARED,
                null);
    }

    private final class Guards implements NettyClientCustomizer {
        @Override
        public NettyClientCustomizer specializeForBootstrap(Bootstrap bootstrap) {
            bootstrap.resolver(resolver);
            return this;
        }

        @Override
        public NettyClientCustomizer specializeForChannel(Channel channel, ChannelRole role) {
            return new NettyClientCustomizer() {
                @Override
                public void onStreamPipelineBuilt() {
                    new AnswerWatch(waiting, limits.answerBytes())
                            .stand(channel, ChannelPipelineCustomizer.HANDLER_HTTP_CLIENT_CODEC);
                }

                @Override
                public void onRequestPipelineBuilt() {
                    Attempt.tellIfGone(channel);
                }
            };
        }
    }
}
