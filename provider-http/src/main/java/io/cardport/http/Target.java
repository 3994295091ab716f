package io.cardport.http;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Path and query of a request, relative to the base URL, together with the template that the journal may show.
 * Arguments and query values are percent-encoded as UTF-8; only the unreserved characters of RFC 3986 section 2.3
 * stay as they are, so what is signed and what is sent cannot differ by an encoder's taste.
 *
 * @param template the path with its placeholders, for example {@code /v1/issuing/cards/{id}}; carries no value
 * @param pathAndQuery what goes on the wire after the base URL's own path; starts with a slash; ASCII
 */
public record Target(String template, String pathAndQuery) {
    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    private static final String HEX = "0123456789ABCDEF";

    /**
     * Checks that both parts are a path.
     *
     * @param template see the type
     * @param pathAndQuery see the type
     * @throws IllegalArgumentException when a part does not start with a slash, or holds a space, a control, a
     *     fragment or a character outside ASCII
     */
    public Target {
        requirePath(template);
        requirePath(pathAndQuery);
    }

    /**
     * A path from a template, each {@code {placeholder}} replaced in order by an encoded argument.
     *
     * @param template the path with placeholders
     * @param arguments one value a placeholder; the empty text, {@code .} and {@code ..} are refused because they
     *     would address another resource
     * @return the target without a query
     * @throws IllegalArgumentException when counts differ or an argument is refused
     */
    public static Target of(String template, String... arguments) {
        var path = new StringBuilder();
        int from = 0;
        for (String argument : arguments) {
            if (argument.isEmpty() || argument.equals(".") || argument.equals("..")) {
                throw new IllegalArgumentException("a path argument of " + template + " is empty or a dot segment");
            }
            int open = template.indexOf('{', from);
            int close = template.indexOf('}', from);
            if (open < 0 || close < open) {
                throw new IllegalArgumentException("more arguments than placeholders in " + template);
            }
            path.append(template, from, open).append(encode(argument));
            from = close + 1;
        }
        if (template.indexOf('{', from) >= 0) {
            throw new IllegalArgumentException("fewer arguments than placeholders in " + template);
        }
        return new Target(template, path.append(template.substring(from)).toString());
    }

    /**
     * The same target with one more query parameter, in the order of the calls.
     *
     * @param name parameter name, encoded here
     * @param value parameter value, encoded here
     * @return a new target; the template stays without the query
     */
    public Target query(String name, String value) {
        char joint = pathAndQuery.indexOf('?') < 0 ? '?' : '&';
        return new Target(template, pathAndQuery + joint + encode(name) + '=' + encode(value));
    }

    /**
     * Percent-encodes everything but RFC 3986 unreserved characters.
     *
     * @param value any text
     * @return ASCII
     */
    public static String encode(String value) {
        Objects.requireNonNull(value);
        var encoded = new StringBuilder(value.length() + 16);
        for (byte octet : value.getBytes(StandardCharsets.UTF_8)) {
            if (octet > 0 && UNRESERVED.indexOf(octet) >= 0) {
                encoded.append((char) octet);
            } else {
                encoded.append('%').append(HEX.charAt((octet >> 4) & 0xF)).append(HEX.charAt(octet & 0xF));
            }
        }
        return encoded.toString();
    }

    /** Shows the template only, since ids and queries may name people. */
    @Override
    public String toString() {
        return template;
    }

    private static void requirePath(String path) {
        if (!path.startsWith("/") || path.startsWith("//")) {
            throw new IllegalArgumentException("a path starts with exactly one slash");
        }
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c <= ' ' || c >= 0x7F || c == '#') {
                throw new IllegalArgumentException("a path holds visible ASCII without a fragment");
            }
        }
    }
}
