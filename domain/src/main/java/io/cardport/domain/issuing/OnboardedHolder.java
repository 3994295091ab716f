package io.cardport.domain.issuing;

import java.util.Map;

/**
 * A holder whom the issuer has registered.
 *
 * @param holder the issuer's id of the holder, used in calls
 * @param references further ids by name
 * @param seen how far the verification is
 */
public record OnboardedHolder(ProviderRef holder, Map<String, String> references, ApplicantSeen seen) {
    /** Copies the references. */
    public OnboardedHolder {
        references = Map.copyOf(references);
    }
}
