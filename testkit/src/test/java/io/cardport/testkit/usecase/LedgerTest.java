package io.cardport.testkit.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.domain.card.Card;
import io.cardport.domain.funding.FundsMovement;
import io.cardport.domain.funding.LedgerEntry;
import io.cardport.domain.funding.LedgerEntry.Account;
import io.cardport.domain.funding.MovementState;
import io.cardport.domain.funding.OrderReading;
import io.cardport.domain.issuing.FundsMoved;
import io.cardport.domain.money.Money;
import io.cardport.domain.store.MovementStore;
import io.cardport.domain.store.Page;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is booked is what happened to the money. */
class LedgerTest {
    private final House house = new House();
    private final Card card = house.activeCard();

    @AfterEach
    void underWayIsBooked() {
        house.assertUnderWayIsBooked();
    }

    @Test
    void aFeeOnTopIsTakenFromTheFloat() {
        house.issuer.moved = new FundsMoved(usd(50), Optional.empty());
        house.topUp(card);
        assertBooked(-2050, 2000, 50);
    }

    @Test
    void aFeeOutOfTheAmountLeavesLessOnTheCard() {
        house.issuer.moved = new FundsMoved(usd(50), usd(1950));
        house.topUp(card);
        assertBooked(-2000, 1950, 50);
    }

    @Test
    void whatArrivesLessIsAFeeWhereTheIssuerNamesNone() {
        house.issuer.moved = new FundsMoved(Optional.empty(), usd(1900));
        house.topUp(card);
        assertBooked(-2000, 1900, 100);
    }

    @Test
    void theMoneyOfAFailedOrderStaysUnderWayWhileNobodyKnowsWhereItIs() {
        house.issuer.next(Mood.SLOW);
        house.topUp(card);
        house.issuer.orders.replaceAll((order, reading) -> OrderReading.FAILED);
        house.runJobs(Duration.ofMinutes(2));
        FundsMovement movement = house.stores
                .read(all -> all.movements()
                        .of(card.id(), MovementStore.Direction.IN, new Page.Request(1, Optional.empty())))
                .data()
                .getFirst();
        assertThat(movement.result().state()).isEqualTo(MovementState.FAILED);
        assertThat(movement.result().fundsReturned()).isEqualTo(FundsMovement.FundsReturned.UNKNOWN);
        assertBooked(-2000, 0, 0);
        assertThat(sum(Account.Transit.class)).isEqualTo(2000);
    }

    private static Optional<Money> usd(long minor) {
        return Optional.of(new Money(minor, House.USD));
    }

    private void assertBooked(long left, long onCard, long fee) {
        assertThat(sum(Account.Float.class)).isEqualTo(left);
        assertThat(sum(Account.OnCard.class)).isEqualTo(onCard);
        assertThat(sum(Account.Fee.class)).isEqualTo(fee);
    }

    private long sum(Class<? extends Account> kind) {
        return house.stores.bookings().stream()
                .filter(entry -> kind.isInstance(entry.account()))
                .map(LedgerEntry::amount)
                .mapToLong(Money::minor)
                .sum();
    }
}
