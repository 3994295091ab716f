package io.cardport.httpsignature;

import io.cardport.domain.webhook.RawDelivery;
import io.cardport.domain.webhook.SignatureScheme;
import io.cardport.signatures.Content;
import io.cardport.signatures.Failure;
import io.cardport.signatures.Fields;
import io.cardport.signatures.NonceStore;
import io.cardport.signatures.SignedRequest;
import io.cardport.signatures.Target;
import io.cardport.signatures.Verification;
import io.cardport.signatures.VerificationPolicy;
import io.cardport.signatures.Verifier;
import java.net.URI;
import java.time.InstantSource;

/**
 * Webhooks with the same kind of signature as our requests, by the issuer's key (sheet 3.5). Repeats are told by the event's
 * id, so a nonce is not kept: the issuer sends an event again under a new signature.
 */
final class HttpSignatureScheme implements SignatureScheme {
    /** Signed for an address that nobody told us. */
    private static final Target NOWHERE = Target.of("https://nowhere.invalid/");

    private final Verifier verifier;
    private final HttpSignatureKeys keys;

    HttpSignatureScheme(VerificationPolicy policy, HttpSignatureKeys keys, InstantSource clock) {
        this.verifier = new Verifier(policy, keys, (keyId, nonce, until) -> NonceStore.Claim.FRESH, clock);
        this.keys = keys;
    }

    @Override
    public Waiting waiting() {
        return keys.waiting();
    }

    @Override
    public Verdict verify(RawDelivery delivery) {
        SignedRequest message = message(delivery);
        Verification first = verifier.verify(message);
        boolean perhapsRotated = first instanceof Verification.Refused(Failure failure)
                && failure == Failure.SIGNATURE_WRONG
                && keys.renewed() == HttpSignatureKeys.Renewal.ANOTHER;
        return switch (perhapsRotated ? verifier.verify(message) : first) {
            case Verification.Verified ignored -> new Verdict.Genuine(delivery.body());
            case Verification.Replayed ignored -> new Verdict.Genuine(delivery.body());
            case Verification.Refused(Failure failure) -> new Verdict.Rejected(reason(failure));
        };
    }

    private static SignedRequest message(RawDelivery delivery) {
        var lines = new Fields.Lines();
        delivery.headers().forEach((name, values) -> values.forEach(value -> lines.accept(name, value)));
        Target target =
                delivery.target().map(URI::toString).flatMap(Target::parse).orElse(NOWHERE);
        return new SignedRequest("POST", target, lines.fields(), Content.of(delivery.body()));
    }

    private static Reason reason(Failure failure) {
        return switch (failure) {
            case NOT_SIGNED, NO_SUCH_SIGNATURE, COMPONENT_MISSING, COMPONENT_ABSENT, KEY_ID_MISSING -> Reason.MISSING;
            case CREATED_MISSING, EXPIRES_MISSING, NONCE_MISSING, DIGEST_MISSING -> Reason.MISSING;
            case SIGNATURE_FIELDS_MALFORMED, DUPLICATE_MEMBER, LABELS_DIFFER, SEVERAL_SIGNATURES -> Reason.MALFORMED;
            case PARAMETER_UNKNOWN, COMPONENT_UNKNOWN, COMPONENT_DUPLICATE, COMPONENT_UNUSABLE -> Reason.MALFORMED;
            case TRAILER_REFUSED, NONCE_UNUSABLE, SIGNATURE_LENGTH, DIGEST_MALFORMED, DIGEST_UNKNOWN ->
                Reason.MALFORMED;
            case CREATED_STALE, CREATED_IN_THE_FUTURE, EXPIRED -> Reason.STALE;
            case KEY_UNKNOWN -> Reason.UNKNOWN_KEY;
            case ALGORITHM_NOT_OF_THE_KEY, ALGORITHM_REFUSED, SIGNATURE_WRONG, DIGEST_WRONG -> Reason.FORGED;
        };
    }
}
