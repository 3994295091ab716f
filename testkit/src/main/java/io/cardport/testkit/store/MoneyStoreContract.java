package io.cardport.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.domain.card.Card;
import io.cardport.domain.funding.CardTransaction;
import io.cardport.domain.funding.FundsMovement;
import io.cardport.domain.funding.LedgerEntry;
import io.cardport.domain.funding.LedgerEntry.Account;
import io.cardport.domain.funding.Merchant;
import io.cardport.domain.funding.MovementState;
import io.cardport.domain.funding.TransactionStatus;
import io.cardport.domain.funding.TransactionType;
import io.cardport.domain.id.CardId;
import io.cardport.domain.id.OperationId;
import io.cardport.domain.issuing.CardBalance.CardFunds;
import io.cardport.domain.issuing.FundsMoved;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.issuing.TransactionSeen;
import io.cardport.domain.money.Money;
import io.cardport.domain.operation.Operation;
import io.cardport.domain.operation.OperationKind;
import io.cardport.domain.store.CardStore.KnownFunds;
import io.cardport.domain.store.Ledger;
import io.cardport.domain.store.MovementStore;
import io.cardport.domain.store.Page;
import io.cardport.domain.store.TransactionStore;
import io.cardport.domain.store.TransactionStore.Progress;
import io.cardport.domain.store.TransactionStore.Round;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every set of stores keeps of money: movements and transactions. */
public abstract class MoneyStoreContract extends StoreTrials {
    private static final Page.Request ALL = new Page.Request(100, Optional.empty());

    /** Made by JUnit. */
    protected MoneyStoreContract() {}

    @Test
    final void theLastWordOfACardsMoneyIsKept() {
        CardId card = card().id();
        Money ten = new Money(1_000, Rows.USD);
        KnownFunds first = new KnownFunds(new CardFunds(ten, Optional.empty(), Optional.of(ten)), Rows.NOW);
        KnownFunds later = new KnownFunds(
                new CardFunds(new Money(700, Rows.USD), Optional.of(new Money(300, Rows.USD)), Optional.empty()),
                Rows.NOW.plusSeconds(5));
        optional(stores -> stores.cards().funds(card)).isEmpty();
        rows().write(stores -> stores.cards().keepFunds(card, first));
        optional(stores -> stores.cards().funds(card)).contains(first);
        rows().write(stores -> stores.cards().keepFunds(card, later));
        rows().write(stores -> stores.cards().keepFunds(card, first));
        optional(stores -> stores.cards().funds(card)).contains(later);
    }

    @Test
    final void movementsAreFoundByCardAndOperation() {
        Card card = card();
        Operation operation = rows().operation(card, OperationKind.TOP_UP, Optional.empty());
        rows().write(stores -> stores.operations().insert(operation));
        FundsMovement pending = rows().topUp(card, operation.id());
        rows().write(stores -> stores.movements().insert(pending));
        optional(stores -> stores.movements().find(rows().own, pending.id())).contains(pending);
        optional(stores -> stores.movements().find(rows().foreign, pending.id()))
                .isEmpty();
        FundsMovement done = pending.became(
                new FundsMovement.Result(
                        MovementState.SUCCEEDED,
                        new FundsMoved(Optional.of(new Money(10, Rows.USD)), Optional.empty()),
                        FundsMovement.FundsReturned.NO,
                        Optional.empty(),
                        "o-1"),
                Rows.NOW);
        rows().write(stores -> {
            assertThat(stores.movements().lockOf(operation.id())).contains(pending);
            stores.movements().update(done);
        });
        assertThat(read(stores -> stores.movements().of(card.id(), MovementStore.Direction.IN, ALL))
                        .data())
                .containsExactly(done);
        assertThat(read(stores -> stores.movements().of(card.id(), MovementStore.Direction.OUT, ALL))
                        .data())
                .isEmpty();
    }

    @Test
    final void transactionsAreFoundByReferenceAndMarks() {
        Card card = card();
        var seen = new TransactionSeen(
                new ProviderRef("t-1"),
                TransactionType.PURCHASE,
                TransactionStatus.AUTHORIZED,
                "AUTH",
                new TransactionSeen.Amounts(
                        new Money(999, Rows.USD), Optional.of(new Money(999, Rows.USD)), Optional.empty()),
                Optional.of(new Merchant(
                        Optional.of("Corner Shop"), Optional.of("5411"), Optional.empty(), Optional.of("SG"))),
                Rows.NOW);
        var transaction = new CardTransaction(
                rows().ids.transaction(), rows().distributor, card.id(), seen, Card.Times.first(Rows.NOW));
        rows().write(stores -> stores.transactions().insert(transaction));
        optional(stores -> stores.transactions().lock(card.id(), new ProviderRef("t-1")))
                .contains(transaction);
        optional(stores -> stores.transactions().find(card.id(), new ProviderRef("t-1")))
                .contains(transaction);
        optional(stores -> stores.transactions().find(card.id(), new ProviderRef("t-2")))
                .isEmpty();
        optional(stores -> stores.transactions().find(rows().own, transaction.id()))
                .contains(transaction);
        optional(stores -> stores.transactions().find(rows().foreign, transaction.id()))
                .isEmpty();
        var day = new TransactionStore.When(
                Optional.of(Rows.NOW), Optional.of(Rows.NOW.plusSeconds(1)), Optional.of("corner"));
        assertThat(transactions(card, day)).containsExactly(transaction);
        assertThat(transactions(
                        card, new TransactionStore.When(Optional.empty(), Optional.of(Rows.NOW), Optional.empty())))
                .isEmpty();
        assertThat(transactions(
                        card, new TransactionStore.When(Optional.empty(), Optional.empty(), Optional.of("100%"))))
                .isEmpty();
    }

    @Test
    final void howFarTransactionsWereReadIsKeptForEachAccount() {
        String account = rows().account;
        var begun = new Progress(Optional.empty(), Optional.of(new Round(Rows.NOW, Optional.empty())));
        var halfWay = new Progress(
                Optional.of(Rows.NOW), Optional.of(new Round(Rows.NOW.plusSeconds(5), Optional.of("2-17"))));
        var whole = new Progress(Optional.of(Rows.NOW.plusSeconds(5)), Optional.empty());
        result(stores -> stores.transactions().progress(account)).isEqualTo(Progress.NONE);
        for (Progress progress : List.of(begun, halfWay, whole, Progress.NONE, halfWay)) {
            rows().write(stores -> stores.transactions().progress(account, progress));
            result(stores -> stores.transactions().progress(account)).isEqualTo(progress);
        }
        result(stores -> stores.transactions().progress("another")).isEqualTo(Progress.NONE);
    }

    private List<CardTransaction> transactions(Card card, TransactionStore.When time) {
        var filter = new TransactionStore.Filter(
                rows().own,
                Optional.of(card.id()),
                Optional.of(card.owner().cardholder()),
                Optional.of(TransactionType.PURCHASE),
                Optional.of(TransactionStatus.AUTHORIZED),
                time);
        return read(stores -> stores.transactions().list(filter, ALL)).data();
    }

    @Test
    final void bookingsAddUpByAccountAndCurrency() {
        OperationId operation =
                rows().operation(card(), OperationKind.TOP_UP, Optional.empty()).id();
        Currency currency = Currency.getInstance("SEK");
        Account at = new Account.Float(rows().account);
        Account transit = new Account.Transit(operation);
        long wasLeft = read(stores -> stores.ledger().floatOf(rows().account)).getOrDefault(currency, 0L);
        long wasUnderWay = underWay(currency).difference();
        rows().write(stores -> {
            stores.ledger().book(LedgerEntry.booking(at, transit, new Money(2_000, currency), operation));
            stores.ledger()
                    .book(LedgerEntry.booking(
                            transit, new Account.Fee(rows().account), new Money(50, currency), operation));
        });
        Map<Currency, Long> left = read(stores -> stores.ledger().floatOf(rows().account));
        Map<Currency, Long> elsewhere = read(stores -> stores.ledger().floatOf("no-such-account"));
        assertThat(left).containsEntry(currency, wasLeft - 2_000);
        assertThat(underWay(currency).difference()).isEqualTo(wasUnderWay + 1_950);
        assertThat(elsewhere).isEmpty();
    }

    private Ledger.UnderWay underWay(Currency currency) {
        return read(stores -> stores.ledger().underWay()).getOrDefault(currency, new Ledger.UnderWay(0, 0));
    }
}
