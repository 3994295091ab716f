package io.cardport.http;

import static io.cardport.http.RawServer.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardport.http.ExchangeSettings.Limits;
import io.cardport.http.ExchangeSettings.PlainHttp;
import io.cardport.http.WireResult.NoAnswer;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HttpExchangeTest extends WireScenario {

    @Test
    void closingEndsWaitingExchanges() throws Exception {
        var arrived = new CountDownLatch(1);
        try (var server = new RawServer(talk -> {
            talk.readRequest();
            arrived.countDown();
            talk.drain();
        })) {
            var exchange = new HttpExchange(settings(server.url()));
            var waiting = CompletableFuture.supplyAsync(() -> exchange.send(COMMAND, Seal.none()));
            arrived.await();
            exchange.close();
            assertThat(waiting.get(30, TimeUnit.SECONDS)).isInstanceOf(NoAnswer.class);
        }
    }

    @Test
    void journalHasOneEntryAndNoSecret() throws Exception {
        try (var server = new RawServer(talk -> {
            talk.readRequest();
            talk.write(answer(200, "{\"token\":\"answer-canary\"}"));
            talk.drain();
        })) {
            WireResult result = once(server, Limits.DEFAULT);
            assertThat(journal).hasSize(1);
            JournalEntry entry = journal.getFirst();
            assertThat(entry.name()).isEqualTo("test.command");
            assertThat(entry.method()).isEqualTo(Method.POST);
            assertThat(entry.pathTemplate()).isEqualTo("/v1/cards/{id}");
            assertThat(entry.ending()).isEqualTo(new JournalEntry.Ending.Status(200));
            assertThat(entry.bytesSent()).isEqualTo("{\"pin\":\"body-canary\"}".length());
            assertThat(entry.bytesReceived()).isEqualTo("{\"token\":\"answer-canary\"}".length());
            assertThat(entry.toString()
                            + result
                            + COMMAND
                            + SealedRequest.of(COMMAND)
                            + COMMAND.headers().fields())
                    .doesNotContain("canary");
        }
        once(new RawServer(new ServerSocket(RawServer.freePort()), RawServer.Conversation::readRequest), QUICK);
        assertThat(journal.getLast().ending()).isInstanceOf(JournalEntry.Ending.Unanswered.class);
    }

    @Test
    void aBrokenJournalChangesNothing() throws Exception {
        try (var server = new RawServer(talk -> {
                    talk.readRequest();
                    talk.write(answer(200, "{}"));
                    talk.drain();
                });
                var exchange = new HttpExchange(settings(server.url()).withJournal(entry -> {
                    throw new IllegalStateException("full");
                }))) {
            answered(exchange.send(COMMAND, Seal.none()));
        }
    }

    @Test
    void plainHttpOnlyToThisMachineAndOnlyWhereAllowed() {
        assertThatThrownBy(() -> ExchangeSettings.of(URI.create("http://127.0.0.1:1"), CLOCK))
                .isInstanceOf(IllegalArgumentException.class);
        for (String url : List.of(
                "http://example.com",
                "http://127.0.0.1.example.com",
                "ftp://localhost",
                "https://u:p@example.com",
                "https://example.com?x=1",
                "https:///x")) {
            assertThatThrownBy(() -> ExchangeSettings.of(URI.create(url), CLOCK, PlainHttp.LOOPBACK_ONLY))
                    .as(url)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
