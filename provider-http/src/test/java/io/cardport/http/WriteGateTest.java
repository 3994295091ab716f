package io.cardport.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** The decision itself, without a network: who wins decides, and the loser's bytes do not pass. */
class WriteGateTest {
    private final ConcurrentMap<String, Attempt> waiting = new ConcurrentHashMap<>();

    private static Attempt attempt(Duration right) {
        SealedRequest request = SealedRequest.of(WireScenario.COMMAND);
        return new Attempt(request, request.target().pathAndQuery(), SendBefore.within(right));
    }

    private EmbeddedChannel connection() {
        var channel = new EmbeddedChannel();
        channel.pipeline().addLast("codec", new HttpClientCodec());
        new WriteGate(waiting).stand(channel, "codec");
        return channel;
    }

    private static String write(EmbeddedChannel channel, String mark) {
        var placeholder = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/");
        placeholder.headers().set(WriteGate.MARK, mark).set("host", "h").set("connection", "keep-alive");
        channel.writeAndFlush(placeholder);
        channel.runPendingTasks();
        var written = new StringBuilder();
        for (ByteBuf bytes = channel.readOutbound(); bytes != null; bytes = channel.readOutbound()) {
            written.append(bytes.toString(ISO_8859_1));
            bytes.release();
        }
        return written.toString();
    }

    @Test
    void whatIsWrittenCanNoLongerBeAbandoned() {
        Attempt attempt = attempt(Duration.ofMinutes(1));
        waiting.put("1", attempt);
        assertThat(write(connection(), "1")).startsWith("POST /v1/cards/").endsWith("body-canary\"}");
        assertThat(attempt.abandon()).isFalse();
        assertThat(attempt.abandon()).isFalse();
    }

    @Test
    void whatIsAbandonedIsNeverWritten() {
        Attempt attempt = attempt(Duration.ofMinutes(1));
        waiting.put("1", attempt);
        assertThat(attempt.abandon()).isTrue();
        EmbeddedChannel channel = connection();
        assertThat(write(channel, "1")).isEmpty();
        assertThat(channel.isOpen()).isFalse();
        assertThat(attempt.abandon()).isTrue();
    }

    @Test
    void theRightToSendEndsAtTheGate() {
        Attempt attempt = attempt(Duration.ofNanos(-1));
        waiting.put("1", attempt);
        assertThat(write(connection(), "1")).isEmpty();
        assertThat(attempt.abandon()).isTrue();
        assertThat(attempt.sign()).isEqualTo(Attempt.Sign.TOO_LATE);
    }

    @Test
    void anAttemptHasOneConnection() {
        Attempt attempt = attempt(Duration.ofMinutes(1));
        waiting.put("1", attempt);
        assertThat(write(connection(), "1")).isNotEmpty();
        waiting.put("1", attempt);
        assertThat(write(connection(), "1")).isEmpty();
    }

    @Test
    void whatHasNoAttemptIsNotWritten() {
        assertThat(write(connection(), "unknown")).isEmpty();
    }

    @Test
    void oneOfTheTwoWinsAlways() throws Exception {
        var barrier = new CyclicBarrier(2);
        try (var threads = Executors.newFixedThreadPool(1)) {
            for (int round = 0; round < 3_000; round++) {
                Attempt attempt = attempt(Duration.ofMinutes(1));
                var channel = new EmbeddedChannel();
                var written = threads.submit(() -> {
                    barrier.await();
                    return attempt.mayWrite(channel);
                });
                barrier.await();
                boolean abandoned = attempt.abandon();
                assertThat(written.get()).isNotEqualTo(abandoned);
            }
        }
    }
}
