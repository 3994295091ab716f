package io.cardport.proof.cut;

import io.cardport.domain.account.Actor;
import io.cardport.domain.account.Scope;
import io.cardport.domain.card.CardControlsSpec;
import io.cardport.domain.holder.CardholderProfile;
import io.cardport.domain.id.CardId;
import io.cardport.domain.id.CardholderId;
import io.cardport.domain.idempotency.Once;
import io.cardport.domain.money.Money;
import io.cardport.domain.secret.Secret;
import io.cardport.domain.usecase.CloseCard;
import io.cardport.domain.usecase.LockCard;
import io.cardport.domain.usecase.LookAtCard;
import io.cardport.domain.usecase.ReadBalance;
import io.cardport.domain.usecase.ReadBalances;
import io.cardport.domain.usecase.RefreshProducts;
import io.cardport.domain.usecase.RevealCard;
import io.cardport.domain.usecase.SetPin;
import io.cardport.domain.usecase.SetSpendingControls;
import io.cardport.domain.usecase.TopUpCard;
import io.cardport.domain.usecase.UnlockCard;
import io.cardport.domain.usecase.UpdateCardholder;
import io.cardport.domain.usecase.WithdrawFromCard;
import io.cardport.proof.parts.Issuer;
import io.cardport.proof.parts.Site;
import java.util.List;
import java.util.Optional;

/** What a distributor asks for, and what is read from an issuer. */
enum Act {
    REGISTER,
    ISSUE,
    TOP_UP,
    LOOK,
    LOCK,
    BALANCE,
    UNLOCK,
    REVEAL,
    SET_CONTROLS,
    SET_PIN,
    WITHDRAW,
    PRODUCTS,
    ACCOUNT_BALANCES,
    UPDATE_HOLDER,
    CLOSE;

    /** What is done with a card again and again. */
    static final List<Act> DAILY = List.of(
            TOP_UP, LOOK, LOCK, BALANCE, UNLOCK, REVEAL, SET_CONTROLS, SET_PIN, WITHDRAW, PRODUCTS, ACCOUNT_BALANCES);

    private static final String WHY = "asked for under fire";
    private static final String PIN = "739184";

    /** Who and what it is about. */
    record Subject(Issuer.Goods goods, long person, Optional<CardholderId> holder, Optional<CardId> card) {}

    void perform(Site site, Subject subject) {
        switch (this) {
            case REGISTER -> site.register(subject.person());
            case ISSUE -> site.issue(subject.holder().orElseThrow());
            case UPDATE_HOLDER -> update(site, subject);
            case PRODUCTS -> new RefreshProducts(site.context()).handle(Issuer.ACCOUNT);
            case ACCOUNT_BALANCES -> new ReadBalances(site.context()).handle(Issuer.ACCOUNT);
            case TOP_UP, LOOK, LOCK, BALANCE, UNLOCK, REVEAL, SET_CONTROLS, SET_PIN, WITHDRAW, CLOSE ->
                withCard(site, subject, subject.card().orElseThrow());
        }
    }

    private void withCard(Site site, Subject subject, CardId card) {
        var context = site.context();
        switch (this) {
            case TOP_UP ->
                new TopUpCard(context)
                        .handle(
                                new TopUpCard.Command(
                                        site.distributor(),
                                        card,
                                        subject.goods().amount()),
                                new Once.Unkeyed<>());
            case WITHDRAW ->
                new WithdrawFromCard(context)
                        .handle(
                                new WithdrawFromCard.Command(
                                        site.distributor(),
                                        card,
                                        subject.goods().amount()),
                                new Once.Unkeyed<>());
            case LOCK ->
                new LockCard(context).handle(new LockCard.Command(site.target(card), WHY), new Once.Unkeyed<>());
            case UNLOCK ->
                new UnlockCard(context).handle(new UnlockCard.Command(site.target(card), WHY), new Once.Unkeyed<>());
            case CLOSE ->
                new CloseCard(context).handle(new CloseCard.Command(site.target(card), WHY), new Once.Unkeyed<>());
            case SET_PIN ->
                new SetPin(context).handle(new SetPin.Command(site.target(card), Secret.of(PIN)), new Once.Unkeyed<>());
            case SET_CONTROLS ->
                new SetSpendingControls(context)
                        .handle(
                                new SetSpendingControls.Command(
                                        site.target(card), limit(subject.goods().amount())),
                                new Once.Unkeyed<>());
            case LOOK ->
                new LookAtCard(context).sync(card, new Actor.OfDistributor(site.distributor()), new Once.Unkeyed<>());
            case BALANCE -> new ReadBalance(context).handle(new Scope.Own(site.distributor()), card);
            case REVEAL -> new RevealCard(context).handle(site.distributor(), card);
            case REGISTER, ISSUE, UPDATE_HOLDER, PRODUCTS, ACCOUNT_BALANCES ->
                throw new IllegalStateException(this + " is about no card");
        }
    }

    private static void update(Site site, Subject subject) {
        String number = String.valueOf(70_000_000L + subject.person() % 9_999_999);
        new UpdateCardholder(site.context())
                .handle(
                        new UpdateCardholder.Command(
                                site.distributor(),
                                subject.holder().orElseThrow(),
                                profile -> moved(profile, number),
                                Optional.empty()),
                        new Once.Unkeyed<>());
    }

    private static CardholderProfile moved(CardholderProfile profile, String number) {
        var was = profile.contact();
        return new CardholderProfile(
                profile.type(),
                profile.name(),
                new CardholderProfile.Contact(was.email(), was.country(), was.areaCode(), number),
                profile.person(),
                profile.address(),
                profile.identity(),
                profile.details());
    }

    private static CardControlsSpec limit(Money amount) {
        return new CardControlsSpec(
                Optional.empty(),
                List.of(new CardControlsSpec.SpendingControl(amount, CardControlsSpec.Interval.PER_TRANSACTION)),
                Optional.empty());
    }
}
