package io.cardport.app.delivery;

import io.cardport.app.boot.AddressRange;
import io.cardport.app.delivery.DeliveryClient.Limits;
import io.cardport.domain.delivery.Courier.Parcel;
import io.cardport.domain.delivery.Reception;
import io.cardport.domain.id.EventId;
import io.cardport.domain.secret.Secret;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A courier whose names are the test's, and which takes 127.0.0.1 for a public address and 127.0.0.2 for a forbidden one. */
abstract class CourierScenario {
    static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    static final EventId EVENT = new EventId("evt_01jd0000000000000000000000");
    static final Secret SECRET = Secret.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    static final byte[] BODY =
            "{\"id\":\"evt_1\",\"type\":\"card.issued\",\"name\":\"Ä\"}".getBytes(StandardCharsets.UTF_8);
    static final Duration SHORT = Duration.ofMillis(700);
    static final Duration AMPLE = Duration.ofSeconds(20);

    final Map<String, Names> names = new ConcurrentHashMap<>();
    private Optional<HttpCourier> courier = Optional.empty();

    @BeforeEach
    void open() {
        AddressRules rules =
                new AddressRules(List.of(AddressRange.parse("127.0.0.1/32").orElseThrow()));
        courier = Optional.of(courier(rules, this::lookUp));
    }

    @AfterEach
    void close() {
        courier.ifPresent(HttpCourier::close);
    }

    static HttpCourier courier(AddressRules rules, Names names) {
        DeliveryKey key = DeliveryKey.of(new byte[DeliveryKey.SEED_BYTES], Instant.EPOCH);
        Limits limits = new Limits(
                Duration.ofSeconds(10), Duration.ofSeconds(1), Duration.ofSeconds(4), 16, Limits.DEFAULT.answerBytes());
        return new HttpCourier(
                new DeliveryClient(limits, rules, names), rules, new WebhookSigner(() -> List.of(key)), () -> NOW);
    }

    private List<InetAddress> lookUp(String host) throws UnknownHostException {
        return names.getOrDefault(host, Names.system()).addresses(host);
    }

    static Names at(String... literals) {
        return host ->
                java.util.Arrays.stream(literals).map(InetAddress::ofLiteral).toList();
    }

    Reception deliver(URI url, Duration timeout) {
        return deliver(courier.orElseThrow(), url, timeout);
    }

    static Reception deliver(HttpCourier courier, URI url, Duration timeout) {
        return courier.deliver(new Parcel(EVENT, url, BODY, List.of(SECRET), timeout));
    }

    static URI plain(Receiver receiver) {
        return URI.create("http://127.0.0.1:" + receiver.port() + "/hooks?of=test");
    }
}
