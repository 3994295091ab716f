package io.cardport.app.rest.view;

import io.cardport.app.rest.view.OperationView.SubjectView;
import io.cardport.domain.event.EventDraft;
import io.cardport.domain.event.EventDraft.Content;
import io.cardport.domain.holder.Dossier;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;

/**
 * An event.
 *
 * @param id its id
 * @param type what happened
 * @param occurredAt when
 * @param version the resource's version then
 * @param subject which resource
 * @param data the resource as GET showed it then
 */
@Schema(name = "Event")
public record EventView(
        String id,
        String type,
        Instant occurredAt,
        long version,
        SubjectView subject,
        @Schema(type = "object") Object data) {
    /**
     * Shows an event.
     *
     * @param event the event
     * @return its view
     */
    public static EventView of(EventDraft event) {
        Content content = event.content();
        return new EventView(
                event.id().value(),
                event.type().text(),
                event.at(),
                content.version(),
                SubjectView.of(content.subject()),
                data(content));
    }

    private static Object data(Content content) {
        return switch (content) {
            case Content.OfCardholder(var holder, var applicants) -> CardholderView.of(new Dossier(holder, applicants));
            case Content.OfApplicant(var applicant) -> ApplicantView.of(applicant);
            case Content.OfCard(var card) -> CardView.of(card);
            case Content.OfMovement(var movement) -> MovementView.of(movement);
            case Content.OfTransaction(var transaction) -> TransactionView.of(transaction);
            case Content.OfOperation(var operation) -> OperationView.of(operation);
        };
    }
}
