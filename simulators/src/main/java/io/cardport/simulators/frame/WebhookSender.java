package io.cardport.simulators.frame;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Sends webhooks: first attempts about one subject in order, subjects side by side, failures again later. What is
 * not delivered yet is in the state and goes out after a restart. Nothing is sent while no address is set.
 */
public final class WebhookSender implements AutoCloseable {

    /** Timer kind of a later attempt. */
    static final String RETRY = "webhook-retry";

    private static final int LANES = 32;
    private static final int RETRIES = 5;
    private static final int LOG = 2_000;
    private static final Duration STALE_BY = Duration.ofMinutes(10);

    /** Makes the headers of one attempt. */
    @FunctionalInterface
    public interface Signer {

        /**
         * Signs.
         *
         * @param body the body as sent
         * @param at the time of sending
         * @param secret what to sign with
         * @return headers to send
         */
        Map<String, String> headers(byte[] body, Instant at, String secret);
    }

    private final IssuerState state;
    private final Signer signer;
    private final String secret;
    private final Tuning tuning;
    private final Table deliveries;
    private final Table settings;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(3))
            .build();
    private final List<BlockingQueue<String>> lanes = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final Deque<WebhookMode> modes = new ArrayDeque<>();
    private final List<String> reordered = new ArrayList<>();
    private final Deque<ObjectNode> log = new ArrayDeque<>();

    /**
     * Starts sending what an earlier run left.
     *
     * @param state where deliveries are kept
     * @param signer signs attempts
     * @param secret the shared secret
     * @param tuning has <code>webhook-retry-base-ms</code>
     */
    public WebhookSender(IssuerState state, Signer signer, String secret, Tuning tuning) {
        this.state = state;
        this.signer = signer;
        this.secret = secret;
        this.tuning = tuning;
        this.deliveries = state.table("deliveries");
        this.settings = state.table("webhooks");
        for (int i = 0; i < LANES; i++) {
            BlockingQueue<String> lane = new LinkedBlockingQueue<>();
            lanes.add(lane);
            threads.add(Thread.ofVirtual().name("webhooks-" + i).start(() -> work(lane)));
        }
        // An attempt may have been cut off by the end of the earlier run; one too many does no harm.
        deliveries.keys().stream().filter(this::free).forEach(this::queue);
    }

    /**
     * Sets where webhooks go.
     *
     * @param url absolute http(s) address
     */
    public void url(String url) {
        settings.put("url", Json.object().put("url", URI.create(url).toString()));
    }

    /**
     * Lets the next webhooks go wrong.
     *
     * @param mode how
     * @param times how many
     */
    public void mode(WebhookMode mode, int times) {
        for (int i = 0; i < times; i++) {
            modes.add(mode);
        }
    }

    /** Keeps webhooks back until {@link #release}. */
    public void hold() {
        settings.put("hold", Json.object());
    }

    /** Sends what was kept back, also an unfinished reordering, and forgets all modes. */
    public void release() {
        settings.remove("hold");
        modes.clear();
        reordered.clear();
        deliveries
                .keys()
                .forEach(id -> deliveries.find(id).filter(d -> d.has("held")).ifPresent(d -> {
                    d.remove("held");
                    deliveries.put(id, d);
                    queue(id);
                }));
    }

    /**
     * The latest attempts.
     *
     * @return event type, subject, attempt and HTTP status (0: no answer) of each, oldest first
     */
    public List<ObjectNode> log() {
        return List.copyOf(log);
    }

    /**
     * Counts what is not delivered yet.
     *
     * @return number of deliveries that wait, retry or are held
     */
    public int waiting() {
        return deliveries.keys().size();
    }

    /**
     * Sends an event.
     *
     * @param type event type, for the log
     * @param subject what it is about; one subject's first attempts keep their order
     * @param body the body
     */
    public void send(String type, String subject, ObjectNode body) {
        if (settings.find("url").isEmpty()) {
            return;
        }
        Optional<WebhookMode> mode = Optional.ofNullable(modes.poll());
        if (mode.isEmpty()) {
            accept(delivery(type, subject, body));
            return;
        }
        switch (mode.get()) {
            case DROP -> {}
            case DUPLICATE -> {
                accept(delivery(type, subject, body));
                accept(delivery(type, subject, body));
            }
            case FORGE -> accept(delivery(type, subject, body).put("forge", true));
            case STALE -> accept(delivery(type, subject, body).put("stale", true));
            case REORDER -> reorder(delivery(type, subject, body));
        }
    }

    void queue(String id) {
        String subject =
                deliveries.find(id).map(d -> d.path("subject").asText()).orElse("");
        lanes.get(Math.floorMod(subject.hashCode(), LANES)).add(id);
    }

    private boolean free(String id) {
        return deliveries.find(id).filter(d -> !d.has("held")).isPresent();
    }

    private static ObjectNode delivery(String type, String subject, ObjectNode body) {
        return Json.object()
                .put("type", type)
                .put("subject", subject)
                .put("body", Json.text(body))
                .put("attempt", 0);
    }

    private void accept(ObjectNode delivery) {
        String id = state.ids().uuid();
        if (settings.find("hold").isPresent()) {
            delivery.put("held", true);
        }
        deliveries.put(id, delivery);
        if (!delivery.has("held")) {
            queue(id);
        }
    }

    private void reorder(ObjectNode delivery) {
        String id = state.ids().uuid();
        deliveries.put(id, delivery.put("held", true));
        reordered.add(id);
        if (modes.peek() != WebhookMode.REORDER) {
            for (String held : reordered.reversed()) {
                deliveries.find(held).ifPresent(d -> {
                    d.remove("held");
                    deliveries.put(held, d);
                    // One lane for all of them, or they would race each other back into order.
                    lanes.getFirst().add(held);
                });
            }
            reordered.clear();
        }
    }

    private void work(BlockingQueue<String> lane) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                attempt(lane.take());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void attempt(String id) throws InterruptedException {
        Optional<ObjectNode> found = state.locked(() -> deliveries.find(id).map(ObjectNode::deepCopy));
        Optional<String> url =
                state.locked(() -> settings.find("url").map(u -> u.path("url").asText()));
        if (found.isEmpty() || url.isEmpty()) {
            return;
        }
        int status = post(url.get(), found.get());
        state.locked(() -> settle(id, status));
    }

    private int post(String url, ObjectNode delivery) throws InterruptedException {
        byte[] body = delivery.path("body").asText().getBytes(StandardCharsets.UTF_8);
        Instant now = state.clock().instant();
        Instant at = delivery.has("stale") ? now.minus(STALE_BY) : now;
        String key = delivery.has("forge") ? secret + "-wrong" : secret;
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(15))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        signer.headers(body, at, key).forEach(request::header);
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return 0;
        }
    }

    private int settle(String id, int status) {
        Optional<ObjectNode> found = deliveries.find(id);
        if (found.isEmpty()) {
            return status;
        }
        ObjectNode delivery = found.get();
        int attempt = delivery.path("attempt").asInt() + 1;
        log.add(Json.object()
                .put("type", delivery.path("type").asText())
                .put("subject", delivery.path("subject").asText())
                .put("attempt", attempt)
                .put("status", status));
        if (log.size() > LOG) {
            log.removeFirst();
        }
        boolean faulty = delivery.has("forge") || delivery.has("stale");
        if (status / 100 == 2 || faulty || attempt > RETRIES) {
            deliveries.remove(id);
        } else {
            deliveries.put(id, delivery.put("attempt", attempt));
            long wait = Math.min(tuning.number("webhook-retry-base-ms") << (attempt - 1), 900_000L);
            state.timers().after(Duration.ofMillis(wait), RETRY, id);
        }
        return status;
    }

    /** Forgets modes and the log; the state is cleared by its owner. */
    public void reset() {
        modes.clear();
        reordered.clear();
        log.clear();
    }

    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
        client.shutdownNow();
        try {
            for (Thread thread : threads) {
                thread.join(Duration.ofSeconds(2));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
