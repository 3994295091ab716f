package io.cardport.domain.usecase;

import io.cardport.domain.card.Card;
import io.cardport.domain.id.OperationId;
import io.cardport.domain.issuing.CardActivation;
import io.cardport.domain.issuing.CardActivation.Activate;
import io.cardport.domain.issuing.IssueCommand;
import io.cardport.domain.issuing.IssuingProvider;
import io.cardport.domain.issuing.Objection;
import io.cardport.domain.issuing.PinSetting;
import io.cardport.domain.issuing.SpendControls;
import io.cardport.domain.operation.OperationKind;
import java.util.Optional;

/**
 * What an issuer can't be asked for, said while nothing is stored: the answer is ours, its key stays free, and no card and no
 * operation exist as failed. Nobody is asked, so it may be found out inside a transaction.
 */
final class Objections {
    private final Context context;

    Objections(Context context) {
        this.context = context;
    }

    Optional<Problem> toIssue(String account, IssueCommand command) {
        return provider(account)
                .flatMap(provider -> provider.objectionTo(command))
                .map(objection -> Refusals.problem(objection, OperationKind.ISSUE_CARD));
    }

    Optional<Problem> toChange(Card card, CardWish wish, OperationId operation) {
        return provider(card.owner().account())
                .flatMap(provider -> toChange(provider, card, wish, operation))
                .map(objection -> Refusals.problem(objection, wish.means().kind()));
    }

    private static Optional<Objection> toChange(
            IssuingProvider provider, Card card, CardWish wish, OperationId operation) {
        return switch (wish.means().kind()) {
            case ACTIVATE_CARD ->
                card.atProvider()
                        .reference()
                        .map(known -> new Activate(
                                operation,
                                known,
                                wish.secrets().activationCode(),
                                wish.secrets().pin()))
                        .flatMap(command -> provider.can(CardActivation.class)
                                .flatMap(activation -> activation.objectionTo(command)));
            case SET_PIN ->
                wish.secrets()
                        .pin()
                        .flatMap(pin -> provider.can(PinSetting.class).flatMap(pins -> pins.objectionTo(pin)));
            case SET_SPENDING_CONTROLS ->
                wish.means()
                        .controls()
                        .flatMap(wanted ->
                                provider.can(SpendControls.class).flatMap(controls -> controls.objectionTo(wanted)));
            case REGISTER_CARDHOLDER,
                    UPDATE_CARDHOLDER,
                    SUBMIT_APPLICANT,
                    ISSUE_CARD,
                    LOCK_CARD,
                    UNLOCK_CARD,
                    CLOSE_CARD,
                    TOP_UP,
                    WITHDRAW -> Optional.empty();
        };
    }

    private Optional<IssuingProvider> provider(String account) {
        return context.providers().find(account).map(found -> found.provider());
    }
}
