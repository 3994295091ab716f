package io.cardport.app.rest.once;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.app.rest.input.Received;
import io.cardport.app.sealing.KeyedHash;
import io.cardport.app.security.Caller;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What tells one request from another: a keyed hash, per distributor, over method, path and body. A body that carries a
 * PIN, a card number or a code is hashed without them: they are short, and a hash that is kept must not tell them.
 */
@Singleton
final class Fingerprints {
    private static final Set<String> LEFT_OUT = Set.of("pin", "cardNumber", "activationCode");

    private final KeyedHash hash;

    Fingerprints(KeyedHash hash) {
        this.hash = hash;
    }

    String of(HttpRequest<?> request, Caller caller, Received received) {
        List<String> parts = new ArrayList<>();
        parts.add(caller.distributor().value());
        parts.add(request.getMethodName());
        parts.add(request.getPath());
        if (LEFT_OUT.stream().anyMatch(received.tree()::has)) {
            ObjectNode rest = received.tree().deepCopy();
            rest.remove(LEFT_OUT);
            parts.add("without secrets");
            parts.add(rest.toString());
        } else {
            parts.addAll(received.canonical());
        }
        return hash.of("request", parts.toArray(String[]::new));
    }
}
