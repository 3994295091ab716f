package io.cardport.domain.usecase;

import io.cardport.domain.funding.FundsMovement;
import io.cardport.domain.funding.LedgerEntry;
import io.cardport.domain.funding.LedgerEntry.Account;
import io.cardport.domain.issuing.FundsMoved;
import io.cardport.domain.money.Money;
import io.cardport.domain.operation.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is booked when a movement ends. What the issuer took from where the money came is what arrived and its fee; where
 * that is more or less than was asked for, the difference is booked against where the money came from. Amounts in another
 * currency than the movement's are shown and not booked: what they are worth in it nobody said.
 */
final class Bookings {
    private Bookings() {}

    static List<LedgerEntry> arrival(Operation operation, FundsMovement movement, FundsMoved moved) {
        Money asked = movement.amount();
        Optional<Money> told = same(moved.credited(), asked);
        long fee = same(moved.fee(), asked)
                .map(Money::minor)
                .orElseGet(() -> told.map(credited -> Math.max(0, asked.minor() - credited.minor()))
                        .orElse(0L));
        long arrived = told.map(Money::minor).orElse(asked.minor());
        long taken = arrived + fee;
        Account transit = new Account.Transit(operation.id());
        Account source = source(operation, movement);
        List<LedgerEntry> entries = new ArrayList<>();
        if (taken > asked.minor()) {
            entries.addAll(booking(operation, source, transit, asked, taken - asked.minor()));
        }
        entries.addAll(booking(operation, transit, target(operation, movement), asked, arrived));
        Account fees = new Account.Fee(operation.about().account());
        entries.addAll(booking(operation, transit, fees, asked, fee));
        if (taken < asked.minor()) {
            entries.addAll(booking(operation, transit, source, asked, asked.minor() - taken));
        }
        return entries;
    }

    static List<LedgerEntry> comingBack(Operation operation, FundsMovement movement) {
        Account transit = new Account.Transit(operation.id());
        return LedgerEntry.booking(transit, source(operation, movement), movement.amount(), operation.id());
    }

    /** What takes bookings back. */
    static List<LedgerEntry> undone(List<LedgerEntry> entries) {
        return entries.stream()
                .map(entry -> new LedgerEntry(
                        entry.account(),
                        new Money(-entry.amount().minor(), entry.amount().currency()),
                        entry.operation()))
                .toList();
    }

    private static Optional<Money> same(Optional<Money> told, Money asked) {
        return told.filter(money -> money.currency().equals(asked.currency()));
    }

    private static List<LedgerEntry> booking(Operation operation, Account from, Account to, Money like, long minor) {
        return minor == 0
                ? List.of()
                : LedgerEntry.booking(from, to, new Money(minor, like.currency()), operation.id());
    }

    private static Account source(Operation operation, FundsMovement movement) {
        return switch (movement.kind()) {
            case INITIAL, TOP_UP -> new Account.Float(operation.about().account());
            case WITHDRAWAL -> new Account.OnCard(movement.owner().card());
        };
    }

    private static Account target(Operation operation, FundsMovement movement) {
        return switch (movement.kind()) {
            case INITIAL, TOP_UP -> new Account.OnCard(movement.owner().card());
            case WITHDRAWAL -> new Account.Float(operation.about().account());
        };
    }
}
