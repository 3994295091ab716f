package io.cardport.http;

import static io.cardport.http.RawServer.answer;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.http.WireResult.Answered;
import io.cardport.http.WireResult.NoAnswer;
import io.cardport.http.WireResult.NotSent;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class KeptConnectionTest extends WireScenario {

    @Test
    void aKeptConnectionThatClosedBeforeIsReplaced() throws Exception {
        boolean replaced = false;
        for (int pause = 100; pause <= 1_600 && !replaced; pause *= 2) {
            var closed = new CountDownLatch(1);
            try (var server = new RawServer(talk -> {
                        talk.readRequest();
                        talk.write(answer(200, "{}"));
                        talk.close();
                        closed.countDown();
                    });
                    var exchange = new HttpExchange(settings(server.url()))) {
                answered(exchange.send(COMMAND, Seal.none()));
                closed.await();
                Thread.sleep(pause);
                WireResult second = exchange.send(COMMAND, Seal.none());
                replaced = second instanceof Answered && server.connections() == 2;
            }
        }
        assertThat(replaced).isTrue();
    }

    @Test
    void aKeptConnectionThatClosesAfterTheWriteIsNoAnswer() throws Exception {
        try (var server = new RawServer(talk -> {
                    talk.readRequest();
                    talk.write(answer(200, "{}"));
                    talk.readByte();
                    talk.reset();
                });
                var exchange = new HttpExchange(settings(server.url()))) {
            answered(exchange.send(COMMAND, Seal.none()));
            assertThat(exchange.send(COMMAND, Seal.none())).isInstanceOf(NoAnswer.class);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void aKeptConnectionThatClosesAtTheSameMomentNeverLosesCertainty() throws Exception {
        for (int round = 0; round < 60; round++) {
            try (var server = new RawServer(talk -> {
                        talk.readRequest();
                        talk.write(answer(200, "{}"));
                        talk.close();
                    });
                    var exchange = new HttpExchange(settings(server.url()).with(QUICK))) {
                answered(exchange.send(COMMAND, Seal.none()));
                int before = server.requests().size();
                WireResult result = exchange.send(COMMAND, Seal.none());
                switch (result) {
                    case Answered answered -> assertThat(server.requests()).hasSize(before + 1);
                    case NotSent notSent -> assertThat(server.requests()).hasSize(before);
                    case NoAnswer noAnswer ->
                        assertThat(noAnswer.cause()).isIn(NoAnswerCause.RESET, NoAnswerCause.CLOSED);
                }
            }
        }
    }

    @Test
    void aConnectionWithBytesNobodyAskedForIsNotUsedAgain() throws Exception {
        for (boolean together : new boolean[] {true, false}) {
            var smuggled = new CountDownLatch(1);
            try (var server = new RawServer(talk -> {
                        talk.readRequest();
                        if (smuggled.getCount() == 0) {
                            talk.write(answer(200, "second"));
                            talk.drain();
                        }
                        talk.write(answer(200, "first") + (together ? answer(200, "smuggled") : ""));
                        if (!together) {
                            Thread.sleep(200);
                            talk.write(answer(200, "smuggled"));
                        }
                        smuggled.countDown();
                        talk.drain();
                    });
                    var exchange = new HttpExchange(settings(server.url()).with(QUICK))) {
                assertThat(answered(exchange.send(COMMAND, Seal.none())).body()).isEqualTo("first".getBytes(UTF_8));
                smuggled.await();
                Thread.sleep(500);
                assertThat(answered(exchange.send(COMMAND, Seal.none())).body()).isEqualTo("second".getBytes(UTF_8));
                assertThat(server.connections()).isEqualTo(2);
            }
        }
    }
}
