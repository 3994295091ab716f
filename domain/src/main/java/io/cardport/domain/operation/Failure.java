package io.cardport.domain.operation;

import io.cardport.domain.issuing.Outcome;
import io.cardport.domain.issuing.Refusal;
import java.util.Locale;

/**
 * Why something failed.
 *
 * @param code a stable word of ours in snake_case
 * @param message the issuer's own words, may be empty; never a secret
 */
public record Failure(String code, String message) {
    private static final String NOT_SENT = "not_sent_";

    /**
     * The failure of what was given up before it was sent.
     *
     * @param cause why nothing was sent
     * @return {@code not_sent_} and the cause
     */
    public static Failure of(Outcome.NotSentCause cause) {
        return new Failure(NOT_SENT + cause.name().toLowerCase(Locale.ROOT), "");
    }

    /**
     * Tells whether it was given up before it was sent.
     *
     * @return true only if it was
     */
    public boolean neverSent() {
        return code.startsWith(NOT_SENT);
    }

    /**
     * The failure that a refusal makes.
     *
     * @param refusal the issuer's no
     * @return our word and the issuer's words
     */
    public static Failure of(Refusal refusal) {
        String words = refusal.providerCode().isEmpty()
                ? refusal.providerMessage()
                : refusal.providerCode() + ": " + refusal.providerMessage();
        return new Failure(refusal.reason().name().toLowerCase(Locale.ROOT), words);
    }
}
