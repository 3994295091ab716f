package io.cardport.simulators.uqpay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.simulators.frame.Answer;
import io.cardport.simulators.frame.Json;
import io.cardport.simulators.frame.Request;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Who asks, and how often: the token call, the one live token, sub-accounts, rate limits (§1.2, 1.3, 1.5). */
final class Access {

    private enum RateClass {
        TOKEN("rate-token"),
        AUTHENTICATED("rate-authenticated"),
        UNAUTHENTICATED("rate-unauthenticated");

        private final String setting;

        RateClass(String setting) {
            this.setting = setting;
        }
    }

    private record Count(long minute, long requests) {}

    private static final String LIVE = "token";
    private static final String BEARER = "Bearer ";

    private final Books books;
    private final Map<RateClass, Count> counts = new EnumMap<>(RateClass.class);

    Access(Books books) {
        this.books = books;
    }

    Optional<Answer> check(Request request) {
        if (request.path().equals("/v1/connect/token") && request.method().equals("POST")) {
            return Optional.of(exceeded(RateClass.TOKEN) ? Errors.tooMany() : token(request));
        }
        Optional<Answer> stranger = stranger(request);
        if (stranger.isPresent()) {
            return exceeded(RateClass.UNAUTHENTICATED) ? Optional.of(Errors.tooMany()) : stranger;
        }
        if (exceeded(RateClass.AUTHENTICATED)) {
            return Optional.of(Errors.tooMany());
        }
        return subAccount(request);
    }

    /** Ends the live token's life, as a token call elsewhere would. */
    void expire() {
        books.keys().remove(LIVE);
    }

    private Answer token(Request request) {
        ObjectNode credentials = books.keys().find("credentials").orElseThrow();
        if (!same(request.header("x-client-id"), credentials.path("clientId").textValue())) {
            return Errors.flatAnswer(400, "invalid client id");
        }
        if (!same(request.header("x-api-key"), credentials.path("apiKey").textValue())) {
            return Errors.typed(401, "unauthorized_error", "unauthorized_error", "invalid api key");
        }
        Instant expires = books.now().plusSeconds(books.tuning().number("token-lifetime-seconds"));
        ObjectNode claims = Json.object()
                .put("entity_id", books.master())
                .put("short_entity_id", "A" + books.ids().digits(8))
                .put("client_id", credentials.path("clientId").textValue())
                .put("api_version", "V1.0")
                .put("bus_type", "ISSUING")
                .put("jti", books.ids().uuid())
                .put("exp", expires.getEpochSecond());
        String token = jwt(claims);
        books.keys().put(LIVE, Json.object().put("token", token).put("expires", expires.getEpochSecond()));
        return Answer.ok(Json.object().put("auth_token", token).put("expired_at", expires.getEpochSecond()));
    }

    private Optional<Answer> stranger(Request request) {
        Optional<String> header = request.header("x-auth-token");
        if (header.isEmpty() || !header.get().startsWith(BEARER)) {
            return Optional.of(Errors.middleware("missing or malformed token"));
        }
        String token = header.get().substring(BEARER.length());
        Optional<ObjectNode> live = books.keys().find(LIVE);
        if (live.isEmpty() || !same(Optional.of(token), live.get().path("token").textValue())) {
            return Optional.of(issuedHere(token) ? Errors.expired() : Errors.middleware("invalid token"));
        }
        return books.now().getEpochSecond() >= live.get().path("expires").longValue()
                ? Optional.of(Errors.expired())
                : Optional.empty();
    }

    private Optional<Answer> subAccount(Request request) {
        return request.header("x-on-behalf-of")
                .filter(id -> books.accounts().find(id).isEmpty())
                .map(id -> id.isEmpty()
                        ? Errors.invalid("x-on-behalf-of must not be empty").answer()
                        : Errors.typed(400, "account_error", "sub_account_not_found", "sub account not found"));
    }

    private boolean exceeded(RateClass rateClass) {
        long minute = books.now().getEpochSecond() / 60;
        Count last = counts.getOrDefault(rateClass, new Count(minute, 0));
        long requests = last.minute() == minute ? last.requests() + 1 : 1;
        counts.put(rateClass, new Count(minute, requests));
        return requests > books.tuning().number(rateClass.setting);
    }

    private boolean issuedHere(String token) {
        int dot = token.lastIndexOf('.');
        return dot > 0 && same(Optional.of(token.substring(dot + 1)), mac(token.substring(0, dot)));
    }

    private String jwt(ObjectNode claims) {
        String head = base64(Json.bytes(Json.object().put("alg", "HS256").put("typ", "JWT")));
        String signed = head + "." + base64(Json.bytes(claims));
        return signed + "." + mac(signed);
    }

    private String mac(String text) {
        String key =
                books.keys().find("credentials").orElseThrow().path("tokenKey").textValue();
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return base64(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static boolean same(Optional<String> given, String wanted) {
        return MessageDigest.isEqual(
                given.orElse("").getBytes(StandardCharsets.UTF_8), wanted.getBytes(StandardCharsets.UTF_8));
    }
}
