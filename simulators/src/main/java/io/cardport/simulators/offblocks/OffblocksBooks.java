package io.cardport.simulators.offblocks;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.simulators.frame.Answer;
import io.cardport.simulators.frame.Fields;
import io.cardport.simulators.frame.Ids;
import io.cardport.simulators.frame.IssuerState;
import io.cardport.simulators.frame.Json;
import io.cardport.simulators.frame.Refusal;
import io.cardport.simulators.frame.Request;
import io.cardport.simulators.frame.Table;
import io.cardport.simulators.frame.Tuning;
import io.cardport.simulators.offblocks.Words.Alarm;
import io.cardport.simulators.offblocks.Words.Kind;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** OffBlocks' tables, settings, error bodies, and what every entity has: id, status, times, news of each change. */
final class OffblocksBooks {

    /** In documents, but never on the wire. */
    private static final String PRIVATE = "_";

    private final IssuerState state;
    private final Tuning tuning;
    private final Events events;

    OffblocksBooks(IssuerState state, Tuning tuning, Events events) {
        this.state = state;
        this.tuning = tuning;
        this.events = events;
    }

    static Map<String, Long> defaults() {
        var all = new LinkedHashMap<String, Long>();
        all.put("holder-delay-ms", 2_000L);
        all.put("auto-approve", 1L);
        all.put("challenge", 0L);
        all.put("account-delay-ms", 1_000L);
        all.put("auto-open", 1L);
        all.put("account-challenge", 0L);
        all.put("account-needs-active-customer", 1L);
        all.put("card-delay-ms", 1_000L);
        all.put("auto-issue", 1L);
        all.put("physical", 1L);
        all.put("limit-status", 409L);
        all.put("change-status", 200L);
        all.put("capture-delay-ms", 1_000L);
        all.put("list-envelope", 0L);
        all.put("token-lifetime-seconds", 3_600L);
        all.put("bare-400", 0L);
        all.put("require-method", 1L);
        all.put("require-target", 1L);
        all.put("require-authorization", 1L);
        all.put("require-idempotency-key", 1L);
        all.put("require-content-type", 1L);
        all.put("require-content-digest", 1L);
        all.put("require-alg", 0L);
        all.put("require-empty-digest", 0L);
        all.put("signature-max-age-seconds", 300L);
        all.put("signature-skew-seconds", 60L);
        all.put("replay-check", 1L);
        all.put("webhook-retry-base-ms", 16_000L);
        return all;
    }

    IssuerState state() {
        return state;
    }

    Tuning tuning() {
        return tuning;
    }

    Ids ids() {
        return state.ids();
    }

    Instant now() {
        return state.clock().instant();
    }

    Table keys() {
        return state.table("keys");
    }

    Table table(Kind kind) {
        return state.table(kind.table());
    }

    static Refusal refusal(int status, String code, String message) {
        return new Refusal(failure(status, code, message));
    }

    static Answer failure(int status, String code, String message) {
        return Answer.of(status, Json.object().put("code", code).put("message", message));
    }

    static Refusal invalid(String message) {
        return refusal(400, "validation_failed", message);
    }

    static Refusal conflict(String message) {
        return refusal(409, "conflict", message);
    }

    static Fields body(Request request) {
        ObjectNode body = Json.parseObject(request.body()).orElseThrow(() -> invalid("the body must be a JSON object"));
        return new Fields(body, "", OffblocksBooks::invalid);
    }

    ObjectNode find(Kind kind, String id) {
        return table(kind).find(id).orElseThrow(() -> refusal(404, "not_found", "no such " + Words.word(kind)));
    }

    /** Gives a new entity its id and times, and keeps it. */
    ObjectNode open(Kind kind, Enum<?> status, ObjectNode entity) {
        String now = now().truncatedTo(ChronoUnit.MILLIS).toString();
        ObjectNode whole = Json.object().put("id", ids().uuid());
        whole.setAll(entity);
        whole.put("status", Words.word(status)).put("createdAt", now).put("updatedAt", now);
        table(kind).put(whole.path("id").asText(), whole);
        return whole;
    }

    /** Moves an entity and tells it. Its update time always grows, or receivers could not put two changes in order. */
    void move(Kind kind, ObjectNode entity, Enum<?> status) {
        Instant last = Instant.parse(entity.path("updatedAt").asText());
        Instant now = now().truncatedTo(ChronoUnit.MILLIS);
        Instant updated = now.isAfter(last) ? now : last.plusMillis(1);
        entity.put("status", Words.word(status)).put("updatedAt", updated.toString());
        table(kind).put(entity.path("id").asText(), entity);
        events.tell(kind, view(entity));
    }

    void later(String delay, int share, int of, Alarm alarm, ObjectNode entity) {
        state.timers()
                .after(
                        tuning.millis(delay).multipliedBy(share).dividedBy(of),
                        alarm.name(),
                        entity.path("id").asText());
    }

    static void secret(ObjectNode entity, String name, String value) {
        entity.put(PRIVATE + name, value);
    }

    static Optional<String> secret(ObjectNode entity, String name) {
        return Optional.of(entity.path(PRIVATE + name).asText()).filter(text -> !text.isEmpty());
    }

    static void forget(ObjectNode entity, String name) {
        entity.remove(PRIVATE + name);
    }

    static ObjectNode view(ObjectNode entity) {
        ObjectNode view = entity.deepCopy();
        view.remove(entity.propertyStream()
                .map(Map.Entry::getKey)
                .filter(name -> name.startsWith(PRIVATE))
                .toList());
        return view;
    }

    Answer list(Kind kind, Predicate<ObjectNode> wanted) {
        return list(table(kind).all().stream()
                .filter(wanted)
                .map(OffblocksBooks::view)
                .toList());
    }

    Answer list(List<ObjectNode> all) {
        ArrayNode list = Json.array();
        all.forEach(list::add);
        return Answer.ok(tuning.on("list-envelope") ? Json.object().set("data", list) : list);
    }

    /** What changes without a documented answer say (§3.5): the entity, or as the switch says an empty 202 or 204. */
    Answer changed(ObjectNode entity) {
        return Answer.of((int) tuning.number("change-status"), view(entity));
    }
}
