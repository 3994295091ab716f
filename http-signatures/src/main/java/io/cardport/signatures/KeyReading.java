package io.cardport.signatures;

/**
 * What became of reading a key.
 *
 * @param <K> the kind of key
 */
public sealed interface KeyReading<K> {
    /**
     * It can be used.
     *
     * @param <K> the kind of key
     * @param key the key, prepared
     */
    record Usable<K>(K key) implements KeyReading<K> {}

    /**
     * It cannot be used.
     *
     * @param <K> the kind of key
     * @param why what is wrong with it
     */
    record Refused<K>(Why why) implements KeyReading<K> {}

    /** What is wrong with a key. */
    enum Why {
        /** No PEM block of a kind that is read here, or more than one. */
        NOT_PEM,
        /** Its content is no key, or one that is broken. */
        NOT_A_KEY,
        /** A key, but not one of the algorithm that it was given for. */
        OF_ANOTHER_ALGORITHM,
        /** RSA under 2,048 or over 8,192 bits, or a secret under 32 bytes. */
        UNFIT_SIZE
    }

    /**
     * The key, where the program itself vouches for it.
     *
     * @return the key
     * @throws IllegalArgumentException when it was refused; the message tells why and nothing of the key
     */
    default K orThrow() {
        return switch (this) {
            case Usable<K>(K key) -> key;
            case Refused<K>(Why why) -> throw new IllegalArgumentException("key refused: " + why);
        };
    }
}
