package io.cardport.domain.usecase;

import io.cardport.domain.card.Card;
import io.cardport.domain.card.CardAsk;
import io.cardport.domain.card.PendingChange.ChangeKind;
import io.cardport.domain.idempotency.Once;
import io.cardport.domain.issuing.CardControls;
import io.cardport.domain.operation.OperationKind;

/** Lifts locks of a card; kept and sent later while the issuer is down. */
public final class UnlockCard {
    private final CardWishes wishes;

    /**
     * Makes the use case.
     *
     * @param context what it works with
     */
    public UnlockCard(Context context) {
        this.wishes = new CardWishes(context);
    }

    /**
     * Which card and why.
     *
     * @param target which card, and who asks
     * @param reason why, at most 100 characters, may be empty
     */
    public record Command(CardCommandTarget target, String reason) {}

    /**
     * Carries it out.
     *
     * @param command which card and why
     * @param once how it is to have its effect once
     * @return settled when the issuer confirmed it or it was so already, pending while it has not
     */
    public Result<Card> handle(Command command, Once<Card> once) {
        return wishes.carryOut(
                new CardWish(
                        CardWish.Target.of(command.target()),
                        new CardAsk.Unlock(Owners.of(command.target().actor())),
                        CardWish.Means.change(OperationKind.UNLOCK_CARD, CardControls.class, ChangeKind.UNLOCK),
                        Dispatch.Secrets.NONE,
                        command.reason()),
                once);
    }
}
