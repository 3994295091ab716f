package io.cardport.simulators.offblocks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.simulators.frame.Answer;
import io.cardport.simulators.frame.Fields;
import io.cardport.simulators.frame.Json;
import io.cardport.simulators.frame.Request;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** API key and secret, and the bearer tokens they give (§3.3): HS256, one hour, all of them dead when a secret changes. */
final class Access {

    private static final String CREDENTIALS = "credentials";
    private static final String BEARER = "Bearer ";
    private static final Pattern UUID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private final OffblocksBooks books;

    Access(OffblocksBooks books) {
        this.books = books;
    }

    /** Draws an API key and a secret; tokens of earlier ones are worth nothing. */
    ObjectNode draw() {
        ObjectNode drawn = Json.object()
                .put("apiKey", books.ids().uuid())
                .put("apiSecret", "obs_" + books.ids().hex(48))
                .put("tokenKey", books.ids().hex(64));
        books.keys().put(CREDENTIALS, drawn);
        return drawn;
    }

    Optional<ObjectNode> credentials() {
        return books.keys().find(CREDENTIALS);
    }

    void keep(ObjectNode credentials) {
        books.keys().put(CREDENTIALS, credentials);
    }

    Answer token(Request request) {
        Fields in = OffblocksBooks.body(request);
        String key = in.text("apiKey", UUID).orElseThrow(() -> in.wrong("apiKey", "is required"));
        String secret = in.required("apiSecret");
        Optional<ObjectNode> live = credentials();
        if (live.isEmpty()
                || !same(key, live.get().path("apiKey").textValue())
                || !same(secret, live.get().path("apiSecret").textValue())) {
            return unauthorised("invalid API key or secret");
        }
        Instant now = books.now();
        long expires = now.getEpochSecond() + books.tuning().number("token-lifetime-seconds");
        ObjectNode claims = Json.object()
                .put("sub", key)
                .put("jti", books.ids().uuid())
                .put("iat", now.getEpochSecond())
                .put("exp", expires);
        String head = base64(Json.bytes(Json.object().put("alg", "HS256").put("typ", "JWT")));
        String signed = head + "." + base64(Json.bytes(claims));
        return Answer.ok(Json.object()
                .put("token", signed + "." + mac(live.get(), signed))
                .put("expiresAt", expires)
                .put("tokenType", "Bearer"));
    }

    /** Says no to a request without a live token. */
    Optional<Answer> stranger(Request request) {
        String header = request.header("authorization").orElse("");
        if (!header.startsWith(BEARER)) {
            return Optional.of(unauthorised("missing bearer token"));
        }
        String token = header.substring(BEARER.length());
        int dot = token.lastIndexOf('.');
        Optional<ObjectNode> live = credentials();
        if (dot < 0 || live.isEmpty() || !same(token.substring(dot + 1), mac(live.get(), token.substring(0, dot)))) {
            return Optional.of(unauthorised("invalid token"));
        }
        return books.now().getEpochSecond() >= expiry(token) ? Optional.of(expired()) : Optional.empty();
    }

    Answer replace() {
        ObjectNode drawn = draw();
        drawn = drawn.deepCopy();
        drawn.remove("tokenKey");
        return Answer.ok(drawn);
    }

    Answer remove() {
        books.keys().remove(CREDENTIALS);
        return Answer.of(204, Json.object());
    }

    /** Ends the life of all tokens. */
    void expire() {
        credentials().ifPresent(live -> {
            ObjectNode changed = live.deepCopy().put("tokenKey", books.ids().hex(64));
            books.keys().put(CREDENTIALS, changed);
        });
    }

    static Answer expired() {
        return unauthorised("token has expired");
    }

    static Answer unauthorised(String message) {
        return OffblocksBooks.failure(401, "unauthorised", message);
    }

    private static long expiry(String signedHere) {
        byte[] claims = Base64.getUrlDecoder().decode(signedHere.split("\\.", -1)[1]);
        return Json.parseObject(claims).orElseThrow().path("exp").longValue();
    }

    private static String mac(ObjectNode credentials, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            byte[] key = credentials.path("tokenKey").textValue().getBytes(StandardCharsets.UTF_8);
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return base64(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static boolean same(String given, String wanted) {
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), wanted.getBytes(StandardCharsets.UTF_8));
    }
}
