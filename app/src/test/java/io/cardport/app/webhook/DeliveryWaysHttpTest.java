package io.cardport.app.webhook;

import static io.cardport.app.GatewayFixture.UQPAY;
import static io.cardport.app.GatewayFixture.await;
import static io.cardport.app.GatewayFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardport.app.GatewayFixture;
import io.cardport.app.health.IncomingBacklog;
import io.cardport.app.webhook.RawAnswers.Answer;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The way before the framework's router and the one through it answer alike, in every order on one connection. A header that
 * only the framework understands sends a delivery through it.
 */
class DeliveryWaysHttpTest {
    /** Makes a request one for the framework, and changes nothing there. */
    private static final String ROUTED = "Cookie: way=router\r\n";

    private static final String DIRECT = "";
    private static final AtomicInteger COUNT = new AtomicInteger();

    private static GatewayFixture fixture;

    @BeforeAll
    static void start() {
        fixture = GatewayFixture.startWithEveryIssuer();
    }

    @AfterAll
    static void end() {
        fixture.close();
    }

    private static String event() {
        return "{\"event_type\":\"issuing.something.new\",\"event_id\":\"ways-" + COUNT.incrementAndGet()
                + "\",\"data\":{}}";
    }

    private static String signature(String body, String timestamp) {
        try {
            Mac mac = Mac.getInstance("HmacSHA512");
            String secret = fixture.simulators().uqpay().credential("webhookSecret");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA512"));
            return HexFormat.of().formatHex(mac.doFinal((body + timestamp).getBytes(StandardCharsets.ISO_8859_1)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String head(String account, String body, String more) {
        String timestamp =
                Long.toString(fixture.bean(InstantSource.class).instant().toEpochMilli());
        return "POST /webhooks/" + account + " HTTP/1.1\r\nHost: here\r\nx-wk-timestamp: " + timestamp
                + "\r\nX-WK-Signature: " + signature(body, timestamp) + "\r\nContent-Length: " + body.length() + "\r\n"
                + more + "\r\n";
    }

    private static String delivery(String body, String more) {
        return head(UQPAY, body, more) + body;
    }

    private static List<Answer> exchange(int answers, String... parts) throws IOException {
        List<Answer> all = new ArrayList<>();
        try (RawAnswers connection = new RawAnswers(fixture.gateway().url())) {
            for (String part : parts) {
                connection.write(part);
            }
            for (int answer = 0; answer < answers; answer++) {
                all.add(connection.read());
            }
        }
        return all;
    }

    private static boolean isKept(String event) {
        String id = event.replaceAll(".*\"event_id\":(\"[^\"]*\").*", "$1");
        return fixture.admin("GET", "/deliveries/inbound?limit=100", "").body().contains(id);
    }

    /** What differs from answer to answer by its nature is only looked at for being there. */
    private static Answer comparable(Answer answer) {
        Map<String, String> headers = new TreeMap<>(answer.headers());
        headers.replaceAll((name, value) -> name.equals("date") || name.equals("x-request-id") ? "there" : value);
        return new Answer(answer.status(), headers, answer.body().replaceAll("req_[0-9a-f]{24}", "req"));
    }

    private static Answer only(String... parts) throws IOException {
        return exchange(1, parts).getFirst();
    }

    private static double counted(String outcome) {
        return fixture.bean(MeterRegistry.class).find("cardport.webhooks").tag("outcome", outcome).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private static Map<Meter.Id, Long> timed() {
        return fixture.bean(MeterRegistry.class).find("http.server.requests").timers().stream()
                .filter(timer -> timer.getId().toString().contains("/webhooks/"))
                .collect(Collectors.toMap(Timer::getId, Timer::count));
    }

    @Test
    void bothWaysTakeADeliveryAndAnswerAlike() throws IOException {
        String one = event();
        String other = event();

        Answer direct = only(delivery(one, DIRECT + "X-Request-Id: my-own-request-1\r\n"));
        Answer routed = only(delivery(other, ROUTED + "X-Request-Id: my-own-request-1\r\n"));

        assertThat(direct.status()).isEqualTo(200);
        assertThat(direct.body()).isEqualTo("{}");
        assertThat(direct.headers()).containsEntry("x-request-id", "my-own-request-1");
        assertThat(comparable(direct)).isEqualTo(comparable(routed));
        assertThat(isKept(one)).isTrue();
        assertThat(isKept(other)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {DIRECT, ROUTED})
    void copiesAreOneOnBothWays(String way) throws IOException {
        String body = event();
        double admitted = counted("admitted");
        double duplicates = counted("duplicate");

        List<Answer> answers = exchange(3, delivery(body, way), delivery(body, ROUTED), delivery(body, DIRECT));

        assertThat(answers).extracting(Answer::status).containsOnly(200);
        assertThat(counted("admitted") - admitted).isEqualTo(1);
        assertThat(counted("duplicate") - duplicates).isEqualTo(2);
    }

    @Test
    void bothWaysRefuseAlike() throws IOException {
        String body = event();
        for (String way : List.of(DIRECT, ROUTED)) {
            double forged = counted("rejected_forged");
            double unknown = counted("no_such_address");
            assertThat(only(head(UQPAY, body + " ", way) + body + "x").status()).isEqualTo(401);
            assertThat(counted("rejected_forged") - forged).isEqualTo(1);
            assertThat(only(head("nobody", body, way) + body).status()).isEqualTo(404);
            assertThat(counted("no_such_address") - unknown).isEqualTo(1);
        }
        for (String account : List.of("nobody", "netpay-sim", "UQPAY", "a/b", "")) {
            assertThat(comparable(only(head(account, body, DIRECT) + body)))
                    .isEqualTo(comparable(only(head(account, body, ROUTED) + body)));
        }
        String unsigned = "POST /webhooks/" + UQPAY + " HTTP/1.1\r\nHost: here\r\nContent-Length: 2\r\n";
        assertThat(comparable(only(unsigned + "\r\n{}"))).isEqualTo(comparable(only(unsigned + ROUTED + "\r\n{}")));
        String compressed = delivery(body, "Content-Encoding: gzip\r\n");
        assertThat(only(compressed).status()).isEqualTo(415);
        assertThat(isKept(body)).isFalse();
    }

    /** One asks its issuer for a key, which takes a while; one is not signed at all. */
    @ParameterizedTest
    @ValueSource(strings = {"offblocks-sim", "artha-sim", "bananatech-sim"})
    void bothWaysAnswerAlikeForEveryIssuer(String account) throws IOException {
        String body = event();
        String forged = "signature-input: sig1=(\"content-digest\");created=1;keyid=\"nobody\"\r\n"
                + "signature: sig1=:AAAA:\r\n";

        assertThat(comparable(only(head(account, body, forged) + body)))
                .isEqualTo(comparable(only(head(account, body, ROUTED + forged) + body)));
    }

    @Test
    void whatIsNoDeliveryIsTheFrameworks() throws IOException {
        for (String method : List.of("GET", "PUT", "DELETE")) {
            assertThat(only(method + " /webhooks/" + UQPAY + " HTTP/1.1\r\nHost: here\r\nContent-Length: 0\r\n\r\n")
                            .status())
                    .isEqualTo(405);
        }
        String large = "POST /webhooks/" + UQPAY + " HTTP/1.1\r\nHost: here\r\nContent-Length: 1048577\r\n\r\n";
        assertThat(only(large + "x".repeat(1048577)).status()).isEqualTo(413);
        assertThat(only("POST /webhooks/" + UQPAY + " HTTP/1.1\r\nHost: here\r\nContent-Length: 0\r\n\r\n")
                        .status())
                .isEqualTo(401);
        String body = event();
        String chunked = delivery(body, "Transfer-Encoding: chunked\r\n")
                .replace("Content-Length: " + body.length() + "\r\n", "")
                .replace(body, Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n");
        assertThat(only(chunked).status()).isEqualTo(200);
        try (RawAnswers connection = new RawAnswers(fixture.gateway().url())) {
            connection.write(delivery(event(), "Connection: close\r\n"));
            assertThat(connection.read().status()).isEqualTo(200);
            assertThat(connection.isClosed()).isTrue();
        }
    }

    @Test
    void theLargestIsTakenInAnyPieces() throws IOException {
        String frame = event();
        String body = frame.replace(
                "\"data\":{}", "\"data\":{\"more\":\"" + "x".repeat(1024 * 1024 - frame.length() - 9) + "\"}");
        assertThat(body).hasSize(1024 * 1024);
        assertThat(only(delivery(body, DIRECT)).status()).isEqualTo(200);

        String small = delivery(event(), DIRECT);
        try (RawAnswers connection = new RawAnswers(fixture.gateway().url())) {
            for (int at = 0; at < small.length(); at += 40) {
                connection.write(small.substring(at, Math.min(small.length(), at + 40)));
            }
            assertThat(connection.read().status()).isEqualTo(200);
        }
    }

    @Test
    void requestsOnOneConnectionAreAnsweredInTheirOrder() throws IOException {
        String readiness = "GET /health/readiness HTTP/1.1\r\nHost: here\r\n\r\n";
        String forged = head(UQPAY, "{} ", DIRECT).replace("Content-Length: 3", "Content-Length: 2") + "{}";
        for (int round = 0; round < 20; round++) {
            List<Answer> answers = exchange(
                    7,
                    readiness
                            + delivery(event(), DIRECT)
                            + readiness
                            + delivery(event(), DIRECT)
                            + forged
                            + delivery(event(), ROUTED)
                            + delivery(event(), DIRECT));

            assertThat(answers).extracting(Answer::status).containsExactly(200, 200, 200, 200, 401, 200, 200);
            assertThat(answers.stream().map(Answer::body).map(body -> body.equals("{}")))
                    .containsExactly(false, true, false, true, false, true, true);
        }
    }

    @Test
    void aConnectionThatGoesAwayLeavesOthersAlone() throws IOException {
        for (int round = 0; round < 20; round++) {
            try (RawAnswers connection = new RawAnswers(fixture.gateway().url())) {
                connection.write(delivery(event(), DIRECT).substring(0, 20 + 14 * round));
            }
            try (RawAnswers connection = new RawAnswers(fixture.gateway().url())) {
                connection.write(delivery(event(), DIRECT));
            }
        }
        assertThat(only(delivery(event(), DIRECT)).status()).isEqualTo(200);
    }

    @Test
    void bothWaysAreMeasuredAsOne() throws IOException {
        only(delivery(event(), DIRECT));
        long before = timed().values().stream().mapToLong(Long::longValue).max().orElse(0);

        only(delivery(event(), DIRECT));
        only(delivery(event(), ROUTED));

        await(
                "both",
                () -> timed().values().stream().mapToLong(Long::longValue).max().orElse(0) == before + 2);
    }

    private static List<String> events(int count) {
        return Stream.generate(DeliveryWaysHttpTest::event).limit(count).toList();
    }

    private static void pour(List<String> events) {
        try (RawAnswers connection = new RawAnswers(fixture.gateway().url())) {
            for (String event : events) {
                connection.write(delivery(event, DIRECT));
                assertThat(connection.read().status()).isEqualTo(200);
            }
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
    }

    /** Of the events that are listed as read those of this class, each as often as it is listed. */
    private static List<String> listed() {
        List<String> all = new ArrayList<>();
        String after = "";
        do {
            JsonNode page =
                    json(fixture.admin("GET", "/deliveries/inbound?limit=100&outcome=UNRECOGNISED" + after, ""));
            all.addAll(page.path("data").findValuesAsText("event"));
            after = page.path("next").isNull()
                    ? ""
                    : "&after=" + page.path("next").asText();
        } while (!after.isEmpty());
        return all;
    }

    @Test
    void whatPoursInIsAnsweredAtOnceAndEachEventIsReadOnce() throws Exception {
        double kept = counted("kept");
        List<String> common = events(10);
        List<String> sent = new ArrayList<>(common);
        try (ExecutorService connections = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> pouring = new ArrayList<>();
            for (int connection = 0; connection < 40; connection++) {
                List<String> own = events(10);
                sent.addAll(own);
                pouring.add(connections.submit(() -> pour(own)));
                pouring.add(connections.submit(() -> pour(common)));
            }
            for (Future<?> one : pouring) {
                one.get();
            }
        }
        assertThat(counted("kept")).isGreaterThan(kept);
        List<String> ids = sent.stream()
                .map(event -> event.replaceAll(".*\"event_id\":\"([^\"]*)\".*", "$1"))
                .toList();
        await("all of them to be read", () -> Set.copyOf(listed()).containsAll(ids));
        assertThat(listed()).filteredOn(ids::contains).hasSize(410);
        await("nothing to wait", () -> waiting() == 0);
    }

    private static double waiting() {
        fixture.bean(IncomingBacklog.class).measure();
        return fixture.bean(MeterRegistry.class)
                .get("cardport.webhooks.waiting")
                .gauge()
                .value();
    }
}
