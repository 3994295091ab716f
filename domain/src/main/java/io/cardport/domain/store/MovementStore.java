package io.cardport.domain.store;

import io.cardport.domain.account.Scope;
import io.cardport.domain.funding.FundsMovement;
import io.cardport.domain.id.CardId;
import io.cardport.domain.id.MovementId;
import io.cardport.domain.id.OperationId;
import java.util.Optional;

/** Top-ups and withdrawals. */
public interface MovementStore {
    /**
     * Finds a movement.
     *
     * @param scope whose are seen
     * @param id which
     * @return the movement, empty for missing and foreign alike
     */
    Optional<FundsMovement> find(Scope scope, MovementId id);

    /**
     * Finds the movement that an operation carries and locks its row until the transaction ends.
     *
     * @param operation which
     * @return the movement
     */
    Optional<FundsMovement> lockOf(OperationId operation);

    /**
     * Adds a movement.
     *
     * @param movement a new movement
     */
    void insert(FundsMovement movement);

    /**
     * Replaces a movement that this transaction has locked or inserted.
     *
     * @param movement the movement as it is now
     */
    void update(FundsMovement movement);

    /**
     * Lists a card's movements in one direction.
     *
     * @param card which card
     * @param direction top-ups (initial loads among them) or withdrawals
     * @param page which part
     * @return the part, newest first
     */
    Page<FundsMovement> of(CardId card, Direction direction, Page.Request page);

    /** Which way money goes. */
    enum Direction {
        /** To the card. */
        IN,
        /** From the card. */
        OUT
    }
}
