package io.cardport.domain.issuing;

import io.cardport.domain.holder.CardholderProfile;
import io.cardport.domain.holder.Documents;
import io.cardport.domain.id.CardholderId;
import io.cardport.domain.id.OperationId;
import java.util.Optional;

/**
 * A holder to be registered, or an applicant to be submitted.
 *
 * @param operation our operation, from which the adapter derives the issuer's idempotency key
 * @param cardholder our id of the holder, for issuers that keep a reference of ours
 * @param known the issuer's id of the holder, where it has the holder already
 * @param product the product to be approved for, where the issuer approves per product
 * @param profile who it is
 * @param documents pictures and papers
 * @param challengeResponse the answer to the issuer's challenge
 */
public record OnboardCommand(
        OperationId operation,
        CardholderId cardholder,
        Optional<ProviderRef> known,
        Optional<ProviderRef> product,
        CardholderProfile profile,
        Documents documents,
        Optional<String> challengeResponse) {}
