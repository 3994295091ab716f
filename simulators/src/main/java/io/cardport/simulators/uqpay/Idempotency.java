package io.cardport.simulators.uqpay;

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

/**
 * x-idempotency-key (§1.3, 1.4): required on POST, at most 64 characters; results, failed ones too, are replayed for
 * 24 h; results of 5xx are not kept, since those may be retried with the same key.
 */
final class Idempotency {

    static final String HEADER = "x-idempotency-key";

    private static final long KEPT = Duration.ofHours(24).toMillis();
    private static final int LONGEST = 64;

    private final Books books;
    private final Table results;
    private final Map<String, String> running = new HashMap<>();

    Idempotency(Books books) {
        this.books = books;
        this.results = books.state().table("idempotency").packed();
    }

    Optional<Answer> claim(Request request) {
        if (!request.method().equals("POST")) {
            return Optional.empty();
        }
        String key = request.header(HEADER).orElse("");
        if (key.isBlank() || key.length() > LONGEST) {
            return Optional.of(
                    Errors.invalid(HEADER + " must have 1 to 64 characters").answer());
        }
        forgetOld();
        String scoped = scoped(request, key);
        String print = fingerprint(request);
        Optional<String> first = Optional.ofNullable(running.get(scoped))
                .or(() -> results.find(scoped).map(r -> r.path("print").textValue()));
        if (first.isPresent() && !first.get().equals(print)) {
            return Optional.of(Errors.typed(
                    400, "idempotency_error", "idempotency_error", "idempotency key was used with another request"));
        }
        if (running.containsKey(scoped)) {
            return Optional.of(Errors.flatAnswer(200, "Request is processing, please try again later"));
        }
        Optional<Answer> stored = results.find(scoped)
                .map(r -> Answer.of(r.path("status").intValue(), r.path("body").deepCopy()));
        if (stored.isEmpty()) {
            running.put(scoped, print);
        }
        return stored;
    }

    void finish(Request request, Answer answer) {
        if (!request.method().equals("POST")) {
            return;
        }
        String scoped = scoped(request, request.header(HEADER).orElse(""));
        running.remove(scoped);
        if (answer.status() < 500) {
            ObjectNode result = Json.object()
                    .put("print", fingerprint(request))
                    .put("at", books.now().toEpochMilli())
                    .put("status", answer.status());
            result.set("body", answer.body().deepCopy());
            results.put(scoped, result);
        }
    }

    void forgetRunning() {
        running.clear();
    }

    private void forgetOld() {
        long limit = books.state().clock().millis() - KEPT;
        for (Optional<String> key = results.oldestKey(); key.isPresent() && older(key.get(), limit); ) {
            results.remove(key.get());
            key = results.oldestKey();
        }
    }

    private boolean older(String key, long limit) {
        return results.find(key).filter(r -> r.path("at").longValue() <= limit).isPresent();
    }

    private String scoped(Request request, String key) {
        return books.account(request) + "/" + key;
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
