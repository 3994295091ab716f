package io.cardport.http;

import static io.cardport.http.RawServer.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.http.ExchangeSettings.Limits;
import io.cardport.http.WireResult.Answered;
import io.cardport.http.WireResult.NoAnswer;
import io.cardport.http.WireResult.NotSent;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class NoAnswerTest extends WireScenario {

    @Test
    void resetAtOnceIsWhicheverTheServerCanConfirm() throws Exception {
        for (int round = 0; round < 40; round++) {
            try (var server = new RawServer(RawServer.Conversation::reset)) {
                WireResult result = once(server, QUICK);
                assertThat(result).isInstanceOfAny(NotSent.class, NoAnswer.class);
            }
        }
    }

    @Test
    void stalls() throws Exception {
        var ended = new CompletableFuture<Boolean>();
        try (var server = new RawServer(talk -> {
            talk.readRequest();
            ended.complete(talk.endsWithin(20_000));
        })) {
            assertThat(once(server, QUICK)).isEqualTo(new NoAnswer(NoAnswerCause.DEADLINE));
            assertThat(ended.get(30, TimeUnit.SECONDS))
                    .as("the socket is reset")
                    .isTrue();
        }
    }

    @Test
    void answersAfterTheDeadline() throws Exception {
        var release = new CountDownLatch(1);
        try (var server = new RawServer(talk -> {
            talk.readRequest();
            release.await();
            talk.write(answer(200, "{}"));
        })) {
            assertThat(once(server, QUICK)).isEqualTo(new NoAnswer(NoAnswerCause.DEADLINE));
            release.countDown();
        }
    }

    @Test
    void drips() throws Exception {
        for (String start : List.of("", "HTTP/1.1 200 X\r\nContent-Length: 100000\r\n\r\n")) {
            try (var server = new RawServer(talk -> {
                talk.readRequest();
                talk.write(start);
                while (true) {
                    talk.write(start.isEmpty() ? "H" : "x");
                    Thread.sleep(20);
                }
            })) {
                assertThat(once(server, QUICK)).isInstanceOf(NoAnswer.class);
            }
        }
    }

    @Test
    void cutAnswers() throws Exception {
        var cuts = List.of(
                "HTTP/1.1 200 X\r\nContent-Le",
                "HTTP/1.1 200 X\r\nContent-Length: 10\r\n\r\n",
                "HTTP/1.1 200 X\r\nContent-Length: 10\r\n\r\n{\"a\"",
                "HTTP/1.1 200 X\r\nTransfer-Encoding: chunked\r\n\r\n",
                "HTTP/1.1 200 X\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
                "HTTP/1.1 200 X\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n");
        for (String cut : cuts) {
            for (boolean reset : new boolean[] {false, true}) {
                try (var server = new RawServer(talk -> {
                    talk.readRequest();
                    talk.write(cut);
                    if (reset) {
                        Thread.sleep(100);
                        talk.reset();
                    }
                })) {
                    assertThat(once(server, QUICK)).as(cut + reset).isEqualTo(new NoAnswer(NoAnswerCause.CUT_ANSWER));
                }
            }
        }
    }

    @Test
    void closesOrResetsAfterReadingTheRequest() throws Exception {
        try (var server = new RawServer(RawServer.Conversation::readRequest)) {
            assertThat(once(server, QUICK)).isEqualTo(new NoAnswer(NoAnswerCause.CLOSED));
        }
        try (var server = new RawServer(talk -> {
            talk.readRequest();
            talk.reset();
        })) {
            assertThat(once(server, QUICK)).isEqualTo(new NoAnswer(NoAnswerCause.RESET));
        }
    }

    @Test
    void whatIsNotHttp() throws Exception {
        for (String text : List.of(
                "SSH-2.0-x\r\n\r\n",
                "HTTP/1.1 abc\r\n\r\n",
                "HTTP/1.1 200 X\r\nA: " + "x".repeat(50_000) + "\r\n\r\n")) {
            try (var server = new RawServer(talk -> {
                talk.readRequest();
                talk.write(text);
                talk.drain();
            })) {
                assertThat(once(server, QUICK)).isInstanceOf(NoAnswer.class);
            }
        }
    }

    @Test
    void aGigabyteIsNotTaken() throws Exception {
        for (String head : List.of("Content-Length: 1073741824", "Connection: close")) {
            var sent = new java.util.concurrent.atomic.AtomicLong();
            try (var server = new RawServer(talk -> {
                talk.readRequest();
                talk.write("HTTP/1.1 200 X\r\n" + head + "\r\n\r\n");
                var chunk = new byte[1 << 16];
                while (sent.addAndGet(chunk.length) <= 1 << 30) {
                    talk.write(chunk, chunk.length);
                }
            })) {
                assertThat(once(server, Limits.DEFAULT)).isEqualTo(new NoAnswer(NoAnswerCause.ANSWER_TOO_LARGE));
                assertThat(sent.get()).isLessThan(64L << 20);
            }
        }
    }

    @Test
    void theLimitOfAnAnswerIsExact() throws Exception {
        for (int size : new int[] {1_000, 1_001}) {
            try (var server = new RawServer(talk -> {
                talk.readRequest();
                talk.write(answer(200, "x".repeat(size)));
                talk.drain();
            })) {
                WireResult result = once(server, Limits.DEFAULT.answerBytes(1_000));
                assertThat(result).isInstanceOf(size == 1_000 ? Answered.class : NoAnswer.class);
            }
        }
    }
}
