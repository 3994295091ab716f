package io.cardport.app.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Writes a {@link Problem} as {@code application/problem+json} (RFC 9457); the only place that does. */
@Singleton
public final class Problems {
    /** The content type of every error. */
    public static final MediaType MEDIA_TYPE = MediaType.of("application/problem+json");

    private final ObjectMapper json = new ObjectMapper();
    private final RequestIds ids;

    Problems(RequestIds ids) {
        this.ids = ids;
    }

    /**
     * The answer to a request.
     *
     * @param request what is answered
     * @param problem what went wrong
     * @return the whole answer with status, body, {@code X-Request-Id} and, where due, {@code Retry-After}
     */
    public MutableHttpResponse<byte[]> answer(HttpRequest<?> request, Problem problem) {
        return write(
                request,
                problem,
                HttpResponse.status(HttpStatus.valueOf(problem.code().status())));
    }

    MutableHttpResponse<byte[]> write(HttpRequest<?> request, Problem problem, MutableHttpResponse<?> response) {
        String id = ids.of(request);
        problem.retryAfter().ifPresent(delay -> response.header("Retry-After", Long.toString(seconds(delay))));
        response.getHeaders().set("Cache-Control", "no-store").set(RequestIds.HEADER, id);
        return response.status(problem.code().status()).contentType(MEDIA_TYPE).body(body(problem, id));
    }

    private byte[] body(Problem problem, String id) {
        ObjectNode body = json.createObjectNode();
        body.put("type", "/problems/" + problem.code().word());
        body.put("title", problem.code().title());
        body.put("status", problem.code().status());
        body.put("detail", problem.detail());
        body.put("code", problem.code().word());
        body.put("instance", id);
        problem.members().forEach((name, value) -> {
            if (!body.has(name)) {
                body.set(name, json.valueToTree(value));
            }
        });
        if (!problem.errors().isEmpty()) {
            ArrayNode errors = body.putArray("errors");
            problem.errors()
                    .forEach(error -> errors.addObject()
                            .put("pointer", wellFormed(error.pointer()))
                            .put("detail", error.detail()));
        }
        problem.provider()
                .ifPresent(words ->
                        body.putObject("provider").put("code", words.code()).put("message", words.message()));
        try {
            return json.writeValueAsBytes(body);
        } catch (JsonProcessingException impossible) {
            return "{}".getBytes(StandardCharsets.UTF_8);
        }
    }

    /** A name that a caller made up may hold half a character, which no answer can. */
    private static String wellFormed(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private static long seconds(Duration delay) {
        return Math.max(1, delay.plusMillis(999).toSeconds());
    }
}
