package io.cardport.testkit.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardport.domain.account.Actor;
import io.cardport.domain.account.Scope;
import io.cardport.domain.card.Card;
import io.cardport.domain.funding.FundsMovement;
import io.cardport.domain.holder.Documents;
import io.cardport.domain.holder.Dossier;
import io.cardport.domain.id.OperationId;
import io.cardport.domain.idempotency.Claim;
import io.cardport.domain.idempotency.Once;
import io.cardport.domain.idempotency.StoredAnswer;
import io.cardport.domain.money.Money;
import io.cardport.domain.operation.Operation;
import io.cardport.domain.operation.OperationState;
import io.cardport.domain.store.StoreUnavailable;
import io.cardport.domain.store.Stores;
import io.cardport.domain.store.UnitOfWork;
import io.cardport.domain.usecase.CancelOperation;
import io.cardport.domain.usecase.Context;
import io.cardport.domain.usecase.Problem;
import io.cardport.domain.usecase.RegisterCardholder;
import io.cardport.domain.usecase.Result;
import io.cardport.domain.usecase.SettleOperation;
import io.cardport.domain.usecase.TopUpCard;
import io.cardport.testkit.issuing.People;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is known of one attempt is never taken for what is known of another. */
class AttemptsTest {
    private final House house = new House();

    @AfterEach
    void eventsHaveNoHoles() {
        house.assertVersionsWithoutHoles();
    }

    @Test
    void anAttemptThatNeverLeftDoesNotUndoAnEarlierOneThatMayHave() {
        Card card = house.activeCard();
        house.issuer.next(Mood.SILENT_AFTER, Mood.UNREACHABLE);
        OperationId id = ((Result.Pending<FundsMovement>) house.topUp(card)).operation();
        Optional<Instant> first = operation(id).progress().firstSentAt();
        house.runJobs(Duration.ofMinutes(3));
        assertThat(operation(id).state()).isInstanceOf(OperationState.Unknown.class);
        assertThat(operation(id).progress().firstSentAt()).isEqualTo(first);
        assertThat(new CancelOperation(house.context).handle(house.distributor, id, new Once.Unkeyed<>()))
                .isEqualTo(new Result.Declined<>(new Problem.AlreadySent(id)));
        house.runJobs(Duration.ofMinutes(5));
        assertThat(operation(id).state()).isEqualTo(new OperationState.Succeeded());
    }

    @Test
    void whoIsNotToldThatTheRightToSendWasCommittedSendsNothing() {
        Card card = house.activeCard();
        int calls = house.issuer.calls;
        var command = new TopUpCard.Command(house.distributor, card.id(), new Money(2000, House.USD));
        Context cutOff = lossy(1);
        assertThatThrownBy(() -> new TopUpCard(cutOff).handle(command, new Once.Unkeyed<>()))
                .isInstanceOf(StoreUnavailable.class);
        assertThat(house.issuer.calls).isEqualTo(calls);

        house.runJobs(Duration.ofMinutes(2));
        assertThat(house.issuer.calls).isEqualTo(calls);
        house.runJobs(Duration.ofMinutes(2));
        assertThat(house.issuer.calls).isEqualTo(calls + 1);
    }

    @Test
    void anOutcomeThatWasRecordedIsNotAppliedToALaterAttempt() throws InterruptedException {
        Card card = house.activeCard();
        house.issuer.next(Mood.UNREACHABLE);
        Context lossy = lossy(2);
        var command = new TopUpCard.Command(house.distributor, card.id(), new Money(2000, House.USD));
        assertThatThrownBy(() -> new TopUpCard(lossy).handle(command, new Once.Unkeyed<>()))
                .isInstanceOf(StoreUnavailable.class);
        house.clock.advance(Duration.ofSeconds(11));
        Instant now = house.clock.instant();
        OperationId id = house.stores
                .write(all -> all.operations().takeDue(now, now.plusSeconds(30), 10))
                .getFirst();
        house.issuer.next(Mood.KILLS_CALLER);
        assertThatThrownBy(() -> new SettleOperation(house.context).handle(id)).isInstanceOf(ProcessDied.class);
        OperationState underWay = operation(id).state();
        assertThat(underWay).isInstanceOf(OperationState.Sending.class);
        Thread.sleep(2_000);
        assertThat(operation(id).state()).isEqualTo(underWay);
    }

    @Test
    void aKeyThatWasGivenBackOnceIsNotTakenFromTheRequestThatHasItNow() throws InterruptedException {
        house.issuer.next(Mood.UNREACHABLE);
        Once<Dossier> once = new Once.Keyed<>(
                new Actor.OfDistributor(house.distributor),
                "key",
                "print",
                result -> new StoredAnswer(200, Map.of(), new byte[0]));
        assertThatThrownBy(() -> register(lossy(2), once)).isInstanceOf(StoreUnavailable.class);
        assertThat(register(house.context, once)).isInstanceOf(Result.Settled.class);
        Thread.sleep(2_000);
        assertThat(register(house.context, once)).isInstanceOf(Result.Repeated.class);
    }

    @Test
    void whatARepeatWasAnsweredStaysTheAnswerWhenTheFirstAttemptTurnsOutUnsent() {
        Actor caller = new Actor.OfDistributor(house.distributor);
        StoredAnswer told = new StoredAnswer(202, Map.of(), new byte[0]);
        Once<Dossier> once =
                new Once.Keyed<>(caller, "key", "print", result -> new StoredAnswer(503, Map.of(), new byte[0]));
        house.issuer.next(Mood.UNREACHABLE);
        house.issuer.meanwhile =
                Optional.of(() -> house.stores.write(all -> all.claims().answer(caller, "key", told)));
        assertThat(register(house.context, once)).isEqualTo(new Result.Overtaken<Dossier>(told));
        assertThat(house.stores
                        .<Optional<Claim>>read(all -> all.claims().find(caller, "key"))
                        .flatMap(Claim::answer))
                .contains(told);
    }

    private Result<Dossier> register(Context context, Once<Dossier> once) {
        return new RegisterCardholder(context)
                .handle(
                        new RegisterCardholder.Command(
                                house.distributor,
                                Optional.empty(),
                                Optional.of(house.product),
                                People.person(1),
                                Optional.empty(),
                                Documents.NONE),
                        once);
    }

    private Operation operation(OperationId id) {
        return house.stores.read(
                all -> all.operations().find(new Scope.Everything(), id).orElseThrow());
    }

    private Context lossy(int write) {
        return new Context(
                new LosesConfirmation(house.stores, new AtomicInteger(write)),
                house.context.providers(),
                house.context.ids(),
                house.clock);
    }

    /** Stores that commit one transaction without saying so. */
    private record LosesConfirmation(UnitOfWork stores, AtomicInteger left) implements UnitOfWork {
        @Override
        public <T> T write(Function<Stores, T> work) {
            T result = stores.write(work);
            if (left.decrementAndGet() == 0) {
                throw new StoreUnavailable(new IllegalStateException("gone after the commit"));
            }
            return result;
        }

        @Override
        public <T> T read(Function<Stores, T> work) {
            return stores.read(work);
        }
    }
}
