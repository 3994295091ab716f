package io.cardport.simulators.offblocks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.simulators.frame.Answer;
import io.cardport.simulators.frame.Fields;
import io.cardport.simulators.frame.Json;
import io.cardport.simulators.frame.Request;
import io.cardport.simulators.frame.Table;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The client's public key (§3.3): one pair is drawn and registered at the first start, PUT registers another. */
final class ClientKeys {

    private static final String DRAWN = "client";

    private final OffblocksBooks books;
    private final Map<String, PublicKey> read = new HashMap<>();

    ClientKeys(OffblocksBooks books) {
        this.books = books;
    }

    /** Draws a pair for whoever has none, and registers it. */
    void draw() {
        KeyPair pair = EllipticKeys.draw();
        String id = books.ids().uuid();
        keep(Json.object()
                .put("keyId", id)
                .put("privateKeyPem", EllipticKeys.pem(pair.getPrivate()))
                .put("publicKeyPem", EllipticKeys.pem(pair.getPublic())));
    }

    /** Registers a drawn pair anew. */
    void keep(ObjectNode drawn) {
        books.keys().put(DRAWN, drawn);
        only(drawn.path("keyId").asText(), drawn.path("publicKeyPem").asText());
    }

    ObjectNode drawn() {
        return books.keys().find(DRAWN).orElseThrow();
    }

    /** The name of the field is not documented: any one text that is a key in base64 will do. */
    Answer register(Request request) {
        Fields in = OffblocksBooks.body(request);
        Optional<String> pem = in.node()
                .valueStream()
                .filter(value -> value.isTextual())
                .flatMap(value -> decoded(value.textValue()).stream())
                .filter(text -> EllipticKeys.publicKey(text).isPresent())
                .findFirst();
        if (pem.isEmpty()) {
            throw in.wrong("publicKey", "must be the base64 of a PEM public key on secp384r1");
        }
        String id = books.ids().uuid();
        only(id, pem.get());
        return Answer.ok(Json.object()
                .put("keyId", id)
                .put("algorithm", EllipticKeys.ALGORITHM)
                .put("createdAt", books.now().toString()));
    }

    Answer remove() {
        table().keys().forEach(table()::remove);
        return Answer.of(204, Json.object());
    }

    Optional<PublicKey> find(String id) {
        return table().find(id)
                .map(key -> read.computeIfAbsent(
                        id,
                        i -> EllipticKeys.publicKey(key.path("pem").asText()).orElseThrow()));
    }

    private void only(String id, String pem) {
        remove();
        table().put(id, Json.object().put("pem", pem));
    }

    private Table table() {
        return books.state().table("signing-keys");
    }

    private static Optional<String> decoded(String text) {
        try {
            return Optional.of(new String(Base64.getMimeDecoder().decode(text), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
