package io.cardport.domain.holder;

import io.cardport.domain.card.Card.Times;
import io.cardport.domain.id.CardholderId;
import io.cardport.domain.id.DistributorId;
import io.cardport.domain.issuing.ProviderRef;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A person or company for whom cards are made. Immutable.
 *
 * @param id our id
 * @param owner whose holder it is
 * @param profile who it is
 * @param externalReference the distributor's own id of the holder
 * @param reference the issuer's id used in calls, once known
 * @param references further ids by name
 * @param times version and times
 */
public record Cardholder(
        CardholderId id,
        Owner owner,
        CardholderProfile profile,
        Optional<String> externalReference,
        Optional<ProviderRef> reference,
        Map<String, String> references,
        Times times) {
    /** Copies the references. */
    public Cardholder {
        references = Map.copyOf(references);
    }

    /**
     * Whose a holder is; never changes.
     *
     * @param distributor the distributor
     * @param account our name for the account at the issuer
     */
    public record Owner(DistributorId distributor, String account) {}

    /**
     * With what the issuer calls it, same version.
     *
     * @param known the id used in calls
     * @param more further ids
     * @return the holder then
     */
    public Cardholder knownAs(ProviderRef known, Map<String, String> more) {
        return new Cardholder(id, owner, profile, externalReference, Optional.of(known), more, times);
    }

    /**
     * With further names that the issuer has for it, same version.
     *
     * @param more ids by name, beside those that are known
     * @return the holder then
     */
    public Cardholder alsoKnownAs(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(references);
        all.putAll(more);
        return new Cardholder(id, owner, profile, externalReference, reference, all, times);
    }

    /**
     * With another profile, same version.
     *
     * @param changed who it is now
     * @param external the distributor's own id now
     * @return the holder then
     */
    public Cardholder changed(CardholderProfile changed, Optional<String> external) {
        return new Cardholder(id, owner, changed, external, reference, references, times);
    }

    /**
     * One version later.
     *
     * @param now database time
     * @return the holder then
     */
    public Cardholder touched(Instant now) {
        return new Cardholder(id, owner, profile, externalReference, reference, references, times.next(now));
    }
}
