package io.cardport.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import io.cardport.domain.id.CardId;
import io.cardport.domain.id.ProductId;
import io.cardport.domain.issuing.ApplicantSeen;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.operation.Review;
import io.cardport.domain.product.Product;
import io.cardport.domain.secret.Secret;
import io.cardport.domain.store.CardStore;
import io.cardport.domain.store.CardholderStore;
import io.cardport.domain.store.Page;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What every set of stores keeps of people, products and cards, and what its transactions promise. {@link
 * WorkStoreContract} has the rest.
 */
public abstract class StoreContract extends StoreTrials {
    /** Made by JUnit. */
    protected StoreContract() {}

    @Test
    final void whatIsUndoneOrThrowsLeavesNothing() {
        Cardholder undone = rows().cardholder("undone@example.com");
        String result = opened().work().write(stores -> {
            stores.cardholders().insert(undone);
            stores.undo();
            return "told";
        });
        assertThat(result).isEqualTo("told");
        Cardholder thrown = rows().cardholder("thrown@example.com");
        assertThatThrownBy(() -> rows().write(stores -> {
                    stores.cardholders().insert(thrown);
                    throw new IllegalStateException("on purpose");
                }))
                .hasMessage("on purpose");
        optional(stores -> stores.cardholders().find(rows().own, undone.id())).isEmpty();
        optional(stores -> stores.cardholders().find(rows().own, thrown.id())).isEmpty();
    }

    @Test
    final void aCardholderComesBackAsItWasAndOnlyToItsOwner() {
        Cardholder ada = rows().stored("ada@example.com");
        optional(stores -> stores.cardholders().find(rows().own, ada.id())).contains(ada);
        optional(stores -> stores.cardholders().find(new Scope.Everything(), ada.id()))
                .contains(ada);
        optional(stores -> stores.cardholders().find(rows().foreign, ada.id())).isEmpty();
        optional(stores -> stores.cardholders().lock(rows().foreign, ada.id())).isEmpty();

        Cardholder known =
                ada.knownAs(new ProviderRef("h-1"), Map.of("userId", "u-1")).touched(Rows.NOW.plusSeconds(5));
        result(stores -> {
                    assertThat(stores.cardholders().lock(rows().own, ada.id())).contains(ada);
                    return stores.cardholders().update(known);
                })
                .isEqualTo(CardholderStore.Added.ADDED);
        optional(stores -> stores.cardholders().find(rows().own, ada.id())).contains(known);

        rows().write(stores -> stores.cardholders().remove(ada.id()));
        optional(stores -> stores.cardholders().find(rows().own, ada.id())).isEmpty();
    }

    @Test
    final void anEmailStandsOnceForADistributorAtAnAccount() {
        Cardholder ada = rows().stored("ada@example.com");
        Cardholder bob = rows().stored("bob@example.com");
        result(stores -> stores.cardholders().insert(rows().cardholder("Ada@Example.com")))
                .isEqualTo(CardholderStore.Added.DUPLICATE_EMAIL);
        result(stores -> stores.cardholders()
                        .update(bob.changed(ada.profile(), bob.externalReference())
                                .touched(Rows.NOW)))
                .isEqualTo(CardholderStore.Added.DUPLICATE_EMAIL);
        optional(stores -> stores.cardholders().find(rows().own, bob.id())).contains(bob);
        result(stores -> stores.cardholders()
                        .update(ada.changed(ada.profile(), Optional.of("other")).touched(Rows.NOW)))
                .isEqualTo(CardholderStore.Added.ADDED);

        Rows others = new Rows(opened().work());
        Cardholder elsewhere = others.cardholder("ada@example.com");
        result(stores -> stores.cardholders().insert(elsewhere)).isEqualTo(CardholderStore.Added.ADDED);
    }

    @Test
    final void cardholdersAreListedNewestFirstInParts() {
        Cardholder one = rows().stored("one@example.com");
        Cardholder two = rows().stored("two@example.com");
        Cardholder three = rows().stored("three@example.com");
        var all = new CardholderStore.Filter(rows().own, Optional.empty(), Optional.empty(), Optional.empty());
        Page<Cardholder> first = read(stores -> stores.cardholders().list(all, new Page.Request(2, Optional.empty())));
        assertThat(first.data()).containsExactly(three, two);
        Page<Cardholder> second = read(stores -> stores.cardholders().list(all, new Page.Request(2, first.next())));
        assertThat(second).isEqualTo(new Page<>(List.of(one), Optional.empty()));
        assertThat(holders(new CardholderStore.Filter(
                        rows().own, Optional.empty(), Optional.of("TWO@example.com"), Optional.empty())))
                .containsExactly(two);
        assertThat(holders(new CardholderStore.Filter(
                        rows().own, Optional.empty(), Optional.empty(), Optional.of("ext-one@example.com"))))
                .containsExactly(one);
        assertThat(holders(new CardholderStore.Filter(
                        rows().foreign, Optional.empty(), Optional.of("two@example.com"), Optional.empty())))
                .isEmpty();
    }

    @Test
    final void applicantsAreFoundByScopeAndTheirStateByTheHolder() {
        Cardholder ada = rows().stored("ada@example.com");
        ProductScope any = new ProductScope.AnyProduct();
        ProductScope one = new ProductScope.OneProduct(rows().product);
        Applicant person = rows().applicant(ada, any);
        Applicant approved = rows().applicant(ada, one)
                .knownAs(new ProviderRef("user-7"))
                .standing(new Applicant.Standing(
                        ApplicantState.APPROVED,
                        "ACTIVE",
                        Optional.of("looks good"),
                        ApplicantSeen.NextStep.NONE,
                        Optional.of(new Review("why", Rows.NOW)),
                        Optional.of(Rows.NOW)));
        rows().write(stores -> {
            stores.applicants().insert(person);
            stores.applicants().insert(approved);
        });
        list(stores -> stores.applicants().of(ada.id())).containsExactly(person, approved);
        optional(stores -> stores.applicants().lock(ada.id(), one)).contains(approved);
        optional(stores -> stores.applicants().lock(ada.id(), any)).contains(person);
        optional(stores -> stores.applicants().find(approved.id())).contains(approved);
        assertThat(holders(new CardholderStore.Filter(
                        rows().own, Optional.of(ApplicantState.APPROVED), Optional.empty(), Optional.empty())))
                .containsExactly(ada);
        assertThat(holders(new CardholderStore.Filter(
                        rows().own, Optional.of(ApplicantState.REJECTED), Optional.empty(), Optional.empty())))
                .isEmpty();
    }

    @Test
    final void aDueApplicantIsTakenOncePerLease() {
        Applicant waiting = rows().applicant(rows().stored("ada@example.com"), new ProductScope.AnyProduct())
                .schedule(new Applicant.Schedule(
                        Optional.of(Rows.NOW), Optional.empty(), Optional.of(Rows.NOW), Optional.empty(), 3));
        rows().write(stores -> stores.applicants().insert(waiting));
        Instant lease = Rows.NOW.plusSeconds(60);
        list(stores -> stores.applicants().takeDue(Rows.NOW.minusMillis(1), lease, 1_000))
                .doesNotContain(waiting.id());
        list(stores -> stores.applicants().takeDue(Rows.NOW, lease, 1_000)).contains(waiting.id());
        list(stores -> stores.applicants().takeDue(Rows.NOW, lease, 1_000)).doesNotContain(waiting.id());
        Instant longer = lease.plusSeconds(15);
        rows().write(stores -> stores.applicants().extend(List.of(waiting.id()), lease, longer));
        list(stores -> stores.applicants().takeDue(lease, lease.plusSeconds(60), 1_000))
                .doesNotContain(waiting.id());
        list(stores -> stores.applicants().takeDue(longer, longer.plusSeconds(60), 1_000))
                .contains(waiting.id());
    }

    @Test
    final void productsKeepTheirIdAndLeaveTheListWhenNoLongerOffered() {
        rows().write(stores -> stores.products()
                .replace(
                        rows().account,
                        List.of(rows().product("p-2", "Bronze"), rows().product("p-1", "Gold+")),
                        rows().ids));
        List<Product> offered = read(stores -> stores.products().offeredBy(rows().account));
        assertThat(offered.stream().map(product -> product.seen().name())).containsExactly("Bronze", "Gold+");
        assertThat(offered.getLast())
                .isEqualTo(new Product(rows().product, rows().account, rows().product("p-1", "Gold+")));

        rows().write(stores ->
                stores.products().replace(rows().account, List.of(rows().product("p-2", "Bronze")), rows().ids));
        list(stores -> stores.products().offeredBy(rows().account)).hasSize(1);
        assertThat(read(stores -> stores.products().find(rows().product)).map(Product::id))
                .contains(rows().product);
        assertThat(read(stores -> stores.products().find(rows().ids.product())).map(Product::id))
                .isEqualTo(Optional.<ProductId>empty());
    }

    @Test
    final void aCardComesBackAsItWas() {
        Card requested = rows().stored(rows().stored("ada@example.com"));
        optional(stores -> stores.cards().find(rows().own, requested.id())).contains(requested);
        optional(stores -> stores.cards().find(rows().foreign, requested.id())).isEmpty();
        var change = new PendingChange(
                PendingChange.ChangeKind.UNLOCK,
                LockOwner.ADMIN,
                Rows.NOW,
                rows().ids.operation());
        Card locked = Rows.in(requested, new CardState.Locked(Set.of(LockOwner.ADMIN, LockOwner.PROVIDER)))
                .atProvider(Card.AtProvider.UNKNOWN.learning(
                        new ProviderRef("c-1"),
                        Map.of("cardId", "x-1"),
                        new CardFacts(Optional.of("4242"), Optional.of("VISA"), Optional.of("12/28"))));
        Card whole = locked.standing(locked.standing()
                .wanting(Optional.of(change))
                .reviewed(Optional.of(new Review("odd", Rows.NOW)))
                .readAt(Rows.NOW)
                .withFunds());
        List<CardState> states = new ArrayList<>(List.of(
                new CardState.Closed(CardState.CloseReason.PROVIDER),
                new CardState.Failed("declined", "no"),
                new CardState.Inactive()));
        rows().write(stores -> {
            assertThat(stores.cards().lock(rows().own, requested.id())).contains(requested);
            stores.cards().update(whole);
        });
        optional(stores -> stores.cards().find(rows().own, requested.id())).contains(whole);
        for (CardState state : states) {
            Card next = Rows.in(whole, state);
            rows().write(stores -> stores.cards().update(next));
            optional(stores -> stores.cards().find(rows().own, requested.id())).contains(next);
        }
    }

    @Test
    final void cardsAreFoundByTheirMarks() {
        Cardholder ada = rows().stored("ada@example.com");
        Card plain = rows().stored(ada);
        Card marked = Rows.in(rows().stored(rows().stored("bob@example.com")), new CardState.Active())
                .atProvider(Card.AtProvider.UNKNOWN.learning(
                        new ProviderRef("c-9"),
                        Map.of("cardId", "x-9"),
                        new CardFacts(Optional.of("9999"), Optional.empty(), Optional.empty())));
        Card odd = marked.standing(marked.standing().reviewed(Optional.of(new Review("odd", Rows.NOW))));
        rows().write(stores -> stores.cards().update(odd));
        assertThat(cards(Optional.empty(), CardStore.Search.ANY)).containsExactly(odd, plain);
        assertThat(cards(Optional.of(CardState.Name.ACTIVE), CardStore.Search.ANY))
                .containsExactly(odd);
        assertThat(cards(Optional.empty(), search(Optional.of("9999"), Optional.empty(), Optional.empty(), false)))
                .containsExactly(odd);
        assertThat(cards(
                        Optional.empty(),
                        search(Optional.empty(), Optional.of("BOB@example.com"), Optional.empty(), false)))
                .containsExactly(odd);
        assertThat(cards(Optional.empty(), search(Optional.empty(), Optional.empty(), Optional.of("x-9"), false)))
                .containsExactly(odd);
        assertThat(cards(Optional.empty(), search(Optional.empty(), Optional.empty(), Optional.of("c-9"), false)))
                .containsExactly(odd);
        assertThat(cards(Optional.empty(), search(Optional.empty(), Optional.empty(), Optional.empty(), true)))
                .containsExactly(odd);
        assertThat(cards(Optional.empty(), search(Optional.of("0000"), Optional.empty(), Optional.empty(), false)))
                .isEmpty();
    }

    @Test
    final void aLookAskedForDuringALookIsNotLost() {
        CardId card = rows().stored(rows().stored("ada@example.com")).id();
        Instant lease = Rows.NOW.plusSeconds(60);
        rows().write(stores -> {
            stores.cards().lookAt(card, Rows.NOW.plusSeconds(30));
            stores.cards().lookAt(card, Rows.NOW);
            stores.cards().lookAt(card, Rows.NOW.plusSeconds(30));
        });
        assertThat(takeCards(Rows.NOW, lease)).contains(card);
        assertThat(takeCards(Rows.NOW, lease)).doesNotContain(card);
        rows().write(stores -> stores.cards().lookAt(card, Rows.NOW.plusSeconds(10)));
        rows().write(stores -> stores.cards().looked(card, Rows.NOW));
        assertThat(takeCards(Rows.NOW.plusSeconds(10), lease)).contains(card);
        Instant longer = lease.plusSeconds(15);
        rows().write(stores -> stores.cards().extend(List.of(card), lease, longer));
        assertThat(takeCards(lease, longer)).doesNotContain(card);
        rows().write(stores -> stores.cards().looked(card, Rows.NOW.plusSeconds(10)));
        assertThat(takeCards(Rows.NOW.plusSeconds(999), lease)).doesNotContain(card);
    }

    @Test
    final void anActivationCodeGoesWithTheActivation() {
        Card card = Rows.in(rows().stored(rows().stored("ada@example.com")), new CardState.Inactive());
        rows().write(stores -> {
            stores.cards().update(card);
            stores.cards().keepActivationCode(card.id(), Secret.of("314159"));
        });
        optional(stores -> stores.cards().activationCode(card.id())).contains(Secret.of("314159"));
        rows().write(stores -> stores.cards().update(Rows.in(card, new CardState.Active())));
        optional(stores -> stores.cards().activationCode(card.id())).isEmpty();
    }

    private List<CardId> takeCards(Instant now, Instant lease) {
        return write(stores -> stores.cards().takeDue(now, lease, 1_000));
    }

    private static CardStore.Search search(
            Optional<String> last4, Optional<String> email, Optional<String> reference, boolean needsReview) {
        return new CardStore.Search(
                last4, Optional.of(Rows.NOW), Optional.of(Rows.NOW.plusSeconds(1)), email, reference, needsReview);
    }

    private List<Card> cards(Optional<CardState.Name> status, CardStore.Search search) {
        var filter = new CardStore.Filter(
                rows().own, status, Optional.of(rows().account), Optional.empty(), Optional.of(rows().product), search);
        return read(stores -> stores.cards().list(filter, new Page.Request(100, Optional.empty())))
                .data();
    }

    private List<Cardholder> holders(CardholderStore.Filter filter) {
        return read(stores -> stores.cardholders().list(filter, new Page.Request(100, Optional.empty())))
                .data();
    }
}
