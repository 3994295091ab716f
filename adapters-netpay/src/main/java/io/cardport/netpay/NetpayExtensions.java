package io.cardport.netpay;

import io.cardport.domain.card.CardFacts;
import io.cardport.domain.id.OperationId;
import io.cardport.domain.issuing.CardBalance;
import io.cardport.domain.issuing.CardChanged;
import io.cardport.domain.issuing.CardClosing;
import io.cardport.domain.issuing.CardCommand;
import io.cardport.domain.issuing.CardControls;
import io.cardport.domain.issuing.CardFunding;
import io.cardport.domain.issuing.CardLookup;
import io.cardport.domain.issuing.CardSeen;
import io.cardport.domain.issuing.CardTransactions;
import io.cardport.domain.issuing.CardWithdrawal;
import io.cardport.domain.issuing.FundsMoved;
import io.cardport.domain.issuing.Look;
import io.cardport.domain.issuing.MoveFunds;
import io.cardport.domain.issuing.Outcome;
import io.cardport.domain.issuing.ProductSeen;
import io.cardport.domain.issuing.ProviderFacts;
import io.cardport.domain.issuing.ProviderFacts.OperationFacts;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.issuing.TransactionSeen;
import io.cardport.domain.money.Money;
import io.cardport.domain.money.MoneyReading;
import io.cardport.domain.operation.OperationKind;
import io.cardport.http.JsonView;
import io.cardport.http.WireResult;
import io.cardport.netpay.NetpayAnswers.Command;
import io.cardport.netpay.NetpayClient.Change;
import io.cardport.netpay.NetpayClient.Move;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The routes of NetPay's older merchant API (sheet 0.3), which the distributor API does not document. They are there only
 * with {@code extensions: true}. A card is read by its balance route, the only one that tells a status. The list of a
 * holder's cards is not used: it carries no reference of ours, so it could not tell whose card is whose.
 */
final class NetpayExtensions
        implements CardControls, CardClosing, CardLookup, CardBalance, CardTransactions, CardFunding, CardWithdrawal {
    private static final OperationFacts SEEN_ON_THE_CARD = new OperationFacts(
            Optional.empty(),
            Set.of(ProviderFacts.Lookup.BY_CARD),
            ProviderFacts.Absence.CERTAIN,
            ProviderFacts.Lane.SUBJECT);

    /** Money is blind: that the merchant routes keep idempotency keys is not documented. */
    static final Map<OperationKind, OperationFacts> OPERATIONS = Map.of(
            OperationKind.LOCK_CARD, SEEN_ON_THE_CARD,
            OperationKind.UNLOCK_CARD, SEEN_ON_THE_CARD,
            OperationKind.CLOSE_CARD, SEEN_ON_THE_CARD,
            OperationKind.TOP_UP, OperationFacts.BLIND,
            OperationKind.WITHDRAW, OperationFacts.BLIND);

    private static final int PAGE = 100;
    private static final int LAST_PAGE = 10;

    private final NetpayClient client;
    private final List<Currency> currencies;

    NetpayExtensions(NetpayClient client, List<ProductSeen> products) {
        this.client = client;
        this.currencies = products.stream()
                .flatMap(product -> product.currencies().stream())
                .distinct()
                .toList();
    }

    @Override
    public Outcome<CardChanged> lock(CardCommand command) {
        return change(command, Change.FREEZE, "frozen");
    }

    @Override
    public Outcome<CardChanged> unlock(CardCommand command) {
        return change(command, Change.UNFREEZE, "active");
    }

    @Override
    public Outcome<CardChanged> close(CardCommand command) {
        return change(command, Change.TERMINATE, "cancelled");
    }

    @Override
    public Look<CardSeen> card(ProviderRef card) {
        return NetpayAnswers.look(
                client.balance(card),
                body -> NetpayWire.Balance.of(body)
                        .map(balance -> new CardSeen(
                                card,
                                NetpayLifecycle.card(balance.status()),
                                balance.status(),
                                CardFacts.NONE,
                                Optional.empty())));
    }

    @Override
    public Look<CardFunds> balance(ProviderRef card) {
        return NetpayAnswers.look(
                client.balance(card),
                body -> NetpayWire.Balance.of(body)
                        .flatMap(balance -> money(balance.balance(), balance.currency()))
                        .map(available -> new CardFunds(available, Optional.empty(), Optional.empty())));
    }

    @Override
    public Look<List<TransactionSeen>> transactions(ProviderRef card, Instant from) {
        var all = new ArrayList<TransactionSeen>();
        for (int page = 1; page <= LAST_PAGE; page++) {
            WireResult result = client.transactions(card, page, PAGE, from);
            Look<List<TransactionSeen>> look = NetpayAnswers.look(result, this::page);
            if (!(look instanceof Look.Found<List<TransactionSeen>>(List<TransactionSeen> found))) {
                return look;
            }
            found.stream().filter(seen -> !seen.occurredAt().isBefore(from)).forEach(all::add);
            if (found.size() < PAGE) {
                break;
            }
        }
        return new Look.Found<>(List.copyOf(all));
    }

    @Override
    public Outcome<FundsMoved> topUp(MoveFunds command) {
        return move(command, Move.LOAD);
    }

    @Override
    public Outcome<FundsMoved> withdraw(MoveFunds command) {
        return move(command, Move.UNLOAD);
    }

    private Outcome<CardChanged> change(CardCommand command, Change change, String word) {
        OperationId operation = command.operation();
        return NetpayAnswers.outcome(
                Command.CHANGE,
                client.change(operation, command.card(), change),
                body -> NetpayWire.Confirmed.of(body)
                        .map(confirmed -> new CardChanged(NetpayLifecycle.card(word), word, Optional.empty())));
    }

    private Outcome<FundsMoved> move(MoveFunds command, Move move) {
        var body = new NetpayWire.AmountBody(command.amount().decimal());
        return NetpayAnswers.outcome(
                Command.MOVE,
                client.move(command.operation(), command.card(), move, body),
                answer -> NetpayWire.Confirmed.of(answer).map(confirmed -> FundsMoved.PLAIN));
    }

    private Optional<List<TransactionSeen>> page(JsonView body) {
        if (body.at("transactions").node().isEmpty()) {
            return Optional.empty();
        }
        var page = new ArrayList<TransactionSeen>();
        for (JsonView item : body.at("transactions").items()) {
            Optional<TransactionSeen> seen = NetpayWire.Transaction.of(item).flatMap(this::seen);
            if (seen.isEmpty()) {
                return Optional.empty();
            }
            page.add(seen.get());
        }
        return Optional.of(page);
    }

    private Optional<TransactionSeen> seen(NetpayWire.Transaction transaction) {
        return money(transaction.amount(), transaction.currency())
                .map(amount -> new TransactionSeen(
                        transaction.reference(),
                        NetpayLifecycle.transactionType(transaction.type()),
                        NetpayLifecycle.transactionStatus(transaction.status()),
                        transaction.type() + "/" + transaction.status(),
                        new TransactionSeen.Amounts(amount, Optional.empty(), Optional.empty()),
                        Optional.empty(),
                        transaction.at()));
    }

    /** The routes give bare numbers; without a code they can only mean the one currency there is. */
    private Optional<Money> money(BigDecimal amount, Optional<String> code) {
        Optional<Currency> currency = code.isPresent()
                ? currencies.stream()
                        .filter(known -> known.getCurrencyCode().equals(code.get()))
                        .findFirst()
                : currencies.stream().filter(only -> currencies.size() == 1).findFirst();
        return currency.flatMap(known -> switch (Money.of(amount, known)) {
            case MoneyReading.Read(Money money) -> Optional.of(money);
            case MoneyReading.Rejected rejected -> Optional.empty();
        });
    }
}
