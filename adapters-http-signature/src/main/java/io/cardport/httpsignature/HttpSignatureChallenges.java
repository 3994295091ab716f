package io.cardport.httpsignature;

import java.util.Map;
import java.util.Optional;

/**
 * How wallet challenges are answered. The name of the field that carries the answer is not published (sheet 3.5), so it is
 * a setting.
 *
 * @param field the name of the body's only field
 * @param signer who answers without being asked
 */
record HttpSignatureChallenges(String field, Signer signer) {
    /** Answers a challenge. */
    @FunctionalInterface
    interface Signer {
        /** Leaves every challenge to the cardholder. */
        Signer NOBODY = challenge -> Optional.empty();

        /** The answer to a challenge in base64; empty where nobody here can give one. */
        Optional<String> answer(String challenge);
    }

    Map<String, Object> body(String answer) {
        return Map.of(field, answer);
    }
}
