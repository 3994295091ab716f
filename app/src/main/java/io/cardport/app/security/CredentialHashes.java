package io.cardport.app.security;

import io.cardport.app.sealing.KeyedHash;
import io.cardport.domain.usecase.ManageDistributors;
import jakarta.inject.Singleton;

/** The keyed hashes under which a distributor's credentials are kept: whoever makes a pair and whoever checks it use this. */
@Singleton
public final class CredentialHashes {
    private final KeyedHash hash;

    /**
     * Takes the house's keyed hash.
     *
     * @param hash HMAC with the house's search key
     */
    public CredentialHashes(KeyedHash hash) {
        this.hash = hash;
    }

    /**
     * The hash of an {@code X-Api-Key}.
     *
     * @param apiKey the key as sent
     * @return lower-case hex
     */
    public String apiKey(String apiKey) {
        return hash.of("credential.api-key", apiKey);
    }

    /**
     * The hash of an {@code X-Access-Key}.
     *
     * @param accessKey the key as sent
     * @return lower-case hex
     */
    public String accessKey(String accessKey) {
        return hash.of("credential.access-key", accessKey);
    }

    /**
     * The hashes of a new pair.
     *
     * @param apiKey at least 160 random bits
     * @param accessKey at least 160 random bits
     * @return what is stored of them
     */
    public ManageDistributors.Hashes of(String apiKey, String accessKey) {
        return new ManageDistributors.Hashes(apiKey(apiKey), accessKey(accessKey));
    }
}
