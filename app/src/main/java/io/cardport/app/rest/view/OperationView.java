package io.cardport.app.rest.view;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.cardport.domain.operation.Operation;
import io.cardport.domain.operation.OperationKind;
import io.cardport.domain.operation.OperationState;
import io.cardport.domain.operation.Subject;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An operation.
 *
 * @param id its id
 * @param kind what it does
 * @param subject to what
 * @param progress how far it is
 * @param requestedBy who asked: an id, or {@code system}
 * @param cause why it is not settled, null where it is or nothing hinders it
 * @param settledAt when it was settled
 * @param times version and times
 */
@Schema(name = "Operation")
public record OperationView(
        String id,
        OperationKind kind,
        SubjectView subject,
        @JsonUnwrapped Progress progress,
        String requestedBy,
        Optional<String> cause,
        Optional<Instant> settledAt,
        @JsonUnwrapped VersionView times) {
    /**
     * What something is about.
     *
     * @param type such as {@code card}
     * @param id its id
     */
    @Schema(name = "Subject")
    public record SubjectView(String type, String id) {
        static SubjectView of(Subject subject) {
            return new SubjectView(subject.type(), subject.id().value());
        }
    }

    /** How far it is. */
    record Progress(
            OperationState.Name state,
            Map<String, String> providerReferences,
            String providerState,
            Optional<FailureView> failure) {}

    /**
     * Shows an operation.
     *
     * @param operation the operation
     * @return its view
     */
    public static OperationView of(Operation operation) {
        return new OperationView(
                operation.id().value(),
                operation.kind(),
                SubjectView.of(operation.about().subject()),
                new Progress(
                        operation.state().name(),
                        new TreeMap<>(operation.progress().references()),
                        operation.progress().word(),
                        operation.state().whyFailed().map(FailureView::of)),
                operation.requestedBy().text(),
                cause(operation),
                operation.progress().settledAt(),
                VersionView.of(operation.times()));
    }

    /** What was kept could not be sent; what is unknown or in review says why. */
    private static Optional<String> cause(Operation operation) {
        return switch (operation.state()) {
            case OperationState.Queued ignored ->
                operation.progress().keepUntil().map(until -> "provider_unavailable");
            case OperationState.Unknown(var cause) -> Optional.of(cause.name().toLowerCase(Locale.ROOT));
            case OperationState.InReview(var reason) -> Optional.of(reason);
            case OperationState.Sending ignored -> Optional.empty();
            case OperationState.Waiting ignored -> Optional.empty();
            case OperationState.Confirming ignored -> Optional.empty();
            case OperationState.Succeeded ignored -> Optional.empty();
            case OperationState.Failed ignored -> Optional.empty();
            case OperationState.SucceededByHand ignored -> Optional.empty();
            case OperationState.FailedByHand ignored -> Optional.empty();
            case OperationState.Cancelled ignored -> Optional.empty();
        };
    }
}
