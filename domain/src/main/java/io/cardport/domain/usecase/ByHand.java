package io.cardport.domain.usecase;

import io.cardport.domain.account.Scope;
import io.cardport.domain.card.Card;
import io.cardport.domain.id.CardId;
import io.cardport.domain.id.CardholderId;
import io.cardport.domain.operation.Operation;
import io.cardport.domain.operation.OperationKind;
import io.cardport.domain.operation.Subject;
import io.cardport.domain.store.Stores;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a person settled and what the issuer shows late may be of: it stands among what fits, so that nothing of it is given to
 * its successor. One that has the issuer's id is known by that. (Soundness rule 4.)
 */
final class ByHand {
    private ByHand() {}

    /** The issues for a holder whose cards have no name at the issuer. */
    static Stream<Operation> issues(Stores stores, CardholderId holder) {
        return stores.operations().issuesByHand(holder).stream()
                .filter(issue -> card(stores, issue)
                        .filter(card -> card.atProvider().reference().isEmpty())
                        .isPresent());
    }

    /** The movements of a card's money that have no order at the issuer. */
    static Stream<Operation> money(Stores stores, CardId card) {
        return stores.operations().byHandOf(card).stream()
                .filter(operation -> stores.movements()
                        .lockOf(operation.id())
                        .filter(movement -> movement.result().reference().isEmpty())
                        .isPresent());
    }

    /** What else may have made what a list shows in an operation's lane. */
    static List<Operation> beside(Stores stores, Operation operation) {
        Optional<Card> card = card(stores, operation);
        if (card.isEmpty()) {
            return List.of();
        }
        Stream<Operation> settled = operation.kind() == OperationKind.ISSUE_CARD
                ? issues(stores, card.get().owner().cardholder())
                        .filter(issue -> card(stores, issue)
                                .filter(other -> other.owner()
                                        .product()
                                        .equals(card.get().owner().product()))
                                .isPresent())
                : stores.operations().byHandOf(card.get().id()).stream()
                        .filter(other -> other.kind() == operation.kind())
                        .filter(other -> nameless(stores, other));
        return settled.filter(other -> !other.id().equals(operation.id())).toList();
    }

    /** Locks nothing: lists are compared while nothing is written. */
    private static boolean nameless(Stores stores, Operation operation) {
        return operation.about().subject() instanceof Subject.OfMovement(var id)
                && stores.movements()
                        .find(new Scope.Everything(), id)
                        .filter(movement -> movement.result().reference().isEmpty())
                        .isPresent();
    }

    private static Optional<Card> card(Stores stores, Operation operation) {
        return operation.about().card().flatMap(id -> stores.cards().find(new Scope.Everything(), id));
    }
}
