package io.cardport.simulators.artha;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.simulators.frame.Answer;
import io.cardport.simulators.frame.Json;
import io.cardport.simulators.frame.Request;
import io.cardport.simulators.frame.Table;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The five headers (§1.3): key, time, body hash, signature, and last the nonce, which only a true signature uses up. */
final class ArthaAccess {

    /** Where all issuers are mounted; the real one has no such path, so a signature may leave it out. */
    static final String MOUNT = "/artha";

    private static final List<String> HEADERS =
            List.of("X-API-Key", "X-Timestamp", "X-Nonce", "X-Body-Hash", "X-Signature");
    private static final Pattern SECONDS = Pattern.compile("\\d{1,12}");
    private static final int LONGEST = 128;

    private final ArthaBooks books;
    private final Table nonces;

    ArthaAccess(ArthaBooks books) {
        this.books = books;
        this.nonces = books.state().table("nonces").packed();
    }

    Optional<Answer> check(Request request) {
        Optional<String> missing = HEADERS.stream()
                .filter(name -> request.header(name).orElse("").isBlank())
                .findFirst();
        if (missing.isPresent()) {
            return refused("missing_header", missing.get() + " is missing");
        }
        if (!same(header(request, "X-API-Key"), credentials().path("apiKey").textValue())) {
            return refused("invalid_api_key", "unknown API key");
        }
        if (!timely(header(request, "X-Timestamp"))) {
            return refused("timestamp_out_of_range", "X-Timestamp is not within the accepted window");
        }
        String hash = ArthaSignature.bodyHash(request.body());
        if (!same(header(request, "X-Body-Hash"), hash)) {
            return refused("body_hash_mismatch", "X-Body-Hash is not that of the body");
        }
        if (!signed(request, hash)) {
            return refused("invalid_signature", "X-Signature does not match");
        }
        String nonce = header(request, "X-Nonce");
        if (nonce.length() > LONGEST) {
            return refused("invalid_nonce", "X-Nonce is too long");
        }
        forgetOld();
        if (nonces.find(nonce).isPresent()) {
            return refused("nonce_reused", "X-Nonce was used within the last minutes");
        }
        nonces.put(nonce, Json.object().put("at", books.now().getEpochSecond()));
        return Optional.empty();
    }

    private boolean timely(String text) {
        if (!SECONDS.matcher(text).matches()) {
            return false;
        }
        long apart = Math.abs(Long.parseLong(text) - books.now().getEpochSecond());
        return apart <= books.tuning().number("clock-skew-seconds");
    }

    private boolean signed(Request request, String hash) {
        String url = request.target();
        String whole = url.substring(Math.max(0, url.indexOf('/', url.indexOf("//") + 2)));
        String below = whole.startsWith(MOUNT) ? whole.substring(MOUNT.length()) : whole;
        String given = header(request, "X-Signature");
        return same(given, sign(request, below, hash)) || same(given, sign(request, whole, hash));
    }

    private String sign(Request request, String target, String hash) {
        return ArthaSignature.sign(
                secret(), request.method(), target, header(request, "X-Timestamp"), header(request, "X-Nonce"), hash);
    }

    private byte[] secret() {
        String text = credentials().path("apiSecret").textValue();
        return books.tuning().on("secret-base64")
                ? Base64.getDecoder().decode(text)
                : text.getBytes(StandardCharsets.UTF_8);
    }

    private ObjectNode credentials() {
        return books.keys().find("credentials").orElseThrow();
    }

    private void forgetOld() {
        long limit = books.now().getEpochSecond() - books.tuning().number("nonce-window-seconds");
        while (nonces.oldestKey()
                .flatMap(nonces::find)
                .filter(n -> n.path("at").longValue() <= limit)
                .isPresent()) {
            nonces.remove(nonces.oldestKey().orElseThrow());
        }
    }

    private static Optional<Answer> refused(String code, String message) {
        return Optional.of(ArthaBooks.failure(401, code, message));
    }

    private static String header(Request request, String name) {
        return request.header(name).orElse("");
    }

    private static boolean same(String given, String wanted) {
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), wanted.getBytes(StandardCharsets.UTF_8));
    }
}
