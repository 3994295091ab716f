package io.cardport.simulators.frame;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One HTTP request as an issuer sees it. */
public final class Request {

    private final String method;
    private final String path;
    private final Map<String, String> query;
    private final Map<String, String> headers;
    private final byte[] body;
    private final String target;

    /**
     * Takes a request that came without a URL of its own, as control calls do.
     *
     * @param method HTTP method
     * @param path path below the issuer's prefix, decoded
     * @param query query parameters
     * @param headers headers by lower-case name
     * @param body the body, empty if there is none
     */
    public Request(String method, String path, Map<String, String> query, Map<String, String> headers, byte[] body) {
        this(method, path, query, headers, body, "http://localhost" + path);
    }

    /**
     * Takes a request.
     *
     * @param method HTTP method
     * @param path path below the issuer's prefix, decoded
     * @param query query parameters
     * @param headers headers by lower-case name; several of one name joined by comma and space
     * @param body the body, empty if there is none
     * @param target the URL as the client sent it, nothing decoded
     */
    public Request(
            String method,
            String path,
            Map<String, String> query,
            Map<String, String> headers,
            byte[] body,
            String target) {
        this.method = method;
        this.path = path;
        this.query = Map.copyOf(query);
        this.headers = Map.copyOf(headers);
        this.body = body.clone();
        this.target = target;
    }

    /**
     * The method.
     *
     * @return upper-case HTTP method
     */
    public String method() {
        return method;
    }

    /**
     * The path.
     *
     * @return decoded path below the issuer's prefix
     */
    public String path() {
        return path;
    }

    /**
     * Looks up a query parameter.
     *
     * @param name its name
     * @return its decoded value
     */
    public Optional<String> query(String name) {
        return Optional.ofNullable(query.get(name));
    }

    /**
     * Looks up a header.
     *
     * @param name its name in any case
     * @return its first value, which may be empty text
     */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /**
     * The body.
     *
     * @return its bytes; not to be changed
     */
    public byte[] body() {
        return body;
    }

    /**
     * Where it was sent: scheme, the Host header's text, path and query as they came.
     *
     * @return the absolute URL, nothing decoded
     */
    public String target() {
        return target;
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
