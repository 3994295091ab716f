package io.cardport.proof.letters;

import java.time.Instant;

/** Seals what an issuer has to tell, as the issuer does. */
@FunctionalInterface
public interface Stamp {
    /**
     * Seals.
     *
     * @param type the kind of event, for issuers that write it beside the content
     * @param content what is told, JSON
     * @param at when it is sent
     * @return a genuine letter that arrives at once
     */
    Letter seal(String type, byte[] content, Instant at);
}
