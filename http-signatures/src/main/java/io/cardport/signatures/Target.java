package io.cardport.signatures;

import java.util.Locale;
import java.util.Optional;

/**
 * Where a request goes, in the parts that RFC 9421 section 2.2 derives components from. The bytes of path and query
 * are never decoded or changed: proxies that do so break the signature, as they should.
 */
public final class Target {
    private final String uri;
    private final String scheme;
    private final String authority;
    private final String path;
    private final String query;
    private final String requestTarget;

    private Target(String uri, String scheme, String authority, String path, String query, String requestTarget) {
        this.uri = uri;
        this.scheme = scheme;
        this.authority = authority;
        this.path = path;
        this.query = query;
        this.requestTarget = requestTarget;
    }

    /**
     * Reads an absolute {@code http} or {@code https} URI.
     *
     * @param uri printable ASCII without a fragment and without user information
     * @return the target, or empty when it is not of that form
     */
    public static Optional<Target> parse(String uri) {
        int colon = uri.indexOf("://");
        if (colon < 0 || !printable(uri) || uri.indexOf('#') >= 0) {
            return Optional.empty();
        }
        String scheme = uri.substring(0, colon).toLowerCase(Locale.ROOT);
        int start = colon + 3;
        int end = start;
        while (end < uri.length() && uri.charAt(end) != '/' && uri.charAt(end) != '?') {
            end++;
        }
        String authority = uri.substring(start, end).toLowerCase(Locale.ROOT);
        if (!(scheme.equals("https") || scheme.equals("http")) || authority.isEmpty() || authority.indexOf('@') >= 0) {
            return Optional.empty();
        }
        String withoutPort = scheme.equals("https") ? strip(authority, ":443") : strip(authority, ":80");
        int mark = uri.indexOf('?', end);
        String path = uri.substring(end, mark < 0 ? uri.length() : mark);
        String full = path.isEmpty() ? "/" : path;
        String query = mark < 0 ? "" : uri.substring(mark);
        return Optional.of(new Target(uri, scheme, withoutPort, full, query, full + query));
    }

    /**
     * Reads a URI that the program itself wrote.
     *
     * @param uri as for {@link #parse}
     * @return the target
     * @throws IllegalArgumentException when it is not of that form
     */
    public static Target of(String uri) {
        return parse(uri).orElseThrow(() -> new IllegalArgumentException("no absolute http URI"));
    }

    /**
     * The same target, sent with another form of request target (RFC 9112 section 3.2): absolute, authority or
     * asterisk. Without it the origin form is taken.
     *
     * @param form what stands in the request line
     * @return a new target
     */
    public Target sentAs(String form) {
        return new Target(uri, scheme, authority, path, query, form);
    }

    private static boolean printable(String text) {
        for (int at = 0; at < text.length(); at++) {
            char one = text.charAt(at);
            if (one <= ' ' || one > '~') {
                return false;
            }
        }
        return true;
    }

    private static String strip(String authority, String port) {
        return authority.endsWith(port) && authority.length() > port.length()
                ? authority.substring(0, authority.length() - port.length())
                : authority;
    }

    String uri() {
        return uri;
    }

    String scheme() {
        return scheme;
    }

    String authority() {
        return authority;
    }

    String path() {
        return path;
    }

    /** With its question mark; empty when there is none. */
    String query() {
        return query;
    }

    String requestTarget() {
        return requestTarget;
    }

    /** The target URI. */
    @Override
    public String toString() {
        return uri;
    }
}
