package io.cardport.app.rest.view;

import io.cardport.domain.delivery.OutboundDelivery;
import io.cardport.domain.delivery.OutboundDelivery.Attempt;
import io.cardport.domain.delivery.OutboundDelivery.Outcome;
import io.cardport.domain.delivery.OutboundDelivery.Status;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A delivery to an endpoint, without what it says.
 *
 * @param id its id
 * @param endpointId to where
 * @param eventId of which event; also the {@code webhook-id} of every attempt
 * @param type the event's type
 * @param status what became of it
 * @param attempts all attempts, oldest first
 * @param nextAttemptAt when it is tried next
 */
@Schema(name = "WebhookDelivery")
public record OutboundView(
        String id,
        String endpointId,
        String eventId,
        String type,
        Status status,
        List<AttemptView> attempts,
        Optional<Instant> nextAttemptAt) {
    /**
     * An attempt.
     *
     * @param at when it began
     * @param outcome what became of it
     * @param httpStatus what the receiver answered
     * @param durationMs how long it took
     */
    @Schema(name = "WebhookAttempt")
    public record AttemptView(Instant at, Outcome outcome, Optional<Integer> httpStatus, long durationMs) {
        static AttemptView of(Attempt attempt) {
            return new AttemptView(
                    attempt.at(),
                    attempt.outcome(),
                    attempt.status(),
                    attempt.took().toMillis());
        }
    }

    /**
     * Shows a delivery.
     *
     * @param delivery the delivery
     * @return its view
     */
    public static OutboundView of(OutboundDelivery delivery) {
        return new OutboundView(
                delivery.id().value(),
                delivery.endpoint().value(),
                delivery.told().event().value(),
                delivery.told().type(),
                delivery.status(),
                delivery.attempts().stream().map(AttemptView::of).toList(),
                delivery.nextAttemptAt());
    }
}
