package io.cardport.app.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.domain.account.Scope;
import io.cardport.domain.card.Card;
import io.cardport.domain.card.CardFacts;
import io.cardport.domain.card.CardState;
import io.cardport.domain.card.LockOwner;
import io.cardport.domain.card.PendingChange;
import io.cardport.domain.holder.Applicant;
import io.cardport.domain.holder.ApplicantState;
import io.cardport.domain.holder.Cardholder;
import io.cardport.domain.holder.ProductScope;
import io.cardport.domain.id.DistributorId;
import io.cardport.domain.issuing.ApplicantSeen.NextStep;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.operation.Review;
import io.cardport.domain.secret.Secret;
import io.cardport.domain.store.CardStore;
import io.cardport.domain.store.CardholderStore;
import io.cardport.domain.store.Page;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CardAndHolderStoresTest {
    private static final Scope ALL = new Scope.Everything();
    private static final Page.Request FIRST = new Page.Request(20, Optional.empty());

    private final Samples samples = new Samples();
    private final TestStores database = TestStores.fresh();

    @AfterAll
    void close() {
        database.close();
    }

    private Cardholder inserted(String email) {
        Cardholder holder = samples.holder(email);
        assertThat(database.work()
                        .<CardholderStore.Added>write(
                                stores -> stores.cardholders().insert(holder)))
                .isEqualTo(CardholderStore.Added.ADDED);
        return holder;
    }

    private Card inserted(Card card) {
        database.write(stores -> stores.cards().insert(card));
        return card;
    }

    @Test
    void aCardholderComesBackWhole() {
        Cardholder holder = inserted("whole@example.com");
        Cardholder known = holder.knownAs(new ProviderRef("cust-1"), Map.of("netpay", "n-1"))
                .touched(Samples.NOW.plusSeconds(5));

        assertThat(found(samples.own, holder)).contains(holder);
        database.write(stores -> {
            assertThat(stores.cardholders().lock(samples.own, holder.id())).contains(holder);
            stores.cardholders().update(known);
        });

        assertThat(found(ALL, holder)).contains(known);
    }

    private Optional<Cardholder> found(Scope scope, Cardholder holder) {
        return database.work().read(stores -> stores.cardholders().find(scope, holder.id()));
    }

    @Test
    void foreignCardholdersAndCardsAreMissing() {
        Scope foreign = new Scope.Own(new DistributorId("dist_zzzzzzzzzzzzzzzzzzzzzzzzzz"));
        Cardholder holder = inserted("foreign@example.com");
        Card card = inserted(samples.card(holder.id()));

        database.write(stores -> {
            assertThat(stores.cardholders().find(foreign, holder.id())).isEmpty();
            assertThat(stores.cardholders().lock(foreign, holder.id())).isEmpty();
            assertThat(stores.cards().find(foreign, card.id())).isEmpty();
            assertThat(stores.cards().lock(foreign, card.id())).isEmpty();
        });
    }

    @Test
    void anEmailInAnyCaseIsTakenOncePerDistributorAndAccount() {
        Cardholder holder = inserted("Twice@example.com");
        Cardholder other = inserted("other-than-twice@example.com");

        CardholderStore.Added again =
                database.work().write(stores -> stores.cardholders().insert(samples.holder(" tWICE@example.com")));
        CardholderStore.Added changed = database.work()
                .write(stores -> stores.cardholders()
                        .update(other.changed(holder.profile(), Optional.empty())
                                .touched(Samples.NOW)));

        assertThat(again).isEqualTo(CardholderStore.Added.DUPLICATE_EMAIL);
        assertThat(changed).isEqualTo(CardholderStore.Added.DUPLICATE_EMAIL);
        assertThat(found(ALL, other)).contains(other);
    }

    @Test
    void cardholdersAreFoundByTheirMarks() {
        Cardholder holder = inserted("marks@example.com");
        database.write(stores -> {
            stores.applicants().insert(applicant(holder, ApplicantState.REJECTED));
            stores.applicants().insert(applicant(holder, ApplicantState.APPROVED));
        });

        assertThat(listed(Optional.of("MARKS@example.com"), Optional.of(ApplicantState.APPROVED)))
                .containsExactly(holder);
        assertThat(listed(Optional.of("MARKS@example.com"), Optional.of(ApplicantState.REJECTED)))
                .isEmpty();
        assertThat(listed(Optional.of("nobody@example.com"), Optional.empty())).isEmpty();
    }

    private List<Cardholder> listed(Optional<String> email, Optional<ApplicantState> status) {
        return database.work()
                .read(stores -> stores.cardholders()
                        .list(new CardholderStore.Filter(ALL, status, email, Optional.of("customer-7")), FIRST)
                        .data());
    }

    private Applicant applicant(Cardholder holder, ApplicantState state) {
        return new Applicant(
                samples.ids.applicant(),
                holder.id(),
                new ProductScope.OneProduct(samples.ids.product()),
                new Applicant.Standing(
                        state,
                        "word",
                        Optional.of("because"),
                        new NextStep(Optional.of(URI.create("https://issuer.example/verify")), Optional.of("sign")),
                        Optional.of(new Review("odd", Samples.NOW)),
                        Optional.of(Samples.NOW)),
                new Applicant.Schedule(
                        Optional.of(Samples.NOW),
                        Optional.empty(),
                        Optional.of(Samples.NOW.plusSeconds(30)),
                        Optional.of(Samples.NOW.plusSeconds(86_400)),
                        3),
                Card.Times.first(Samples.NOW));
    }

    @Test
    void anApplicantComesBackWholeAndIsTakenOncePerLease() {
        Cardholder holder = inserted("applicant@example.com");
        Applicant applicant = applicant(holder, ApplicantState.IN_REVIEW);
        Instant due = Samples.NOW.plusSeconds(30);
        database.write(stores -> stores.applicants().insert(applicant));

        database.write(stores -> {
            assertThat(stores.applicants().of(holder.id())).containsExactly(applicant);
            assertThat(stores.applicants().find(applicant.id())).contains(applicant);
            assertThat(stores.applicants().lock(holder.id(), applicant.scope())).contains(applicant);
            assertThat(stores.applicants().lock(holder.id(), new ProductScope.AnyProduct()))
                    .isEmpty();
        });

        assertThat(dueApplicants(due.minusMillis(1)))
                .doesNotContain(applicant.id().value());
        assertThat(dueApplicants(due)).contains(applicant.id().value());
        assertThat(dueApplicants(due)).doesNotContain(applicant.id().value());
    }

    private List<String> dueApplicants(Instant now) {
        return database.work()
                .write(stores -> stores.applicants().takeDue(now, now.plus(Duration.ofMinutes(1)), 100).stream()
                        .map(id -> id.value())
                        .toList());
    }

    @Test
    void aCardComesBackWholeInEachState() {
        Cardholder holder = inserted("states@example.com");
        Card card = inserted(samples.card(holder.id()));
        List<CardState> states = List.of(
                new CardState.Requested(),
                new CardState.Pending(),
                new CardState.Inactive(),
                new CardState.Active(),
                new CardState.Locked(Set.of(LockOwner.ADMIN, LockOwner.PROVIDER)),
                new CardState.Closing(),
                new CardState.Closed(CardState.CloseReason.PROVIDER),
                new CardState.Failed("provider_refused", "no"));
        for (CardState state : states) {
            Card changed = card.standing(new Card.Standing(
                            state,
                            "word",
                            Optional.of(new PendingChange(
                                    PendingChange.ChangeKind.LOCK,
                                    LockOwner.ADMIN,
                                    Samples.NOW,
                                    samples.ids.operation())),
                            Optional.of(new Review("odd", Samples.NOW)),
                            Optional.of(Samples.NOW),
                            true,
                            Optional.of(Samples.usd(77))))
                    .atProvider(new Card.AtProvider(
                            Optional.of(new ProviderRef("c-1")),
                            Map.of("uqpay", "u-1"),
                            new CardFacts(Optional.of("4242"), Optional.of("VISA"), Optional.of("12/29"))))
                    .touched(Samples.NOW.plusSeconds(9));

            database.write(stores -> {
                stores.cards().lock(ALL, card.id());
                stores.cards().update(changed);
            });

            Optional<Card> found = database.work().read(stores -> stores.cards().find(samples.own, card.id()));
            assertThat(found).contains(changed);
        }
    }

    @Test
    void cardsAreFoundByEveryMark() {
        Cardholder holder = inserted("search@example.com");
        Card card = inserted(samples.card(holder.id())
                .atProvider(new Card.AtProvider(
                        Optional.of(new ProviderRef("search-1")),
                        Map.of("second", "search-2"),
                        new CardFacts(Optional.of("9753"), Optional.empty(), Optional.empty()))));
        inserted(samples.card(inserted("not-searched@example.com").id()));
        CardStore.Search any = CardStore.Search.ANY;

        for (CardStore.Search search : List.of(
                new CardStore.Search(
                        Optional.of("9753"), any.createdFrom(), any.createdTo(), any.email(), any.reference(), false),
                new CardStore.Search(
                        any.last4(),
                        any.createdFrom(),
                        any.createdTo(),
                        Optional.of("Search@example.com"),
                        any.reference(),
                        false),
                new CardStore.Search(
                        any.last4(), any.createdFrom(), any.createdTo(), any.email(), Optional.of("search-2"), false),
                new CardStore.Search(
                        any.last4(),
                        Optional.of(Samples.NOW),
                        Optional.of(Samples.NOW.plusMillis(1)),
                        any.email(),
                        Optional.of("search-1"),
                        false))) {
            CardStore.Filter filter = new CardStore.Filter(
                    ALL,
                    Optional.of(CardState.Name.REQUESTED),
                    Optional.of(Samples.ACCOUNT),
                    Optional.of(holder.id()),
                    Optional.of(card.owner().product()),
                    search);
            CardStore.Filter byMarkAlone = new CardStore.Filter(
                    ALL, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), search);
            for (CardStore.Filter one : List.of(filter, byMarkAlone)) {
                List<Card> found = database.work()
                        .read(stores -> stores.cards().list(one, FIRST).data());
                assertThat(found).containsExactly(card);
            }
        }
    }

    @Test
    void pagesGoThroughAListOnceNewestFirst() {
        Cardholder holder = inserted("pages@example.com");
        List<Card> cards = List.of(
                inserted(samples.card(holder.id())),
                inserted(samples.card(holder.id())),
                inserted(samples.card(holder.id())));
        CardStore.Filter filter = new CardStore.Filter(
                samples.own,
                Optional.empty(),
                Optional.empty(),
                Optional.of(holder.id()),
                Optional.empty(),
                CardStore.Search.ANY);

        Page<Card> first =
                database.work().read(stores -> stores.cards().list(filter, new Page.Request(2, Optional.empty())));
        Page<Card> second =
                database.work().read(stores -> stores.cards().list(filter, new Page.Request(2, first.next())));

        assertThat(first.data()).containsExactly(cards.get(2), cards.get(1));
        assertThat(second.data()).containsExactly(cards.get(0));
        assertThat(second.next()).isEmpty();
    }

    @Test
    void aLookAskedForWhileAnotherIsUnderWayIsNotLost() {
        Card card = inserted(samples.card(inserted("looks@example.com").id()));
        Instant began = Samples.NOW.plusSeconds(10);
        database.write(stores -> stores.cards().lookAt(card.id(), Samples.NOW));
        assertThat(dueCards(began)).contains(card.id().value());
        assertThat(dueCards(began)).doesNotContain(card.id().value());

        database.write(stores -> stores.cards().lookAt(card.id(), began.plusSeconds(1)));
        database.write(stores -> stores.cards().looked(card.id(), began));

        assertThat(dueCards(began)).doesNotContain(card.id().value());
        assertThat(dueCards(began.plusSeconds(1))).contains(card.id().value());
        database.write(stores -> stores.cards().looked(card.id(), began.plusSeconds(1)));
        assertThat(dueCards(began.plus(Duration.ofDays(1))))
                .doesNotContain(card.id().value());
    }

    private List<String> dueCards(Instant now) {
        return database.work()
                .write(stores -> stores.cards().takeDue(now, now.plus(Duration.ofMinutes(1)), 100).stream()
                        .map(id -> id.value())
                        .toList());
    }

    @Test
    void anActivationCodeIsKeptUntilTheCardIsActive() {
        Card card = inserted(samples.card(inserted("code@example.com").id()));
        database.write(stores -> stores.cards().keepActivationCode(card.id(), Secret.of("246810")));

        assertThat(code(card)).contains(Secret.of("246810"));
        database.write(stores ->
                stores.cards().update(card.standing(card.standing().in(new CardState.Active(), "ACTIVE"))));

        assertThat(code(card)).isEmpty();
        assertThat(database.count("SELECT count(*) FROM cards WHERE activation_code IS NOT NULL AND id = ?", card.id()))
                .isZero();
    }

    private Optional<Secret> code(Card card) {
        return database.work().read(stores -> stores.cards().activationCode(card.id()));
    }
}
