package io.cardport.simulators.offblocks;

import io.cardport.simulators.offblocks.StructuredFields.Bare;
import io.cardport.simulators.offblocks.StructuredFields.Member;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** The Content-Digest header (RFC 9530 §2) with the two algorithms that are not deprecated. */
final class ContentDigest {

    private static final Map<String, String> KNOWN = Map.of("sha-256", "SHA-256", "sha-512", "SHA-512");

    private ContentDigest() {}

    /**
     * Writes the header.
     *
     * @param body the bytes it is about
     * @return its value, by sha-256
     */
    static String of(byte[] body) {
        return "sha-256=:" + Base64.getEncoder().encodeToString(digest("SHA-256", body)) + ":";
    }

    /**
     * Checks the header: every digest that is known must be right and at least one must be known.
     *
     * @param header its value
     * @param body the bytes that came
     * @return true if it is right
     */
    static boolean right(String header, byte[] body) {
        Optional<Map<String, Member>> digests = StructuredFields.dictionary(header);
        if (digests.isEmpty()) {
            return false;
        }
        int known = 0;
        for (var entry : digests.get().entrySet()) {
            Optional<String> algorithm = Optional.ofNullable(KNOWN.get(entry.getKey()));
            if (algorithm.isPresent()) {
                known++;
                boolean same = entry.getValue() instanceof Member.Item(Bare.Bytes given, var parameters)
                        && parameters.isEmpty()
                        && MessageDigest.isEqual(given.value(), digest(algorithm.get(), body));
                if (!same) {
                    return false;
                }
            }
        }
        return known > 0;
    }

    private static byte[] digest(String algorithm, byte[] body) {
        try {
            return MessageDigest.getInstance(algorithm).digest(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
