package io.cardport.domain.issuing;

import io.cardport.domain.holder.ApplicantReading;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/**
 * An approval as the issuer shows it.
 *
 * @param reading what its word means
 * @param word the issuer's own word
 * @param reason why, where the issuer says so
 * @param next what the holder is to do next, where the issuer says so
 * @param at when the issuer says it became so
 */
public record ApplicantSeen(
        ApplicantReading reading, String word, Optional<String> reason, NextStep next, Optional<Instant> at) {
    /**
     * What the holder is to do next.
     *
     * @param verificationUrl a page of the issuer's to visit
     * @param challenge a text to sign
     */
    public record NextStep(Optional<URI> verificationUrl, Optional<String> challenge) {
        /** Nothing to do. */
        public static final NextStep NONE = new NextStep(Optional.empty(), Optional.empty());
    }
}
