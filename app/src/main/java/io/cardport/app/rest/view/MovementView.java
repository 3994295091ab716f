package io.cardport.app.rest.view;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.cardport.domain.funding.FundsMovement;
import io.cardport.domain.funding.MovementState;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Optional;

/**
 * A top-up or withdrawal.
 *
 * @param ids what it is
 * @param amounts how much
 * @param result what became of it
 * @param times version and times
 */
@Schema(name = "FundsMovement")
public record MovementView(
        @JsonUnwrapped Ids ids,
        @JsonUnwrapped Amounts amounts,
        @JsonUnwrapped Outcome result,
        @JsonUnwrapped VersionView times) {
    /** What it is. */
    record Ids(String id, String cardId, FundsMovement.Kind kind, String operationId) {}

    /** How much. */
    record Amounts(MoneyView amount, Optional<MoneyView> fee, Optional<MoneyView> creditedAmount) {}

    /** What became of it. */
    record Outcome(
            MovementState status,
            Optional<Boolean> fundsReturned,
            Optional<FailureView> failure,
            Optional<String> providerReference) {}

    /**
     * Shows a movement.
     *
     * @param movement the movement
     * @return its view
     */
    public static MovementView of(FundsMovement movement) {
        FundsMovement.Result result = movement.result();
        return new MovementView(
                new Ids(
                        movement.id().value(),
                        movement.owner().card().value(),
                        movement.kind(),
                        movement.owner().operation().value()),
                new Amounts(
                        MoneyView.of(movement.amount()),
                        MoneyView.of(result.moved().fee()),
                        MoneyView.of(result.moved().credited())),
                new Outcome(
                        result.state(),
                        switch (result.fundsReturned()) {
                            case YES -> Optional.of(true);
                            case NO -> Optional.of(false);
                            case UNKNOWN -> Optional.empty();
                        },
                        result.failure().map(FailureView::of),
                        Optional.of(result.reference()).filter(reference -> !reference.isEmpty())),
                VersionView.of(movement.times()));
    }
}
