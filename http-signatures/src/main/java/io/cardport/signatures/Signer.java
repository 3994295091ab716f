package io.cardport.signatures;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes signatures (RFC 9421 section 3.1). For many threads. */
public final class Signer {
    private final SigningKey key;
    private final SignatureBase bases;

    /**
     * A signer with a key.
     *
     * @param key signs everything
     */
    public Signer(SigningKey key) {
        this(key, Map.of());
    }

    /**
     * A signer that covers fields with {@code sf} beyond those whose type the RFCs tell.
     *
     * @param key signs everything
     * @param types field names in lower case and what they are
     */
    public Signer(SigningKey key, Map<String, StructuredType> types) {
        this.key = key;
        Map<String, StructuredType> all = new HashMap<>(StructuredType.KNOWN);
        all.putAll(types);
        this.bases = new SignatureBase(Map.copyOf(all));
    }

    /**
     * Signs a message.
     *
     * @param message what is covered; signatures that it has already may be covered too
     * @param label a label that the message does not have yet: lower-case letters, digits, {@code _ - . *}
     * @param parameters what to cover and to say
     * @return the fields to add, or why there are none
     */
    public Signing sign(SignedMessage message, String label, SignatureParameters parameters) {
        List<String> identifiers = new ArrayList<>(parameters.components().size());
        for (Component component : parameters.components()) {
            if (!component.isDefined()) {
                return new Signing.Unsigned(Failure.COMPONENT_UNKNOWN);
            }
            identifiers.add(component.identifier());
        }
        return switch (bases.build(message, parameters.components(), identifiers, parameters.written())) {
            case SignatureBase.Building.Failed(Failure failure) -> new Signing.Unsigned(failure);
            case SignatureBase.Building.Built(String text) ->
                new Signing.Signed(
                        label,
                        label + "=" + parameters.written(),
                        label + "=:" + Base64.getEncoder().encodeToString(key.sign(text)) + ":");
        };
    }

    /**
     * The key.
     *
     * @return what signs
     */
    public SigningKey key() {
        return key;
    }
}
