package io.cardport.app.persistence;

import io.cardport.domain.id.ApplicantId;
import io.cardport.domain.id.CardId;
import io.cardport.domain.id.CardholderId;
import io.cardport.domain.id.MovementId;
import io.cardport.domain.id.OperationId;
import io.cardport.domain.id.TopUpId;
import io.cardport.domain.id.TransactionId;
import io.cardport.domain.id.WithdrawalId;
import io.cardport.domain.operation.Subject;

/** A subject is stored as its id alone, whose prefix tells the kind. */
final class Subjects {
    private Subjects() {}

    static Subject of(String id) {
        String prefix = id.substring(0, id.indexOf('_') + 1);
        return switch (prefix) {
            case CardholderId.PREFIX -> new Subject.OfCardholder(new CardholderId(id));
            case ApplicantId.PREFIX -> new Subject.OfApplicant(new ApplicantId(id));
            case CardId.PREFIX -> new Subject.OfCard(new CardId(id));
            case TopUpId.PREFIX, WithdrawalId.PREFIX -> new Subject.OfMovement(movement(id));
            case TransactionId.PREFIX -> new Subject.OfTransaction(new TransactionId(id));
            case OperationId.PREFIX -> new Subject.OfOperation(new OperationId(id));
            default -> throw new IllegalStateException("No subject has ids that begin with " + prefix);
        };
    }

    static MovementId movement(String id) {
        return id.startsWith(TopUpId.PREFIX) ? new TopUpId(id) : new WithdrawalId(id);
    }
}
