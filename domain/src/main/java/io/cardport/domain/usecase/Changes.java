package io.cardport.domain.usecase;

import io.cardport.domain.card.Card;
import io.cardport.domain.card.CardState;
import io.cardport.domain.event.EventDraft;
import io.cardport.domain.event.EventDraft.Content;
import io.cardport.domain.event.EventType;
import io.cardport.domain.funding.CardTransaction;
import io.cardport.domain.funding.FundsMovement;
import io.cardport.domain.holder.Applicant;
import io.cardport.domain.holder.ApplicantState;
import io.cardport.domain.holder.Cardholder;
import io.cardport.domain.holder.ProductScope;
import io.cardport.domain.id.DistributorId;
import io.cardport.domain.id.TopUpId;
import io.cardport.domain.operation.Operation;
import io.cardport.domain.operation.OperationState;
import io.cardport.domain.store.Stores;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes changed resources: one version an event, one event a version, so that versions have no holes. */
final class Changes {
    private final Context context;

    Changes(Context context) {
        this.context = context;
    }

    void added(Stores stores, Card card) {
        stores.cards().insert(card);
        tell(stores, EventType.CARD_REQUESTED, card.owner().distributor(), new Content.OfCard(card));
    }

    /** Writes a card; what a distributor can see gets a version and an event, the time of a reading does not. */
    Card changed(Stores stores, Card before, Card after) {
        return changed(stores, before, after, PendingCards.Looks.OF_THE_CARD);
    }

    /** The same, telling whose looks follow a card that is on its way. */
    Card changed(Stores stores, Card before, Card after, PendingCards.Looks looks) {
        Card card = after;
        for (EventType type : CardNews.between(before, after)) {
            card = card.touched(context.now());
            tell(stores, type, card.owner().distributor(), new Content.OfCard(card));
        }
        if (!card.equals(before)) {
            stores.cards().update(card);
            Freezes.heed(stores, before, card, context.now());
            if (looks == PendingCards.Looks.OF_THE_CARD
                    && !before.standing().state().equals(card.standing().state())) {
                PendingCards.lookAgain(context, stores, card);
            }
        }
        return card;
    }

    void added(Stores stores, FundsMovement movement) {
        stores.movements().insert(movement);
        tell(stores, pending(movement), movement.owner().distributor(), new Content.OfMovement(movement));
    }

    FundsMovement changed(Stores stores, FundsMovement before, FundsMovement.Result result) {
        if (before.result().equals(result)) {
            return before;
        }
        FundsMovement after = before.became(result, context.now());
        stores.movements().update(after);
        tell(stores, news(after), after.owner().distributor(), new Content.OfMovement(after));
        return after;
    }

    Operation changed(Stores stores, Operation before, Operation after) {
        if (after.equals(before)) {
            return before;
        }
        stores.operations().update(after);
        if (!after.state().equals(before.state())) {
            Steps.of(after.state()).ifPresent(step -> stores.operations().step(after.id(), step.at(context.now())));
        }
        if (after.times().version() != before.times().version()) {
            news(after.state())
                    .ifPresent(type -> tell(stores, type, after.about().distributor(), new Content.OfOperation(after)));
        }
        return after;
    }

    void told(Stores stores, EventType type, CardTransaction transaction) {
        tell(stores, type, transaction.distributor(), new Content.OfTransaction(transaction));
    }

    Cardholder told(Stores stores, EventType type, Cardholder before) {
        Cardholder holder = before.touched(context.now());
        stores.cardholders().update(holder);
        List<Applicant> approvals = stores.applicants().of(holder.id());
        tell(stores, type, holder.owner().distributor(), new Content.OfCardholder(holder, approvals));
        return holder;
    }

    /** Writes an approval: of a person the cardholder's events tell, of a product its own. */
    void changed(Stores stores, Cardholder holder, Applicant before, Applicant after, boolean submitted) {
        if (after.equals(before)) {
            return;
        }
        boolean seen = !visible(before).equals(visible(after)) || submitted;
        switch (after.scope()) {
            case ProductScope.AnyProduct ignored -> {
                stores.applicants().update(after);
                if (seen) {
                    told(stores, cardholderNews(before, after), holder);
                }
            }
            case ProductScope.OneProduct ignored -> {
                Applicant next = seen ? after.touched(context.now()) : after;
                stores.applicants().update(next);
                if (seen) {
                    EventType type = submitted ? EventType.APPLICANT_SUBMITTED : applicantNews(before, next);
                    tell(stores, type, holder.owner().distributor(), new Content.OfApplicant(next));
                }
            }
        }
    }

    private static List<Object> visible(Applicant applicant) {
        Applicant.Standing standing = applicant.standing();
        return List.of(standing.state(), standing.word(), standing.reason(), standing.next(), standing.review());
    }

    private static EventType cardholderNews(Applicant before, Applicant after) {
        ApplicantState state = after.standing().state();
        if (state == before.standing().state()) {
            return EventType.CARDHOLDER_UPDATED;
        }
        return switch (state) {
            case NEW, IN_REVIEW -> EventType.CARDHOLDER_UPDATED;
            case INCOMPLETE -> EventType.CARDHOLDER_INCOMPLETE;
            case APPROVED -> EventType.CARDHOLDER_APPROVED;
            case REJECTED -> EventType.CARDHOLDER_REJECTED;
            case SUSPENDED -> EventType.CARDHOLDER_SUSPENDED;
            case EXPIRED -> EventType.CARDHOLDER_EXPIRED;
        };
    }

    private static EventType applicantNews(Applicant before, Applicant after) {
        ApplicantState state = after.standing().state();
        if (state == before.standing().state()) {
            return EventType.APPLICANT_UPDATED;
        }
        return switch (state) {
            case NEW -> EventType.APPLICANT_UPDATED;
            case IN_REVIEW -> EventType.APPLICANT_SUBMITTED;
            case INCOMPLETE -> EventType.APPLICANT_INCOMPLETE;
            case APPROVED -> EventType.APPLICANT_APPROVED;
            case REJECTED -> EventType.APPLICANT_REJECTED;
            case SUSPENDED -> EventType.APPLICANT_SUSPENDED;
            case EXPIRED -> EventType.APPLICANT_EXPIRED;
        };
    }

    private static EventType pending(FundsMovement movement) {
        return movement.id() instanceof TopUpId ? EventType.TOP_UP_PENDING : EventType.WITHDRAWAL_PENDING;
    }

    private static EventType news(FundsMovement movement) {
        boolean topUp = movement.id() instanceof TopUpId;
        return switch (movement.result().state()) {
            case PENDING -> pending(movement);
            case SUCCEEDED -> topUp ? EventType.TOP_UP_SUCCEEDED : EventType.WITHDRAWAL_SUCCEEDED;
            case FAILED -> topUp ? EventType.TOP_UP_FAILED : EventType.WITHDRAWAL_FAILED;
            case UNSETTLED -> topUp ? EventType.TOP_UP_UNSETTLED : EventType.WITHDRAWAL_UNSETTLED;
        };
    }

    private static Optional<EventType> news(OperationState state) {
        return switch (state.name()) {
            case SUCCEEDED -> Optional.of(EventType.OPERATION_SUCCEEDED);
            case FAILED -> Optional.of(EventType.OPERATION_FAILED);
            case UNSETTLED -> Optional.of(EventType.OPERATION_UNSETTLED);
            case QUEUED, PENDING, CANCELLED -> Optional.empty();
        };
    }

    private void tell(Stores stores, EventType type, DistributorId distributor, Content content) {
        stores.outbox().append(new EventDraft(context.ids().event(), type, distributor, content, context.now()));
    }

    /** Which events a change of a card is worth. */
    static final class CardNews {
        private CardNews() {}

        static List<EventType> between(Card before, Card after) {
            List<EventType> news = new ArrayList<>();
            CardState was = before.standing().state();
            CardState is = after.standing().state();
            boolean known = before.atProvider().reference().isEmpty()
                    && after.atProvider().reference().isPresent();
            if (known) {
                news.add(EventType.CARD_ISSUED);
            }
            if (!was.equals(is)) {
                moved(was, is, known).ifPresent(news::add);
            }
            if (after.standing().review().isPresent()
                    && before.standing().review().isEmpty()) {
                news.add(EventType.CARD_NEEDS_REVIEW);
            }
            if (news.isEmpty() && !visible(before).equals(visible(after))) {
                news.add(EventType.CARD_UPDATED);
            }
            return news;
        }

        private static Optional<EventType> moved(CardState was, CardState is, boolean known) {
            return switch (is) {
                case CardState.Requested ignored -> Optional.empty();
                case CardState.Pending ignored -> known ? Optional.empty() : Optional.of(EventType.CARD_UPDATED);
                case CardState.Inactive ignored -> known ? Optional.empty() : Optional.of(EventType.CARD_UPDATED);
                case CardState.Active ignored ->
                    Optional.of(was instanceof CardState.Locked ? EventType.CARD_UNLOCKED : EventType.CARD_ACTIVATED);
                case CardState.Locked ignored -> Optional.of(EventType.CARD_LOCKED);
                case CardState.Closing ignored -> Optional.of(EventType.CARD_CLOSING);
                case CardState.Closed ignored -> Optional.of(EventType.CARD_CLOSED);
                case CardState.Failed ignored -> Optional.of(EventType.CARD_FAILED);
            };
        }

        private static List<Object> visible(Card card) {
            Card.Standing standing = card.standing();
            return List.of(
                    standing.state(),
                    standing.word(),
                    standing.change(),
                    standing.review(),
                    standing.funded(),
                    standing.closeRefund(),
                    card.terms(),
                    card.atProvider());
        }
    }
}
