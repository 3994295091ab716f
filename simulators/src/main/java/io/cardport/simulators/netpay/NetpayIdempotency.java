package io.cardport.simulators.netpay;

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

/** The optional Idempotency-Key (§0.3): 200 characters, 24 h, replay, and a 409 in different words for each conflict. */
final class NetpayIdempotency {

    private static final long KEPT = Duration.ofHours(24).toMillis();
    private static final int LONGEST = 200;

    private final NetpayBooks books;
    private final Table results;
    private final Map<String, String> running = new HashMap<>();

    NetpayIdempotency(NetpayBooks books) {
        this.books = books;
        this.results = books.state().table("idempotency").packed();
    }

    /** POST /cardholders takes no key: the documents do not offer one (§0.5). */
    static Optional<String> key(Request request) {
        boolean offered = request.method().equals("POST") && !request.path().equals("/cardholders");
        return offered
                ? request.header("idempotency-key").or(() -> request.header("x-idempotency-key"))
                : Optional.empty();
    }

    Optional<Answer> claim(Request request) {
        return key(request).flatMap(key -> claim(request, key));
    }

    private Optional<Answer> claim(Request request, String key) {
        if (key.length() > LONGEST) {
            return Optional.of(NetpayBooks.failure(400, "Idempotency-Key must have at most 200 characters"));
        }
        forgetOld();
        String print = fingerprint(request);
        Optional<String> first = Optional.ofNullable(running.get(key))
                .or(() -> results.find(key).map(r -> r.path("print").textValue()));
        if (first.isPresent() && !first.get().equals(print)) {
            return Optional.of(NetpayBooks.failure(409, "Idempotency-Key was already used with a different request"));
        }
        if (running.containsKey(key)) {
            return Optional.of(
                    NetpayBooks.failure(409, "A request with this Idempotency-Key is still being processed"));
        }
        Optional<Answer> stored = results.find(key)
                .map(r -> Answer.of(r.path("status").intValue(), r.path("body").deepCopy()));
        if (stored.isEmpty()) {
            running.put(key, print);
        }
        return stored;
    }

    void finish(Request request, Answer answer) {
        key(request).ifPresent(key -> {
            running.remove(key);
            if (answer.status() < 500) {
                ObjectNode result = Json.object()
                        .put("print", fingerprint(request))
                        .put("at", books.now().toEpochMilli())
                        .put("status", answer.status());
                result.set("body", answer.body().deepCopy());
                results.put(key, result);
            }
        });
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
