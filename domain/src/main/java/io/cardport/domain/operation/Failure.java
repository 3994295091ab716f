package io.cardport.domain.operation;

import io.cardport.domain.issuing.Refusal;
import java.util.Locale;

/**
 * Why something failed.
 *
 * @param code a stable word of ours in snake_case
 * @param message the issuer's own words, may be empty; never a secret
 */
public record Failure(String code, String message) {
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
