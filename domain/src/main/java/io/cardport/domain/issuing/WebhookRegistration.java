package io.cardport.domain.issuing;

import java.net.URI;

/** Telling an issuer where its webhooks are to go. */
public non-sealed interface WebhookRegistration extends Capability {
    /**
     * Registers an address for every kind of webhook that the adapter reads, in place of one registered before.
     *
     * @param address an https address that the issuer can reach, or one on loopback at a simulated issuer
     * @return what became of it
     */
    Outcome<Applied> registerWebhooks(URI address);
}
