package io.cardport.app.security;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardport.app.GatewayFixture;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** A distributor that signs with the JDK alone, written from RFC 9421 and not with our library. */
final class SigningClient {
    private final GatewayFixture fixture;
    private final KeyPair pair;
    private final String keyId;

    private SigningClient(GatewayFixture fixture, KeyPair pair, String keyId) {
        this.fixture = fixture;
        this.pair = pair;
        this.keyId = keyId;
    }

    static SigningClient registered(GatewayFixture fixture, String... more) {
        KeyPair pair = pair();
        JsonNode made = GatewayFixture.json(register(fixture, pem(pair), "ed25519", more));
        return new SigningClient(fixture, pair, made.path("id").asText());
    }

    static HttpResponse<String> register(GatewayFixture fixture, String pem, String algorithm, String... more) {
        StringBuilder body = new StringBuilder(
                "{\"publicKey\":\"%s\",\"algorithm\":\"%s\"".formatted(pem.replace("\n", "\\n"), algorithm));
        for (int at = 0; at < more.length; at += 2) {
            body.append(",\"%s\":\"%s\"".formatted(more[at], more[at + 1]));
        }
        return fixture.admin(
                "POST",
                "/distributors/" + fixture.distributor().value() + "/keys",
                body.append('}').toString());
    }

    static KeyPair pair() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    static String pem(KeyPair pair) {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getEncoder().encodeToString(pair.getPublic().getEncoded()) + "\n-----END PUBLIC KEY-----\n";
    }

    String keyId() {
        return keyId;
    }

    Call call(String method, String path) {
        return new Call(method, path);
    }

    /** One request in the making; tests spoil what they are about. */
    final class Call {
        private final String method;
        private final String path;
        private final Map<String, String> headers = new LinkedHashMap<>();
        private final List<String> covered = new ArrayList<>(List.of("@method", "@target-uri"));
        private String signedBase = fixture.gateway().url().toString();
        private String body = "";
        private String nonce = ";nonce=\"" + UUID.randomUUID() + "\"";
        private String key = keyId;
        private String more = "";
        private long created = java.time.Instant.now().getEpochSecond();
        private String sentBody = "";

        private Call(String method, String path) {
            this.method = method;
            this.path = path;
        }

        Call body(String json) {
            body = json;
            sentBody = json;
            headers.put("Content-Type", "application/json");
            headers.put("Content-Digest", "sha-256=:" + sha256(json) + ":");
            covered.add("content-digest");
            return this;
        }

        Call key(String value) {
            headers.put("Idempotency-Key", value);
            covered.add("idempotency-key");
            return this;
        }

        Call created(long offset) {
            created += offset;
            return this;
        }

        Call nonce(String parameter) {
            nonce = parameter;
            return this;
        }

        Call keyId(String other) {
            key = other;
            return this;
        }

        Call parameter(String text) {
            more += text;
            return this;
        }

        Call uncovered(String component) {
            covered.remove(component);
            return this;
        }

        Call alsoCovering(String component) {
            covered.add(component);
            return this;
        }

        Call header(String name, String value) {
            headers.put(name, value);
            return this;
        }

        Call without(String name) {
            headers.remove(name);
            return this;
        }

        Call signedAs(String base) {
            signedBase = base;
            return this;
        }

        Call sendingInstead(String other) {
            sentBody = other;
            return this;
        }

        HttpRequest.Builder request() {
            String parameters = covered.stream().map(one -> '"' + one + '"').collect(Collectors.joining(" ", "(", ")"))
                    + ";created=" + created + ";keyid=\"" + key + "\"" + nonce + more;
            String base = covered.stream()
                            .map(one -> "\"" + one + "\": " + value(one) + "\n")
                            .collect(Collectors.joining())
                    + "\"@signature-params\": " + parameters;
            HttpRequest.Builder request = fixture.gateway()
                    .request(path)
                    .method(
                            method,
                            sentBody.isEmpty()
                                    ? HttpRequest.BodyPublishers.noBody()
                                    : HttpRequest.BodyPublishers.ofString(sentBody))
                    .header("Signature-Input", "sig=" + parameters)
                    .header("Signature", "sig=:" + sign(base) + ":");
            headers.forEach(request::header);
            return request;
        }

        private String value(String component) {
            return switch (component) {
                case "@method" -> method;
                case "@target-uri" -> signedBase + path;
                default ->
                    headers.entrySet().stream()
                            .filter(header -> header.getKey().equalsIgnoreCase(component))
                            .map(Map.Entry::getValue)
                            .findFirst()
                            .orElse("");
            };
        }

        HttpResponse<String> send() {
            return fixture.gateway().send(request());
        }
    }

    private String sign(String base) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(pair.getPrivate());
            signature.update(base.getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    static String sha256(String text) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
