package io.cardport.app.rest;

import io.cardport.app.sealing.KeyedHash;
import io.cardport.app.security.Caller;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;

/**
 * Cursors of lists: a place in the list with a keyed mark of list and caller. A cursor of another list, another caller or
 * of nobody's making reads as none.
 */
@Singleton
public final class Cursors {
    private static final int MARK = 24;

    private final KeyedHash hash;

    Cursors(KeyedHash hash) {
        this.hash = hash;
    }

    /**
     * The cursors of one list of one caller.
     *
     * @param caller whose list
     * @param list a stable name of the list
     * @return its cursors
     */
    public OfList of(Caller caller, String list) {
        return new OfList(hash, caller.distributor().value(), list);
    }

    /** The cursors of one list of one caller. */
    public static final class OfList {
        private final KeyedHash hash;
        private final String caller;
        private final String list;

        private OfList(KeyedHash hash, String caller, String list) {
            this.hash = hash;
            this.caller = caller;
            this.list = list;
        }

        /**
         * Makes a cursor.
         *
         * @param place a place in the list
         * @return the cursor
         */
        public String write(String place) {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString((mark(place) + place).getBytes(StandardCharsets.UTF_8));
        }

        /**
         * Reads a cursor.
         *
         * @param cursor any text
         * @return the place, empty where the cursor is not one of this list
         */
        public Optional<String> read(String cursor) {
            byte[] decoded;
            try {
                decoded = Base64.getUrlDecoder().decode(cursor);
            } catch (IllegalArgumentException malformed) {
                return Optional.empty();
            }
            String text = new String(decoded, StandardCharsets.UTF_8);
            if (text.length() < MARK) {
                return Optional.empty();
            }
            String place = text.substring(MARK);
            byte[] given = text.substring(0, MARK).getBytes(StandardCharsets.UTF_8);
            boolean ours = MessageDigest.isEqual(given, mark(place).getBytes(StandardCharsets.UTF_8));
            return ours ? Optional.of(place) : Optional.empty();
        }

        private String mark(String place) {
            return hash.of("cursor", caller, list, place).substring(0, MARK);
        }
    }
}
