package io.cardport.http;

/** What bytes turned out to be. */
public sealed interface JsonReading {
    /**
     * One JSON value, whole and strict.
     *
     * @param root the value
     */
    record Parsed(JsonView root) implements JsonReading {}

    /**
     * Not JSON by our rules.
     *
     * @param fault which rule; never a part of the content
     */
    record Malformed(Fault fault) implements JsonReading {}

    /** The rule that was broken. */
    enum Fault {
        /** Nothing but white space. */
        EMPTY,
        /** Not UTF-8, or with a byte order mark. */
        ENCODING,
        /** Not JSON (RFC 8259), more than one value, or a name twice in one object. */
        SYNTAX,
        /** Nested deeper, or with longer texts or numbers, than {@link Json} allows. */
        LIMITS
    }
}
