package io.cardport.app.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.domain.account.Actor;
import io.cardport.domain.account.Scope;
import io.cardport.domain.card.Card;
import io.cardport.domain.holder.Cardholder;
import io.cardport.domain.id.DeliveryId;
import io.cardport.domain.idempotency.Claim;
import io.cardport.domain.idempotency.StoredAnswer;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.operation.Operation;
import io.cardport.domain.operation.Subject;
import io.cardport.domain.store.ClaimStore;
import io.cardport.domain.store.ReferenceStore;
import io.cardport.domain.store.ReferenceStore.Reference;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What is locked and read in one journey is what locking and reading one after the other would have shown. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TakenAheadTest {
    private final Samples samples = new Samples();
    private final TestStores database = TestStores.fresh();
    private final Actor caller = new Actor.OfDistributor(samples.distributor);

    @AfterAll
    void close() {
        database.close();
    }

    private Card storedCard(String email) {
        Cardholder holder = samples.holder(email);
        Card card = samples.card(holder.id());
        database.write(stores -> {
            stores.cardholders().insert(holder);
            stores.cards().insert(card);
        });
        return card;
    }

    private static Reference reference(String name) {
        return new Reference(Samples.ACCOUNT, ReferenceStore.Kind.CARD, new ProviderRef(name));
    }

    private Claim claim(Card card, String key) {
        return new Claim(caller, key, "f".repeat(64), new Subject.OfCard(card.id()), Samples.NOW, Optional.empty());
    }

    private static StoredAnswer answer(String body) {
        return new StoredAnswer(201, Map.of(), body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aSignalParkedWhileItsReferenceIsLearntIsNotLost() throws Exception {
        Card card = storedCard("raced-ahead@example.com");
        Operation operation = samples.issuing(card, Optional.empty());
        for (int round = 0; round < 40; round++) {
            Reference reference = reference("raced-ahead-" + round);
            DeliveryId delivery = samples.ids.delivery();
            CountDownLatch go = new CountDownLatch(1);
            try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
                Future<Optional<Subject>> parking = executor.submit(() -> {
                    go.await();
                    return database.work().write(stores -> {
                        Optional<Subject> known = stores.references().lock(reference);
                        if (known.isEmpty()) {
                            stores.references().park(reference, delivery);
                        }
                        return known;
                    });
                });
                Future<List<DeliveryId>> binding = executor.submit(() -> {
                    go.await();
                    return database.work().write(stores -> {
                        stores.lockAhead(operation, List.of(reference), Optional.empty());
                        return stores.references().bind(reference, new Subject.OfCard(card.id()));
                    });
                });
                go.countDown();

                boolean seenByParker = parking.get().isPresent();
                boolean seenByBinder = binding.get().contains(delivery);
                assertThat(seenByParker != seenByBinder).isTrue();
            }
            Optional<Subject> bound =
                    database.work().read(stores -> stores.references().find(reference));
            assertThat(bound).contains(new Subject.OfCard(card.id()));
        }
        assertThat(database.count("SELECT count(*) FROM parked_deliveries")).isZero();
    }

    @Test
    void idsThatAreLockedAheadTogetherEachKeepTheirMeaningAndTheirParkedDeliveries() {
        Card card = storedCard("named-ahead@example.com");
        var subject = new Subject.OfCard(card.id());
        Operation operation = samples.issuing(card, Optional.empty());
        var order = new Reference(Samples.ACCOUNT, ReferenceStore.Kind.ORDER, new ProviderRef("named-ahead"));
        Reference same = reference("named-ahead");
        Reference known = reference("named-before");
        Reference unheardOf = reference("named-first");
        DeliveryId first = samples.ids.delivery();
        DeliveryId second = samples.ids.delivery();
        DeliveryId third = samples.ids.delivery();
        database.write(stores -> {
            stores.references().bind(known, subject);
            stores.references().park(order, first);
            stores.references().park(order, second);
            stores.references().park(same, third);
        });

        database.write(stores -> {
            stores.lockAhead(operation, List.of(unheardOf, order, known, same, order), Optional.empty());
            assertThat(stores.references().lock(known)).contains(subject);
            assertThat(stores.references().lock(order)).isEmpty();
            assertThat(stores.references().bind(known, subject)).isEmpty();
            assertThat(stores.references().bind(unheardOf, subject)).isEmpty();
            assertThat(stores.references().bind(order, subject)).containsExactlyInAnyOrder(first, second);
            assertThat(stores.references().bind(same, subject)).containsExactly(third);
        });
        for (Reference bound : List.of(order, same, known, unheardOf)) {
            Optional<Subject> meant =
                    database.work().read(stores -> stores.references().find(bound));
            assertThat(meant).contains(subject);
        }
        assertThat(database.count("SELECT count(*) FROM parked_deliveries")).isZero();
    }

    @Test
    void aClaimThatHasNoAnswerGetsOneAndKeepsIt() {
        Card card = storedCard("answered-ahead@example.com");
        Operation operation = samples.issuing(card, Optional.empty());
        var key = new ClaimStore.Key(caller, "answered-ahead");
        database.write(stores -> stores.claims().claim(claim(card, key.key())));

        for (String body : List.of("first", "second")) {
            StoredAnswer held = database.work().write(stores -> {
                stores.lockAhead(operation, List.of(), Optional.of(key));
                return stores.claims().answer(caller, key.key(), answer(body));
            });
            assertThat(new String(held.body(), StandardCharsets.UTF_8)).isEqualTo("first");
        }
        Optional<StoredAnswer> kept = database.work()
                .read(stores -> stores.claims().find(caller, key.key()))
                .flatMap(Claim::answer);
        assertThat(kept.map(stored -> new String(stored.body(), StandardCharsets.UTF_8)))
                .contains("first");
    }

    @Test
    void aKeyThatIsClaimedAheadIsClaimedOnceAndWhatIsReadIsToldAsItStands() {
        Card card = storedCard("issued-ahead@example.com");
        Claim first = claim(card, "issued-ahead");
        Claim second = claim(storedCard("issued-later@example.com"), "issued-ahead");
        Scope own = new Scope.Own(samples.distributor);

        database.write(stores -> {
            stores.issueAhead(Optional.of(first), card.owner());
            assertThat(stores.claims().claim(first)).isEmpty();
            assertThat(stores.cardholders().find(own, card.owner().cardholder()))
                    .isPresent();
            // Asked for once more, it is asked of the database.
            assertThat(stores.cardholders().find(own, card.owner().cardholder()))
                    .isPresent();
            assertThat(stores.applicants().of(card.owner().cardholder())).isEmpty();
            assertThat(stores.freezes().standingOver(card.owner())).isEmpty();
        });
        database.write(stores -> {
            stores.issueAhead(Optional.of(second), card.owner());
            assertThat(stores.claims().claim(second).map(Claim::made)).contains(first.made());
        });
    }

    @Test
    void aChangeOfARowThatWasTakenAheadIsWritten() {
        Card card = storedCard("changed-ahead@example.com");
        Operation operation = samples.issuing(card, Optional.empty());
        database.write(stores -> stores.operations().insert(operation));

        Card touched = database.work().write(stores -> {
            stores.lockAhead(operation, List.of(), Optional.empty());
            Card after = stores.cards()
                    .lock(new Scope.Everything(), card.id())
                    .orElseThrow()
                    .touched(Samples.NOW.plusSeconds(1));
            stores.cards().update(after);
            return after;
        });
        Optional<Card> found = database.work().read(stores -> stores.cards().find(new Scope.Everything(), card.id()));
        assertThat(found).contains(touched);
    }
}
