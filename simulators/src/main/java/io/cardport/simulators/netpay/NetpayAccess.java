package io.cardport.simulators.netpay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.simulators.frame.Answer;
import io.cardport.simulators.frame.Request;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/** Both key headers (§0.2), then the rate limit per key in fixed minutes with RateLimit-* headers (§0.3). */
final class NetpayAccess {

    private final NetpayBooks books;
    private long minute;
    private long requests;

    NetpayAccess(NetpayBooks books) {
        this.books = books;
    }

    Optional<Answer> check(Request request) {
        ObjectNode credentials = books.keys().find("credentials").orElseThrow();
        boolean api =
                same(request.header("x-api-key"), credentials.path("apiKey").textValue());
        boolean access = same(
                request.header("x-access-key"), credentials.path("accessKey").textValue());
        if (!api || !access) {
            return Optional.of(NetpayBooks.failure(401, "Invalid API credentials"));
        }
        long now = books.now().getEpochSecond() / 60;
        requests = now == minute ? requests + 1 : 1;
        minute = now;
        return requests > limit() ? Optional.of(tooMany()) : Optional.empty();
    }

    Answer tooMany() {
        return marked(NetpayBooks.failure(429, "Too many requests, please try again later"))
                .with("Retry-After", Long.toString(reset()));
    }

    Answer marked(Answer answer) {
        return answer.with("RateLimit-Limit", Long.toString(limit()))
                .with("RateLimit-Remaining", Long.toString(Math.max(0, limit() - requests)))
                .with("RateLimit-Reset", Long.toString(reset()));
    }

    private long limit() {
        return books.tuning().number("rate-limit");
    }

    private long reset() {
        return 60 - books.now().getEpochSecond() % 60;
    }

    private static boolean same(Optional<String> given, String wanted) {
        return MessageDigest.isEqual(
                given.orElse("").getBytes(StandardCharsets.UTF_8), wanted.getBytes(StandardCharsets.UTF_8));
    }
}
