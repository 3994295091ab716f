package io.cardport.simulators.frame;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Between the JDK's HTTP server and the issuers: whole requests in, whole, half or no answers out. */
public final class Wire {

    private static final int MAX_BODY = 64 * 1024 * 1024;
    private static final int NO_CONTENT = 204;

    private Wire() {}

    /**
     * Reads a request to its end.
     *
     * @param exchange the exchange
     * @param prefix what to take off the path
     * @return the request
     * @throws IOException if the caller is gone or went in the middle of the body, the body is over 64 MB or the target is
     *     malformed
     */
    public static Request read(HttpExchange exchange, String prefix) throws IOException {
        byte[] body;
        try (InputStream in = exchange.getRequestBody()) {
            body = in.readNBytes(MAX_BODY + 1);
        }
        if (body.length > MAX_BODY) {
            throw new IOException("body too large");
        }
        // The server takes the end of the connection for the end of the body: an issuer would have no request.
        String announced = exchange.getRequestHeaders().getFirst("Content-Length");
        if (announced != null && Long.parseLong(announced.strip()) != body.length) {
            throw new IOException("body cut short");
        }
        var headers = new HashMap<String, String>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), joined(values)));
        URI uri = exchange.getRequestURI();
        String path = uri.getPath().substring(prefix.length());
        return new Request(
                exchange.getRequestMethod(),
                path.isEmpty() ? "/" : path,
                query(Optional.ofNullable(uri.getRawQuery()).orElse("")),
                headers,
                body,
                target(exchange));
    }

    /** As RFC 9110 §5.3 joins them, so that a header sent twice is not mistaken for either. */
    private static String joined(List<String> values) {
        return String.join(", ", values.stream().map(String::strip).toList());
    }

    private static String target(HttpExchange exchange) {
        URI uri = exchange.getRequestURI();
        String host = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Host"))
                .orElse("");
        return uri.isAbsolute() ? uri.toString() : "http://" + host + uri;
    }

    private static Map<String, String> query(String raw) throws IOException {
        var query = new HashMap<String, String>();
        if (raw.isEmpty()) {
            return query;
        }
        for (String pair : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            try {
                query.put(
                        URLDecoder.decode(name, StandardCharsets.UTF_8),
                        URLDecoder.decode(value, StandardCharsets.UTF_8));
            } catch (IllegalArgumentException e) {
                throw new IOException("malformed query", e);
            }
        }
        return query;
    }

    /**
     * Sends an answer.
     *
     * @param exchange where to
     * @param answer the answer
     * @throws IOException if the caller is gone
     */
    public static void send(HttpExchange exchange, Answer answer) throws IOException {
        if (answer.status() == NO_CONTENT) {
            exchange.sendResponseHeaders(NO_CONTENT, -1);
            exchange.close();
            return;
        }
        if (answer.headers().getOrDefault("Content-Type", "").startsWith("text/")) {
            sendText(exchange, answer, answer.body().asText());
            return;
        }
        byte[] body = Json.bytes(answer.body());
        head(exchange, answer, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    static void sendText(HttpExchange exchange, Answer answer, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        head(exchange, answer, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    static void sendHalf(HttpExchange exchange, Answer answer) throws IOException {
        byte[] body = Json.bytes(answer.body());
        head(exchange, answer, body.length);
        exchange.getResponseBody().write(body, 0, body.length / 2);
        exchange.getResponseBody().flush();
        // Fewer bytes than announced: the server closes the connection instead of keeping it.
        exchange.close();
    }

    static void drop(HttpExchange exchange) {
        exchange.close();
    }

    private static void head(HttpExchange exchange, Answer answer, int length) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(answer.status(), length);
    }
}
