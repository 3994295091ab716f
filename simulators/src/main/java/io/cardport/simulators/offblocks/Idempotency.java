package io.cardport.simulators.offblocks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.simulators.frame.Answer;
import io.cardport.simulators.frame.Json;
import io.cardport.simulators.frame.Request;
import io.cardport.simulators.frame.Table;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Idempotency-Key (§3.3): a UUID on every write, one hour; 400 without, 409 while the first runs, 422 for another payload. */
final class Idempotency {

    private static final long KEPT = Duration.ofHours(1).toMillis();
    private static final String HEADER = "idempotency-key";
    private static final Pattern UUID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private final OffblocksBooks books;
    private final Table results;
    private final Map<String, String> running = new HashMap<>();

    Idempotency(OffblocksBooks books) {
        this.books = books;
        this.results = books.state().table("idempotency").packed();
    }

    static boolean needed(Request request) {
        return switch (request.method()) {
            case "POST", "PUT", "PATCH", "DELETE" -> true;
            default -> false;
        };
    }

    Optional<Answer> claim(Request request) {
        if (!needed(request)) {
            return Optional.empty();
        }
        String key = request.header(HEADER).orElse("");
        if (!UUID.matcher(key).matches()) {
            return Optional.of(
                    OffblocksBooks.failure(400, "idempotency_key_invalid", "Idempotency-Key must be a UUID"));
        }
        forgetOld();
        String print = fingerprint(request);
        Optional<String> first = Optional.ofNullable(running.get(key))
                .or(() -> results.find(key).map(r -> r.path("print").textValue()));
        if (first.filter(print::equals).isEmpty() && first.isPresent()) {
            return Optional.of(OffblocksBooks.failure(
                    422, "idempotency_key_reused", "Idempotency-Key was used with another payload"));
        }
        if (running.containsKey(key)) {
            return Optional.of(OffblocksBooks.failure(
                    409, "idempotency_in_progress", "the first request with this Idempotency-Key is still running"));
        }
        Optional<Answer> stored = results.find(key)
                .map(r -> Answer.of(r.path("status").intValue(), r.path("body").deepCopy()));
        if (stored.isEmpty()) {
            running.put(key, print);
        }
        return stored;
    }

    void finish(Request request, Answer answer) {
        String key = request.header(HEADER).orElse("");
        if (running.remove(key) != null && answer.status() < 500) {
            ObjectNode result = Json.object()
                    .put("print", fingerprint(request))
                    .put("at", books.now().toEpochMilli())
                    .put("status", answer.status());
            result.set("body", answer.body().deepCopy());
            results.put(key, result);
        }
    }

    void forgetRunning() {
        running.clear();
    }

    private void forgetOld() {
        long limit = books.state().clock().millis() - KEPT;
        while (results.oldestKey()
                .flatMap(results::find)
                .filter(r -> r.path("at").longValue() <= limit)
                .isPresent()) {
            results.remove(results.oldestKey().orElseThrow());
        }
    }

    private static String fingerprint(Request request) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((request.method() + " " + request.path() + "\n").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(request.body()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
