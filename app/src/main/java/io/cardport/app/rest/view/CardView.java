package io.cardport.app.rest.view;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import io.cardport.domain.card.Card;
import io.cardport.domain.card.CardState;
import io.cardport.domain.card.CardType;
import io.cardport.domain.card.LockOwner;
import io.cardport.domain.card.PendingChange;
import io.cardport.domain.operation.Review;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A card.
 *
 * @param ids what it is and whose
 * @param standing how it stands
 * @param change what was asked for and is not confirmed, and what hinders
 * @param facts what is printed on it
 * @param controls its limits
 * @param metadata as the distributor gave it
 * @param times version and times
 */
@Schema(name = "Card")
public record CardView(
        @JsonUnwrapped Ids ids,
        @JsonUnwrapped Standing standing,
        @JsonUnwrapped Change change,
        @JsonUnwrapped Facts facts,
        @JsonUnwrapped ControlsView controls,
        @Schema(type = "object") JsonNode metadata,
        @JsonUnwrapped VersionView times) {

    /** Which card. */
    record Ids(
            String id,
            String cardholderId,
            String productId,
            String provider,
            Optional<String> providerReference,
            Map<String, String> providerReferences,
            CardType type) {}

    /** How it stands. */
    record Standing(
            CardState.Name status,
            String providerState,
            Optional<LockOwner> lockedBy,
            Optional<CardState.CloseReason> closedReason,
            Optional<MoneyView> closeRefund,
            Optional<FailureView> failure,
            boolean usable) {}

    /** What is open. */
    record Change(Optional<ReviewView> review, Optional<PendingView> pendingChange) {}

    /** Why a person is to look at it. */
    @Schema(name = "Review")
    record ReviewView(String reason, Instant since) {
        static ReviewView of(Review review) {
            return new ReviewView(review.reason(), review.since());
        }
    }

    /** A change that the issuer has not confirmed. */
    @Schema(name = "PendingChange")
    record PendingView(PendingChange.ChangeKind kind, LockOwner requestedBy, Instant requestedAt, String operationId) {
        static PendingView of(PendingChange change) {
            return new PendingView(
                    change.kind(),
                    change.by().shown(),
                    change.requestedAt(),
                    change.operation().value());
        }
    }

    /** What is printed on it. */
    record Facts(Optional<String> last4, Optional<String> network, Optional<String> expiry, String currency) {}

    /**
     * Shows a card.
     *
     * @param card the card
     * @return its view
     */
    public static CardView of(Card card) {
        return new CardView(
                ids(card),
                standing(card),
                new Change(
                        card.standing().review().map(ReviewView::of),
                        card.standing().change().map(PendingView::of)),
                new Facts(
                        card.atProvider().facts().last4(),
                        card.atProvider().facts().network(),
                        card.atProvider().facts().expiry(),
                        card.terms().currency().getCurrencyCode()),
                ControlsView.of(card.terms().options().controls()),
                Json.read(card.terms().options().metadata().json()),
                VersionView.of(card.times()));
    }

    private static Ids ids(Card card) {
        return new Ids(
                card.id().value(),
                card.owner().cardholder().value(),
                card.owner().product().value(),
                card.owner().account(),
                card.atProvider().reference().map(reference -> reference.value()),
                new TreeMap<>(card.atProvider().references()),
                card.terms().type());
    }

    private static Standing standing(Card card) {
        CardState state = card.standing().state();
        return new Standing(
                state.name(),
                card.standing().word(),
                state.lockedBy(),
                state instanceof CardState.Closed(var why) ? Optional.of(why) : Optional.empty(),
                MoneyView.of(card.standing().closeRefund()),
                state instanceof CardState.Failed(String code, String message)
                        ? Optional.of(new FailureView(code, message))
                        : Optional.empty(),
                card.usable());
    }
}
