package io.cardport.app.persistence;

import io.cardport.domain.funding.FundsMovement;
import io.cardport.domain.funding.FundsMovement.FundsReturned;
import io.cardport.domain.funding.FundsMovement.Kind;
import io.cardport.domain.funding.MovementState;
import io.cardport.domain.id.CardId;
import io.cardport.domain.id.DistributorId;
import io.cardport.domain.id.OperationId;
import io.cardport.domain.issuing.FundsMoved;
import io.cardport.domain.operation.Failure;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** A row of {@code movements}. */
record MovementRow(FundsMovement movement) {
    Columns fixed() {
        return new Columns()
                .with("id", movement.id())
                .with("distributor_id", movement.owner().distributor())
                .with("card_id", movement.owner().card())
                .with("operation_id", movement.owner().operation())
                .with("kind", movement.kind())
                .and(Read.moneyColumns("amount", Optional.of(movement.amount())));
    }

    Columns changing() {
        FundsMovement.Result result = movement.result();
        return new Columns()
                .with("state", result.state())
                .and(Read.moneyColumns("fee", result.moved().fee()))
                .and(Read.moneyColumns("credited", result.moved().credited()))
                .with("funds_returned", result.fundsReturned())
                .with("failure_code", result.failure().map(Failure::code))
                .with("failure_message", result.failure().map(Failure::message))
                .with("reference", result.reference())
                .and(Read.timeColumns(movement.times()));
    }

    static FundsMovement read(ResultSet row) throws SQLException {
        String message = Read.maybeText(row, "failure_message").orElse("");
        return new FundsMovement(
                Subjects.movement(Read.text(row, "id")),
                new FundsMovement.Owner(
                        new DistributorId(Read.text(row, "distributor_id")),
                        new CardId(Read.text(row, "card_id")),
                        new OperationId(Read.text(row, "operation_id"))),
                Read.constant(row, "kind", Kind.class),
                Read.money(row, "amount"),
                new FundsMovement.Result(
                        Read.constant(row, "state", MovementState.class),
                        new FundsMoved(Read.maybeMoney(row, "fee"), Read.maybeMoney(row, "credited")),
                        Read.constant(row, "funds_returned", FundsReturned.class),
                        Read.maybeText(row, "failure_code").map(code -> new Failure(code, message)),
                        Read.text(row, "reference")),
                Read.times(row));
    }
}
