package io.cardport.domain.usecase;

import io.cardport.domain.card.CardAsk;
import io.cardport.domain.funding.FundsMovement;
import io.cardport.domain.id.CardId;
import io.cardport.domain.id.DistributorId;
import io.cardport.domain.idempotency.Once;
import io.cardport.domain.issuing.CardFunding;
import io.cardport.domain.money.Money;
import io.cardport.domain.operation.OperationKind;

/** Puts money on a card; kept and sent later while the issuer is down. */
public final class TopUpCard {
    private final Context context;
    private final MoveMoney money;

    /**
     * Makes the use case.
     *
     * @param context what it works with
     */
    public TopUpCard(Context context) {
        this.context = context;
        this.money = new MoveMoney(
                context,
                new MoveMoney.Direction(
                        FundsMovement.Kind.TOP_UP, OperationKind.TOP_UP, new CardAsk.Fund(), CardFunding.class));
    }

    /**
     * Which card and how much.
     *
     * @param distributor who asks
     * @param card which card
     * @param amount how much, more than zero
     */
    public record Command(DistributorId distributor, CardId card, Money amount) {}

    /**
     * Carries it out.
     *
     * @param command which card and how much
     * @param once how it is to have its effect once
     * @return settled when the issuer has answered finally, pending while it has not; a refused movement exists as failed
     */
    public Result<FundsMovement> handle(Command command, Once<FundsMovement> once) {
        return money.carryOut(
                command.distributor(),
                command.card(),
                command.amount(),
                context.ids().topUp(),
                once);
    }
}
