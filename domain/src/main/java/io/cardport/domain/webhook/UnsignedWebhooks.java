package io.cardport.domain.webhook;

import io.cardport.domain.issuing.Capability;

/** Webhooks that an issuer does not sign: they can only say where to look. */
public non-sealed interface UnsignedWebhooks extends Capability {
    /**
     * Reads the ids that a delivery names, never throwing.
     *
     * @param delivery what arrived; it may come from anybody
     * @return where to look
     */
    Hints hints(RawDelivery delivery);
}
