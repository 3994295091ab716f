package io.cardport.signatures;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.greenbytes.http.sfv.ByteSequenceItem;
import org.greenbytes.http.sfv.Dictionary;
import org.greenbytes.http.sfv.ListElement;
import org.greenbytes.http.sfv.ParseException;
import org.greenbytes.http.sfv.Parser;

/** Digest fields (RFC 9530). */
public final class Digests {
    /** The field of the content's digest: over the bytes of this message. */
    public static final String CONTENT = "content-digest";
    /** The field of the representation's digest: over all of it, encoded as it is stored, whatever part is sent. */
    public static final String REPRESENTATION = "repr-digest";

    private static final int LIMIT = 4096;

    private Digests() {}

    /**
     * The value of a digest field.
     *
     * @param content the bytes of content or representation
     * @param algorithms which digests, in that order
     * @return such as {@code sha-256=:…:}
     */
    public static String value(Content content, DigestAlgorithm... algorithms) {
        return Stream.of(algorithms)
                .map(one ->
                        one.registered() + "=:" + Base64.getEncoder().encodeToString(one.digest(content.bytes())) + ":")
                .collect(Collectors.joining(", "));
    }

    /**
     * Checks a digest field: each digest of a known algorithm must be right and there must be one at least.
     *
     * @param lines the lines of the field
     * @param content the bytes of content or representation
     * @return what is wrong, if anything: one of the failures whose name begins with DIGEST
     */
    public static Optional<Failure> check(List<String> lines, Content content) {
        if (lines.isEmpty()) {
            return Optional.of(Failure.DIGEST_MISSING);
        }
        if (SignatureFields.length(lines) > LIMIT) {
            return Optional.of(Failure.DIGEST_MALFORMED);
        }
        try {
            Dictionary dictionary = new Parser(lines).parseDictionary();
            return Separators.of(lines).differ(dictionary)
                    ? Optional.of(Failure.DIGEST_MALFORMED)
                    : check(dictionary, content.bytes());
        } catch (ParseException malformed) {
            return Optional.of(Failure.DIGEST_MALFORMED);
        }
    }

    private static Optional<Failure> check(Dictionary dictionary, byte[] bytes) {
        for (ListElement<?> member : dictionary.get().values()) {
            if (!(member instanceof ByteSequenceItem)) {
                return Optional.of(Failure.DIGEST_MALFORMED);
            }
        }
        boolean known = false;
        for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
            if (dictionary.get().get(algorithm.registered()) instanceof ByteSequenceItem given) {
                known = true;
                ByteBuffer raw = given.get();
                byte[] expected = new byte[raw.remaining()];
                raw.get(expected);
                if (!MessageDigest.isEqual(algorithm.digest(bytes), expected)) {
                    return Optional.of(Failure.DIGEST_WRONG);
                }
            }
        }
        return known ? Optional.empty() : Optional.of(Failure.DIGEST_UNKNOWN);
    }
}
