package io.cardport.signatures;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Checks signatures against a policy (RFC 9421 section 3.2). The algorithm is always the key's own: what the message
 * says of it can only be refused. For many threads.
 */
public final class Verifier {
    private static final int MAX_NONCE = 255;

    private final VerificationPolicy policy;
    private final KeyDirectory keys;
    private final NonceStore nonces;
    private final InstantSource clock;
    private final SignatureBase bases;

    /**
     * A verifier.
     *
     * @param policy what is asked for
     * @param keys knows the keys
     * @param nonces remembers nonces
     * @param clock the time
     */
    public Verifier(VerificationPolicy policy, KeyDirectory keys, NonceStore nonces, InstantSource clock) {
        this.policy = policy;
        this.keys = keys;
        this.nonces = nonces;
        this.clock = clock;
        this.bases = new SignatureBase(policy.types());
    }

    /**
     * Checks a message. Nothing of it may be used unless the answer is {@link Verification.Verified}.
     *
     * @param message as it was received
     * @return what became of it
     */
    public Verification verify(SignedMessage message) {
        return switch (SignatureFields.read(message.headers(), policy.maxFieldLength())) {
            case SignatureFields.Reading.Failed(Failure failure) -> new Verification.Refused(failure);
            case SignatureFields.Reading.Read(SignatureFields fields) ->
                switch (fields.choose(policy.label(), policy.tag())) {
                    case SignatureFields.One.Failed(Failure failure) -> new Verification.Refused(failure);
                    case SignatureFields.One.Chosen one -> verify(message, one);
                };
        };
    }

    private Verification verify(SignedMessage message, SignatureFields.One.Chosen one) {
        Instant now = clock.instant();
        Optional<Failure> failure = times(one.parameters(), now)
                .or(() -> nonce(one.parameters()))
                .or(() -> coverage(message, one.parameters().components()));
        if (failure.isPresent()) {
            return new Verification.Refused(failure.get());
        }
        Optional<String> keyId = one.parameters().keyId();
        if (keyId.isEmpty()) {
            return new Verification.Refused(Failure.KEY_ID_MISSING);
        }
        Optional<VerificationKey> key = keys.find(keyId.get());
        if (key.isEmpty()) {
            return new Verification.Refused(Failure.KEY_UNKNOWN);
        }
        return unsound(message, one, key.get())
                .<Verification>map(Verification.Refused::new)
                .orElseGet(() -> claim(new Verification.Checked(one.label(), key.get(), one.parameters()), now));
    }

    private Optional<Failure> times(SignatureParameters parameters, Instant now) {
        if (parameters.created().isPresent()) {
            Instant created = parameters.created().get();
            if (created.isAfter(now.plus(policy.skew()))) {
                return Optional.of(Failure.CREATED_IN_THE_FUTURE);
            }
            if (created.isBefore(now.minus(policy.maxAge()))) {
                return Optional.of(Failure.CREATED_STALE);
            }
        } else if (policy.needsCreated()) {
            return Optional.of(Failure.CREATED_MISSING);
        }
        if (parameters.expires().isPresent()) {
            return parameters.expires().get().isBefore(now.minus(policy.skew()))
                    ? Optional.of(Failure.EXPIRED)
                    : Optional.empty();
        }
        return policy.needsExpires() ? Optional.of(Failure.EXPIRES_MISSING) : Optional.empty();
    }

    private Optional<Failure> nonce(SignatureParameters parameters) {
        Optional<String> nonce = parameters.nonce();
        if (nonce.isEmpty()) {
            return policy.needsNonce() ? Optional.of(Failure.NONCE_MISSING) : Optional.empty();
        }
        int length = nonce.get().length();
        return length == 0 || length > MAX_NONCE ? Optional.of(Failure.NONCE_UNUSABLE) : Optional.empty();
    }

    private Optional<Failure> coverage(SignedMessage message, List<Component> covered) {
        if (!policy.takesTrailers()) {
            for (Component component : covered) {
                if (component.section() == Component.Section.TRAILER) {
                    return Optional.of(Failure.TRAILER_REFUSED);
                }
            }
        }
        for (Component component : policy.required()) {
            if (!covered.contains(component)) {
                return Optional.of(Failure.COMPONENT_MISSING);
            }
        }
        for (String field : policy.coveredWhenSent()) {
            if (message.headers().has(field) && !covered.contains(Component.field(field))) {
                return Optional.of(Failure.COMPONENT_MISSING);
            }
        }
        boolean undigested =
                policy.needsDigest() && !message.content().isEmpty() && !covered.contains(Component.CONTENT_DIGEST);
        if (undigested) {
            return Optional.of(
                    message.headers().has(Digests.CONTENT) ? Failure.COMPONENT_MISSING : Failure.DIGEST_MISSING);
        }
        return Optional.empty();
    }

    private Optional<Failure> unsound(SignedMessage message, SignatureFields.One.Chosen one, VerificationKey key) {
        Optional<String> alg = one.parameters().alg();
        if (alg.isPresent() && !alg.get().equals(key.algorithm().registered())) {
            return Optional.of(Failure.ALGORITHM_NOT_OF_THE_KEY);
        }
        if (!policy.algorithms().contains(key.algorithm())) {
            return Optional.of(Failure.ALGORITHM_REFUSED);
        }
        if (!key.hasLength(one.signature().length)) {
            return Optional.of(Failure.SIGNATURE_LENGTH);
        }
        return switch (bases.build(
                message,
                one.parameters().components(),
                one.identifiers(),
                one.parameters().written())) {
            case SignatureBase.Building.Failed(Failure failure) -> Optional.of(failure);
            case SignatureBase.Building.Built(String base) ->
                key.signed(base, one.signature()) ? digest(message) : Optional.of(Failure.SIGNATURE_WRONG);
        };
    }

    /** After the signature: only then is it known that somebody trusted wrote the digest. */
    private static Optional<Failure> digest(SignedMessage message) {
        List<String> lines = message.headers().all(Digests.CONTENT);
        return lines.isEmpty() ? Optional.empty() : Digests.check(lines, message.content());
    }

    private Verification claim(Verification.Checked signature, Instant now) {
        Optional<String> nonce = signature.parameters().nonce();
        if (nonce.isEmpty()) {
            return new Verification.Verified(signature);
        }
        Instant until = signature
                .parameters()
                .created()
                .orElse(now)
                .plus(policy.maxAge())
                .plus(policy.skew());
        return switch (nonces.claim(signature.key().id(), nonce.get(), until)) {
            case FRESH -> new Verification.Verified(signature);
            case SEEN -> new Verification.Replayed(signature);
        };
    }
}
