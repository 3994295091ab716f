package io.cardport.app.admin;

import io.cardport.app.sealing.KeyedHash;
import jakarta.inject.Singleton;
import java.util.Base64;
import java.util.random.RandomGenerator;

/** Makes credentials and knows the hash under which an admin's token is kept. */
@Singleton
public final class AdminTokens {
    private static final int BYTES = 25;

    private final KeyedHash hash;
    private final RandomGenerator random;

    AdminTokens(KeyedHash hash, RandomGenerator random) {
        this.hash = hash;
        this.random = random;
    }

    /**
     * The hash of a bearer token.
     *
     * @param token as sent
     * @return lower-case hex
     */
    public String hash(String token) {
        return hash.of("credential.admin-token", token);
    }

    /**
     * A new credential of 200 random bits.
     *
     * @param prefix what it begins with, so that it is known when it turns up where it should not
     * @return to be shown once
     */
    public String mint(String prefix) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
