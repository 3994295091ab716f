package io.cardport.http;

import static io.cardport.http.RawServer.answer;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardport.http.WireBody.FilePart;
import io.cardport.http.WireBody.FileSource;
import io.cardport.http.WireBody.Multipart;
import io.cardport.http.WireBody.TextPart;
import io.cardport.http.WireResult.NoAnswer;
import io.cardport.http.WireResult.NotSent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class UploadTest extends WireScenario {
    private static final int LARGE = 64 << 20;

    /** Zeros that are made while they are read; counts what was read. */
    private static final class Zeros extends InputStream {
        private final AtomicLong read;
        private long left;

        Zeros(long length, AtomicLong read) {
            this.left = length;
            this.read = read;
        }

        @Override
        public int read() {
            if (left == 0) {
                return -1;
            }
            left--;
            read.incrementAndGet();
            return 0;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (left == 0) {
                return -1;
            }
            int got = (int) Math.min(length, left);
            java.util.Arrays.fill(target, offset, offset + got, (byte) 0);
            left -= got;
            read.addAndGet(got);
            return got;
        }
    }

    private static WireRequest upload(long length, FileSource source) {
        List<WireBody.Part> parts = List.of(
                new TextPart("email", "zo\u00eb@example.com"),
                new FilePart("id\"front", "a\"b\r\n.jpg", "image/jpeg", length, source));
        return WireRequest.post("test.upload", Target.of("/holders"), new Multipart(parts));
    }

    private WireResult send(RawServer server, WireRequest request) {
        try (var exchange = new HttpExchange(settings(server.url()))) {
            return exchange.send(request, Seal.none());
        }
    }

    /** What a signature over the body needs: the same bytes that a stream of it would bring. */
    @Test
    void canBeHeldInMemory() throws Exception {
        var body = new Multipart(List.of(
                new TextPart("email", "zo\u00eb@example.com"),
                new FilePart("f", "a.jpg", "image/jpeg", 3, () -> new ByteArrayInputStream(new byte[] {1, 0, 2}))));

        WireBody.Bytes held = body.buffered(new java.util.Random(7));

        assertThat(held.contentType()).startsWith("multipart/form-data; boundary=cardport-");
        String boundary = held.contentType().substring(held.contentType().indexOf('=') + 1);
        assertThat(new String(held.content(), UTF_8))
                .isEqualTo("--" + boundary
                        + "\r\nContent-Disposition: form-data; name=\"email\"\r\n\r\nzo\u00eb@example.com\r\n"
                        + "--" + boundary + "\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a.jpg\"\r\n"
                        + "Content-Type: image/jpeg\r\n\r\n\u0001\u0000\u0002\r\n--" + boundary + "--\r\n");
    }

    @Test
    void isNotHeldWhenAFileIsNotAsLongAsDeclared() {
        var body = new Multipart(
                List.of(new FilePart("f", "a.jpg", "image/jpeg", 4, () -> new ByteArrayInputStream(new byte[3]))));

        assertThatThrownBy(() -> body.buffered(new java.util.Random(7))).isInstanceOf(IOException.class);
    }

    @Test
    void isWholeAndSaysItsLength() throws Exception {
        try (var server = new RawServer(talk -> {
            talk.readRequest();
            talk.write(answer(200, "{}"));
            talk.drain();
        })) {
            byte[] file = "file-content".getBytes(UTF_8);
            answered(send(server, upload(file.length, () -> new ByteArrayInputStream(file))));
            String request = server.requests().getFirst();
            String boundary = request.lines()
                    .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("content-type: multipart"))
                    .map(line -> line.substring(line.indexOf("boundary=") + 9))
                    .findFirst()
                    .orElseThrow();
            assertThat(request).doesNotContainIgnoringCase("transfer-encoding").doesNotContain(WriteGate.MARK);
            assertThat(request.substring(request.indexOf("\r\n\r\n") + 4))
                    .isEqualTo(
                            "--" + boundary + "\r\nContent-Disposition: form-data; name=\"email\"\r\n\r\nzo\u00c3\u00ab"
                                    + "@example.com\r\n--" + boundary
                                    + "\r\nContent-Disposition: form-data; name=\"id%22front\"; filename=\"a%22b%0D%0A.jpg\"\r\n"
                                    + "Content-Type: image/jpeg\r\n\r\nfile-content\r\n--" + boundary + "--\r\n");
        }
    }

    @Test
    void uploadsFollowEachOther() throws Exception {
        try (var server = new RawServer(talk -> {
                    while (true) {
                        talk.readRequest();
                        talk.write(answer(200, "{}"));
                    }
                });
                var exchange = new HttpExchange(settings(server.url()))) {
            for (int i = 0; i < 3; i++) {
                answered(exchange.send(upload(1_000, () -> new Zeros(1_000, new AtomicLong())), Seal.none()));
            }
            assertThat(server.requests()).hasSize(3);
        }
    }

    @Test
    void isReadOnlyAsFastAsItIsTaken() throws Exception {
        var read = new AtomicLong();
        try (var server = new RawServer(talk -> {
                    talk.readHead();
                    Thread.sleep(60_000);
                });
                var exchange = new HttpExchange(settings(server.url()).with(QUICK))) {
            WireResult result = exchange.send(upload(LARGE, () -> new Zeros(LARGE, read)), Seal.none());
            assertThat(result).isEqualTo(new NoAnswer(NoAnswerCause.DEADLINE));
            assertThat(read.get()).isLessThan(LARGE / 2);
        }
    }

    @Test
    void cutShortByTheServer() throws Exception {
        for (boolean reset : new boolean[] {false, true}) {
            try (var server = new RawServer(talk -> {
                talk.readHead();
                for (int i = 0; i < 100_000; i++) {
                    talk.readByte();
                }
                if (reset) {
                    talk.reset();
                }
            })) {
                WireResult result = send(server, upload(LARGE, () -> new Zeros(LARGE, new AtomicLong())));
                assertThat(result).isInstanceOf(NoAnswer.class);
            }
        }
    }

    @Test
    void answeredEarlyIsAnswered() throws Exception {
        try (var server = new RawServer(talk -> {
            talk.readHead();
            talk.write("HTTP/1.1 413 X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            talk.drain();
        })) {
            WireResult result = send(server, upload(LARGE, () -> new Zeros(LARGE, new AtomicLong())));
            assertThat(answered(result).status()).isEqualTo(413);
        }
    }

    @Test
    void aSourceThatIsShortLongOrBrokenNeverLooksWhole() throws Exception {
        List<FileSource> sources = List.of(
                () -> new Zeros(99_999, new AtomicLong()),
                () -> new Zeros(100_001, new AtomicLong()),
                () -> new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("disk");
                    }
                });
        for (FileSource source : sources) {
            var whole = new CompletableFuture<Boolean>();
            try (var server = new RawServer(talk -> {
                try {
                    talk.readRequest();
                    whole.complete(true);
                } catch (IOException cut) {
                    whole.complete(false);
                }
            })) {
                assertThat(send(server, upload(100_000, source))).isEqualTo(new NoAnswer(NoAnswerCause.UPLOAD_FAILED));
                assertThat(whole.get(30, TimeUnit.SECONDS)).isFalse();
            }
        }
    }

    @Test
    void aFileThatCannotBeOpenedIsNotSent() throws Exception {
        var closed = new AtomicInteger();
        try (var server = new RawServer(RawServer.Conversation::drain)) {
            var good = new FilePart("a", "a.jpg", "image/jpeg", 1, () -> new ByteArrayInputStream(new byte[1]) {
                @Override
                public void close() {
                    closed.incrementAndGet();
                }
            });
            var bad = new FilePart("b", "b.jpg", "image/jpeg", 1, () -> {
                throw new IOException("gone");
            });
            var request = WireRequest.post("test.upload", Target.of("/holders"), new Multipart(List.of(good, bad)));
            assertThat(send(server, request)).isEqualTo(new NotSent(NotSentCause.BODY_UNREADABLE));
            assertThat(server.received()).isZero();
            assertThat(closed).hasValue(1);
        }
    }

    @Test
    void filesAreClosedWhateverHappens() throws Exception {
        var closed = new java.util.concurrent.CountDownLatch(1);
        var part = new FilePart("a", "a.jpg", "image/jpeg", 1, () -> new ByteArrayInputStream(new byte[1]) {
            @Override
            public void close() {
                closed.countDown();
            }
        });
        var url = java.net.URI.create("http://127.0.0.1:" + RawServer.freePort());
        try (var exchange = new HttpExchange(settings(url))) {
            var request = WireRequest.post("test.upload", Target.of("/holders"), new Multipart(List.of(part)));
            assertThat(exchange.send(request, Seal.none())).isEqualTo(new NotSent(NotSentCause.CONNECT_REFUSED));
            assertThat(closed.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }
}
