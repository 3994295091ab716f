package io.cardport.proof.fire;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.cardport.proof.Counts;
import io.cardport.proof.Progress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A distributor's endpoint that takes every event and remembers the first time that each came. Safe for many threads. */
final class Receiver implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 240;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Feed.Seen> first = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();
    private long attempts;

    private Receiver(HttpServer server) {
        this.server = server;
        server.setExecutor(threads);
        server.createContext("/", this::take);
        server.start();
    }

    /** Listens and subscribes to everything. */
    static Receiver subscribed(Door door) throws IOException {
        Receiver receiver =
                new Receiver(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        String body = "{\"url\":\"http://127.0.0.1:%d/\",\"eventTypes\":[\"*\"],\"description\":\"proof\"}"
                .formatted(receiver.server.getAddress().getPort());
        if (door.ask(new Door.Ask("receiver", "/v1/webhook-endpoints", body)) instanceof Answer.Given given
                && given.status() == 201) {
            return receiver;
        }
        receiver.close();
        throw new IOException("The endpoint could not be registered");
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode event = Sandbox.JSON.readTree(exchange.getRequestBody().readAllBytes());
            Feed.Seen seen = new Feed.Seen(
                    event.path("id").asText(),
                    event.path("subject").path("id").asText(),
                    event.path("version").asLong());
            synchronized (ids) {
                attempts++;
                if (ids.add(seen.id())) {
                    first.add(seen);
                }
            }
            exchange.sendResponseHeaders(204, -1);
        }
    }

    private Set<String> known() {
        synchronized (ids) {
            return Set.copyOf(ids);
        }
    }

    /** Waits for what the feed has and this has not, then counts. */
    void count(Counts counts, List<Feed.Seen> feed, Progress progress) throws InterruptedException {
        long began = System.nanoTime();
        long missing = missing(feed);
        while (missing > 0 && (System.nanoTime() - began) / 1_000_000_000 < PATIENCE_SECONDS) {
            Thread.sleep(1_000);
            missing = missing(feed);
        }
        progress.say(
                "the endpoint had everything after %d s more".formatted((System.nanoTime() - began) / 1_000_000_000));
        Map<String, Long> last = new HashMap<>();
        long disordered = 0;
        long holes = 0;
        synchronized (ids) {
            for (Feed.Seen event : first) {
                long before = last.getOrDefault(event.subject(), 0L);
                disordered += event.version() <= before ? 1 : 0;
                holes += event.version() > before + 1 ? 1 : 0;
                last.merge(event.subject(), event.version(), Math::max);
            }
            counts.told("attempts at the endpoint", attempts)
                    .told("of them repetitions, which at least once allows", attempts - first.size());
        }
        counts.none("lost: events that the endpoint never got", missing)
                .none("out of order: first attempts at the endpoint", disordered)
                .none("holes: versions in first attempts at the endpoint", holes);
    }

    private long missing(List<Feed.Seen> feed) {
        Set<String> got = known();
        return feed.stream().filter(event -> !got.contains(event.id())).count();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
