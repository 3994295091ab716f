package io.cardport.domain.usecase;

import io.cardport.domain.card.Card;
import io.cardport.domain.card.CardAsk;
import io.cardport.domain.idempotency.Once;
import io.cardport.domain.issuing.PinSetting;
import io.cardport.domain.operation.OperationKind;
import io.cardport.domain.secret.Secret;
import java.util.Optional;

/** Sets a card's PIN. It carries a secret, so it is never kept: while the issuer is down it is declined. */
public final class SetPin {
    private final CardWishes wishes;

    /**
     * Makes the use case.
     *
     * @param context what it works with
     */
    public SetPin(Context context) {
        this.wishes = new CardWishes(context);
    }

    /**
     * Which card, and the PIN.
     *
     * @param target which card, and who asks
     * @param pin digits
     */
    public record Command(CardCommandTarget target, Secret pin) {}

    /**
     * Carries it out.
     *
     * @param command which card, and the PIN
     * @param once how it is to have its effect once
     * @return settled when the issuer confirmed it, pending while it has not
     */
    public Result<Card> handle(Command command, Once<Card> once) {
        return wishes.carryOut(
                new CardWish(
                        CardWish.Target.of(command.target()),
                        new CardAsk.SetPin(),
                        new CardWish.Means(
                                OperationKind.SET_PIN,
                                PinSetting.class,
                                Optional.empty(),
                                Settlement.WhenNotSent.GIVE_UP,
                                Optional.empty()),
                        new Dispatch.Secrets(Optional.empty(), Optional.of(command.pin()), Optional.empty()),
                        ""),
                once);
    }
}
