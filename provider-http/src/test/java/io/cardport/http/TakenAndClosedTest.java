package io.cardport.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.http.WireResult.Answered;
import io.cardport.http.WireResult.NoAnswer;
import io.cardport.http.WireResult.NotSent;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Connections that are taken and ended at once, before the client can have written anything, or just while it does. */
@Timeout(120)
class TakenAndClosedTest extends WireScenario {
    private static final int REPETITIONS = 400;
    private static final Duration DEADLINE = Duration.ofSeconds(3);

    enum Farewell {
        FIN,
        RESET
    }

    @ParameterizedTest
    @EnumSource(Farewell.class)
    void isNoticedLongBeforeTheDeadline(Farewell farewell) throws Exception {
        List<String> late = new ArrayList<>();
        try (var listener = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
                var server = new RawServer(listener, conversation -> {
                    switch (farewell) {
                        case FIN -> conversation.close();
                        case RESET -> conversation.reset();
                    }
                });
                var exchange = new HttpExchange(settings(server.url()).with(limits()))) {
            for (int i = 0; i < REPETITIONS; i++) {
                long began = System.nanoTime();
                WireResult result = exchange.send(COMMAND, Seal.none());
                long millis = (System.nanoTime() - began) / 1_000_000;
                if (millis > DEADLINE.toMillis() / 2) {
                    late.add(i + ": " + result + " after " + millis + " ms");
                }
                switch (result) {
                    case Answered answered -> throw new AssertionError(answered);
                    case NotSent(NotSentCause cause) ->
                        // One that is reset at once may look like one that was refused.
                        assertThat(cause)
                                .as("attempt %d after %d ms", i, millis)
                                .isIn(
                                        NotSentCause.CONNECTION_CLOSED,
                                        NotSentCause.CONNECT_FAILED,
                                        NotSentCause.CONNECT_REFUSED);
                    case NoAnswer(NoAnswerCause cause) ->
                        assertThat(cause).isIn(NoAnswerCause.CLOSED, NoAnswerCause.RESET);
                }
            }
        }
        assertThat(late).isEmpty();
    }

    private static ExchangeSettings.Limits limits() {
        return ExchangeSettings.Limits.DEFAULT.deadline(DEADLINE);
    }
}
