package io.cardport.app.delivery;

import io.cardport.app.delivery.Attempt.Sign;
import io.cardport.app.delivery.Attempt.Use;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.Optional;
import java.util.concurrent.ConcurrentMap;

/**
 * Stands on both sides of the HTTP codec of one connection. It counts what comes, lets go of it at once and hands the
 * client an answer without a body when the last byte is there: nothing that a receiver says is ever kept.
 */
final class AnswerWatch {
    /** Names the attempt in the request given to the client; never leaves the process. */
    static final String MARK = "cardport-delivery";

    /** Head, framing and body may together be this many times the body's limit: no stream of headers goes on for ever. */
    private static final int OVERHEAD = 2;

    /** What becomes of the connection after the answer. */
    private enum After {
        KEEP,
        /** Bytes that nobody asked for would be taken for the answer to the next request. */
        CLOSE
    }

    private final ConcurrentMap<String, Attempt> waiting;
    private final int limit;
    private Optional<Attempt> current = Optional.empty();
    private Use use = Use.FRESH;
    private After after = After.KEEP;
    private long wireBytes;
    private long bodyBytes;

    AnswerWatch(ConcurrentMap<String, Attempt> waiting, int limit) {
        this.waiting = waiting;
        this.limit = limit;
    }

    /** Puts both sides around the codec; called when the connection can take its first request. */
    void stand(Channel channel, String codec) {
        channel.pipeline().addBefore(codec, "cardport-wire-side", new WireSide());
        channel.pipeline().addAfter(codec, "cardport-message-side", new MessageSide());
    }

    private void end(ChannelHandlerContext ctx, Sign sign) {
        current.ifPresent(attempt -> attempt.note(sign));
        Attempt.reset(ctx.channel());
    }

    private final class WireSide extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            int bytes = message instanceof ByteBuf content ? content.readableBytes() : 0;
            wireBytes += bytes;
            if (current.isEmpty() || wireBytes > (long) OVERHEAD * limit) {
                ReferenceCountUtil.release(message);
                after = After.CLOSE;
                end(ctx, Sign.ANSWER_TOO_LARGE);
                return;
            }
            if (bytes > 0) {
                current.get().note(Sign.ANSWER_BEGAN);
            }
            ctx.fireChannelRead(message);
        }
    }

    private final class MessageSide extends ChannelDuplexHandler {
        private Optional<HttpResponse> head = Optional.empty();
        private Optional<HttpResponse> whole = Optional.empty();

        @Override
        public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
            if (message instanceof HttpRequest request) {
                String mark = Optional.ofNullable(request.headers().get(MARK)).orElse("");
                request.headers().remove(MARK);
                Optional<Attempt> attempt = Optional.ofNullable(waiting.remove(mark));
                if (attempt.isEmpty()) {
                    ReferenceCountUtil.release(message);
                    promise.tryFailure(new IllegalStateException("nobody waits for this request any more"));
                    Attempt.reset(ctx.channel());
                    return;
                }
                attempt.get().bind(ctx.channel(), use);
                current = attempt;
                use = Use.USED_BEFORE;
                wireBytes = 0;
                bodyBytes = 0;
            }
            ctx.write(message, promise);
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            try {
                if (message instanceof HttpObject part) {
                    take(ctx, part);
                }
            } finally {
                ReferenceCountUtil.release(message);
            }
        }

        /** Only now is it known that nothing else came with the answer, and the connection may go to the next request. */
        @Override
        public void channelReadComplete(ChannelHandlerContext ctx) {
            if (whole.isPresent()) {
                HttpResponse answer = withoutBody(whole.get());
                whole = Optional.empty();
                ctx.fireChannelRead(answer);
            }
            ctx.fireChannelReadComplete();
        }

        private void take(ChannelHandlerContext ctx, HttpObject part) {
            if (current.isEmpty()) {
                after = After.CLOSE;
                Attempt.reset(ctx.channel());
                return;
            }
            if (part.decoderResult().isFailure()) {
                Throwable cause = part.decoderResult().cause();
                if (!(cause instanceof PrematureChannelClosureException)) {
                    end(ctx, cause instanceof TooLongFrameException ? Sign.ANSWER_TOO_LARGE : Sign.ANSWER_MALFORMED);
                }
                return;
            }
            if (part instanceof HttpResponse response) {
                head = Optional.of(response);
            }
            if (part instanceof HttpContent content) {
                bodyBytes += content.content().readableBytes();
                if (bodyBytes > limit) {
                    end(ctx, Sign.ANSWER_TOO_LARGE);
                    return;
                }
            }
            if (part instanceof LastHttpContent && head.isPresent()) {
                HttpResponse answer = head.get();
                head = Optional.empty();
                if (answer.status().codeClass() != HttpStatusClass.INFORMATIONAL) {
                    current = Optional.empty();
                    whole = Optional.of(answer);
                }
            }
        }

        private HttpResponse withoutBody(HttpResponse answer) {
            var bare = new DefaultFullHttpResponse(answer.protocolVersion(), answer.status(), Unpooled.EMPTY_BUFFER);
            bare.headers().set(answer.headers());
            bare.headers().remove(HttpHeaderNames.TRANSFER_ENCODING);
            bare.headers().set(HttpHeaderNames.CONTENT_LENGTH, 0);
            if (after == After.CLOSE) {
                bare.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
            }
            return bare;
        }
    }
}
