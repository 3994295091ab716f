package io.cardport.domain.holder;

import java.util.Optional;

/**
 * What a cardholder is to become once the issuer has it so. Personal data: it prints nothing of the profile.
 *
 * @param profile who the holder is to be
 * @param externalReference the distributor's own id of the holder from then on; unchanged where empty
 */
public record HolderWish(CardholderProfile profile, Optional<String> externalReference) {
    /**
     * A holder as it is wished, same version.
     *
     * @param holder as it is
     * @return the holder then
     */
    public Cardholder appliedTo(Cardholder holder) {
        return holder.changed(profile, externalReference.or(holder::externalReference));
    }
}
