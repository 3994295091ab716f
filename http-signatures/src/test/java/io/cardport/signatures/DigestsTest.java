package io.cardport.signatures;

import static io.cardport.signatures.Rfc9421.content;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 9530: its examples, and what is refused. */
class DigestsTest {
    private static final Content ITEM = content("{\"hello\": \"world\"}\n");
    private static final String SHA_256 = "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:";
    private static final String SHA_512 =
            "sha-512=:YMAam51Jz/jOATT6/zvHrLVgOYTGFy1d6GJiOHTohq4yP+pgk4vf2aCsyRZOtw8MjkM7iw7yZ/WkppmM44T3qg==:";

    /** Section 2 and B.1: a whole representation. */
    @Test
    void wholeRepresentation() {
        assertThat(Digests.value(ITEM, DigestAlgorithm.SHA_256)).isEqualTo(SHA_256);
        assertThat(Digests.value(ITEM, DigestAlgorithm.SHA_512)).isEqualTo(SHA_512);
        assertThat(Digests.value(ITEM, DigestAlgorithm.SHA_256, DigestAlgorithm.SHA_512))
                .isEqualTo(SHA_256 + ", " + SHA_512);
        assertThat(Digests.check(List.of(SHA_256), ITEM)).isEmpty();
    }

    /** B.2: a HEAD request's answer has no content. */
    @Test
    void noContent() {
        assertThat(Digests.value(Content.NONE, DigestAlgorithm.SHA_256))
                .isEqualTo("sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:");
    }

    /** B.3: a part of the representation; B.4: one that is compressed. */
    @Test
    void partAndCompressed() {
        assertThat(Digests.value(content("\"world\"}\n"), DigestAlgorithm.SHA_256))
                .isEqualTo("sha-256=:jjcgBDWNAtbYUXI37CVG3gRuGOAjaaDRGpIUFsdyepQ=:");
        assertThat(Digests.value(
                        Content.of(HexFormat.of().parseHex("0b09807b2268656c6c6f223a2022776f726c64227d0a03")),
                        DigestAlgorithm.SHA_256))
                .isEqualTo("sha-256=:d435Qo+nKZ+gLcUHn7GQtQ72hiBVAgqoLsZnZPiTGPk=:");
    }

    /** Appendix D: sample values. */
    @Test
    void samples() {
        assertThat(Digests.value(content("{\"hello\": \"world\"}"), DigestAlgorithm.SHA_512, DigestAlgorithm.SHA_256))
                .isEqualTo(
                        "sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJwew==:, "
                                + "sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:");
    }

    @Test
    void eachKnownDigestMustBeRight() {
        String wrong =
                "sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJwew==:";

        assertThat(Digests.check(List.of(SHA_256, SHA_512), ITEM)).isEmpty();
        assertThat(Digests.check(List.of(SHA_256 + ", unixsum=:AAAA:"), ITEM)).isEmpty();
        assertThat(Digests.check(List.of(SHA_256, wrong), ITEM)).contains(Failure.DIGEST_WRONG);
        assertThat(Digests.check(List.of("sha-256=::"), ITEM)).contains(Failure.DIGEST_WRONG);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            md5=:Sd/dVLAcvNLSq16eXua5uQ==: | DIGEST_UNKNOWN
            SHA-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=: | DIGEST_MALFORMED
            sha-256=RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg= | DIGEST_MALFORMED
            sha-256="RK" | DIGEST_MALFORMED
            sha-256=(:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:) | DIGEST_MALFORMED
            sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:, sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=: | DIGEST_MALFORMED
            sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:, | DIGEST_MALFORMED
            """)
    void isRefused(String value, Failure why) {
        assertThat(Digests.check(List.of(value), ITEM)).isEqualTo(Optional.of(why));
    }

    @Test
    void noneIsMissingAndAHugeOneIsRefused() {
        assertThat(Digests.check(List.of(), ITEM)).contains(Failure.DIGEST_MISSING);
        assertThat(Digests.check(List.of("a=:" + "A".repeat(5_000) + ":"), ITEM))
                .contains(Failure.DIGEST_MALFORMED);
    }
}
