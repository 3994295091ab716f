package io.cardport.testkit.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.domain.account.Actor;
import io.cardport.domain.card.Card;
import io.cardport.domain.card.CardState;
import io.cardport.domain.funding.MovementState;
import io.cardport.domain.holder.Applicant;
import io.cardport.domain.holder.ApplicantState;
import io.cardport.domain.id.CardholderId;
import io.cardport.domain.idempotency.Once;
import io.cardport.domain.operation.Operation;
import io.cardport.domain.operation.OperationKind;
import io.cardport.domain.operation.OperationState;
import io.cardport.domain.operation.Subject;
import io.cardport.domain.store.MovementStore;
import io.cardport.domain.store.Page;
import io.cardport.domain.usecase.LockCard;
import io.cardport.domain.usecase.Problem;
import io.cardport.domain.usecase.Result;
import io.cardport.domain.usecase.UnlockCard;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is kept, or sent again, is decided again when its turn comes. */
class KeptWritesTest {
    private final House house = new House();

    @Test
    void tenThousandWritesAreKeptAndNoMore() {
        Card card = house.activeCard();
        house.stores.write(all -> {
            for (int number = 0; number < 9_999; number++) {
                all.operations().insert(waiting(card));
            }
            return card;
        });
        house.issuer.next(Mood.UNREACHABLE, Mood.UNREACHABLE);
        assertThat(house.topUp(card)).isInstanceOf(Result.Pending.class);
        assertThat(house.topUp(card))
                .isInstanceOfSatisfying(
                        Result.Declined.class,
                        declined -> assertThat(declined.problem()).isInstanceOf(Problem.ProviderUnavailable.class));
    }

    @Test
    void whatWasTakenOnIsNotGivenUpWhileTheIssuerCannotBeAsked() {
        Card card = house.activeCard();
        house.issuer.next(Mood.SLOW);
        assertThat(house.topUp(card)).isInstanceOf(Result.Pending.class);
        house.issuer.lists = false;
        house.runJobs(Duration.ofHours(30));
        Operation waiting =
                house.stores.read(all -> all.operations().openOf(card.id())).getFirst();
        assertThat(waiting.state()).isInstanceOf(OperationState.Waiting.class);
        assertThat(waiting.progress().looks()).isZero();
        house.issuer.lists = true;
        house.issuer.finishOrders();
        house.runJobs(Duration.ofMinutes(2));
        List<Operation> open = house.stores.read(all -> all.operations().openOf(card.id()));
        assertThat(open).isEmpty();
    }

    private Operation waiting(Card card) {
        return new Operation(
                house.context.ids().operation(),
                OperationKind.SET_SPENDING_CONTROLS,
                new Operation.About(
                        house.distributor,
                        "memory",
                        new Subject.OfCard(card.id()),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                new OperationState.Queued(),
                Operation.Progress.NONE,
                new Actor.OfDistributor(house.distributor),
                new Card.Times(0, house.clock.instant(), house.clock.instant()));
    }

    @Test
    void aKeptCardIsNotMadeForAHolderWhoWasSuspendedMeanwhile() {
        CardholderId holder = house.holder();
        house.issuer.next(Mood.UNREACHABLE);
        assertThat(house.issue(holder)).isInstanceOf(Result.Pending.class);
        approval(holder, ApplicantState.SUSPENDED);
        house.runJobs(Duration.ofMinutes(1));
        assertThat(house.issuer.cards).isEmpty();
        assertThat(house.onlyCard().standing().state())
                .isInstanceOfSatisfying(
                        CardState.Failed.class,
                        failed -> assertThat(failed.code()).isEqualTo("cardholder_suspended"));
    }

    @Test
    void aKeptCardWaitsForAHolderWhoIsInReviewAgain() {
        CardholderId holder = house.holder();
        house.issuer.next(Mood.UNREACHABLE);
        house.issue(holder);
        approval(holder, ApplicantState.IN_REVIEW);
        house.runJobs(Duration.ofMinutes(5));
        assertThat(house.issuer.cards).isEmpty();
        approval(holder, ApplicantState.APPROVED);
        house.runJobs(Duration.ofMinutes(2));
        assertThat(house.onlyCard().standing().state()).isEqualTo(new CardState.Active());
    }

    @Test
    void anUnknownIssueIsNotSentAgainForAHolderWhoWasRejected() {
        CardholderId holder = house.holder();
        house.issuer.next(Mood.SILENT_BEFORE);
        house.issue(holder);
        approval(holder, ApplicantState.REJECTED);
        int calls = house.issuer.calls;
        house.runJobs(Duration.ofMinutes(10));
        assertThat(house.issuer.calls).isEqualTo(calls);
        assertThat(house.issuer.cards).isEmpty();
        assertThat(house.onlyCard().standing().review()).isPresent();
    }

    @Test
    void anUnknownTopUpIsNotSentAgainToACardThatWasLockedMeanwhile() {
        Card card = house.activeCard();
        house.issuer.next(Mood.SILENT_BEFORE);
        assertThat(house.topUp(card)).isInstanceOf(Result.Pending.class);
        house.clock.advance(Duration.ofSeconds(1));
        lock(card);
        house.runJobs(Duration.ofMinutes(10));
        assertThat(house.issuer.effects.values()).doesNotContain("20.00 USD");
        assertThat(house.stores
                        .read(all -> all.movements()
                                .of(card.id(), MovementStore.Direction.IN, new Page.Request(1, Optional.empty())))
                        .data()
                        .getFirst()
                        .result()
                        .state())
                .isEqualTo(MovementState.UNSETTLED);
        assertThat(house.card(card.id()).standing().state().name()).isEqualTo(CardState.Name.LOCKED);
    }

    @Test
    void anUnknownUnlockIsNotSentAgainOnceALockWaitsBehindIt() {
        Card card = house.activeCard();
        lock(card);
        house.clock.advance(Duration.ofSeconds(1));
        house.issuer.next(Mood.SILENT_BEFORE);
        new UnlockCard(house.context).handle(new UnlockCard.Command(house.target(card), ""), new Once.Unkeyed<>());
        house.clock.advance(Duration.ofSeconds(1));
        assertThat(lock(card)).isInstanceOf(Result.Pending.class);
        house.runJobs(Duration.ofMinutes(30));
        assertThat(house.issuer.effects.values()).doesNotContain("active");
        assertThat(house.card(card.id()).standing().state().name()).isEqualTo(CardState.Name.LOCKED);
        assertThat(house.card(card.id()).standing().change()).isEmpty();
    }

    private Result<Card> lock(Card card) {
        return new LockCard(house.context).handle(new LockCard.Command(house.target(card), ""), new Once.Unkeyed<>());
    }

    private void approval(CardholderId holder, ApplicantState state) {
        house.stores.write(all -> {
            Applicant applicant = all.applicants().of(holder).getFirst();
            Applicant.Standing was = applicant.standing();
            all.applicants()
                    .update(applicant.standing(new Applicant.Standing(
                            state, was.word(), was.reason(), was.next(), was.review(), was.readAt())));
            return holder;
        });
    }
}
