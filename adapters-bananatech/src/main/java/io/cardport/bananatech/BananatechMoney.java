package io.cardport.bananatech;

import io.cardport.bananatech.BananatechWire.CardKey;
import io.cardport.domain.funding.Merchant;
import io.cardport.domain.issuing.AccountBalances;
import io.cardport.domain.issuing.CardBalance;
import io.cardport.domain.issuing.CardFunding;
import io.cardport.domain.issuing.CardTransactions;
import io.cardport.domain.issuing.FundsMoved;
import io.cardport.domain.issuing.Look;
import io.cardport.domain.issuing.MoveFunds;
import io.cardport.domain.issuing.OrderSeen;
import io.cardport.domain.issuing.Outcome;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.issuing.Refusal.Reason;
import io.cardport.domain.issuing.TopUpListing;
import io.cardport.domain.issuing.TransactionSeen;
import io.cardport.domain.money.Money;
import io.cardport.http.JsonView;
import java.time.Instant;
import java.util.Comparator;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Money on cards and in our account (section 2.2). A recharge has no reference, neither ours nor BananaTech's. */
final class BananatechMoney implements CardFunding, TopUpListing, CardBalance, CardTransactions, AccountBalances {
    private static final String RECHARGE = "RECHARGE";
    private static final int MOST_TRANSACTIONS = 1_000;

    private final BananatechClient client;
    private final Currency usual;

    BananatechMoney(BananatechClient client, Currency usual) {
        this.client = client;
        this.usual = usual;
    }

    @Override
    public Outcome<FundsMoved> topUp(MoveFunds command) {
        Optional<CardKey> key = CardKey.of(command.card());
        if (key.isEmpty()) {
            return new Outcome.Refused<>(BananatechAnswers.own(Reason.NOT_FOUND, "BananaTech has no such card"));
        }
        if (command.amount().minor() <= 0) {
            return new Outcome.Refused<>(
                    BananatechAnswers.own(Reason.AMOUNT_OUT_OF_RANGE, "a recharge is more than nothing"));
        }
        var body = new BananatechWire.RechargeBody(
                key.get().user(), key.get().card(), command.amount().decimal());
        return BananatechAnswers.outcome(
                client.recharge(body),
                view -> Optional.of(new Outcome.Accepted<>(
                        BananatechCards.order("recharge", command.operation()), Optional.empty())));
    }

    /** All that were ever made; one that cannot be read could be the one that is looked for, so it spoils the list. */
    @Override
    public Look<List<ListedTopUp>> topUpsOf(ProviderRef card) {
        Optional<CardKey> key = CardKey.of(card);
        if (key.isEmpty()) {
            return new Look.Absent<>();
        }
        Look<List<ListedTopUp>> all = BananatechPages.complete(
                skip -> client.transactions(body(key.get(), skip, Optional.of(RECHARGE), Optional.empty())),
                BananatechMoney::isRecharge,
                this::listed);
        return all instanceof Look.Found<List<ListedTopUp>>(List<ListedTopUp> found)
                ? new Look.Found<>(once(found))
                : all;
    }

    /** A list may move while it is read: what comes twice counts once, as it was read last. */
    private static List<ListedTopUp> once(List<ListedTopUp> found) {
        Map<ProviderRef, ListedTopUp> byOrder = new LinkedHashMap<>();
        found.forEach(one -> byOrder.put(one.seen().order(), one));
        return List.copyOf(byOrder.values());
    }

    @Override
    public Look<CardFunds> balance(ProviderRef card) {
        Optional<CardKey> key = CardKey.of(card);
        return key.isEmpty()
                ? new Look.Absent<>()
                : BananatechAnswers.look(
                        client.balance(new BananatechWire.CardBody(
                                key.get().user(), key.get().card())),
                        view -> BananatechWire.money(view, "balance", usual)
                                .map(available -> new CardFunds(
                                        available,
                                        Optional.empty(),
                                        BananatechWire.money(view, "refund_amount", usual))));
    }

    @Override
    public Look<List<TransactionSeen>> transactions(ProviderRef card, Instant from) {
        Optional<CardKey> key = CardKey.of(card);
        if (key.isEmpty()) {
            return new Look.Absent<>();
        }
        Look<List<TransactionSeen>> all = BananatechPages.readable(
                skip -> client.transactions(body(key.get(), skip, Optional.empty(), Optional.of(from.toString()))),
                view -> transaction(view, usual));
        return all instanceof Look.Found<List<TransactionSeen>>(List<TransactionSeen> found)
                ? new Look.Found<>(found.stream()
                        .filter(seen -> !seen.occurredAt().isBefore(from))
                        .sorted(Comparator.comparing(TransactionSeen::occurredAt)
                                .reversed())
                        .limit(MOST_TRANSACTIONS)
                        .toList())
                : all;
    }

    /** The answer's form is not documented: one balance, or a list of them. */
    @Override
    public Look<List<AccountBalance>> accountBalances() {
        return BananatechAnswers.look(client.accountBalance(), view -> {
            List<JsonView> items = view.at("data").items();
            JsonView single = view.at("data").fields().isEmpty() ? view : view.at("data");
            List<AccountBalance> balances = (items.isEmpty() ? List.of(single) : items)
                    .stream().flatMap(item -> accountBalance(item).stream()).toList();
            return balances.isEmpty() ? Optional.empty() : Optional.of(balances);
        });
    }

    /** A transaction as lists show it; an event's own time stands in for the list's. */
    static Optional<TransactionSeen> transaction(JsonView view, Currency usual) {
        Optional<ProviderRef> id =
                BananatechWire.reference(view, "id").or(() -> BananatechWire.reference(view, "transaction_id"));
        Optional<Money> amount = BananatechWire.money(view, "amount", usual);
        Optional<Instant> at = BananatechWire.created(view).or(() -> BananatechWire.occurred(view));
        String type = BananatechWire.word(view, "type").orElse("");
        String status = BananatechWire.word(view, "status").orElse("");
        return BananatechLifecycle.transactionStatus(status)
                .flatMap(how -> id.flatMap(reference -> amount.flatMap(money -> at.map(time -> new TransactionSeen(
                        reference,
                        BananatechLifecycle.transactionType(type),
                        how,
                        (type + " " + status).strip(),
                        new TransactionSeen.Amounts(money, Optional.empty(), Optional.empty()),
                        merchant(view),
                        time)))));
    }

    private static Optional<Merchant> merchant(JsonView view) {
        return view.text("merchant_name")
                .filter(name -> !name.isBlank())
                .map(name -> new Merchant(Optional.of(name), Optional.empty(), Optional.empty(), Optional.empty()));
    }

    private Optional<AccountBalance> accountBalance(JsonView view) {
        return BananatechWire.money(view, "balance", usual)
                .or(() -> BananatechWire.money(view, "available", usual))
                .map(available -> new AccountBalance(
                        available,
                        BananatechWire.money(view, "frozen", usual).orElse(Money.zero(available.currency()))));
    }

    private static boolean isRecharge(JsonView view) {
        return BananatechWire.word(view, "type")
                .filter(RECHARGE::equalsIgnoreCase)
                .isPresent();
    }

    private Optional<ListedTopUp> listed(JsonView view) {
        Optional<ProviderRef> id = BananatechWire.reference(view, "id");
        String word = BananatechWire.word(view, "status").orElse("");
        return id.flatMap(order -> BananatechWire.money(view, "amount", usual)
                .map(amount -> new ListedTopUp(
                        new OrderSeen(
                                order,
                                BananatechLifecycle.result(word),
                                word,
                                Optional.empty(),
                                FundsMoved.PLAIN,
                                BananatechWire.created(view)),
                        amount)));
    }

    private static BananatechWire.TransactionsBody body(
            CardKey key, long skip, Optional<String> type, Optional<String> from) {
        return new BananatechWire.TransactionsBody(key.user(), key.card(), skip, BananatechPages.SIZE, type, from);
    }
}
