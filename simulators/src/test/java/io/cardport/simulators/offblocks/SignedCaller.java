package io.cardport.simulators.offblocks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.simulators.Simulators;
import io.cardport.simulators.frame.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/** Signs requests by hand, line by line as RFC 9421 §2.5 shows it, and sends them; a test can spoil each part. */
final class SignedCaller {

    record Reply(int status, JsonNode body, String text) {

        String text(String name) {
            return body.path(name).asText();
        }

        String code() {
            return text("code");
        }
    }

    /** A request before it is signed, for spoiling. */
    static final class Draft {
        String method;
        String path;
        byte[] body;
        String keyId;
        PrivateKey key;
        String algorithm = "SHA384withECDSAinP1363Format";
        String label = "sig1";
        final Map<String, String> headers = new LinkedHashMap<>();
        final List<String> components = new ArrayList<>();
        final List<String> parameters = new ArrayList<>();
        Consumer<Map<String, String>> afterSigning = headers -> {};

        Draft(String method, String path, byte[] body, String keyId, PrivateKey key) {
            this.method = method;
            this.path = path;
            this.body = body;
            this.keyId = keyId;
            this.key = key;
        }
    }

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Simulators simulators;
    private final String token;

    SignedCaller(Simulators simulators) {
        this.simulators = simulators;
        this.token = token(simulators).text("token");
    }

    static Reply token(Simulators simulators) {
        ObjectNode body = Json.object()
                .put("apiKey", simulators.offblocks().credential("apiKey"))
                .put("apiSecret", simulators.offblocks().credential("apiSecret"));
        return plain(simulators, "POST", "/auth/token", Json.bytes(body), Map.of());
    }

    static Reply plain(Simulators simulators, String method, String path, byte[] body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(simulators.offblocks().url() + path))
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        try {
            var response = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Reply(response.statusCode(), json(response.body()), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode json(String text) {
        byte[] wrapped = ("{\"it\":" + text + "}").getBytes(StandardCharsets.UTF_8);
        return Json.parseObject(wrapped).map(o -> o.path("it")).orElse(MissingNode.getInstance());
    }

    Reply get(String path) {
        return send(draft("GET", path, new byte[0]));
    }

    Reply post(String path, ObjectNode body) {
        return send(draft("POST", path, Json.bytes(body)));
    }

    Reply put(String path, ObjectNode body) {
        return send(draft("PUT", path, Json.bytes(body)));
    }

    Reply write(String method, String path) {
        return send(draft(method, path, new byte[0]));
    }

    Reply spoilt(String method, String path, ObjectNode body, Consumer<Draft> spoil) {
        Draft draft = draft(method, path, body.isEmpty() ? new byte[0] : Json.bytes(body));
        spoil.accept(draft);
        return send(draft);
    }

    private Draft draft(String method, String path, byte[] body) {
        String keyId = simulators.offblocks().credential("keyId");
        PrivateKey key = key(simulators.offblocks().credential("privateKeyPem"));
        Draft draft = new Draft(method, path, body, keyId, key);
        draft.components.addAll(List.of("@method", "@target-uri", "authorization"));
        draft.headers.put("authorization", "Bearer " + token);
        if (!method.equals("GET")) {
            draft.headers.put("idempotency-key", UUID.randomUUID().toString());
            draft.components.add("idempotency-key");
        }
        if (body.length > 0) {
            draft.headers.put("content-type", "application/json");
            draft.headers.put("content-digest", digest("sha-256", "SHA-256", body));
            draft.components.addAll(List.of("content-type", "content-digest"));
        }
        draft.parameters.add("created=" + simulators.clock().instant().getEpochSecond());
        draft.parameters.add("keyid=\"" + keyId + "\"");
        draft.parameters.add("alg=\"ecdsa-p384-sha384\"");
        return draft;
    }

    static String digest(String name, String algorithm, byte[] body) {
        try {
            byte[] digest = MessageDigest.getInstance(algorithm).digest(body);
            return name + "=:" + Base64.getEncoder().encodeToString(digest) + ":";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static PrivateKey key(String pem) {
        String body = pem.replaceAll("-----[A-Z ]+-----|\\s", "");
        try {
            return KeyFactory.getInstance("EC")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(body)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Reply send(Draft draft) {
        String url = simulators.offblocks().url() + draft.path;
        var base = new StringBuilder();
        var names = new ArrayList<String>();
        for (String component : draft.components) {
            names.add('"' + component + '"');
            base.append('"')
                    .append(component)
                    .append("\": ")
                    .append(value(draft, component, url))
                    .append('\n');
        }
        String input = "(" + String.join(" ", names) + ")"
                + String.join("", draft.parameters.stream().map(p -> ";" + p).toList());
        base.append("\"@signature-params\": ").append(input);
        draft.headers.put("signature-input", draft.label + "=" + input);
        draft.headers.put("signature", draft.label + "=:" + sign(draft, base.toString()) + ":");
        draft.afterSigning.accept(draft.headers);
        return plain(simulators, draft.method, draft.path, draft.body, draft.headers);
    }

    private static String value(Draft draft, String component, String url) {
        URI uri = URI.create(url);
        return switch (component) {
            case "@method" -> draft.method;
            case "@target-uri" -> url;
            case "@authority" -> uri.getAuthority();
            case "@path" -> uri.getRawPath();
            case "@query" -> "?" + (uri.getRawQuery() == null ? "" : uri.getRawQuery());
            default -> draft.headers.getOrDefault(component, "");
        };
    }

    private static String sign(Draft draft, String base) {
        try {
            Signature signature = Signature.getInstance(draft.algorithm);
            signature.initSign(draft.key);
            signature.update(base.getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
