package io.cardport.uqpay;

import io.cardport.domain.issuing.AccountBalances;
import io.cardport.domain.issuing.CardFunding;
import io.cardport.domain.issuing.CardTransactions;
import io.cardport.domain.issuing.CardWithdrawal;
import io.cardport.domain.issuing.FundsMoved;
import io.cardport.domain.issuing.Look;
import io.cardport.domain.issuing.MoveFunds;
import io.cardport.domain.issuing.Outcome;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.issuing.TransactionSeen;
import io.cardport.domain.money.Money;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Money on cards and in our account (section 5). */
final class UqpayMoney implements CardFunding, CardWithdrawal, CardTransactions, AccountBalances {
    /** Time-ranged lists span at most 90 days (section 1.6); a day less keeps clear of how the ends are counted. */
    private static final Duration RANGE = Duration.ofDays(89);

    /** Times are sent in whole seconds, and the issuer's clock may be ahead of ours. */
    private static final Duration AHEAD = Duration.ofMinutes(1);

    private static final int MOST_RANGES = 24;
    private static final int MOST_TRANSACTIONS = 1_000;

    private final UqpayClient client;
    private final UqpayTransactions reading;
    private final InstantSource clock;

    UqpayMoney(UqpayClient client, UqpayTransactions reading, InstantSource clock) {
        this.client = client;
        this.reading = reading;
        this.clock = clock;
    }

    @Override
    public Outcome<FundsMoved> topUp(MoveFunds command) {
        return move(command, body -> client.recharge(UqpayClient.Key.of(command.operation()), command.card(), body));
    }

    @Override
    public Outcome<FundsMoved> withdraw(MoveFunds command) {
        return move(command, body -> client.withdraw(UqpayClient.Key.of(command.operation()), command.card(), body));
    }

    @Override
    public Look<List<AccountBalance>> accountBalances() {
        return UqpayPages.all(
                client::balances,
                view -> UqpayWire.money(view, "available_balance", "currency")
                        .map(available -> new AccountBalance(
                                available,
                                UqpayWire.money(view, "frozen_balance", "currency")
                                        .orElse(Money.zero(available.currency())))));
    }

    @Override
    public Look<List<TransactionSeen>> transactions(ProviderRef card, Instant from) {
        List<TransactionSeen> all = new ArrayList<>();
        Instant to = clock.instant().plus(AHEAD);
        for (int range = 0; range < MOST_RANGES && to.isAfter(from) && all.size() < MOST_TRANSACTIONS; range++) {
            Instant end = to;
            Instant begin = end.minus(RANGE).isAfter(from) ? end.minus(RANGE) : from;
            Look<List<TransactionSeen>> part = UqpayPages.all(
                    page -> client.transactions(card, begin, end, page),
                    view -> reading.read(view, "").map(UqpayTransactions.Told::seen));
            if (!(part instanceof Look.Found<List<TransactionSeen>>(List<TransactionSeen> found))) {
                return part;
            }
            all.addAll(found);
            to = begin;
        }
        return new Look.Found<>(all.stream()
                .filter(seen -> !seen.occurredAt().isBefore(from))
                .distinct()
                .sorted(Comparator.comparing(TransactionSeen::occurredAt).reversed())
                .limit(MOST_TRANSACTIONS)
                .toList());
    }

    private static Outcome<FundsMoved> move(MoveFunds command, Function<Map<String, Object>, UqpayClient.Reply> call) {
        var objection = UqpayBodies.objectionTo("amount", command.amount(), Optional.empty());
        if (objection.isPresent()) {
            return new Outcome.Refused<>(objection.get().refusal());
        }
        return UqpayAnswers.outcome(
                call.apply(Map.of("amount", command.amount().decimal())),
                view -> UqpayCardChanges.ordered(view, order -> new Outcome.Done<>(FundsMoved.PLAIN)));
    }
}
