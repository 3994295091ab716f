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

    private static final String FLAW = "flaw";
    private static final int LANES = 32;
    private static final int RETRIES = 5;
    private static final int LOG = 2_000;
    private static final Duration STALE_BY = Duration.ofMinutes(10);

    /**
     * One attempt to send a webhook, before it has headers.
     *
     * @param body the body as sent
     * @param at the time that the signature tells
     * @param url where it goes
     * @param secret what to sign with
     * @param flaw what shall be wrong with its headers
     */
    public record Attempt(byte[] body, Instant at, String url, String secret, Optional<WebhookMode> flaw) {

        /**
         * Says how the webhook shall go wrong.
         *
         * @param mode a way
         * @return true if it is that way
         */
        public boolean goesWrong(WebhookMode mode) {
            return flaw.filter(f -> f == mode).isPresent();
        }
    }

    /** Makes the headers of one attempt where they depend on more than body, time and secret. */
    @FunctionalInterface
    public interface Sealer {

        /**
         * Signs.
         *
         * @param attempt what is sent
         * @return headers to send
         */
        Map<String, String> headers(Attempt attempt);
    }

    private final IssuerState state;
    private final WebhookStyle style;
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
    public WebhookSender(IssuerState state, WebhookStyle.Signer signer, String secret, Tuning tuning) {
        this(state, WebhookStyle.sealer(signer), secret, tuning, RETRIES);
    }

    /**
     * Starts sending what an earlier run left.
     *
     * @param state where deliveries are kept
     * @param sealer signs attempts
     * @param secret the shared secret, or the name of a key that the sealer knows
     * @param tuning has <code>webhook-retry-base-ms</code>
     * @param retries how often a webhook is sent again
     */
    public WebhookSender(IssuerState state, Sealer sealer, String secret, Tuning tuning, int retries) {
        this(state, WebhookStyle.doubling(sealer, retries), secret, tuning);
    }

    /**
     * Starts sending what an earlier run left, in the issuer's own style.
     *
     * @param state where deliveries are kept
     * @param style how it sends
     * @param secret the shared secret
     * @param tuning has <code>webhook-retry-base-ms</code>
     */
    public WebhookSender(IssuerState state, WebhookStyle style, String secret, Tuning tuning) {
        this.state = state;
        this.style = style;
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
        if (url().isPresent()) {
            send(delivery(type, subject, body));
        }
    }

    /**
     * The address that control set.
     *
     * @return empty while there is none
     */
    public Optional<String> url() {
        return settings.find("url").map(u -> u.path("url").asText());
    }

    /**
     * Sends an event to a subscriber.
     *
     * @param type event type, for the log
     * @param subject what it is about; one subject's first attempts keep their order
     * @param body the body
     * @param url where it goes
     */
    public void send(String type, String subject, ObjectNode body, String url) {
        send(delivery(type, subject, body).put("url", url));
    }

    private void send(ObjectNode delivery) {
        Optional<WebhookMode> mode = Optional.ofNullable(modes.poll());
        if (mode.isEmpty()) {
            accept(delivery);
            return;
        }
        switch (mode.get()) {
            case DROP -> {}
            case DUPLICATE -> {
                accept(delivery.deepCopy());
                accept(delivery);
            }
            case FORGE -> accept(delivery.put("forge", true));
            case STALE -> accept(delivery.put("stale", true));
            case REORDER -> reorder(delivery);
            case WRONG_DIGEST, MISSING_COMPONENT ->
                accept(delivery.put(FLAW, mode.get().name()));
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
        // What goes to the address that control sets follows it when it moves.
        Optional<String> url =
                found.flatMap(d -> d.has("url") ? Optional.of(d.path("url").asText()) : state.locked(this::url));
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
        String key = delivery.has("forge") ? wrong(secret) : secret;
        Optional<WebhookMode> flaw = delivery.has(FLAW)
                ? Optional.of(WebhookMode.valueOf(delivery.path(FLAW).asText()))
                : Optional.empty();
        WebhookStyle.Sealed sealed =
                style.wrapper().wrap(delivery.path("type").asText(), new Attempt(body, at, url, key, flaw));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .timeout(style.patience())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(sealed.body()));
        sealed.headers().forEach(request::header);
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return 0;
        }
    }

    static String wrong(String secret) {
        return secret + "-wrong";
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
        boolean faulty = delivery.has("forge") || delivery.has("stale") || delivery.has(FLAW);
        if (status / 100 == 2 || faulty || attempt > style.waits().size()) {
            deliveries.remove(id);
        } else {
            deliveries.put(id, delivery.put("attempt", attempt));
            long wait = Math.min(
                    tuning.number("webhook-retry-base-ms") * style.waits().get(attempt - 1),
                    style.longest().toMillis());
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
