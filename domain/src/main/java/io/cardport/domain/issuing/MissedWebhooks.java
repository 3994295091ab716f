package io.cardport.domain.issuing;

import java.time.Instant;
import java.util.List;

/** Asking an issuer for the webhooks that it has sent or tried to send, so that one that was lost is found. */
public non-sealed interface MissedWebhooks extends Capability {
    /**
     * Asks for the records, over the issuer's own authenticated channel.
     *
     * @param from the earliest time of interest
     * @return their contents in the form in which {@link io.cardport.domain.webhook.Webhooks} reads a verified delivery,
     *     oldest first
     */
    Look<List<Pulled>> since(Instant from);

    /**
     * One webhook that the issuer recorded.
     *
     * @param content what a verified delivery of it would hold
     */
    record Pulled(byte[] content) {
        @Override
        public String toString() {
            return "Pulled[" + content.length + " bytes]";
        }
    }
}
