package io.cardport.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;

/** An access token. Its value is a secret and appears in no text form. */
public final class Token {
    private final String value;
    private final Instant expiresAt;

    /**
     * Holds a token.
     *
     * @param value as it goes into a header
     * @param expiresAt as the issuer says
     * @throws IllegalArgumentException when the value is empty
     */
    public Token(String value, Instant expiresAt) {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("a token has a value");
        }
        this.value = value;
        this.expiresAt = expiresAt;
    }

    /**
     * The secret itself, for the header of one attempt or for encrypted storage.
     *
     * @return the value
     */
    public String reveal() {
        return value;
    }

    /**
     * When the issuer stops accepting it.
     *
     * @return the moment
     */
    public Instant expiresAt() {
        return expiresAt;
    }

    /**
     * Whether both carry the same value; compared in constant time.
     *
     * @param other another token
     * @return true when the values are equal
     */
    public boolean sameValueAs(Token other) {
        return MessageDigest.isEqual(
                value.getBytes(StandardCharsets.UTF_8), other.value.getBytes(StandardCharsets.UTF_8));
    }

    /** Shows the expiry only. */
    @Override
    public String toString() {
        return "Token[until " + expiresAt + "]";
    }
}
