package io.cardport.testkit.store;

import io.cardport.domain.account.Actor;
import io.cardport.domain.account.Distributor;
import io.cardport.domain.account.Scope;
import io.cardport.domain.card.Card;
import io.cardport.domain.card.CardControlsSpec;
import io.cardport.domain.card.CardOptions;
import io.cardport.domain.card.CardState;
import io.cardport.domain.card.CardType;
import io.cardport.domain.funding.FundsMovement;
import io.cardport.domain.holder.Applicant;
import io.cardport.domain.holder.Cardholder;
import io.cardport.domain.holder.CardholderProfile;
import io.cardport.domain.holder.ProductScope;
import io.cardport.domain.id.DistributorId;
import io.cardport.domain.id.IdGenerator;
import io.cardport.domain.id.OperationId;
import io.cardport.domain.id.ProductId;
import io.cardport.domain.issuing.ProductSeen;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.money.Money;
import io.cardport.domain.operation.Operation;
import io.cardport.domain.operation.OperationKind;
import io.cardport.domain.operation.OperationState;
import io.cardport.domain.operation.Subject;
import io.cardport.domain.product.FundingTerms;
import io.cardport.domain.product.ProductRules;
import io.cardport.domain.store.Stores;
import io.cardport.domain.store.UnitOfWork;
import io.cardport.testkit.SequentialIds;
import io.cardport.testkit.issuing.People;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/** A distributor with an account and a product, and rows that belong to it. */
final class Rows {
    static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    static final Currency USD = Currency.getInstance("USD");

    // Stores may be kept between runs, so ids must not begin where another run's did.
    final IdGenerator ids = new SequentialIds(ThreadLocalRandom.current().nextLong(1L << 50));
    final String account = "acme-" + ids.nextBody();
    final DistributorId distributor = ids.distributor();
    final Scope own = new Scope.Own(distributor);
    final Scope foreign = new Scope.Own(ids.distributor());
    final ProductId product;
    private final UnitOfWork work;

    Rows(UnitOfWork work) {
        this.work = work;
        write(stores -> {
            stores.distributors()
                    .insert(new Distributor(distributor, "Rows", List.of(account), Optional.of(account), false, NOW));
            stores.products().replace(account, List.of(product("p-1", "Gold")), ids);
        });
        product = work.<ProductId>read(
                stores -> stores.products().offeredBy(account).getFirst().id());
    }

    void write(Consumer<Stores> what) {
        work.<OperationKind>write(stores -> {
            what.accept(stores);
            return OperationKind.ISSUE_CARD;
        });
    }

    ProductSeen product(String reference, String name) {
        return new ProductSeen(
                new ProviderRef(reference),
                name,
                "VISA",
                Set.of(CardType.VIRTUAL),
                List.of(USD),
                new FundingTerms(
                        FundingTerms.FundingModel.PREPAID,
                        FundingTerms.InitialLoad.OPTIONAL,
                        Optional.of(new Money(1_000, USD)),
                        Optional.empty(),
                        Optional.empty(),
                        false),
                new ProductRules(
                        Optional.empty(),
                        Set.of(),
                        List.of(new ProductRules.RequiredField("docFront", "file", true)),
                        false));
    }

    Cardholder cardholder(String email) {
        CardholderProfile person = People.person(1);
        var contact = new CardholderProfile.Contact(
                email,
                person.contact().country(),
                person.contact().areaCode(),
                person.contact().mobile());
        var profile = new CardholderProfile(
                person.type(),
                person.name(),
                contact,
                person.person(),
                person.address(),
                person.identity(),
                Map.of("occupation", "engineer"));
        return new Cardholder(
                ids.cardholder(),
                new Cardholder.Owner(distributor, account),
                profile,
                Optional.of("ext-" + email),
                Optional.empty(),
                Map.of(),
                Card.Times.first(NOW));
    }

    /** A cardholder that is stored. */
    Cardholder stored(String email) {
        Cardholder cardholder = cardholder(email);
        write(stores -> stores.cardholders().insert(cardholder));
        return cardholder;
    }

    Applicant applicant(Cardholder cardholder, ProductScope scope) {
        return new Applicant(
                ids.applicant(),
                cardholder.id(),
                scope,
                Optional.empty(),
                Applicant.Standing.NEW,
                Applicant.Schedule.NONE,
                Card.Times.first(NOW));
    }

    Card card(Cardholder cardholder) {
        var options = new CardOptions(
                Optional.of(new Money(2_000, USD)),
                Optional.of("ADA TAN"),
                new CardOptions.Addresses(cardholder.profile().address(), Optional.empty()),
                new CardControlsSpec(
                        Optional.of(new Money(100_000, USD)),
                        List.of(new CardControlsSpec.SpendingControl(
                                new Money(500, USD), CardControlsSpec.Interval.DAY)),
                        Optional.of(
                                new CardControlsSpec.MerchantControls(List.of("5411"), List.of(), Optional.of(true)))),
                Optional.of(CardOptions.SingleUse.CAPTURE),
                Optional.of(NOW.plusSeconds(86_400)),
                new CardOptions.Metadata("{\"k\":\"v\"}"));
        return new Card(
                ids.card(),
                new Card.Owner(distributor, cardholder.id(), product, account),
                new Card.Terms(CardType.VIRTUAL, USD, options, false),
                Card.Standing.REQUESTED,
                Card.AtProvider.UNKNOWN,
                Card.Times.first(NOW));
    }

    /** A card that is stored, with its holder. */
    Card stored(Cardholder cardholder) {
        Card card = card(cardholder);
        write(stores -> stores.cards().insert(card));
        return card;
    }

    Operation operation(Card card, OperationKind kind, Optional<String> lane) {
        return new Operation(
                ids.operation(),
                kind,
                new Operation.About(
                        distributor,
                        account,
                        new Subject.OfCard(card.id()),
                        Optional.of(card.id()),
                        lane,
                        Optional.empty()),
                new OperationState.Queued(),
                Operation.Progress.NONE,
                new Actor.OfDistributor(distributor),
                Card.Times.first(NOW));
    }

    FundsMovement topUp(Card card, OperationId operation) {
        return new FundsMovement(
                ids.topUp(),
                new FundsMovement.Owner(distributor, card.id(), operation),
                FundsMovement.Kind.TOP_UP,
                new Money(1_234, USD),
                FundsMovement.Result.PENDING,
                Card.Times.first(NOW));
    }

    static Card in(Card card, CardState state) {
        return card.standing(card.standing().in(state, "word")).touched(NOW.plusSeconds(1));
    }
}
