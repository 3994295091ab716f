package io.cardport.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerBufferTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 201 Created\r\nContent-Length: 5\r\n\r\nhello",
                "HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
                "HTTP/1.1 201 Created\r\n\r\n"
            })
    void anAnswerIsWholeWithItsLastByteAndNotBefore(String answer) throws IOException {
        AnswerBuffer buffer = new AnswerBuffer();
        for (int round = 0; round < 2; round++) {
            buffer.clear();
            for (int at = 0; at < answer.length(); at++) {
                assertThat(buffer.read(bytes(answer.substring(at, at + 1))))
                        .isEqualTo(
                                at == answer.length() - 1 ? AnswerBuffer.Progress.WHOLE : AnswerBuffer.Progress.PART);
            }
            assertThat(buffer.status()).isEqualTo(201);
        }
    }

    @Test
    void aLongAnswerFits() throws IOException {
        AnswerBuffer buffer = new AnswerBuffer();
        buffer.clear();
        ReadableByteChannel answer = bytes("HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n" + "x".repeat(100_000));
        AnswerBuffer.Progress progress = buffer.read(answer);
        for (int piece = 0; progress == AnswerBuffer.Progress.PART && piece < 100; piece++) {
            progress = buffer.read(answer);
        }
        assertThat(progress).isEqualTo(AnswerBuffer.Progress.WHOLE);
        assertThat(buffer.status()).isEqualTo(200);
    }

    @Test
    void theEndBeforeTheAnswerIsSeenAndNonsenseRefused() throws IOException {
        AnswerBuffer buffer = new AnswerBuffer();
        assertThat(buffer.read(bytes(""))).isEqualTo(AnswerBuffer.Progress.CUT);
        assertThatThrownBy(() -> buffer.read(bytes("HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n")))
                .isInstanceOf(IOException.class);
    }

    @Test
    void anyBytesEndOrAreRefused() {
        SplittableRandom random = new SplittableRandom(20261120);
        for (int trial = 0; trial < 500; trial++) {
            byte[] noise = new byte[random.nextInt(1, 400)];
            random.nextBytes(noise);
            ByteBuffer mixed = ByteBuffer.allocate(noise.length + 40)
                    .put("HTTP/1.1 200 OK\r\nContent-Length: ".getBytes(StandardCharsets.US_ASCII))
                    .put(noise)
                    .put("\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            try {
                assertThat(new AnswerBuffer()
                                .read(Channels.newChannel(
                                        new ByteArrayInputStream(mixed.array(), 0, mixed.position()))))
                        .isNotNull();
            } catch (IOException refused) {
                assertThat(refused).isNotInstanceOf(java.io.EOFException.class);
            }
        }
    }

    private static ReadableByteChannel bytes(String text) {
        return Channels.newChannel(new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)));
    }
}
