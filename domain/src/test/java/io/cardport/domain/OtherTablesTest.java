package io.cardport.domain;

import io.cardport.domain.funding.MovementState;
import io.cardport.domain.funding.OrderReading;
import io.cardport.domain.funding.TopUpLifecycle;
import io.cardport.domain.holder.ApplicantLifecycle;
import io.cardport.domain.holder.ApplicantReading;
import io.cardport.domain.holder.ApplicantState;
import io.cardport.domain.issuing.Outcome.UnknownCause;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.operation.Failure;
import io.cardport.domain.operation.Observation;
import io.cardport.domain.operation.OperationLifecycle;
import io.cardport.domain.operation.OperationNews;
import io.cardport.domain.operation.OperationState;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class OtherTablesTest {
    @Test
    void everyApprovalAndReadingIsApproved() throws IOException {
        String observe = ApprovedTable.render(
                List.of(ApplicantState.values()),
                ApplicantState::name,
                List.of(ApplicantReading.values()),
                ApplicantReading::name,
                (state, reading) -> text(ApplicantLifecycle.observe(state, reading)));
        String submit = ApprovedTable.render(
                List.of(ApplicantState.values()),
                ApplicantState::name,
                List.of("submit"),
                ask -> ask,
                (state, ask) -> ApplicantLifecycle.submit(state).name());
        ApprovedTable.assertApproved("applicant", observe + "\n" + submit);
    }

    @Test
    void everyMovementAndReadingIsApproved() throws IOException {
        ApprovedTable.assertApproved(
                "top-up",
                ApprovedTable.render(
                        List.of(MovementState.values()),
                        MovementState::name,
                        List.of(OrderReading.values()),
                        OrderReading::name,
                        (state, reading) -> text(TopUpLifecycle.observe(state, reading))));
    }

    @Test
    void everyOperationAndNewsIsApproved() throws IOException {
        Failure failure = new Failure("refused", "");
        List<OperationState> states = List.of(
                new OperationState.Queued(),
                new OperationState.Sending(1, Instant.EPOCH),
                new OperationState.Waiting(new ProviderRef("order")),
                new OperationState.Unknown(UnknownCause.NO_ANSWER),
                new OperationState.InReview("doubt"),
                new OperationState.Confirming(),
                new OperationState.Succeeded(),
                new OperationState.Failed(failure),
                new OperationState.SucceededByHand(),
                new OperationState.FailedByHand(failure),
                new OperationState.Cancelled());
        List<OperationNews> news = List.of(
                new OperationNews.Starts(Instant.EPOCH),
                new OperationNews.WasDone(),
                new OperationNews.WasDoneTooSoon(),
                new OperationNews.WasAccepted(new ProviderRef("order")),
                new OperationNews.Failed(failure),
                new OperationNews.KeptForLater(),
                new OperationNews.WasLost(UnknownCause.NO_ANSWER),
                new OperationNews.NeedsReview("doubt"),
                new OperationNews.DoneByHand(),
                new OperationNews.NotDoneByHand(failure),
                new OperationNews.Contradicted("both"),
                new OperationNews.IsCancelled());
        ApprovedTable.assertApproved(
                "operation",
                ApprovedTable.render(
                        states,
                        state -> state.getClass().getSimpleName(),
                        news,
                        learned -> learned.getClass().getSimpleName(),
                        (state, learned) -> text(OperationLifecycle.observe(state, learned))));
    }

    private static <S> String text(Observation<S> observation) {
        return switch (observation) {
            case Observation.To<S>(var next) -> "-> " + name(next);
            case Observation.Stay<S> ignored -> "stay";
            case Observation.Look<S> ignored -> "look";
            case Observation.Review<S>(var reason) -> "review " + reason;
        };
    }

    private static String name(Object state) {
        return state instanceof OperationState operation
                ? operation.getClass().getSimpleName()
                        + (operation instanceof OperationState.Sending sending ? " " + sending.attempt() : "")
                : state.toString();
    }
}
