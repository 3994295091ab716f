package io.cardport.signatures;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The README's example is this file's, and it does what the README says. */
class ReadmeTest {
    private static final Path README = Path.of("README.md");
    private static final Path THIS = Path.of("src/test/java/io/cardport/signatures/ReadmeTest.java");

    @Test
    void theExampleWorks() {
        String privatePem = Rfc9421.resource("rfc9421/test-key-ed25519.pem");
        String publicPem = Rfc9421.resource("rfc9421/test-key-ed25519.pub.pem");
        InstantSource clock = InstantSource.fixed(Rfc9421.at(1_700_000_000));
        Set<String> seen = new HashSet<>();
        Content body = Rfc9421.HELLO;

        // tag::example[]
        Fields headers = Fields.of(
                "Content-Type", "application/json", "Content-Digest", Digests.value(body, DigestAlgorithm.SHA_256));
        SignedRequest request = new SignedRequest("POST", Target.of("https://api.example.com/v1/cards"), headers, body);

        Signer signer = new Signer(
                SigningKey.read("key-1", Algorithm.ED25519, privatePem).orThrow());
        Signing signing = signer.sign(
                request,
                "sig",
                SignatureParameters.covering(Component.METHOD, Component.TARGET_URI, Component.CONTENT_DIGEST)
                        .created(clock.instant())
                        .keyId("key-1")
                        .nonce("b3k2pp5k7z-50gnwp.yemd")
                        .build());
        Fields sent = switch (signing) {
            case Signing.Signed signed -> signed.addTo(headers);
            case Signing.Unsigned(Failure why) -> throw new IllegalStateException(why.name());
        };

        VerificationKey key =
                VerificationKey.read("key-1", Algorithm.ED25519, publicPem).orThrow();
        VerificationPolicy policy = VerificationPolicy.accepting(
                        EnumSet.of(Algorithm.ED25519), Component.METHOD, Component.TARGET_URI)
                .nonce(VerificationPolicy.Presence.REQUIRED)
                .build();
        Verifier verifier = new Verifier(
                policy,
                id -> id.equals(key.id()) ? Optional.of(key) : Optional.empty(),
                (id, nonce, until) -> seen.add(id + " " + nonce) ? NonceStore.Claim.FRESH : NonceStore.Claim.SEEN,
                clock);
        String answer = switch (verifier.verify(request.withHeaders(sent))) {
            case Verification.Verified(Verification.Checked signature) ->
                "from " + signature.key().id();
            case Verification.Replayed replayed -> "seen before";
            case Verification.Refused(Failure why) -> "refused: " + why;
        };
        // end::example[]

        assertThat(answer).isEqualTo("from key-1");
    }

    @Test
    void theExampleIsTheReadmes() throws Exception {
        String source = Files.readString(THIS);
        String example = source.substring(
                        source.indexOf("// tag::" + "example[]"), source.indexOf("// end::" + "example[]"))
                .lines()
                .skip(1)
                .map(line -> line.startsWith("        ") ? line.substring(8) : line)
                .collect(Collectors.joining("\n"))
                .strip();

        assertThat(Files.readString(README)).contains("```java\n" + example + "\n```");
    }

    @Test
    void everyFailureIsInTheReadme() throws Exception {
        String readme = Files.readString(README);

        for (Failure failure : Failure.values()) {
            assertThat(readme).contains("`" + failure + "`");
        }
    }
}
