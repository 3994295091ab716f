package io.cardport.proof.forge;

import io.cardport.proof.letters.Letter;
import java.util.random.RandomGenerator;

/**
 * One way to forge: what it makes differs from every genuine letter in what is signed, in its time, or in the signature as
 * decoded. Another spelling of the same signature is none.
 *
 * @param name what is done
 * @param forger does it
 */
record Change(String name, Forger forger) {
    @FunctionalInterface
    interface Forger {
        /** Forges; the genuine letter stays as it is. */
        Letter forge(Letter genuine, RandomGenerator random);
    }
}
