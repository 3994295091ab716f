package io.cardport.domain.webhook;

/**
 * How an issuer proves that a delivery is its own. There is no default and no way to skip it. Nothing of the body is parsed
 * before the proof but the envelope that the proof itself needs.
 */
public interface SignatureScheme {
    /**
     * Verifies a delivery in constant time, never throwing.
     *
     * @param delivery what arrived
     * @return what was signed, or why it is refused
     */
    Verdict verify(RawDelivery delivery);

    /**
     * Whether verifying may have to wait for something, such as a key that the issuer shows.
     *
     * @return {@link Waiting#NEVER} unless the scheme says otherwise
     */
    default Waiting waiting() {
        return Waiting.NEVER;
    }

    /** Whether verifying only computes. */
    enum Waiting {
        /** It only computes. */
        NEVER,
        /** It may ask the issuer; whoever calls it can be kept for a while. */
        PERHAPS
    }

    /** Whether a delivery is genuine. */
    sealed interface Verdict {
        /**
         * The issuer signed it.
         *
         * @param content what it signed: the body, or the body decrypted
         */
        record Genuine(byte[] content) implements Verdict {}

        /**
         * It is refused.
         *
         * @param reason why
         */
        record Rejected(Reason reason) implements Verdict {}
    }

    /** Why a delivery is refused; counted, never told to the sender. */
    enum Reason {
        /** A header or part that the scheme needs is missing or stands there twice. */
        MISSING,
        /** A header or part has not the form that the scheme wants. */
        MALFORMED,
        /** Too old, or from the future. */
        STALE,
        /** The proof does not fit. */
        FORGED,
        /** The key it names is not known. */
        UNKNOWN_KEY
    }
}
