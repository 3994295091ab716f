package io.cardport.testkit.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.domain.account.Actor;
import io.cardport.domain.account.Distributor;
import io.cardport.domain.account.Scope;
import io.cardport.domain.card.Card;
import io.cardport.domain.card.CardOptions;
import io.cardport.domain.card.CardType;
import io.cardport.domain.event.EventDraft;
import io.cardport.domain.funding.CardTransaction;
import io.cardport.domain.funding.FundsMovement;
import io.cardport.domain.holder.Documents;
import io.cardport.domain.holder.Dossier;
import io.cardport.domain.id.CardId;
import io.cardport.domain.id.CardholderId;
import io.cardport.domain.id.DistributorId;
import io.cardport.domain.id.OperationId;
import io.cardport.domain.id.ProductId;
import io.cardport.domain.idempotency.Once;
import io.cardport.domain.issuing.ProviderAccount;
import io.cardport.domain.money.Money;
import io.cardport.domain.operation.Subject;
import io.cardport.domain.store.CardStore;
import io.cardport.domain.store.Page;
import io.cardport.domain.store.TransactionStore;
import io.cardport.domain.usecase.CardCommandTarget;
import io.cardport.domain.usecase.CheckLedger;
import io.cardport.domain.usecase.Context;
import io.cardport.domain.usecase.IssueCard;
import io.cardport.domain.usecase.LookAtCard;
import io.cardport.domain.usecase.RefreshProducts;
import io.cardport.domain.usecase.RegisterCardholder;
import io.cardport.domain.usecase.Result;
import io.cardport.domain.usecase.SettleOperation;
import io.cardport.domain.usecase.TopUpCard;
import io.cardport.testkit.SequentialIds;
import io.cardport.testkit.SettableClock;
import io.cardport.testkit.issuing.People;
import io.cardport.testkit.store.InMemoryStores;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The use cases over stores in memory and an issuer in memory. */
final class House {
    static final Currency USD = Currency.getInstance("USD");

    final InMemoryIssuer issuer = new InMemoryIssuer();
    final SettableClock clock = SettableClock.at("2026-11-20T12:00:00Z");
    final InMemoryStores stores = new InMemoryStores(draft -> new byte[0]);
    final DistributorId distributor;
    final Context context;
    final ProductId product;

    House() {
        this(Duration.ofSeconds(15));
    }

    House(Duration deadline) {
        ProviderAccount account = new ProviderAccount(
                "memory",
                issuer,
                new ProviderAccount.Timing(
                        deadline,
                        Duration.ofMinutes(2),
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(10),
                        Duration.ofHours(24)));
        SequentialIds ids = new SequentialIds();
        context = new Context(stores, new OneAccount(account), ids, clock);
        distributor = ids.distributor();
        stores.write(all -> {
            all.distributors()
                    .insert(new Distributor(
                            distributor, "Acme", List.of("memory"), Optional.empty(), false, clock.instant()));
            return distributor;
        });
        new RefreshProducts(context).handle("memory");
        product =
                stores.read(all -> all.products().offeredBy("memory").getFirst().id());
    }

    CardholderId holder() {
        Result<Dossier> result = new RegisterCardholder(context)
                .handle(
                        new RegisterCardholder.Command(
                                distributor,
                                Optional.empty(),
                                Optional.of(product),
                                People.person(1),
                                Optional.empty(),
                                Documents.NONE),
                        new Once.Unkeyed<>());
        assertThat(result).isInstanceOf(Result.Settled.class);
        return ((Result.Settled<Dossier>) result).resource().cardholder().id();
    }

    Result<Card> issue(CardholderId holder) {
        return new IssueCard(context)
                .handle(
                        new IssueCard.Command(
                                distributor,
                                holder,
                                product,
                                CardType.VIRTUAL,
                                USD,
                                CardOptions.NONE,
                                Optional.empty()),
                        new Once.Unkeyed<>());
    }

    Card activeCard() {
        Result<Card> result = issue(holder());
        assertThat(result).isInstanceOf(Result.Settled.class);
        return ((Result.Settled<Card>) result).resource();
    }

    Card card(CardId id) {
        return stores.read(all -> all.cards().find(new Scope.Everything(), id).orElseThrow());
    }

    /** What is kept of a card's transactions. */
    List<CardTransaction> transactions(Card card) {
        return stores.read(all -> all.transactions()
                .list(
                        new TransactionStore.Filter(
                                new Scope.Everything(),
                                Optional.of(card.id()),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                new TransactionStore.When(Optional.empty(), Optional.empty(), Optional.empty())),
                        new Page.Request(100, Optional.empty()))
                .data());
    }

    Card onlyCard() {
        return stores.read(all -> all.cards()
                .list(
                        new CardStore.Filter(
                                new Scope.Everything(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                CardStore.Search.ANY),
                        new Page.Request(10, Optional.empty()))
                .data()
                .getFirst());
    }

    CardCommandTarget target(Card card) {
        return new CardCommandTarget(
                new Scope.Own(distributor), card.id(), new Actor.OfDistributor(distributor), Optional.empty());
    }

    Result<FundsMovement> topUp(Card card) {
        return topUp(card, new Once.Unkeyed<>());
    }

    Result<FundsMovement> topUp(Card card, Once<FundsMovement> once) {
        return new TopUpCard(context).handle(new TopUpCard.Command(distributor, card.id(), new Money(2000, USD)), once);
    }

    /** Lets the jobs run until nothing is due any more, as time passes. */
    void runJobs(Duration time) {
        Instant end = clock.instant().plus(time);
        while (clock.instant().isBefore(end)) {
            clock.advance(Duration.ofSeconds(5));
            Instant lease = clock.instant().plusSeconds(30);
            for (OperationId id : stores.write(all -> all.operations().takeDue(clock.instant(), lease, 100))) {
                new SettleOperation(context).handle(id);
            }
            for (CardId id : stores.write(all -> all.cards().takeDue(clock.instant(), lease, 100))) {
                new LookAtCard(context).handle(id);
            }
        }
    }

    /** What is booked as under way is what the open movements are about. */
    void assertUnderWayIsBooked() {
        new CheckLedger(context)
                .underWay()
                .forEach((currency, sums) -> assertThat(sums.booked())
                        .as("under way in %s", currency)
                        .isEqualTo(sums.open()));
    }

    /** Every subject's versions count 1, 2, 3 … in the order of their events. */
    void assertVersionsWithoutHoles() {
        Map<Subject, List<Long>> versions = new HashMap<>();
        for (EventDraft event : stores.events()) {
            versions.computeIfAbsent(event.content().subject(), subject -> new ArrayList<>())
                    .add(event.content().version());
        }
        versions.forEach((subject, seen) -> {
            for (int at = 0; at < seen.size(); at++) {
                assertThat(seen.get(at)).as("%s %s", subject, seen).isEqualTo(at + 1L);
            }
        });
    }
}
