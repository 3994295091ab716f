package io.cardport.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.http.ExchangeSettings.Limits;
import io.cardport.http.ExchangeSettings.PlainHttp;
import io.cardport.http.WireResult.Answered;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What the tests of the wire share: one command full of canaries, and a journal. */
abstract class WireScenario {
    static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-20T10:00:00Z"));
    static final WireRequest COMMAND = WireRequest.post(
                    "test.command",
                    Target.of("/v1/cards/{id}", "card-canary").query("q", "query canary"),
                    WireBody.json("{\"pin\":\"body-canary\"}".getBytes(UTF_8)))
            .with("X-Key", "header-canary");
    static final Limits QUICK = Limits.DEFAULT.deadline(Duration.ofMillis(1_500));

    final List<JournalEntry> journal = new CopyOnWriteArrayList<>();

    ExchangeSettings settings(URI url) {
        return ExchangeSettings.of(url, CLOCK, PlainHttp.LOOPBACK_ONLY).withJournal(journal::add);
    }

    WireResult once(RawServer server, Limits limits) {
        try (var exchange = new HttpExchange(settings(server.url()).with(limits))) {
            return exchange.send(COMMAND, Seal.none());
        }
    }

    static Answered answered(WireResult result) {
        assertThat(result).isInstanceOf(Answered.class);
        return (Answered) result;
    }
}
