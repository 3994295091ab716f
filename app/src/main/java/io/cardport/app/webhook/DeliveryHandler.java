package io.cardport.app.webhook;

import io.cardport.domain.usecase.ReceiveWebhook.Reception;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Takes deliveries of the common form from one connection before the framework's router, whose work on a request is many
 * times that of verifying and storing one. Requests of any other form pass by untouched, and what is not taken is handed
 * over to be answered by {@link ProviderWebhookController}. Requests are answered in their order: a delivery behind a
 * request that the framework has not answered is the framework's too, and what comes behind a delivery waits for it.
 *
 * <p>The framework asks for bytes when it was told that a read is complete; not being told holds the caller back.
 */
final class DeliveryHandler extends ChannelDuplexHandler {
    private static final int FIRST_ROOM = 16 * 1024;

    private final DeliveryDoor door;
    private final Queue<Object> later = new ArrayDeque<>();
    private final List<ChannelPromise> closings = new ArrayList<>(1);
    private State state = State.PASSING;
    private Arriving arriving = Arriving.NOTHING;
    private int owedByFramework;
    private boolean readCompleteHeld;

    private enum State {
        /** What comes is looked at. */
        PASSING,
        /** The body of a delivery is coming. */
        COLLECTING,
        /** A delivery is being made durable. */
        WAITING,
        /** The connection is no more. */
        GONE
    }

    /** A delivery, as far as it has come. */
    private static final class Arriving {
        private static final Arriving NOTHING = new Arriving(Optional.empty(), 0);

        private final Optional<HttpRequest> request;
        private final long since = System.nanoTime();
        private final int length;
        private byte[] body;
        private int come;

        private Arriving(Optional<HttpRequest> request, int length) {
            this.request = request;
            this.length = length;
            this.body = new byte[Math.min(length, FIRST_ROOM)];
        }

        private void add(ByteBuf bytes) {
            int more = bytes.readableBytes();
            if (come + more > body.length) {
                body = Arrays.copyOf(body, Math.min(length, Math.max(come + more, 2 * body.length)));
            }
            bytes.readBytes(body, come, more);
            come += more;
        }

        private boolean isWhole() {
            return come == length;
        }
    }

    DeliveryHandler(DeliveryDoor door) {
        this.door = door;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        switch (state) {
            case PASSING -> look(ctx, message);
            case COLLECTING -> collect(ctx, message);
            case WAITING -> later.add(message);
            case GONE -> ReferenceCountUtil.release(message);
        }
    }

    private void look(ChannelHandlerContext ctx, Object message) {
        if (message instanceof HttpRequest request) {
            if (owedByFramework == 0 && !(message instanceof HttpContent) && door.isCommon(request)) {
                arriving = new Arriving(Optional.of(request), (int) HttpUtil.getContentLength(request, 0L));
                state = State.COLLECTING;
                return;
            }
            owedByFramework++;
        }
        ctx.fireChannelRead(message);
    }

    private void collect(ChannelHandlerContext ctx, Object message) {
        if (!(message instanceof HttpContent content)) {
            ctx.fireChannelRead(message);
            return;
        }
        boolean last = content instanceof LastHttpContent;
        try {
            arriving.add(content.content());
        } finally {
            content.release();
        }
        if (last) {
            received(ctx);
        }
    }

    private void received(ChannelHandlerContext ctx) {
        HttpRequest request = arriving.request.orElseThrow();
        if (!arriving.isWhole()) {
            ctx.close();
            return;
        }
        state = State.WAITING;
        attempted(ctx, request).whenComplete((reception, failure) -> {
            if (ctx.executor().inEventLoop()) {
                answer(ctx, request, reception, failure);
            } else {
                ctx.executor().execute(() -> answer(ctx, request, reception, failure));
            }
        });
    }

    private CompletionStage<Reception> attempted(ChannelHandlerContext ctx, HttpRequest request) {
        try {
            return door.receive(ctx.channel(), request, arriving.body);
        } catch (RuntimeException failed) {
            return CompletableFuture.failedStage(failed);
        }
    }

    private void answer(
            ChannelHandlerContext ctx,
            HttpRequest request,
            @Nullable Reception reception,
            @Nullable Throwable failure) {
        if (state == State.GONE) {
            return;
        }
        state = State.PASSING;
        if (failure != null) {
            handOver(ctx, request, CompletableFuture.failedStage(failure));
        } else if (reception instanceof Reception.Taken taken) {
            ctx.writeAndFlush(door.taken(request, taken, System.nanoTime() - arriving.since));
        } else if (reception instanceof Reception.Refused refused) {
            handOver(ctx, request, CompletableFuture.completedStage(refused));
        }
        goOn(ctx);
    }

    private void handOver(ChannelHandlerContext ctx, HttpRequest request, CompletionStage<Reception> reception) {
        owedByFramework++;
        ctx.fireChannelRead(new HandedOver(request, reception));
        ctx.fireChannelRead(new DefaultLastHttpContent(Unpooled.wrappedBuffer(arriving.body)));
        // The framework sends what it wrote when it is told that a read is complete, and this may be long after one
        // was.
        ctx.fireChannelReadComplete();
    }

    /** What came meanwhile, and what was asked for. */
    private void goOn(ChannelHandlerContext ctx) {
        arriving = state == State.PASSING ? Arriving.NOTHING : arriving;
        while (state != State.WAITING && !later.isEmpty()) {
            channelRead(ctx, later.remove());
        }
        if (readCompleteHeld && state != State.WAITING) {
            readCompleteHeld = false;
            channelReadComplete(ctx);
        }
        if (state == State.PASSING) {
            closings.forEach(ctx::close);
            closings.clear();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        switch (state) {
            case PASSING, GONE -> ctx.fireChannelReadComplete();
            case COLLECTING -> ctx.read();
            case WAITING -> {
                // One read ahead: not to be told of any costs more system calls than all the rest.
                readCompleteHeld = !later.isEmpty();
                if (!readCompleteHeld) {
                    ctx.fireChannelReadComplete();
                }
            }
        }
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        boolean preliminary =
                message instanceof HttpResponse head && head.status().codeClass() == HttpStatusClass.INFORMATIONAL;
        if (message instanceof LastHttpContent && !preliminary && owedByFramework > 0) {
            owedByFramework--;
        }
        ctx.write(message, promise);
    }

    /** A server that is being stopped closes connections on which the framework owes nothing; a delivery is answered first. */
    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
        if (state == State.WAITING) {
            closings.add(promise);
        } else {
            ctx.close(promise);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        end();
        ctx.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        end();
    }

    private void end() {
        state = State.GONE;
        arriving = Arriving.NOTHING;
        later.forEach(ReferenceCountUtil::release);
        later.clear();
        closings.forEach(ChannelPromise::trySuccess);
        closings.clear();
    }
}
