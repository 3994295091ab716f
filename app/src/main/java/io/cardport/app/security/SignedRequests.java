package io.cardport.app.security;

import io.cardport.app.rest.input.KeptBody;
import io.cardport.domain.id.KeyId;
import io.cardport.domain.usecase.ClaimNonce;
import io.cardport.signatures.Component;
import io.cardport.signatures.Content;
import io.cardport.signatures.Fields;
import io.cardport.signatures.NonceStore;
import io.cardport.signatures.SignedRequest;
import io.cardport.signatures.Target;
import io.cardport.signatures.Verification;
import io.cardport.signatures.VerificationPolicy;
import io.cardport.signatures.Verifier;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.ServerHttpRequest;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Distributors' signatures (RFC 9421). The signature is checked before the body is read, the body's digest before it is
 * parsed, and the nonce is claimed in the database last of all that can be refused and before anything is done.
 */
@Singleton
final class SignedRequests {
    private static final Logger LOG = LoggerFactory.getLogger(SignedRequests.class);
    private static final VerificationPolicy POLICY = VerificationPolicy.accepting(
                    SigningKeys.ALGORITHMS, Component.METHOD, Component.TARGET_URI)
            .coveringWhenSent("Idempotency-Key")
            .window(Duration.ofSeconds(300), Duration.ofSeconds(30))
            .nonce(VerificationPolicy.Presence.REQUIRED)
            .build();

    private final SigningKeys keys;
    private final PublicAddress address;
    private final ClaimNonce nonces;
    private final Verifier verifier;

    SignedRequests(SigningKeys keys, PublicAddress address, ClaimNonce nonces, InstantSource clock) {
        this.keys = keys;
        this.address = address;
        this.nonces = nonces;
        this.verifier = new Verifier(POLICY, id -> keys.find(id).map(SigningKeys.Known::prepared), this::claim, clock);
    }

    /** Who signed a request. */
    sealed interface Outcome {
        /** A distributor, and the request was never seen. */
        record Accepted(Caller caller) implements Outcome {}

        /** A distributor, but the nonce was seen before: nothing may be run. */
        record Repeated(Caller caller) implements Outcome {}

        /** Nobody who is known. */
        record Refused() implements Outcome {}
    }

    /** Whether a request says that it is signed. */
    static boolean isSigned(HttpRequest<?> request) {
        return request.getHeaders().contains("Signature-Input")
                || request.getHeaders().contains("Signature");
    }

    Outcome check(HttpRequest<?> request) {
        Optional<Target> target = address.target(request);
        if (target.isEmpty()) {
            return new Outcome.Refused();
        }
        Fields.Lines lines = new Fields.Lines();
        request.getHeaders().forEach((name, values) -> values.forEach(value -> lines.accept(name, value)));
        SignedRequest message =
                new SignedRequest(request.getMethodName(), target.get(), lines.fields(), content(request));
        return switch (verifier.verify(message)) {
            case Verification.Verified(Verification.Checked signature) ->
                caller(signature).<Outcome>map(Outcome.Accepted::new).orElseGet(Outcome.Refused::new);
            case Verification.Replayed(Verification.Checked signature) ->
                caller(signature).<Outcome>map(Outcome.Repeated::new).orElseGet(Outcome.Refused::new);
            case Verification.Refused(var failure) -> {
                LOG.debug("a signed request was refused: {}", failure);
                yield new Outcome.Refused();
            }
        };
    }

    private static Content content(HttpRequest<?> request) {
        boolean nothing = request instanceof ServerHttpRequest<?> server
                && server.byteBody().expectedLength().orElse(-1) == 0;
        return nothing ? Content.NONE : Content.later(() -> KeptBody.of(request));
    }

    private Optional<Caller> caller(Verification.Checked signature) {
        return keys.find(signature.key().id())
                .map(known -> new Caller(known.registered().distributor()));
    }

    private NonceStore.Claim claim(String keyId, String nonce, Instant until) {
        return switch (nonces.handle(new KeyId(keyId), nonce, until)) {
            case FRESH -> NonceStore.Claim.FRESH;
            case SEEN -> NonceStore.Claim.SEEN;
        };
    }
}
