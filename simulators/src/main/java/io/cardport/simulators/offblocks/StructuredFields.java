package io.cardport.simulators.offblocks;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Dictionaries of RFC 8941 as far as signatures need them: strings, integers, tokens, booleans, byte sequences, lists of
 * them, parameters. Stricter than the RFC where a sender of signatures has no excuse: a key twice is refused.
 */
final class StructuredFields {

    /** A value without parameters. */
    sealed interface Bare {

        /** Its one spelling (RFC 8941 §4.1). */
        String spelled();

        record Text(String value) implements Bare {
            @Override
            public String spelled() {
                return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
            }
        }

        record Whole(long value) implements Bare {
            @Override
            public String spelled() {
                return Long.toString(value);
            }
        }

        record Token(String value) implements Bare {
            @Override
            public String spelled() {
                return value;
            }
        }

        record Flag(boolean value) implements Bare {
            @Override
            public String spelled() {
                return value ? "?1" : "?0";
            }
        }

        /** Kept as its base64 text, which is what equality means here. */
        record Bytes(String base64) implements Bare {

            byte[] value() {
                return Base64.getDecoder().decode(base64);
            }

            @Override
            public String spelled() {
                return ":" + base64 + ":";
            }
        }
    }

    /** What stands behind a key of a dictionary. */
    sealed interface Member {

        record Item(Bare value, Map<String, Bare> parameters) implements Member {
            String spelled() {
                return value.spelled() + StructuredFields.spelled(parameters);
            }
        }

        record Inner(List<Item> items, Map<String, Bare> parameters) implements Member {
            String spelled() {
                return items.stream().map(Item::spelled).collect(Collectors.joining(" ", "(", ")"))
                        + StructuredFields.spelled(parameters);
            }
        }
    }

    private static final class Malformed extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private Malformed() {
            super("malformed", null, false, false);
        }
    }

    private static final int MOST_DIGITS = 15;
    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~:/";

    private final String text;
    private int at;

    private StructuredFields(String text) {
        this.text = text;
    }

    /**
     * Reads a dictionary.
     *
     * @param text a header's value, of several joined by commas
     * @return its members in order; empty if it is anything else
     */
    static Optional<Map<String, Member>> dictionary(String text) {
        try {
            return Optional.of(new StructuredFields(text).dictionary());
        } catch (Malformed e) {
            return Optional.empty();
        }
    }

    private static String spelled(Map<String, Bare> parameters) {
        var out = new StringBuilder();
        parameters.forEach((key, value) -> {
            out.append(';').append(key);
            if (!value.equals(new Bare.Flag(true))) {
                out.append('=').append(value.spelled());
            }
        });
        return out.toString();
    }

    private Map<String, Member> dictionary() {
        var members = new LinkedHashMap<String, Member>();
        skip(" ");
        while (at < text.length()) {
            String key = key();
            Member member = next('=')
                    ? (peek() == '(' ? inner() : new Member.Item(bare(), parameters()))
                    : new Member.Item(new Bare.Flag(true), parameters());
            once(members, key, member);
            skip(" \t");
            if (at == text.length()) {
                return members;
            }
            expect(',');
            skip(" \t");
            require(at < text.length());
        }
        return members;
    }

    private Member.Inner inner() {
        expect('(');
        var items = new ArrayList<Member.Item>();
        while (true) {
            skip(" ");
            if (next(')')) {
                return new Member.Inner(List.copyOf(items), parameters());
            }
            items.add(new Member.Item(bare(), parameters()));
            require(peek() == ' ' || peek() == ')');
        }
    }

    private Map<String, Bare> parameters() {
        var parameters = new LinkedHashMap<String, Bare>();
        while (next(';')) {
            skip(" ");
            String key = key();
            once(parameters, key, next('=') ? bare() : new Bare.Flag(true));
        }
        return parameters;
    }

    private Bare bare() {
        char first = peek();
        return switch (first) {
            case '"' -> string();
            case ':' -> bytes();
            case '?' -> flag();
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> whole();
            default -> token();
        };
    }

    private Bare string() {
        expect('"');
        var out = new StringBuilder();
        while (true) {
            char c = take();
            switch (c) {
                case '"' -> {
                    return new Bare.Text(out.toString());
                }
                case '\\' -> {
                    char escaped = take();
                    require(escaped == '"' || escaped == '\\');
                    out.append(escaped);
                }
                default -> {
                    require(c >= ' ' && c <= '~');
                    out.append(c);
                }
            }
        }
    }

    private Bare bytes() {
        expect(':');
        int end = text.indexOf(':', at);
        require(end >= 0);
        try {
            byte[] value = Base64.getDecoder().decode(text.substring(at, end).getBytes(StandardCharsets.ISO_8859_1));
            at = end + 1;
            return new Bare.Bytes(Base64.getEncoder().encodeToString(value));
        } catch (IllegalArgumentException e) {
            throw new Malformed();
        }
    }

    private Bare flag() {
        expect('?');
        char c = take();
        require(c == '0' || c == '1');
        return new Bare.Flag(c == '1');
    }

    private Bare whole() {
        int start = at;
        next('-');
        int digits = at;
        while (at < text.length() && digit(text.charAt(at))) {
            at++;
        }
        require(at > digits && at - digits <= MOST_DIGITS);
        // A decimal: lawful in general, but nothing in a signature has one.
        require(peek() != '.');
        return new Bare.Whole(Long.parseLong(text.substring(start, at)));
    }

    private Bare token() {
        int start = at;
        require(letter(peek()) || peek() == '*');
        while (at < text.length() && tokenMark(text.charAt(at))) {
            at++;
        }
        return new Bare.Token(text.substring(start, at));
    }

    private String key() {
        int start = at;
        require(lower(peek()) || peek() == '*');
        while (at < text.length()
                && (lower(text.charAt(at)) || digit(text.charAt(at)) || "_-.*".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        return text.substring(start, at);
    }

    private static <T> void once(Map<String, T> map, String key, T value) {
        require(map.put(key, value) == null);
    }

    private static boolean tokenMark(char c) {
        return letter(c) || digit(c) || TOKEN_MARKS.indexOf(c) >= 0;
    }

    private static boolean letter(char c) {
        return lower(c) || (c >= 'A' && c <= 'Z');
    }

    private static boolean lower(char c) {
        return c >= 'a' && c <= 'z';
    }

    private static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }

    /** NUL stands for the end: it is lawful nowhere. */
    private char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private char take() {
        require(at < text.length());
        return text.charAt(at++);
    }

    private boolean next(char wanted) {
        if (peek() == wanted) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(char wanted) {
        require(next(wanted));
    }

    private void skip(String marks) {
        while (at < text.length() && marks.indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private static void require(boolean fact) {
        if (!fact) {
            throw new Malformed();
        }
    }
}
