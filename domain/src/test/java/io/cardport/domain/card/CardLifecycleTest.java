package io.cardport.domain.card;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.domain.ApprovedTable;
import io.cardport.domain.card.CardLifecycle.Answer;
import io.cardport.domain.card.CardState.Active;
import io.cardport.domain.card.CardState.CloseReason;
import io.cardport.domain.card.CardState.Closed;
import io.cardport.domain.card.CardState.Closing;
import io.cardport.domain.card.CardState.Failed;
import io.cardport.domain.card.CardState.Inactive;
import io.cardport.domain.card.CardState.Locked;
import io.cardport.domain.card.CardState.Pending;
import io.cardport.domain.card.CardState.Requested;
import io.cardport.domain.card.PendingChange.ChangeKind;
import io.cardport.domain.id.OperationId;
import io.cardport.domain.operation.Observation;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class CardLifecycleTest {
    private static final List<CardState> STATES = states();
    private static final List<CardAsk> ASKS = asks();

    @Test
    void everyStateAndReadingIsApproved() throws IOException {
        String table = ApprovedTable.render(
                STATES,
                CardLifecycleTest::text,
                List.of(CardReading.values()),
                CardReading::name,
                (state, reading) -> text(CardLifecycle.observe(state, reading)));
        ApprovedTable.assertApproved("card-observe", table);
    }

    @Test
    void everyStateAndAskIsApproved() throws IOException {
        String table = ApprovedTable.render(
                STATES,
                CardLifecycleTest::text,
                ASKS,
                CardLifecycleTest::text,
                (state, ask) -> text(CardLifecycle.answer(state, ask)));
        ApprovedTable.assertApproved("card-answer", table);
    }

    @Test
    void everyConfirmedChangeIsApproved() throws IOException {
        List<PendingChange> changes = new ArrayList<>();
        for (ChangeKind kind : ChangeKind.values()) {
            for (LockOwner by : List.of(LockOwner.DISTRIBUTOR, LockOwner.ADMIN, LockOwner.FREEZE)) {
                changes.add(new PendingChange(kind, by, Instant.EPOCH, new OperationId("op_" + "0".repeat(26))));
            }
        }
        String table = ApprovedTable.render(
                STATES,
                CardLifecycleTest::text,
                changes,
                change -> change.kind() + " by " + change.by(),
                (state, change) -> text(CardLifecycle.confirm(state, change, reading(change.kind()))));
        ApprovedTable.assertApproved("card-confirm", table);
    }

    @Test
    void aFinalStateIsNeverLeft() {
        for (CardState state : List.of(new Closed(CloseReason.ADMIN), new Failed("x", ""))) {
            for (CardReading reading : CardReading.values()) {
                assertThat(CardLifecycle.observe(state, reading)).isNotInstanceOf(Observation.To.class);
            }
        }
    }

    @Test
    void aDistributorNeverLiftsALockThatIsNotItsOwn() {
        CardState locked = new Locked(EnumSet.of(LockOwner.DISTRIBUTOR, LockOwner.ADMIN));
        assertThat(CardLifecycle.answer(locked, new CardAsk.Unlock(LockOwner.DISTRIBUTOR)))
                .isInstanceOf(Answer.No.class);
        assertThat(CardLifecycle.answer(locked, new CardAsk.Unlock(LockOwner.ADMIN)))
                .isInstanceOf(Answer.Go.class);
    }

    private static CardReading reading(ChangeKind kind) {
        return switch (kind) {
            case ACTIVATE, UNLOCK -> CardReading.ACTIVE;
            case LOCK -> CardReading.LOCKED;
            case CLOSE -> CardReading.CLOSING;
        };
    }

    private static List<CardState> states() {
        List<CardState> states = new ArrayList<>(List.of(new Requested(), new Pending(), new Inactive(), new Active()));
        for (int mask = 1; mask < 8; mask++) {
            Set<LockOwner> owners = EnumSet.noneOf(LockOwner.class);
            for (LockOwner owner : LockOwner.values()) {
                if ((mask & (1 << owner.ordinal())) != 0) {
                    owners.add(owner);
                }
            }
            states.add(new Locked(owners));
        }
        states.addAll(List.of(
                new Closing(CloseReason.DISTRIBUTOR), new Closed(CloseReason.DISTRIBUTOR), new Failed("refused", "")));
        return states;
    }

    private static List<CardAsk> asks() {
        List<CardAsk> asks = new ArrayList<>(List.of(new CardAsk.Activate()));
        for (LockOwner owner : List.of(LockOwner.DISTRIBUTOR, LockOwner.ADMIN, LockOwner.FREEZE)) {
            asks.add(new CardAsk.Lock(owner));
            asks.add(new CardAsk.Unlock(owner));
        }
        asks.addAll(List.of(
                new CardAsk.Close(CloseReason.DISTRIBUTOR),
                new CardAsk.Fund(),
                new CardAsk.Withdraw(),
                new CardAsk.Reveal(false),
                new CardAsk.Reveal(true),
                new CardAsk.SetPin(),
                new CardAsk.Control()));
        return asks;
    }

    private static String text(CardState state) {
        return switch (state) {
            case Locked locked -> "LOCKED by " + new TreeSet<>(locked.owners());
            case Closing closing -> "CLOSING by " + closing.why();
            case Closed closed -> "CLOSED by " + closed.why();
            case Requested ignored -> "REQUESTED";
            case Pending ignored -> "PENDING";
            case Inactive ignored -> "INACTIVE";
            case Active ignored -> "ACTIVE";
            case Failed ignored -> "FAILED";
        };
    }

    private static String text(Observation<CardState> observation) {
        return switch (observation) {
            case Observation.To<CardState>(var next) -> "-> " + text(next);
            case Observation.Stay<CardState> ignored -> "stay";
            case Observation.Look<CardState> ignored -> "look";
            case Observation.Review<CardState>(var reason) -> "review " + reason;
        };
    }

    private static String text(Answer answer) {
        return switch (answer) {
            case Answer.Go ignored -> "go";
            case Answer.Already ignored -> "already";
            case Answer.Here(var next) -> "here -> " + text(next);
            case Answer.No(var allowed) -> "no, allowed in " + allowed;
        };
    }

    private static String text(CardAsk ask) {
        return switch (ask) {
            case CardAsk.Activate ignored -> "activate";
            case CardAsk.Lock(var owner) -> "lock by " + owner;
            case CardAsk.Unlock(var owner) -> "unlock by " + owner;
            case CardAsk.Close(var why) -> "close by " + why;
            case CardAsk.Fund ignored -> "fund";
            case CardAsk.Withdraw ignored -> "withdraw";
            case CardAsk.Reveal(var whilePending) -> whilePending ? "reveal (pending too)" : "reveal";
            case CardAsk.SetPin ignored -> "set pin";
            case CardAsk.Control ignored -> "control";
        };
    }
}
