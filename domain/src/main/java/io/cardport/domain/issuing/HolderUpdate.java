package io.cardport.domain.issuing;

import io.cardport.domain.holder.CardholderProfile;
import io.cardport.domain.holder.Documents;
import io.cardport.domain.id.OperationId;

/** Changing a holder's data. */
public non-sealed interface HolderUpdate extends Capability {
    /**
     * Sends the holder's whole profile as it is to be.
     *
     * @param command whom and what
     * @return what became of it; {@link Refusal.Reason#UNSUPPORTED} for what the issuer holds fixed
     */
    Outcome<OnboardedHolder> update(UpdateHolder command);

    /**
     * Whom to change.
     *
     * @param operation our operation
     * @param holder the issuer's id of the holder
     * @param before the profile as the issuer has it
     * @param after the profile as it is to be
     * @param documents files that the issuer is to have too; what it can't take with a change it refuses
     */
    record UpdateHolder(
            OperationId operation,
            ProviderRef holder,
            CardholderProfile before,
            CardholderProfile after,
            Documents documents) {}
}
