package io.cardport.domain.webhook;

import io.cardport.domain.issuing.Capability;
import java.util.List;

/** Webhooks that an issuer signs. */
public non-sealed interface Webhooks extends Capability {
    /**
     * How the issuer signs.
     *
     * @return the scheme
     */
    SignatureScheme scheme();

    /**
     * What tells this event from every other of the account: the issuer's event id, or a digest of the content where it
     * gives none. Repeats of one event give the same text.
     *
     * @param delivery a verified delivery
     * @return at most 200 characters
     */
    String dedupe(VerifiedDelivery delivery);

    /**
     * The content with card numbers, security codes and one-time passwords blanked, as the inbox may keep it. Reading it
     * gives the same signals as reading the original, but for one-time passwords.
     *
     * @param delivery a verified delivery
     * @return the blanked content
     */
    byte[] blanked(VerifiedDelivery delivery);

    /**
     * Reads what the issuer says, never throwing.
     *
     * @param delivery a verified delivery
     * @return at least one signal; {@link Signal.Unrecognised} for what is not understood
     */
    List<Signal> read(VerifiedDelivery delivery);
}
