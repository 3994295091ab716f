package io.cardport.http;

import io.cardport.http.Attempt.Sign;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.RejectedExecutionException;

/**
 * Stands on both sides of the HTTP codec of one connection: the wire side sees the encoded bytes before TLS and the
 * socket do, the message side turns the client's placeholder request into the sealed one. So the client below, its logs
 * included, never holds a header or a body of ours.
 */
final class WriteGate {
    /** Names the attempt in the placeholder request; never leaves the process. */
    static final String MARK = "cardport-attempt";

    private final ConcurrentMap<String, Attempt> waiting;
    private Optional<Attempt> current = Optional.empty();
    private boolean answered;

    WriteGate(ConcurrentMap<String, Attempt> waiting) {
        this.waiting = waiting;
    }

    /** Puts both sides around the codec; called when the connection can take its first request. */
    void stand(Channel channel, String codec) {
        channel.pipeline().addBefore(codec, "cardport-wire-side", new WireSide());
        channel.pipeline().addAfter(codec, "cardport-message-side", new MessageSide());
    }

    /**
     * Tells the client's own handler, which waits for the answer, when the connection has ended before it was put there.
     * A connection that is gone for good tells nobody any more, and a failed write is told to nobody either, so the
     * attempt would wait for its deadline. It happens when the request comes to the event loop from another thread.
     */
    static void tellIfGone(Channel channel) {
        if (!channel.isRegistered()) {
            // Not at once: the client is about to write, and would go on after its own failure.
            onLoop(channel, () -> channel.pipeline().fireExceptionCaught(new ConnectionGone()));
        }
    }

    /** The connection ended before it was given a request. */
    static final class ConnectionGone extends IOException {
        private static final long serialVersionUID = 1L;

        private ConnectionGone() {
            super("the connection ended before the request");
        }
    }

    static void reset(Channel channel) {
        onLoop(channel, () -> {
            if (channel.isOpen()) {
                channel.config().setOption(ChannelOption.SO_LINGER, 0);
                channel.unsafe().close(channel.unsafe().voidPromise());
            }
        });
    }

    /** Runs the step on the connection's event loop, or here when that has ended and has closed its connections. */
    static void onLoop(Channel channel, Runnable step) {
        try {
            channel.eventLoop().execute(step);
        } catch (RejectedExecutionException ended) {
            step.run();
        }
    }

    private static void refuse(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        ReferenceCountUtil.release(message);
        promise.tryFailure(new IllegalStateException("the attempt may no longer be written"));
        reset(ctx.channel());
    }

    private final class WireSide extends ChannelDuplexHandler {
        @Override
        public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
            if (current.isPresent() && current.get().mayWrite(ctx.channel())) {
                ctx.write(message, promise);
            } else {
                refuse(ctx, message, promise);
            }
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            if (current.isEmpty() || answered) {
                // Bytes nobody asked for would be taken for the answer to the next request.
                ReferenceCountUtil.release(message);
                reset(ctx.channel());
                return;
            }
            if (message instanceof ByteBuf bytes && bytes.isReadable()) {
                current.get().note(Sign.ANSWER_BEGAN);
            }
            ctx.fireChannelRead(message);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            if (cause instanceof IOException) {
                if (current.isEmpty() || answered) {
                    // An idle connection that the other side reset is nobody's failure.
                    ctx.close();
                    return;
                }
                current.get().note(Sign.RESET);
            }
            ctx.fireExceptionCaught(cause);
        }
    }

    private final class MessageSide extends ChannelDuplexHandler {
        private boolean interim;

        @Override
        public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
            if (message instanceof HttpRequest placeholder) {
                begin(ctx, placeholder, promise);
            } else {
                if (message instanceof HttpContent content) {
                    int bytes = content.content().readableBytes();
                    current.ifPresent(attempt -> attempt.countBody(bytes));
                }
                ctx.write(message, promise);
            }
        }

        private void begin(ChannelHandlerContext ctx, HttpRequest placeholder, ChannelPromise promise) {
            String mark = Optional.ofNullable(placeholder.headers().get(MARK)).orElse("");
            Optional<Attempt> attempt = Optional.ofNullable(waiting.remove(mark));
            if (attempt.isEmpty() || !attempt.get().bind(ctx.channel())) {
                refuse(ctx, placeholder, promise);
                return;
            }
            current = attempt;
            answered = false;
            ctx.write(sealed(placeholder, attempt.get()), promise);
        }

        private HttpRequest sealed(HttpRequest placeholder, Attempt attempt) {
            HttpHeaders headers = headers(placeholder, attempt.request());
            if (!(placeholder instanceof FullHttpRequest full)) {
                return replaceHeaders(placeholder.setUri(attempt.requestTarget()), headers);
            }
            full.release();
            byte[] content = switch (attempt.request().body()) {
                case WireBody.None none -> new byte[0];
                case WireBody.Bytes bytes -> bytes.content();
                case WireBody.Multipart multipart -> new byte[0];
            };
            attempt.countBody(content.length);
            var request = new DefaultFullHttpRequest(
                    placeholder.protocolVersion(),
                    placeholder.method(),
                    attempt.requestTarget(),
                    Unpooled.wrappedBuffer(content));
            replaceHeaders(request, headers);
            return request;
        }

        private static HttpRequest replaceHeaders(HttpRequest request, HttpHeaders headers) {
            request.headers().clear().add(headers);
            return request;
        }

        private static HttpHeaders headers(HttpRequest placeholder, SealedRequest sealed) {
            var headers = new DefaultHttpHeaders();
            headers.set(HttpHeaderNames.HOST, placeholder.headers().get(HttpHeaderNames.HOST));
            headers.set(HttpHeaderNames.CONNECTION, placeholder.headers().get(HttpHeaderNames.CONNECTION));
            sealed.headers().fields().forEach(field -> headers.add(field.name(), field.value()));
            switch (sealed.body()) {
                case WireBody.None none -> {
                    if (sealed.method() != Method.GET && sealed.method() != Method.DELETE) {
                        headers.set(HttpHeaderNames.CONTENT_LENGTH, 0);
                    }
                }
                case WireBody.Bytes bytes -> {
                    headers.set(HttpHeaderNames.CONTENT_TYPE, bytes.contentType());
                    headers.set(HttpHeaderNames.CONTENT_LENGTH, bytes.content().length);
                }
                case WireBody.Multipart multipart -> {
                    headers.set(
                            HttpHeaderNames.CONTENT_TYPE, placeholder.headers().get(HttpHeaderNames.CONTENT_TYPE));
                    headers.set(
                            HttpHeaderNames.CONTENT_LENGTH,
                            placeholder.headers().get(HttpHeaderNames.CONTENT_LENGTH));
                }
            }
            return headers;
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            if (message instanceof HttpObject object
                    && object.decoderResult().isFailure()
                    && !(object.decoderResult().cause() instanceof PrematureChannelClosureException)) {
                current.ifPresent(attempt -> attempt.note(Sign.ANSWER_MALFORMED));
            }
            if (answered) {
                // A second answer in the same bytes: whoever sent it may send a third one into the next request.
                ReferenceCountUtil.release(message);
                reset(ctx.channel());
                return;
            }
            if (message instanceof HttpResponse response
                    && response.status().codeClass() == HttpStatusClass.INFORMATIONAL) {
                // 102 and 103 would be taken for the answer.
                interim = true;
            }
            if (interim) {
                interim = !(message instanceof LastHttpContent);
                ReferenceCountUtil.release(message);
                return;
            }
            if (message instanceof LastHttpContent) {
                answered = true;
            }
            ctx.fireChannelRead(message);
        }
    }
}
