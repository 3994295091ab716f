package io.cardport.app.persistence;

import io.cardport.domain.account.Scope;
import io.cardport.domain.funding.FundsMovement;
import io.cardport.domain.id.CardId;
import io.cardport.domain.id.MovementId;
import io.cardport.domain.id.OperationId;
import io.cardport.domain.store.MovementStore;
import io.cardport.domain.store.Page;
import java.util.Optional;

/** Top-ups and withdrawals in PostgreSQL. */
final class PostgresMovementStore implements MovementStore {
    /** Locks what an operation moves. */
    static final String LOCK = "SELECT * FROM movements WHERE operation_id = ? FOR UPDATE";

    private final Sql sql;
    /** Of an operation that carries no movement, too: only its own transaction could add one. */
    private final HeldRows<OperationId, Optional<FundsMovement>> held;

    PostgresMovementStore(Sql sql, HeldRows<OperationId, Optional<FundsMovement>> held) {
        this.sql = sql;
        this.held = held;
    }

    @Override
    public Optional<FundsMovement> find(Scope scope, MovementId id) {
        Condition condition = Condition.in(scope, "distributor_id").and("id = ?", id);
        return sql.first("SELECT * FROM movements" + condition.where(), MovementRow::read, condition.parameters());
    }

    @Override
    public Optional<FundsMovement> lockOf(OperationId operation) {
        return held.held(operation)
                .orElseGet(() -> held.hold(operation, sql.first(LOCK, MovementRow::read, operation)));
    }

    @Override
    public void insert(FundsMovement movement) {
        MovementRow row = new MovementRow(movement);
        sql.insert("movements", row.fixed().and(row.changing()));
        held.hold(movement.owner().operation(), Optional.of(movement));
    }

    @Override
    public void update(FundsMovement movement) {
        sql.update("movements", new MovementRow(movement).changing(), movement.id());
        held.hold(movement.owner().operation(), Optional.of(movement));
    }

    @Override
    public Page<FundsMovement> of(CardId card, Direction direction, Page.Request page) {
        Condition condition = new Condition()
                .and("card_id = ?", card)
                .and(
                        switch (direction) {
                            case IN -> "kind IN ('INITIAL', 'TOP_UP')";
                            case OUT -> "kind = 'WITHDRAWAL'";
                        });
        return Pages.read(
                sql,
                "SELECT * FROM movements",
                condition,
                "id",
                page,
                new Pages.Listed<>(MovementRow::read, movement -> movement.id().value()));
    }
}
