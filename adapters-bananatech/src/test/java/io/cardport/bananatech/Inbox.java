package io.cardport.bananatech;

import com.sun.net.httpserver.HttpServer;
import io.cardport.domain.webhook.RawDelivery;
import io.cardport.domain.webhook.Signal;
import io.cardport.domain.webhook.VerifiedDelivery;
import io.cardport.domain.webhook.Webhooks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Takes webhooks as the application does: the exact bytes, verified, then read. */
final class Inbox implements AutoCloseable {
    private final HttpServer server;
    private final Webhooks webhooks;
    private final List<RawDelivery.Check> checks = new CopyOnWriteArrayList<>();

    Inbox(Webhooks webhooks) {
        this.webhooks = webhooks;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        server.createContext("/", exchange -> {
            try (exchange) {
                checks.add(
                        Deliveries.raw(exchange.getRequestBody().readAllBytes()).check(webhooks.scheme()));
                exchange.sendResponseHeaders(200, -1);
            }
        });
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/webhooks/bananatech-sim");
    }

    List<VerifiedDelivery> verified() {
        return checks.stream()
                .filter(RawDelivery.Check.Verified.class::isInstance)
                .map(check -> ((RawDelivery.Check.Verified) check).delivery())
                .toList();
    }

    List<RawDelivery.Check> checks() {
        return checks;
    }

    /** Waits for a signal, for at most five seconds. */
    Signal await(Predicate<Signal> wanted) {
        return await(() -> verified().stream()
                .flatMap(delivery -> webhooks.read(delivery).stream())
                .filter(wanted)
                .toList());
    }

    RawDelivery.Check awaitRejected() {
        return await(() -> checks.stream()
                .filter(RawDelivery.Check.Rejected.class::isInstance)
                .toList());
    }

    private <T> T await(Supplier<List<T>> look) {
        for (int i = 0; i < 250; i++) {
            List<T> found = look.get();
            if (!found.isEmpty()) {
                return found.getLast();
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException stop) {
                throw new AssertionError(stop);
            }
        }
        throw new AssertionError("not told within five seconds");
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
