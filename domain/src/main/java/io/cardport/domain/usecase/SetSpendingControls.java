package io.cardport.domain.usecase;

import io.cardport.domain.card.Card;
import io.cardport.domain.card.CardAsk;
import io.cardport.domain.card.CardControlsSpec;
import io.cardport.domain.idempotency.Once;
import io.cardport.domain.issuing.SpendControls;
import io.cardport.domain.operation.OperationKind;
import java.util.Optional;

/** Replaces what a card may be used for; kept and sent later while the issuer is down. */
public final class SetSpendingControls {
    private final CardWishes wishes;

    /**
     * Makes the use case.
     *
     * @param context what it works with
     */
    public SetSpendingControls(Context context) {
        this.wishes = new CardWishes(context);
    }

    /**
     * Which card, and the controls.
     *
     * @param target which card, and who asks
     * @param controls what is to hold from now on; its amounts are in the card's currency
     */
    public record Command(CardCommandTarget target, CardControlsSpec controls) {}

    /**
     * Carries it out.
     *
     * @param command which card, and the controls
     * @param once how it is to have its effect once
     * @return settled when the issuer confirmed it, pending while it has not
     */
    public Result<Card> handle(Command command, Once<Card> once) {
        return wishes.carryOut(
                new CardWish(
                        CardWish.Target.of(command.target()),
                        new CardAsk.Control(),
                        new CardWish.Means(
                                OperationKind.SET_SPENDING_CONTROLS,
                                SpendControls.class,
                                Optional.empty(),
                                Settlement.WhenNotSent.KEEP,
                                Optional.of(command.controls())),
                        Dispatch.Secrets.NONE,
                        ""),
                once);
    }
}
