package io.cardport.app.delivery;

import static io.cardport.app.delivery.Receiver.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.domain.delivery.Reception;
import io.cardport.domain.delivery.Reception.Cause;
import io.cardport.domain.delivery.Reception.Declined;
import io.cardport.domain.delivery.Reception.Gone;
import io.cardport.domain.delivery.Reception.Taken;
import io.cardport.domain.delivery.Reception.Unreached;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever a receiver does: the right word, in bounded time and memory. */
@Timeout(60)
class BadReceiversTest extends CourierScenario {
    private static final Duration LOADED_MACHINE = Duration.ofSeconds(15);

    /** What became of it, which took no longer than it may. */
    private Reception inTime(Receiver receiver) {
        long start = System.nanoTime();
        Reception reception = deliver(plain(receiver), SHORT);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SHORT.plus(LOADED_MACHINE));
        return reception;
    }

    private static void endsSoon(Receiver receiver) throws InterruptedException {
        for (int tries = 0; tries < 500 && receiver.ended() < receiver.connections(); tries++) {
            Thread.sleep(20);
        }
        assertThat(receiver.ended()).as("connections the courier let go of").isEqualTo(receiver.connections());
    }

    @Test
    void whatIsTakenArrivesAsItWasMeant() throws Exception {
        try (Receiver receiver = Receiver.answering(status(204))) {
            assertThat(deliver(plain(receiver), AMPLE)).isEqualTo(new Taken(204));

            String request = receiver.requests().getFirst();
            assertThat(request)
                    .startsWith("POST /hooks?of=test HTTP/1.1\r\n")
                    .endsWith("\r\n\r\n{\"id\":\"evt_1\",\"type\":\"card.issued\",\"name\":\"Ä\"}");
            assertThat(request.toLowerCase(java.util.Locale.ROOT))
                    .contains(
                            "content-type: application/json\r\n",
                            "user-agent: cardport/",
                            "webhook-id: " + EVENT.value().toLowerCase(java.util.Locale.ROOT) + "\r\n",
                            "webhook-timestamp: " + NOW.getEpochSecond() + "\r\n",
                            "webhook-signature: v1,",
                            " v1a,",
                            "host: 127.0.0.1:" + receiver.port() + "\r\n")
                    .doesNotContain(AnswerWatch.MARK);
        }
    }

    @Test
    void connectionsAreKeptAndAClosedOneIsNoFailure() throws Exception {
        AtomicInteger answers = new AtomicInteger();
        try (Receiver receiver = new Receiver(talk -> {
            talk.readRequest();
            answers.incrementAndGet();
            talk.write(status(200));
            if (answers.get() == 1) {
                talk.readRequest();
                talk.write(status(200));
                // The third event meets a connection that ends before it is answered.
                talk.readRequest();
                talk.reset();
            }
        })) {
            assertThat(deliver(plain(receiver), AMPLE)).isEqualTo(new Taken(200));
            assertThat(deliver(plain(receiver), AMPLE)).isEqualTo(new Taken(200));
            assertThat(receiver.connections()).isEqualTo(1);

            assertThat(deliver(plain(receiver), AMPLE)).isEqualTo(new Taken(200));
            assertThat(receiver.connections()).isEqualTo(2);
        }
    }

    @Test
    void connectionsThatAreTakenAndEndedAreNoticedAtOnce() throws Exception {
        Duration timeout = Duration.ofSeconds(6);
        try (Receiver receiver = new Receiver(talk -> {})) {
            for (int count = 0; count < 200; count++) {
                long start = System.nanoTime();
                Reception reception = deliver(plain(receiver), timeout);
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(timeout.dividedBy(2));
                assertThat(reception).isIn(new Unreached(Cause.CUT), new Unreached(Cause.CONNECT));
            }
        }
    }

    @Test
    void hangingEndsAtTheTimeout() throws Exception {
        try (Receiver receiver = new Receiver(Receiver.Talk::drain)) {
            assertThat(inTime(receiver)).isEqualTo(new Unreached(Cause.TIMEOUT));
            endsSoon(receiver);
        }
    }

    @Test
    void drippingEndsAtTheTimeout() throws Exception {
        for (String answer : new String[] {
            "HTTP/1.1 200 OK\r\nX-Slow: " + "a".repeat(4000),
            "HTTP/1.1 200 OK\r\nContent-Length: 4000\r\n\r\n" + "a".repeat(4000)
        }) {
            try (Receiver receiver = new Receiver(talk -> {
                talk.readRequest();
                talk.drip(answer, 10);
            })) {
                assertThat(inTime(receiver)).isEqualTo(new Unreached(Cause.TIMEOUT));
                endsSoon(receiver);
            }
        }
    }

    @Test
    void endlessAnswersAreCutOff() throws Exception {
        String block = "a".repeat(8000);
        String[][] endless = {
            {"HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n", block},
            {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "1f40\r\n" + block + "\r\n"},
            {"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", block},
            {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "1;x=" + "b".repeat(2000) + "\r\na\r\n"},
            {"HTTP/1.1 200 OK\r\n", "X-More: " + "c".repeat(500) + "\r\n"},
            {"HTTP/1.1 200 OK\r\nX-Long: ", block},
            {"", "HTTP/1.1 103 Early Hints\r\nLink: <a>\r\n\r\n"},
        };
        for (String[] answer : endless) {
            try (Receiver receiver = new Receiver(talk -> {
                talk.readRequest();
                talk.write(answer[0]);
                talk.writeForEver(answer[1]);
            })) {
                assertThat(deliver(plain(receiver), AMPLE)).as(answer[0]).isEqualTo(new Unreached(Cause.TOO_LARGE));
                endsSoon(receiver);
                assertThat(receiver.written())
                        .as("what sockets hold, not what was to come")
                        .isLessThan(50_000_000);
            }
        }
    }

    @Test
    void theLimitIsExact() throws Exception {
        for (int length : new int[] {65_536, 65_537}) {
            try (Receiver receiver = Receiver.answering(
                    "HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n" + "a".repeat(length))) {
                assertThat(deliver(plain(receiver), AMPLE))
                        .isEqualTo(length == 65_536 ? new Taken(200) : new Unreached(Cause.TOO_LARGE));
            }
        }
    }

    @Test
    void redirectsAreNotFollowed() throws Exception {
        try (Receiver elsewhere = Receiver.answering(status(200))) {
            for (int status : new int[] {301, 302, 303, 307, 308}) {
                try (Receiver receiver = Receiver.answering(status(status, "Location: " + plain(elsewhere)))) {
                    assertThat(deliver(plain(receiver), AMPLE)).isEqualTo(new Declined(status, Optional.empty()));
                }
            }
            assertThat(elsewhere.connections()).isZero();
        }
    }

    @Test
    void refusalsAreTold() throws Exception {
        record Told(String answer, Reception reception) {}
        for (Told told : new Told[] {
            new Told(status(200), new Taken(200)),
            new Told(status(202), new Taken(202)),
            new Told(status(299), new Taken(299)),
            new Told(status(410), new Gone()),
            new Told(status(400), new Declined(400, Optional.empty())),
            new Told(status(404, "Retry-After: 5"), new Declined(404, Optional.empty())),
            new Told(status(500), new Declined(500, Optional.empty())),
            new Told(status(429), new Declined(429, Optional.empty())),
            new Told(status(429, "Retry-After: 17"), new Declined(429, Optional.of(Duration.ofSeconds(17)))),
            new Told(status(503, "retry-after: 0"), new Declined(503, Optional.of(Duration.ZERO))),
            new Told(status(429, "Retry-After: nonsense"), new Declined(429, Optional.empty())),
            new Told(
                    status(503, "Retry-After: Fri, 20 Nov 2026 12:01:30 GMT"),
                    new Declined(503, Optional.of(Duration.ofSeconds(90)))),
        }) {
            try (Receiver receiver = Receiver.answering(told.answer())) {
                assertThat(deliver(plain(receiver), AMPLE)).as(told.answer()).isEqualTo(told.reception());
            }
        }
    }

    @Test
    void hintsBeforeTheAnswerAreNotTheAnswer() throws Exception {
        try (Receiver receiver = Receiver.answering(
                "HTTP/1.1 103 Early Hints\r\nLink: <a>\r\n\r\nHTTP/1.1 102 Processing\r\n\r\n" + status(200))) {
            assertThat(deliver(plain(receiver), AMPLE)).isEqualTo(new Taken(200));
        }
    }

    @Test
    void whatEndsEarlyIsCut() throws Exception {
        Receiver.Conduct[] conducts = {
            talk -> talk.readRequest(),
            talk -> {
                talk.readRequest();
                talk.reset();
            },
            talk -> talk.reset(),
            talk -> {
                talk.readRequest();
                talk.write("HTTP/1.1 200 OK\r\nContent-Le");
            },
            talk -> {
                talk.readRequest();
                talk.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc");
            },
            talk -> {
                talk.readRequest();
                talk.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab");
                talk.reset();
            }
        };
        for (int at = 0; at < conducts.length; at++) {
            try (Receiver receiver = new Receiver(conducts[at])) {
                assertThat(deliver(plain(receiver), AMPLE)).as("conduct " + at).isEqualTo(new Unreached(Cause.CUT));
            }
        }
    }

    @Test
    void garbageIsMalformed() throws Exception {
        for (String garbage : new String[] {
            "220 mail.example ESMTP ready\r\n\r\n",
            "\u0000\u0001\u0002\u0003\r\n\r\n",
            "HTTP/1.1 abc OK\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nab\r\n",
        }) {
            try (Receiver receiver = Receiver.answering(garbage)) {
                assertThat(deliver(plain(receiver), AMPLE)).as(garbage).isEqualTo(new Unreached(Cause.MALFORMED));
            }
        }
    }

    /** The second answer would otherwise be taken for that to the next event. */
    @Test
    void anAnswerTooManyIsNobodys() throws Exception {
        AtomicInteger connections = new AtomicInteger();
        try (Receiver receiver = new Receiver(talk -> {
            int number = connections.incrementAndGet();
            talk.readRequest();
            talk.write(number == 1 ? status(200) + status(410) : status(202));
            talk.drain();
        })) {
            assertThat(deliver(plain(receiver), AMPLE)).isEqualTo(new Taken(200));
            assertThat(deliver(plain(receiver), AMPLE)).isEqualTo(new Taken(202));
        }
    }

    @Test
    void nobodyThereIsToldApart() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = free.getLocalPort();
        }
        assertThat(deliver(URI.create("http://127.0.0.1:" + port + "/"), AMPLE))
                .isEqualTo(new Unreached(Cause.CONNECT));
        assertThat(deliver(URI.create("https://127.0.0.1:" + port + "/"), AMPLE))
                .isEqualTo(new Unreached(Cause.CONNECT));
    }
}
