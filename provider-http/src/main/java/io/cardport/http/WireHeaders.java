package io.cardport.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Header fields in order, names compared without case (RFC 9110 section 5.1). Immutable. Its text form shows names
 * only, because values carry keys and tokens.
 *
 * @param fields the fields in the order of the wire
 */
public record WireHeaders(List<Field> fields) {
    private static final WireHeaders NONE = new WireHeaders(List.of());

    /**
     * One header field.
     *
     * @param name a token of RFC 9110 section 5.6.2
     * @param value without line breaks or controls other than tab
     */
    public record Field(String name, String value) {
        private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

        /**
         * Refuses what could end the field early.
         *
         * @param name see the type
         * @param value see the type
         * @throws IllegalArgumentException when the name is no token or the value holds a control character
         */
        public Field {
            if (!isAllowed(name, value)) {
                throw new IllegalArgumentException("a header field holds a character that HTTP forbids");
            }
        }

        static boolean isAllowed(String name, String value) {
            return !name.isEmpty()
                    && name.chars().allMatch(Field::isTokenMark)
                    && value.chars().noneMatch(c -> (c < ' ' && c != '\t') || c == 0x7F || c > 0xFF);
        }

        /** Shows the name only. */
        @Override
        public String toString() {
            return name;
        }

        private static boolean isTokenMark(int c) {
            return (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || TOKEN_MARKS.indexOf(c) >= 0;
        }
    }

    /**
     * Copies the fields.
     *
     * @param fields see the type
     */
    public WireHeaders {
        fields = List.copyOf(fields);
    }

    /**
     * No fields.
     *
     * @return the empty headers
     */
    public static WireHeaders none() {
        return NONE;
    }

    /**
     * Headers of one field, to be followed by {@link #and}.
     *
     * @param name field name
     * @param value field value
     * @return the headers
     */
    public static WireHeaders of(String name, String value) {
        return NONE.and(name, value);
    }

    /**
     * These headers and one more field at the end.
     *
     * @param name field name
     * @param value field value
     * @return new headers
     */
    public WireHeaders and(String name, String value) {
        var all = new ArrayList<>(fields);
        all.add(new Field(name, value));
        return new WireHeaders(all);
    }

    /**
     * These headers with every field of that name replaced by one.
     *
     * @param name field name
     * @param value field value
     * @return new headers
     */
    public WireHeaders with(String name, String value) {
        var all = new ArrayList<Field>();
        fields.stream().filter(field -> !field.name().equalsIgnoreCase(name)).forEach(all::add);
        all.add(new Field(name, value));
        return new WireHeaders(all);
    }

    /**
     * The first value of a field.
     *
     * @param name field name, any case
     * @return the value as received, or empty
     */
    public Optional<String> first(String name) {
        return fields.stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .map(Field::value)
                .findFirst();
    }

    /**
     * All values of a field.
     *
     * @param name field name, any case
     * @return the values in order
     */
    public List<String> all(String name) {
        return fields.stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .map(Field::value)
                .toList();
    }

    /** Shows lower-case names only. */
    @Override
    public String toString() {
        return fields.stream()
                .map(field -> field.name().toLowerCase(Locale.ROOT))
                .toList()
                .toString();
    }
}
