package io.cardport.artha;

import io.cardport.artha.ArthaAnswers.Call;
import io.cardport.domain.funding.Merchant;
import io.cardport.domain.funding.OrderReading;
import io.cardport.domain.funding.TransactionType;
import io.cardport.domain.id.OperationId;
import io.cardport.domain.issuing.CardBalance;
import io.cardport.domain.issuing.CardFunding;
import io.cardport.domain.issuing.CardReveal;
import io.cardport.domain.issuing.CardTransactions;
import io.cardport.domain.issuing.FundsMoved;
import io.cardport.domain.issuing.Look;
import io.cardport.domain.issuing.MoveFunds;
import io.cardport.domain.issuing.OrderLookup;
import io.cardport.domain.issuing.OrderSeen;
import io.cardport.domain.issuing.Outcome;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.issuing.Refusal.Reason;
import io.cardport.domain.issuing.TopUpListing;
import io.cardport.domain.issuing.TransactionSeen;
import io.cardport.domain.money.Money;
import io.cardport.http.JsonView;
import io.cardport.http.WireResult;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What is on a card: top-ups, balance, transactions, and the numbers printed on it (section 1.3). */
final class ArthaMoney implements CardFunding, OrderLookup, TopUpListing, CardBalance, CardTransactions, CardReveal {
    private static final int MOST_TRANSACTIONS = 1_000;

    private final ArthaClient client;
    private final InstantSource clock;
    private final Duration pageLifetime;

    ArthaMoney(ArthaClient client, InstantSource clock, Duration pageLifetime) {
        this.client = client;
        this.clock = clock;
        this.pageLifetime = pageLifetime;
    }

    /** The issuer's transaction id is the order; whatever the first word is, its status is asked for later. */
    @Override
    public Outcome<FundsMoved> topUp(MoveFunds command) {
        return ArthaAnswers.outcome(
                Call.FUND,
                client.topUp(command.card(), ArthaBodies.topUp(command.amount())),
                root -> ArthaWire.TopUp.of(root).map(ArthaMoney::taken));
    }

    private static Outcome<FundsMoved> taken(ArthaWire.TopUp topUp) {
        String word = topUp.word().orElse("");
        return ArthaLifecycle.topUp(word) == OrderReading.FAILED
                ? ArthaAnswers.refused(Reason.DECLINED, "the issuer answered: " + word)
                : new Outcome.Accepted<>(topUp.id(), Optional.empty());
    }

    @Override
    public Look<OrderSeen> order(ProviderRef order) {
        return ArthaAnswers.look(
                client.topUpStatus(order), root -> ArthaWire.TopUp.status(root).map(word -> seen(order, word)));
    }

    @Override
    public Look<List<ListedTopUp>> topUpsOf(ProviderRef card) {
        return ArthaPages.all(
                (offset, limit) -> client.topUps(card, offset, limit),
                item -> ArthaWire.TopUp.of(item)
                        .flatMap(topUp -> topUp.amount()
                                .map(amount -> new ListedTopUp(
                                        seen(topUp.id(), topUp.word().orElse("")), amount))),
                listed -> listed.seen().order());
    }

    @Override
    public Look<CardFunds> balance(ProviderRef card) {
        return ArthaAnswers.look(
                client.balance(card),
                root -> ArthaWire.Balance.of(root)
                        .map(balance -> new CardFunds(balance.available(), balance.hold(), Optional.empty())));
    }

    @Override
    public Look<List<TransactionSeen>> transactions(ProviderRef card, Instant from) {
        List<TransactionSeen> all = new ArrayList<>();
        Look<List<TransactionSeen>> walked =
                ArthaPages.walk((offset, limit) -> client.transactions(card, from, offset, limit), item -> {
                    Optional<TransactionSeen> seen = transaction(item);
                    seen.filter(one -> !one.occurredAt().isBefore(from)).ifPresent(all::add);
                    if (seen.isEmpty()) {
                        return Optional.of(new Look.Unavailable<>(Look.Cause.MALFORMED_ANSWER));
                    }
                    return all.size() < MOST_TRANSACTIONS ? Optional.empty() : Optional.of(new Look.Absent<>());
                });
        return walked instanceof Look.Absent<List<TransactionSeen>>
                ? new Look.Found<>(all.stream()
                        .sorted(Comparator.comparing(TransactionSeen::occurredAt)
                                .reversed())
                        .toList())
                : walked;
    }

    /** The bytes of the answer are wiped: they hold the number. */
    @Override
    public Look<RevealedCard> reveal(OperationId operation, ProviderRef card) {
        Instant asked = clock.instant();
        WireResult result = client.sensitive(card);
        Look<RevealedCard> look = ArthaAnswers.look(
                result, root -> ArthaWire.Sensitive.of(root).flatMap(sensitive -> revealed(sensitive, asked)));
        if (result instanceof WireResult.Answered answered) {
            Arrays.fill(answered.body(), (byte) 0);
        }
        return look;
    }

    private Optional<RevealedCard> revealed(ArthaWire.Sensitive sensitive, Instant asked) {
        return sensitive
                .details()
                .<RevealedCard>map(
                        details -> new RevealedCard.Details(details.number(), details.cvv(), details.expiry()))
                .or(() -> sensitive.page().map(page -> new RevealedCard.Iframe(page, asked.plus(pageLifetime))));
    }

    private static OrderSeen seen(ProviderRef order, String word) {
        OrderReading reading = ArthaLifecycle.topUp(word);
        return new OrderSeen(
                order,
                reading,
                word,
                reading == OrderReading.FAILED ? Optional.of(word) : Optional.empty(),
                FundsMoved.PLAIN,
                Optional.empty());
    }

    private static Optional<TransactionSeen> transaction(JsonView item) {
        String type = ArthaWire.word(item, "type").orElse("");
        String status = ArthaWire.word(item, "status").orElse("");
        // A refund is a transaction of its own; what settles or reverses another is about that one.
        Optional<ProviderRef> id = ArthaLifecycle.transactionType(type) == TransactionType.REFUND
                ? ArthaWire.ref(item, "transactionId", "id")
                : ArthaWire.ref(item, "originalTransactionId", "transactionId", "id");
        Optional<Money> billing = ArthaWire.money(item, "settleAmount", "settleCurrency")
                .or(() -> ArthaWire.money(item, "authorizedAmount", "authorizedCurrency"));
        Optional<Money> amount = ArthaWire.money(item, "localAmount", "localCurrency")
                .or(() -> billing)
                .or(() -> ArthaWire.money(item, "amount", "currency"));
        Optional<Instant> at = ArthaWire.time(item, "authorizedAt", "settleDate", "createdAt");
        return id.flatMap(reference -> amount.flatMap(money -> at.map(when -> new TransactionSeen(
                reference,
                ArthaLifecycle.transactionType(type),
                ArthaLifecycle.transactionStatus(status),
                type + "/" + status,
                new TransactionSeen.Amounts(money, billing, ArthaWire.money(item, "fee", "feeCurrency")),
                merchant(item),
                when))));
    }

    private static Optional<Merchant> merchant(JsonView item) {
        var merchant = new Merchant(
                ArthaWire.word(item, "merchantName"),
                ArthaWire.word(item, "merchantCategoryCode"),
                ArthaWire.word(item, "merchantCity"),
                ArthaWire.word(item, "merchantCountry"));
        return merchant.equals(new Merchant(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()))
                ? Optional.empty()
                : Optional.of(merchant);
    }
}
