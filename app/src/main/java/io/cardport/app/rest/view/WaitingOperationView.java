package io.cardport.app.rest.view;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.cardport.domain.operation.Operation;
import io.cardport.domain.operation.Step;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An operation with why it is not settled yet.
 *
 * @param operation the operation
 * @param lastTry what was tried last and brought no decision; empty once it is settled, and while all goes well
 */
@Schema(name = "OperationAlone")
public record WaitingOperationView(@JsonUnwrapped OperationView operation, Optional<TryView> lastTry) {
    /**
     * What was tried.
     *
     * @param kind such as {@code NOT_ASKED}
     * @param because a stable word, such as {@code issuer_down}
     * @param since when it happened, the first time where it repeats itself
     */
    @Schema(name = "Try")
    public record TryView(Step.Kind kind, String because, Instant since) {
        /**
         * Shows a step.
         *
         * @param step the step
         * @return its view
         */
        public static TryView of(Step step) {
            return new TryView(step.kind(), step.detail().toLowerCase(Locale.ROOT), step.at());
        }
    }

    /**
     * Shows an operation.
     *
     * @param operation the operation
     * @param steps what was tried, oldest first
     * @return its view
     */
    public static WaitingOperationView of(Operation operation, List<Step> steps) {
        Optional<Step> last =
                operation.state().settled() || steps.isEmpty() ? Optional.empty() : Optional.of(steps.getLast());
        return new WaitingOperationView(OperationView.of(operation), last.map(TryView::of));
    }
}
