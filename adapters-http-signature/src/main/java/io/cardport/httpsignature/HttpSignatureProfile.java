package io.cardport.httpsignature;

import io.cardport.signatures.Component;
import io.cardport.signatures.DigestAlgorithm;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What our requests sign and how. The issuer's own list is not published, so all of it is configuration; the default is
 * section 3.4 of the sheet. Fields that a request does not carry are left out.
 *
 * @param components in the order in which they are signed
 * @param digest of a body
 * @param label of our signature
 * @param expires how long a signature is to hold, where the issuer wants to know
 * @param nonce whether each signature carries a text of its own, so that no two are alike
 */
record HttpSignatureProfile(
        List<Component> components, DigestAlgorithm digest, String label, Optional<Duration> expires, Nonce nonce) {
    static final List<String> DEFAULT =
            List.of("@method", "@target-uri", "authorization", "idempotency-key", "content-type", "content-digest");

    private static final Set<String> DERIVED =
            Set.of("@method", "@target-uri", "@authority", "@scheme", "@request-target", "@path", "@query");

    /** Whether a signature carries a nonce. */
    enum Nonce {
        FRESH,
        NONE
    }

    HttpSignatureProfile {
        components = List.copyOf(components);
    }

    /** A component by its name: one of RFC 9421 section 2.2, or a field. */
    static Optional<Component> component(String name) {
        String plain = name.strip();
        if (plain.startsWith("@")) {
            return DERIVED.contains(plain) ? Optional.of(derived(plain)) : Optional.empty();
        }
        boolean token = !plain.isEmpty()
                && plain.chars().allMatch(c -> c > ' ' && c < 0x7F && "\",:;()<>@[]{}=/?\\".indexOf(c) < 0);
        return token ? Optional.of(Component.field(plain)) : Optional.empty();
    }

    private static Component derived(String name) {
        return switch (name) {
            case "@method" -> Component.METHOD;
            case "@authority" -> Component.AUTHORITY;
            case "@scheme" -> Component.SCHEME;
            case "@request-target" -> Component.REQUEST_TARGET;
            case "@path" -> Component.PATH;
            case "@query" -> Component.QUERY;
            default -> Component.TARGET_URI;
        };
    }
}
