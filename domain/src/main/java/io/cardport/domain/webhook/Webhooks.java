package io.cardport.domain.webhook;

import io.cardport.domain.issuing.Capability;
import java.util.List;
import java.util.Optional;

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
     * The one-time password in a delivery, never throwing. It is asked for of every delivery before it is stored, so what
     * has none must be told from its bytes and not by parsing them once more.
     *
     * @param delivery a verified delivery
     * @return the password, which the caller wipes; empty where there is none, or none that can be read
     */
    default Optional<OneTimePassword> oneTimePassword(VerifiedDelivery delivery) {
        return Optional.empty();
    }

    /**
     * Both of what the inbox keeps of a delivery; an adapter that reads the content once for both says so here.
     *
     * @param delivery a verified delivery
     * @return what {@link #dedupe} and {@link #blanked} give
     */
    default Kept kept(VerifiedDelivery delivery) {
        return new Kept(dedupe(delivery), blanked(delivery));
    }

    /**
     * What the inbox keeps of a delivery.
     *
     * @param dedupe what tells its event from every other of the account
     * @param content the blanked content
     */
    record Kept(String dedupe, byte[] content) {
        @Override
        public String toString() {
            return "Kept[" + content.length + " bytes]";
        }
    }

    /**
     * Reads what the issuer says, never throwing.
     *
     * @param delivery a verified delivery
     * @return at least one signal; {@link Signal.Unrecognised} for what is not understood
     */
    List<Signal> read(VerifiedDelivery delivery);
}
