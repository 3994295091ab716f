package io.cardport.domain.operation;

import io.cardport.domain.id.ApplicantId;
import io.cardport.domain.id.CardId;
import io.cardport.domain.id.CardholderId;
import io.cardport.domain.id.Id;
import io.cardport.domain.id.MovementId;
import io.cardport.domain.id.OperationId;
import io.cardport.domain.id.TopUpId;
import io.cardport.domain.id.TransactionId;

/** What an operation or event is about. */
public sealed interface Subject {
    /**
     * A cardholder.
     *
     * @param id which
     */
    record OfCardholder(CardholderId id) implements Subject {}

    /**
     * An applicant.
     *
     * @param id which
     */
    record OfApplicant(ApplicantId id) implements Subject {}

    /**
     * A card.
     *
     * @param id which
     */
    record OfCard(CardId id) implements Subject {}

    /**
     * A top-up or withdrawal.
     *
     * @param id which
     */
    record OfMovement(MovementId id) implements Subject {}

    /**
     * A transaction.
     *
     * @param id which
     */
    record OfTransaction(TransactionId id) implements Subject {}

    /**
     * An operation.
     *
     * @param id which
     */
    record OfOperation(OperationId id) implements Subject {}

    /**
     * Its id.
     *
     * @return the id of what it is about
     */
    Id id();

    /**
     * The word of the API for its kind.
     *
     * @return such as {@code card} or {@code top_up}
     */
    default String type() {
        return switch (this) {
            case OfCardholder ignored -> "cardholder";
            case OfApplicant ignored -> "applicant";
            case OfCard ignored -> "card";
            case OfMovement(MovementId id) -> id instanceof TopUpId ? "top_up" : "withdrawal";
            case OfTransaction ignored -> "transaction";
            case OfOperation ignored -> "operation";
        };
    }
}
