package io.cardport.domain.webhook;

import io.cardport.domain.issuing.Capability;

/** Webhooks that an issuer does not sign: they can only say where to look. */
public non-sealed interface UnsignedWebhooks extends Capability {
    /**
     * Whether a delivery passes what stands before the address, such as a header with a shared secret. It proves nothing.
     *
     * @param delivery what arrived; it may come from anybody
     * @return {@link Admission#ADMITTED} where nothing was agreed with the issuer
     */
    Admission admit(RawDelivery delivery);

    /** Whether an unsigned delivery is read at all. */
    enum Admission {
        /** It is read for hints. */
        ADMITTED,
        /** What was agreed with the issuer is missing or wrong. */
        REFUSED
    }

    /**
     * Reads the ids that a delivery names, never throwing.
     *
     * @param delivery what arrived; it may come from anybody
     * @return where to look
     */
    Hints hints(RawDelivery delivery);
}
