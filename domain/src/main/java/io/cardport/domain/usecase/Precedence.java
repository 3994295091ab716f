package io.cardport.domain.usecase;

import io.cardport.domain.operation.Operation;
import io.cardport.domain.operation.OperationKind;
import java.util.Comparator;
import java.util.Set;

/** Which operation of a card goes before which. */
final class Precedence {
    private static final Comparator<Operation> AGE = Comparator.comparing(
                    (Operation operation) -> operation.times().createdAt())
            .thenComparing(operation -> operation.id().value());
    private static final Set<OperationKind> IN_TURN = Set.of(
            OperationKind.ISSUE_CARD,
            OperationKind.ACTIVATE_CARD,
            OperationKind.LOCK_CARD,
            OperationKind.UNLOCK_CARD,
            OperationKind.CLOSE_CARD);
    private static final Set<OperationKind> OVERTAKEN = Set.of(
            OperationKind.ACTIVATE_CARD, OperationKind.UNLOCK_CARD, OperationKind.TOP_UP, OperationKind.WITHDRAW);

    private Precedence() {}

    static boolean older(Operation one, Operation other) {
        return AGE.compare(one, other) < 0;
    }

    /** Operations that may change the card's state: one after another, each sees what the one before left. */
    static boolean inTurn(OperationKind kind) {
        return IN_TURN.contains(kind);
    }

    /** Only what may change the card's state holds up a lock or a close. */
    static boolean waitsFor(OperationKind kind, OperationKind earlier) {
        return !ends(kind) || inTurn(earlier);
    }

    /** A lock or a close, which whoever asks for it wants before all else. */
    static boolean ends(OperationKind kind) {
        return kind == OperationKind.LOCK_CARD || kind == OperationKind.CLOSE_CARD;
    }

    /** What a lock or a close calls back while it was not sent. */
    static boolean overtaken(OperationKind kind) {
        return OVERTAKEN.contains(kind);
    }

    static boolean movesMoney(OperationKind kind) {
        return kind == OperationKind.TOP_UP || kind == OperationKind.WITHDRAW;
    }
}
