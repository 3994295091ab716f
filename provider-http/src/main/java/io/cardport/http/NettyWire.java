package io.cardport.http;

import io.cardport.http.WireResult.Answered;
import io.micronaut.buffer.netty.NettyByteBufferFactory;
import io.micronaut.core.annotation.AnnotationMetadataResolver;
import io.micronaut.core.convert.ConversionService;
import io.micronaut.core.io.ResourceResolver;
import io.micronaut.http.ByteBodyHttpResponse;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.bind.DefaultRequestBinderRegistry;
import io.micronaut.http.body.ByteBodyFactory;
import io.micronaut.http.body.CloseableAvailableByteBody;
import io.micronaut.http.body.CloseableByteBody;
import io.micronaut.http.body.MessageBodyHandlerRegistry;
import io.micronaut.http.body.stream.InputStreamByteBody;
import io.micronaut.http.client.DefaultHttpClientConfiguration;
import io.micronaut.http.client.HttpClientConfiguration;
import io.micronaut.http.client.filter.DefaultHttpClientFilterResolver;
import io.micronaut.http.client.netty.DefaultHttpClient;
import io.micronaut.http.client.netty.NettyClientCustomizer;
import io.micronaut.http.client.netty.ssl.NettyClientSslBuilder;
import io.micronaut.http.codec.MediaTypeCodecRegistry;
import io.micronaut.http.netty.channel.ChannelPipelineCustomizer;
import io.micronaut.websocket.context.WebSocketBeanRegistry;
import io.netty.channel.Channel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Mono;

/**
 * Micronaut's HTTP client without an application context. It gives connections, TLS and the reading of answers; what
 * goes out is put in by {@link WriteGate}, so the client only knows a placeholder request to the base URL's root.
 */
final class NettyWire implements AutoCloseable {
    private final ExchangeSettings settings;
    private final Sockets sockets;
    private final DefaultHttpClient client;
    private final ConcurrentMap<String, Attempt> waiting = new ConcurrentHashMap<>();
    private final AtomicLong marks = new AtomicLong();
    private final ExecutorService uploads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("cardport-upload-", 0).factory());
    private final ByteBodyFactory bodies = ByteBodyFactory.createDefault(NettyByteBufferFactory.DEFAULT);

    NettyWire(ExchangeSettings settings) {
        this.settings = settings;
        this.sockets = new Sockets(settings.limits().deadline());
        this.client = client(configuration(settings.limits()), sockets, new Gates());
    }

    /** Begins the attempt. Completes exceptionally, or never, when there is no answer. */
    CompletableFuture<Answered> begin(Attempt attempt) throws IOException {
        var method =
                io.micronaut.http.HttpMethod.valueOf(attempt.request().method().name());
        String mark = Long.toString(marks.incrementAndGet());
        var placeholder =
                HttpRequest.create(method, settings.baseUrl().resolve("/").toString());
        placeholder.header(WriteGate.MARK, mark);
        waiting.put(mark, attempt);
        return switch (attempt.request().body()) {
            case WireBody.None none -> answer(placeholder, bodies.createEmpty(), attempt, () -> waiting.remove(mark));
            case WireBody.Bytes bytes -> answer(placeholder, bodies.createEmpty(), attempt, () -> waiting.remove(mark));
            case WireBody.Multipart multipart -> {
                MultipartStream stream = open(multipart, mark);
                placeholder.header("Content-Type", stream.contentType());
                var body = InputStreamByteBody.create(stream, OptionalLong.of(stream.length()), uploads, bodies);
                yield answer(placeholder, body, attempt, () -> {
                    waiting.remove(mark);
                    stream.close();
                });
            }
        };
    }

    private MultipartStream open(WireBody.Multipart multipart, String mark) throws IOException {
        try {
            return MultipartStream.open(multipart, settings.randomness());
        } catch (IOException | RuntimeException unreadable) {
            waiting.remove(mark);
            throw unreadable;
        }
    }

    private CompletableFuture<Answered> answer(
            HttpRequest<?> placeholder, CloseableByteBody body, Attempt attempt, Runnable end) {
        return Mono.defer(() -> Mono.from(client.exchange(placeholder, body, null)))
                .flatMap(response -> read(response, attempt))
                .doFinally(signal -> end.run())
                .toFuture();
    }

    private static Mono<Answered> read(HttpResponse<?> response, Attempt attempt) {
        if (!(response instanceof ByteBodyHttpResponse<?> streamed)) {
            return Mono.error(new IllegalStateException("the client gave an answer without a body to read"));
        }
        return Mono.fromFuture(streamed.byteBody().buffer())
                .map(body -> answered(streamed, body))
                .flatMap(answer -> Mono.<Answered>create(sink -> attempt.afterTurn(() -> sink.success(answer))))
                .doFinally(signal -> streamed.close());
    }

    private static Answered answered(HttpResponse<?> response, CloseableAvailableByteBody body) {
        var fields = new ArrayList<WireHeaders.Field>();
        response.getHeaders().forEachValue((name, value) -> {
            if (WireHeaders.Field.isAllowed(name, value)) {
                fields.add(new WireHeaders.Field(name, value));
            }
        });
        return new Answered(response.code(), new WireHeaders(fields), body.toByteArray());
    }

    /** Lets go of an attempt whose result is decided. */
    void forget(Attempt attempt, CompletableFuture<Answered> answer) {
        waiting.values().remove(attempt);
        answer.cancel(true);
    }

    @Override
    public void close() {
        client.close();
        sockets.close();
        uploads.shutdownNow();
    }

    private static HttpClientConfiguration configuration(ExchangeSettings.Limits limits) {
        var configuration = new DefaultHttpClientConfiguration();
        configuration.setConnectTimeout(limits.connectTimeout());
        configuration.getSslConfiguration().setHandshakeTimeout(limits.connectTimeout());
        configuration.setReadTimeout(null);
        configuration.setRequestTimeout(null);
        configuration.setReadIdleTimeout(null);
        configuration.setConnectionPoolIdleTimeout(limits.idle());
        configuration.setMaxContentLength(limits.answerBytes());
        configuration.setFollowRedirects(false);
        configuration.setDecompressionEnabled(false);
        configuration.setExceptionOnErrorStatus(false);
        configuration.setAlpnModes(List.of(io.micronaut.http.client.HttpVersionSelection.ALPN_HTTP_1));
        configuration.setLoggerName("io.cardport.http.client");
        configuration.getConnectionPoolConfiguration().setMaxConcurrentHttp1Connections(limits.connections());
        configuration.getConnectionPoolConfiguration().setMaxPendingConnections(limits.connections());
        return configuration;
    }

    /**
     * The customizer is not public in the builder of 4.10 and the registry that would apply it needs a context; the
     * constructor that takes one is deprecated but public. Whoever upgrades Micronaut checks this line first: the tests
     * of this module fail when the gate is not in the pipeline, because then no request is written at all.
     */
    @SuppressWarnings("deprecation")
    private static DefaultHttpClient client(
            HttpClientConfiguration configuration, Sockets sockets, NettyClientCustomizer gates) {
        return new DefaultHttpClient(
                null,
                null,
                configuration,
                null,
                new DefaultHttpClientFilterResolver(null, AnnotationMetadataResolver.DEFAULT, List.of()),
                List.of(),
                new DefaultThreadFactory("cardport-http", true),
                new NettyClientSslBuilder(new ResourceResolver()),
                MediaTypeCodecRegistry.of(),
                MessageBodyHandlerRegistry.EMPTY,
                WebSocketBeanRegistry.EMPTY,
                new DefaultRequestBinderRegistry(ConversionService.SHARED),
                sockets.loops(),
                sockets.channels(),
                NioDatagramChannel::new,
                gates,
                null,
                ConversionService.SHARED,
                new OffLoopResolver());
    }

    private final class Gates implements NettyClientCustomizer {
        @Override
        public NettyClientCustomizer specializeForChannel(Channel channel, ChannelRole role) {
            sockets.limit(channel);
            return new NettyClientCustomizer() {
                @Override
                public void onStreamPipelineBuilt() {
                    new WriteGate(waiting).stand(channel, ChannelPipelineCustomizer.HANDLER_HTTP_CLIENT_CODEC);
                }

                @Override
                public void onRequestPipelineBuilt() {
                    WriteGate.tellIfGone(channel);
                }
            };
        }
    }
}
