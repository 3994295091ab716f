package io.cardport.domain.secret;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.function.Function;

/**
 * A value that must not be seen: a card number, CVV, PIN, code or key. It prints as dots, compares in constant time and
 * can be wiped; nothing may store it. Use it in try-with-resources so that it is wiped when the answer has been written.
 */
public final class Secret implements AutoCloseable {
    private final char[] text;

    private Secret(char[] text) {
        this.text = text;
    }

    /**
     * Takes over a character array; the caller must not use it afterwards.
     *
     * @param text the value
     * @return the secret that owns the array
     */
    public static Secret owning(char[] text) {
        return new Secret(text);
    }

    /**
     * Copies a text. Prefer {@link #owning}: a {@link String} cannot be wiped.
     *
     * @param text the value
     * @return a secret with a copy
     */
    public static Secret of(String text) {
        return new Secret(text.toCharArray());
    }

    /**
     * Lends the characters to a function. The array is this secret's own: it must be neither kept nor changed.
     *
     * @param reader what reads the value
     * @param <T> what it makes
     * @return what the reader made
     */
    public <T> T reveal(Function<char[], T> reader) {
        return reader.apply(text);
    }

    /**
     * The value as UTF-8 bytes, which the caller wipes.
     *
     * @return a new array
     */
    public byte[] utf8() {
        ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(text));
        byte[] bytes = new byte[encoded.remaining()];
        encoded.get(bytes);
        Arrays.fill(encoded.array(), (byte) 0);
        return bytes;
    }

    /**
     * How many characters the value has.
     *
     * @return the length
     */
    public int length() {
        return text.length;
    }

    /** Wipes the value; afterwards it reads as zeros. */
    @Override
    public void close() {
        Arrays.fill(text, '\0');
    }

    /** Compares in time that depends on the lengths only. */
    @Override
    public boolean equals(Object other) {
        if (!(other instanceof Secret that)) {
            return false;
        }
        byte[] mine = utf8();
        byte[] theirs = that.utf8();
        try {
            return MessageDigest.isEqual(mine, theirs);
        } finally {
            Arrays.fill(mine, (byte) 0);
            Arrays.fill(theirs, (byte) 0);
        }
    }

    /** The same for all secrets: a hash of the value would tell about it. */
    @Override
    public int hashCode() {
        return 1;
    }

    @Override
    public String toString() {
        return "•••";
    }
}
