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
    private final Sql sql;

    PostgresMovementStore(Sql sql) {
        this.sql = sql;
    }

    @Override
    public Optional<FundsMovement> find(Scope scope, MovementId id) {
        Condition condition = Condition.in(scope, "distributor_id").and("id = ?", id);
        return sql.first("SELECT * FROM movements" + condition.where(), MovementRow::read, condition.parameters());
    }

    @Override
    public Optional<FundsMovement> lockOf(OperationId operation) {
        return sql.first("SELECT * FROM movements WHERE operation_id = ? FOR UPDATE", MovementRow::read, operation);
    }

    @Override
    public void insert(FundsMovement movement) {
        MovementRow row = new MovementRow(movement);
        sql.insert("movements", row.fixed().and(row.changing()));
    }

    @Override
    public void update(FundsMovement movement) {
        sql.update("movements", new MovementRow(movement).changing(), movement.id());
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
