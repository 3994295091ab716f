package io.cardport.app.boot;

import java.util.random.RandomGenerator;

/** Random text for credentials. */
final class RandomText {
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private RandomText() {}

    /**
     * Random base32 (RFC 4648, no padding); five bits a letter.
     *
     * @param random a generator fit for secrets
     * @param letters how many
     * @return the text
     */
    static String base32(RandomGenerator random, int letters) {
        StringBuilder text = new StringBuilder(letters);
        for (int at = 0; at < letters; at++) {
            text.append(BASE32.charAt(random.nextInt(32)));
        }
        return text.toString();
    }
}
