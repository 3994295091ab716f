package io.cardport.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Prints events of the feed and webhooks of the issuers while a story plays. A feed that fails ends with a line; the
 * story's own checks show what is missing.
 */
final class Arrivals implements AutoCloseable {
    private static final int PAGE = 100;
    private static final String INBOUND = "/admin/v1/deliveries/inbound?limit=50";
    private static final long PAUSE = 300;

    private final Api api;
    private final Stage stage;
    private final List<JsonNode> events = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private final AtomicInteger webhooks = new AtomicInteger();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean over;

    private Arrivals(Api api, Stage stage) {
        this.api = api;
        this.stage = stage;
    }

    /** From now on; what happened before is passed over. */
    static Arrivals listen(Api api, Stage stage) {
        Arrivals arrivals = new Arrivals(api, stage);
        String cursor = arrivals.end();
        arrivals.deliveries(false);
        arrivals.threads.add(Thread.ofVirtual().start(() -> arrivals.quietly(() -> arrivals.follow(cursor))));
        arrivals.threads.add(Thread.ofVirtual().start(() -> arrivals.quietly(arrivals::watch)));
        return arrivals;
    }

    /** The versions that events about a resource have told so far, in their order. */
    List<Integer> versions(String subject) {
        synchronized (events) {
            return events.stream()
                    .filter(event -> event.path("subject").path("id").asText().equals(subject))
                    .map(event -> event.path("version").asInt())
                    .toList();
        }
    }

    int webhooks() {
        return webhooks.get();
    }

    private String end() {
        String cursor = "";
        while (true) {
            Reply page = page(cursor, "").expect(200);
            cursor = page.text("next");
            if (page.body().path("data").size() < PAGE) {
                return cursor;
            }
        }
    }

    private void follow(String from) {
        String cursor = from;
        while (!over) {
            Reply page = page(cursor, "&wait=5").expect(200);
            cursor = page.text("next");
            for (JsonNode event : page.body().path("data")) {
                synchronized (events) {
                    events.add(event);
                }
                stage.arrived("• event   %-28s %s, version %d"
                        .formatted(
                                event.path("type").asText(),
                                event.path("subject").path("id").asText(),
                                event.path("version").asInt()));
            }
        }
    }

    private Reply page(String cursor, String more) {
        String after = cursor.isEmpty()
                ? ""
                : "&after=" + java.net.URLEncoder.encode(cursor, java.nio.charset.StandardCharsets.UTF_8);
        return api.get("/v1/events?limit=" + PAGE + after + more);
    }

    private void watch() {
        while (!over) {
            deliveries(true);
            Stage.rest(PAUSE);
        }
    }

    /** The admin API lists the newest first. */
    private void deliveries(boolean print) {
        Optional<Reply> list = api.admin(INBOUND);
        if (list.isEmpty() || list.get().status() != 200) {
            return;
        }
        List<JsonNode> fresh = new ArrayList<>();
        for (JsonNode delivery : list.get().body().path("data")) {
            if (seen.add(delivery.path("id").asText())) {
                fresh.addFirst(delivery);
            }
        }
        for (JsonNode delivery : fresh) {
            if (print) {
                webhooks.incrementAndGet();
                stage.arrived("← webhook from %s, its id %s, ours %s"
                        .formatted(
                                delivery.path("provider").asText(),
                                delivery.path("event").asText(),
                                delivery.path("id").asText()));
            }
        }
    }

    private void quietly(Runnable listening) {
        try {
            listening.run();
        } catch (StepFailed failed) {
            if (!over) {
                stage.arrived("! no longer listening: " + failed.why());
            }
        }
    }

    @Override
    public void close() {
        over = true;
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            try {
                thread.join(2_000);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
