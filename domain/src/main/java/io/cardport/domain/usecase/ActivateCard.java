package io.cardport.domain.usecase;

import io.cardport.domain.card.Card;
import io.cardport.domain.card.CardAsk;
import io.cardport.domain.card.PendingChange.ChangeKind;
import io.cardport.domain.idempotency.Once;
import io.cardport.domain.issuing.CardActivation;
import io.cardport.domain.operation.OperationKind;
import io.cardport.domain.secret.Secret;
import java.util.Optional;

/** Activates a card. It carries secrets, so it is never kept: while the issuer is down it is declined. */
public final class ActivateCard {
    private final Context context;
    private final CardWishes wishes;

    /**
     * Makes the use case.
     *
     * @param context what it works with
     */
    public ActivateCard(Context context) {
        this.context = context;
        this.wishes = new CardWishes(context);
    }

    /**
     * Which card, and its secrets.
     *
     * @param target which card, and who asks
     * @param activationCode the code that came with the card; the one that the issuer sent us where empty
     * @param pin the PIN to set
     */
    public record Command(CardCommandTarget target, Optional<Secret> activationCode, Optional<Secret> pin) {}

    /**
     * Carries it out.
     *
     * @param command which card, and its secrets
     * @param once how it is to have its effect once
     * @return settled when the issuer confirmed it or it was so already, pending while it has not
     */
    public Result<Card> handle(Command command, Once<Card> once) {
        Optional<Card> card = context.work()
                .read(stores -> stores.cards()
                        .find(command.target().scope(), command.target().card()));
        Optional<Secret> code = command.activationCode()
                .or(() -> card.flatMap(
                        known -> context.work().read(stores -> stores.cards().activationCode(known.id()))));
        Optional<Problem> awaited = card.filter(known -> code.isEmpty() && pushed(known))
                .map(known -> new Problem.ActivationCodeAwaited(
                        known.standing().state().name()));
        return wishes.carryOut(
                new CardWish(
                        CardWish.Target.of(command.target()),
                        new CardAsk.Activate(),
                        new CardWish.Means(
                                OperationKind.ACTIVATE_CARD,
                                CardActivation.class,
                                Optional.of(ChangeKind.ACTIVATE),
                                Settlement.WhenNotSent.GIVE_UP,
                                Optional.empty()),
                        new Dispatch.Secrets(Optional.empty(), command.pin(), code),
                        "",
                        awaited),
                once);
    }

    private boolean pushed(Card card) {
        return context.ability(card.owner().account(), CardActivation.class)
                .filter(activation -> activation.codeFrom() == CardActivation.CodeFrom.ISSUER)
                .isPresent();
    }
}
