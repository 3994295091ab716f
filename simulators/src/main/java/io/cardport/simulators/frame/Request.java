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

    /**
     * Takes a request apart.
     *
     * @param method upper-case HTTP method
     * @param path decoded path below the issuer's prefix, with a leading slash
     * @param query decoded query parameters, the last of a name
     * @param headers first value of each header, by lower-case name
     * @param body the whole body, empty if there is none
     */
    public Request(String method, String path, Map<String, String> query, Map<String, String> headers, byte[] body) {
        this.method = method;
        this.path = path;
        this.query = Map.copyOf(query);
        this.headers = Map.copyOf(headers);
        this.body = body.clone();
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

    @Override
    public String toString() {
        return method + " " + path;
    }
}
