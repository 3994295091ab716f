package io.cardport.app.persistence;

import io.cardport.domain.account.Actor;
import io.cardport.domain.account.Scope;
import io.cardport.domain.card.Card;
import io.cardport.domain.card.Card.Times;
import io.cardport.domain.card.CardControlsSpec;
import io.cardport.domain.card.CardControlsSpec.Interval;
import io.cardport.domain.card.CardControlsSpec.MerchantControls;
import io.cardport.domain.card.CardControlsSpec.SpendingControl;
import io.cardport.domain.card.CardOptions;
import io.cardport.domain.card.CardOptions.Addresses;
import io.cardport.domain.card.CardOptions.Metadata;
import io.cardport.domain.card.CardOptions.SingleUse;
import io.cardport.domain.card.CardType;
import io.cardport.domain.event.EventDraft;
import io.cardport.domain.event.EventType;
import io.cardport.domain.holder.Address;
import io.cardport.domain.holder.Cardholder;
import io.cardport.domain.holder.CardholderProfile;
import io.cardport.domain.holder.CardholderProfile.Contact;
import io.cardport.domain.holder.CardholderProfile.Gender;
import io.cardport.domain.holder.CardholderProfile.HolderName;
import io.cardport.domain.holder.CardholderProfile.HolderType;
import io.cardport.domain.holder.CardholderProfile.Person;
import io.cardport.domain.holder.Identity;
import io.cardport.domain.id.CardholderId;
import io.cardport.domain.id.DistributorId;
import io.cardport.domain.id.IdGenerator;
import io.cardport.domain.money.Money;
import io.cardport.domain.operation.Operation;
import io.cardport.domain.operation.OperationKind;
import io.cardport.domain.operation.OperationState;
import io.cardport.domain.operation.Subject;
import io.cardport.domain.webhook.StoredDelivery;
import io.cardport.testkit.SequentialIds;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Resources with every field filled, of one distributor. */
final class Samples {
    static final Instant NOW = Instant.parse("2026-11-20T08:00:00.123456Z");
    static final Currency USD = Currency.getInstance("USD");
    static final String ACCOUNT = "uqpay-test";

    private static final AtomicLong FIRST = new AtomicLong();

    /** Two samples in one database share no id. */
    final IdGenerator ids = new SequentialIds(FIRST.addAndGet(1_000_000));

    final DistributorId distributor = ids.distributor();
    final Scope own = new Scope.Own(distributor);

    static Money usd(long minor) {
        return new Money(minor, USD);
    }

    Cardholder holder(String email) {
        Address address = new Address(
                "1 Example Road", Optional.of("Unit 7"), "Singapore", Optional.empty(), Optional.of("018989"), "SG");
        CardholderProfile profile = new CardholderProfile(
                HolderType.INDIVIDUAL,
                new HolderName("Ottilie", "Quarles", Optional.empty()),
                new Contact(email, "SG", "65", "91234567"),
                new Person(Optional.of(LocalDate.of(1990, 1, 31)), Optional.of(Gender.FEMALE), Optional.of("SG")),
                Optional.of(address),
                Optional.of(new Identity(
                        Identity.DocumentType.PASSPORT,
                        "E7654321X",
                        Optional.of(LocalDate.of(2022, 5, 1)),
                        Optional.empty())),
                Map.of("occupation", "engineer"));
        return new Cardholder(
                ids.cardholder(),
                new Cardholder.Owner(distributor, ACCOUNT),
                profile,
                Optional.of("customer-7"),
                Optional.empty(),
                Map.of(),
                Times.first(NOW));
    }

    Card card(CardholderId holder) {
        CardControlsSpec controls = new CardControlsSpec(
                Optional.of(usd(50_000)),
                List.of(new SpendingControl(usd(1_000), Interval.DAY)),
                Optional.of(new MerchantControls(List.of("5411"), List.of(), Optional.of(true))));
        CardOptions options = new CardOptions(
                Optional.of(usd(2_000)),
                Optional.of("OTTILIE QUARLES"),
                new Addresses(
                        Optional.empty(),
                        Optional.of(new Address(
                                "2 Parcel Lane", Optional.empty(), "Town", Optional.empty(), Optional.empty(), "SG"))),
                controls,
                Optional.of(SingleUse.CAPTURE),
                Optional.of(NOW.plusSeconds(86_400)),
                new Metadata("{\"team\":\"a\"}"));
        return new Card(
                ids.card(),
                new Card.Owner(distributor, holder, ids.product(), ACCOUNT),
                new Card.Terms(CardType.VIRTUAL, USD, options, true),
                Card.Standing.REQUESTED,
                Card.AtProvider.UNKNOWN,
                Times.first(NOW));
    }

    Operation issuing(Card card, Optional<String> lane) {
        return new Operation(
                ids.operation(),
                OperationKind.ISSUE_CARD,
                new Operation.About(
                        distributor,
                        ACCOUNT,
                        new Subject.OfCard(card.id()),
                        Optional.of(card.id()),
                        lane,
                        Optional.of(card.terms().options().controls())),
                new OperationState.Queued(),
                Operation.Progress.NONE.takenUpAt(Optional.of(NOW)),
                new Actor.OfDistributor(distributor),
                new Times(0, NOW, NOW));
    }

    EventDraft event(Card card) {
        return new EventDraft(
                ids.event(), EventType.CARD_UPDATED, distributor, new EventDraft.Content.OfCard(card), NOW);
    }

    StoredDelivery delivery(String dedupe) {
        return new StoredDelivery(
                ids.delivery(),
                ACCOUNT,
                dedupe,
                ("{\"event\":\"" + dedupe + "\"}").getBytes(StandardCharsets.UTF_8),
                NOW);
    }
}
