package io.cardport.app.wiring;

import io.cardport.app.boot.Settings;
import io.cardport.domain.id.IdGenerator;
import io.cardport.domain.issuing.ProviderDirectory;
import io.cardport.domain.store.DeliveryIntake;
import io.cardport.domain.store.UnitOfWork;
import io.cardport.domain.usecase.ActivateCard;
import io.cardport.domain.usecase.ApplyDelivery;
import io.cardport.domain.usecase.CancelOperation;
import io.cardport.domain.usecase.CarryOutFreezes;
import io.cardport.domain.usecase.CheckLedger;
import io.cardport.domain.usecase.ClaimNonce;
import io.cardport.domain.usecase.CloseCard;
import io.cardport.domain.usecase.Context;
import io.cardport.domain.usecase.FreezeCards;
import io.cardport.domain.usecase.IssueCard;
import io.cardport.domain.usecase.LockCard;
import io.cardport.domain.usecase.LookAtCard;
import io.cardport.domain.usecase.ManageAdmins;
import io.cardport.domain.usecase.ManageDistributors;
import io.cardport.domain.usecase.PollApplicant;
import io.cardport.domain.usecase.PullWebhooks;
import io.cardport.domain.usecase.ReadBalance;
import io.cardport.domain.usecase.ReadBalances;
import io.cardport.domain.usecase.ReadTransactions;
import io.cardport.domain.usecase.ReceiveWebhook;
import io.cardport.domain.usecase.ReconcileTransactions;
import io.cardport.domain.usecase.RefreshProducts;
import io.cardport.domain.usecase.RegisterCardholder;
import io.cardport.domain.usecase.RegisterSigningKey;
import io.cardport.domain.usecase.RegisterWebhookAddress;
import io.cardport.domain.usecase.RepeatAnswer;
import io.cardport.domain.usecase.ReplayDelivery;
import io.cardport.domain.usecase.RevealCard;
import io.cardport.domain.usecase.SetPin;
import io.cardport.domain.usecase.SetSpendingControls;
import io.cardport.domain.usecase.SettleByHand;
import io.cardport.domain.usecase.SettleOperation;
import io.cardport.domain.usecase.SubmitApplicant;
import io.cardport.domain.usecase.SweepParked;
import io.cardport.domain.usecase.TakeDueWork;
import io.cardport.domain.usecase.TopUpCard;
import io.cardport.domain.usecase.UnlockCard;
import io.cardport.domain.usecase.UpdateCardholder;
import io.cardport.domain.usecase.WakeKept;
import io.cardport.domain.usecase.WithdrawFromCard;
import io.cardport.domain.webhook.OneTimePasswords;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Every use case of the domain as a bean: the domain itself knows no framework. */
@Factory
final class UseCases {
    /** Asking for each card's transactions is dear, and its list shows what happened long ago as well. */
    private static final int SWEEP_EVERY = 6;

    @Singleton
    Context context(UnitOfWork work, ProviderDirectory providers, IdGenerator ids, InstantSource clock) {
        return new Context(work, providers, ids, clock);
    }

    @Singleton
    FreezeCards freezeCards(Context context) {
        return new FreezeCards(context);
    }

    @Singleton
    CarryOutFreezes carryOutFreezes(Context context) {
        return new CarryOutFreezes(context);
    }

    @Singleton
    WakeKept wakeKept(Context context) {
        return new WakeKept(context);
    }

    @Singleton
    ReceiveWebhook receiveWebhook(Context context, DeliveryIntake intake, OneTimePasswords passwords) {
        return new ReceiveWebhook(context, intake, passwords);
    }

    @Singleton
    PullWebhooks pullWebhooks(Context context, DeliveryIntake intake) {
        return new PullWebhooks(context, intake);
    }

    @Singleton
    ReconcileTransactions reconcileTransactions(Context context, Settings settings) {
        return new ReconcileTransactions(
                context, settings.policy().polling().missedWebhooks().multipliedBy(SWEEP_EVERY));
    }

    @Singleton
    RegisterSigningKey registerSigningKey(Context context) {
        return new RegisterSigningKey(context);
    }

    @Singleton
    RegisterWebhookAddress registerWebhookAddress(Context context) {
        return new RegisterWebhookAddress(context);
    }

    @Singleton
    ActivateCard activateCard(Context context) {
        return new ActivateCard(context);
    }

    @Singleton
    ApplyDelivery applyDelivery(Context context) {
        return new ApplyDelivery(context);
    }

    @Singleton
    CancelOperation cancelOperation(Context context) {
        return new CancelOperation(context);
    }

    @Singleton
    CheckLedger checkLedger(Context context) {
        return new CheckLedger(context);
    }

    @Singleton
    CloseCard closeCard(Context context) {
        return new CloseCard(context);
    }

    @Singleton
    IssueCard issueCard(Context context) {
        return new IssueCard(context);
    }

    @Singleton
    LockCard lockCard(Context context) {
        return new LockCard(context);
    }

    @Singleton
    LookAtCard lookAtCard(Context context) {
        return new LookAtCard(context);
    }

    @Singleton
    ManageAdmins manageAdmins(Context context) {
        return new ManageAdmins(context);
    }

    @Singleton
    ClaimNonce claimNonce(Context context) {
        return new ClaimNonce(context);
    }

    @Singleton
    ManageDistributors manageDistributors(Context context) {
        return new ManageDistributors(context);
    }

    @Singleton
    PollApplicant pollApplicant(Context context) {
        return new PollApplicant(context);
    }

    @Singleton
    ReadBalance readBalance(Context context) {
        return new ReadBalance(context);
    }

    @Singleton
    ReadBalances readBalances(Context context) {
        return new ReadBalances(context);
    }

    @Singleton
    ReadTransactions readTransactions(Context context) {
        return new ReadTransactions(context);
    }

    @Singleton
    RefreshProducts refreshProducts(Context context) {
        return new RefreshProducts(context);
    }

    @Singleton
    RegisterCardholder registerCardholder(Context context) {
        return new RegisterCardholder(context);
    }

    @Singleton
    RepeatAnswer repeatAnswer(Context context) {
        return new RepeatAnswer(context);
    }

    @Singleton
    ReplayDelivery replayDelivery(Context context) {
        return new ReplayDelivery(context);
    }

    @Singleton
    RevealCard revealCard(Context context) {
        return new RevealCard(context);
    }

    @Singleton
    SetPin setPin(Context context) {
        return new SetPin(context);
    }

    @Singleton
    SetSpendingControls setSpendingControls(Context context) {
        return new SetSpendingControls(context);
    }

    @Singleton
    SettleByHand settleByHand(Context context) {
        return new SettleByHand(context);
    }

    @Singleton
    SettleOperation settleOperation(Context context) {
        return new SettleOperation(context);
    }

    @Singleton
    SubmitApplicant submitApplicant(Context context) {
        return new SubmitApplicant(context);
    }

    @Singleton
    SweepParked sweepParked(Context context) {
        return new SweepParked(context);
    }

    @Singleton
    TakeDueWork takeDueWork(Context context) {
        return new TakeDueWork(context);
    }

    @Singleton
    TopUpCard topUpCard(Context context) {
        return new TopUpCard(context);
    }

    @Singleton
    UnlockCard unlockCard(Context context) {
        return new UnlockCard(context);
    }

    @Singleton
    UpdateCardholder updateCardholder(Context context) {
        return new UpdateCardholder(context);
    }

    @Singleton
    WithdrawFromCard withdrawFromCard(Context context) {
        return new WithdrawFromCard(context);
    }
}
