package io.cardport.app.rest;

import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Gives each request its {@code X-Request-Id}: the caller's own where it has 8 to 64 letters, digits, hyphens, dots or
 * underscores, else a new one. Every answer shows it.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class RequestIds {
    /** The header's name. */
    public static final String HEADER = "X-Request-Id";

    private static final String ATTRIBUTE = "io.cardport.request-id";
    private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._-]{8,64}");

    private final RandomGenerator random;

    RequestIds(RandomGenerator random) {
        this.random = random;
    }

    /**
     * The id of a request.
     *
     * @param request any request, filtered or not
     * @return always the same for one request
     */
    public String of(HttpRequest<?> request) {
        return request.getAttribute(ATTRIBUTE, String.class).orElseGet(() -> {
            String id = of(request.getHeaders().getFirst(HEADER));
            request.setAttribute(ATTRIBUTE, id);
            return id;
        });
    }

    /**
     * The id of a request that the framework does not see.
     *
     * @param given what the caller calls it, where it says so
     * @return that, or a new one each time
     */
    public String of(Optional<String> given) {
        return given.filter(id -> SANE.matcher(id).matches()).orElseGet(this::next);
    }

    @RequestFilter
    void assign(HttpRequest<?> request) {
        of(request);
    }

    @ResponseFilter
    void show(HttpRequest<?> request, MutableHttpResponse<?> response) {
        response.getHeaders().set(HEADER, of(request));
    }

    private String next() {
        byte[] bytes = new byte[12];
        random.nextBytes(bytes);
        return "req_" + HexFormat.of().formatHex(bytes);
    }
}
