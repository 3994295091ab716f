package io.cardport.app.rest.input;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;

/** Times as RFC 3339 writes them: seconds and offset are there, and what java.time takes beyond it is not taken. */
public final class Times {
    private static final Pattern FORM = Pattern.compile(
            "[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{1,9})?(?:[Zz]|[+-][0-9]{2}:[0-9]{2})");
    /** What a text must be to be a time. */
    public static final Rule RULE = new Rule("must be an RFC 3339 time as 2026-11-20T12:00:00Z", Times::isTime);

    private Times() {}

    private static boolean isTime(String text) {
        if (!FORM.matcher(text).matches()) {
            return false;
        }
        try {
            parse(text);
            return true;
        } catch (DateTimeException malformed) {
            return false;
        }
    }

    /**
     * Reads a time.
     *
     * @param text keeps {@link #RULE}
     * @return the time
     */
    public static Instant parse(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }
}
