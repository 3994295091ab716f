package io.cardport.simulators.frame;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Serves one issuer: counts, makes the faults that wait, runs due timers first, and writes the answer. */
public final class Desk implements AutoCloseable {

    private final SimulatedIssuer issuer;
    private final IssuerState state;
    private final Optional<WebhookSender> webhooks;
    private final Tuning tuning;
    private final Misbehaviours misbehaviours = new Misbehaviours();
    private final Map<String, LongAdder> seen = new ConcurrentHashMap<>();
    private final Thread timekeeper;

    /**
     * Opens the desk.
     *
     * @param issuer who is served
     * @param state the issuer's state
     * @param webhooks its webhooks, if it has any
     * @param tuning its settings
     */
    public Desk(SimulatedIssuer issuer, IssuerState state, Optional<WebhookSender> webhooks, Tuning tuning) {
        this.issuer = issuer;
        this.state = state;
        this.webhooks = webhooks;
        this.tuning = tuning;
        this.timekeeper = Thread.ofVirtual().name("time-" + issuer.name()).start(() -> state.keepTime(this::due));
    }

    /**
     * The issuer.
     *
     * @return who is served
     */
    public SimulatedIssuer issuer() {
        return issuer;
    }

    /**
     * The issuer's state.
     *
     * @return tables, timers, lock
     */
    public IssuerState state() {
        return state;
    }

    /**
     * The issuer's webhooks.
     *
     * @return empty if it has none
     */
    public Optional<WebhookSender> webhooks() {
        return webhooks;
    }

    /**
     * The issuer's settings.
     *
     * @return what can be changed while it runs
     */
    public Tuning tuning() {
        return tuning;
    }

    /**
     * The faults that wait.
     *
     * @return a live list
     */
    public Misbehaviours misbehaviours() {
        return misbehaviours;
    }

    /**
     * Counts requests since the start, those with faults included.
     *
     * @return numbers by method and path, ids in paths as they came
     */
    public ObjectNode seen() {
        ObjectNode counts = Json.object();
        seen.forEach((key, count) -> counts.put(key, count.sum()));
        return counts;
    }

    /** Forgets the counts. */
    public void forgetSeen() {
        seen.clear();
    }

    /**
     * Serves a request.
     *
     * @param exchange where the answer goes
     * @param request the request below the issuer's prefix
     * @throws IOException if the caller is gone
     * @throws InterruptedException if the simulators end meanwhile
     */
    public void serve(HttpExchange exchange, Request request) throws IOException, InterruptedException {
        seen.computeIfAbsent(request.toString(), key -> new LongAdder()).increment();
        Optional<Misbehaviours.Rule> rule = misbehaviours.take(request);
        if (rule.isEmpty()) {
            Wire.send(exchange, handle(request, 0));
            return;
        }
        long number = rule.get().number();
        switch (rule.get().fault()) {
            case DELAY -> Wire.send(exchange, handle(request, number));
            case DELAY_AFTER -> {
                Answer answer = handle(request, 0);
                Thread.sleep(number);
                Wire.send(exchange, answer);
            }
            case DROP_BEFORE -> Wire.drop(exchange);
            case DROP_AFTER -> {
                handle(request, 0);
                Wire.drop(exchange);
            }
            case CUT -> Wire.sendHalf(exchange, handle(request, 0));
            case MALFORMED -> Wire.sendText(exchange, handle(request, 0), "{\"status\": <html>");
            case UNKNOWN_WORD -> Wire.send(exchange, issuer.estrange(handle(request, 0)));
            case RATE_LIMITED ->
                Wire.send(exchange, excuse(rule.get().fault()).with("Retry-After", Long.toString(Math.max(1, number))));
            case SERVER_ERROR_AFTER -> {
                handle(request, 0);
                Wire.send(exchange, excuse(rule.get().fault()));
            }
            case SERVER_ERROR, UNAUTHORIZED, TOKEN_EXPIRED ->
                Wire.send(exchange, excuse(rule.get().fault()));
        }
    }

    /** Lets everything happen that is due; called inside the state's lock. */
    public void catchUp() {
        state.timers().run(this::due);
    }

    private Answer excuse(Fault fault) {
        return state.locked(() -> issuer.excuse(fault));
    }

    private Answer handle(Request request, long pause) throws InterruptedException {
        Optional<Answer> early = state.locked(() -> {
            catchUp();
            return issuer.admit(request);
        });
        if (pause > 0) {
            Thread.sleep(pause);
        }
        if (early.isPresent()) {
            return early.get();
        }
        return state.locked(() -> issuer.perform(request));
    }

    private void due(String kind, String ref) {
        try {
            if (kind.equals(WebhookSender.RETRY)) {
                webhooks.ifPresent(w -> w.queue(ref));
            } else {
                issuer.due(kind, ref);
            }
        } catch (RuntimeException e) {
            // One alarm that fails must not silence all later ones.
            System.getLogger("simulators").log(System.Logger.Level.ERROR, issuer.name() + " alarm " + kind, e);
        }
    }

    @Override
    public void close() {
        timekeeper.interrupt();
        webhooks.ifPresent(WebhookSender::close);
        try {
            timekeeper.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        state.close();
    }
}
