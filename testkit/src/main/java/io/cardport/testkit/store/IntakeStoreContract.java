package io.cardport.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.domain.account.Actor;
import io.cardport.domain.account.Admin;
import io.cardport.domain.account.ApiKey;
import io.cardport.domain.account.AuditEntry;
import io.cardport.domain.account.SigningKey;
import io.cardport.domain.card.Card;
import io.cardport.domain.event.EventDraft;
import io.cardport.domain.event.EventType;
import io.cardport.domain.id.DeliveryId;
import io.cardport.domain.id.EventId;
import io.cardport.domain.id.KeyId;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.operation.Subject;
import io.cardport.domain.store.AuditTrail;
import io.cardport.domain.store.DeliveryIntake.Admission;
import io.cardport.domain.store.EventFeed;
import io.cardport.domain.store.InboxStore;
import io.cardport.domain.store.Page;
import io.cardport.domain.store.ReferenceStore;
import io.cardport.domain.store.SigningKeyStore;
import io.cardport.domain.webhook.StoredDelivery;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every set of stores keeps of deliveries, events, credentials and deeds. */
public abstract class IntakeStoreContract extends StoreTrials {
    private static final Page.Request ALL = new Page.Request(100, Optional.empty());

    /** Made by JUnit. */
    protected IntakeStoreContract() {}

    @Test
    final void theTimeOfThePullIsKeptForEachAccount() {
        optional(stores -> stores.inbox().pulledAt(rows().account)).isEmpty();
        rows().write(stores -> stores.inbox().pulled(rows().account, Rows.NOW));
        optional(stores -> stores.inbox().pulledAt(rows().account)).contains(Rows.NOW);
        rows().write(stores -> stores.inbox().pulled(rows().account, Rows.NOW.plusSeconds(5)));
        optional(stores -> stores.inbox().pulledAt(rows().account)).contains(Rows.NOW.plusSeconds(5));
    }

    @Test
    final void namedCardsAreListedInTheOrderOfTheIssuersIds() {
        String account = rows().account;
        String mark = rows().ids.nextBody();
        Card card = card();
        var one = new ReferenceStore.Named(new ProviderRef("B-" + mark), new Subject.OfCard(card.id()));
        var two = new ReferenceStore.Named(new ProviderRef("a-" + mark), new Subject.OfCard(card().id()));
        rows().write(stores -> {
            for (ReferenceStore.Named named : List.of(two, one)) {
                stores.references()
                        .bind(
                                new ReferenceStore.Reference(account, ReferenceStore.Kind.CARD, named.value()),
                                named.subject());
            }
            var unknown = new ProviderRef("C-" + mark);
            stores.references().lock(new ReferenceStore.Reference(account, ReferenceStore.Kind.CARD, unknown));
            stores.references()
                    .bind(
                            new ReferenceStore.Reference(account, ReferenceStore.Kind.HOLDER, unknown),
                            new Subject.OfCardholder(card.owner().cardholder()));
            stores.references()
                    .bind(
                            new ReferenceStore.Reference("another", ReferenceStore.Kind.CARD, unknown),
                            new Subject.OfCard(card.id()));
        });
        list(stores -> stores.references().cards(account, Optional.empty(), 10)).containsExactly(one, two);
        list(stores -> stores.references().cards(account, Optional.empty(), 1)).containsExactly(one);
        list(stores -> stores.references().cards(account, Optional.of(one.value()), 10))
                .containsExactly(two);
        list(stores -> stores.references().cards(account, Optional.of(two.value()), 10))
                .isEmpty();
    }

    @Test
    final void aParkedDeliveryIsFreedByWhoeverLearnsTheReference() {
        var reference = new ReferenceStore.Reference(
                rows().account,
                ReferenceStore.Kind.CARD,
                new ProviderRef("c-" + rows().ids.nextBody()));
        StoredDelivery delivery = delivery("one");
        var subject = new Subject.OfCard(card().id());
        assertThat(opened().intake().admit(delivery)).isEqualTo(Admission.ADMITTED);
        rows().write(stores -> {
            assertThat(stores.references().lock(reference)).isEmpty();
            stores.references().park(reference, delivery.id());
            stores.references().park(reference, delivery.id());
        });
        list(stores -> stores.references().bind(reference, subject)).containsExactly(delivery.id());
        list(stores -> stores.references().bind(reference, subject)).isEmpty();
        optional(stores -> stores.references().find(reference)).contains(subject);
    }

    @Test
    final void aDeliveryIsAdmittedOnceAndWorkedOnUntilDone() {
        StoredDelivery delivery = delivery("once");
        StoredDelivery again = new StoredDelivery(
                rows().ids.delivery(), delivery.account(), delivery.dedupe(), new byte[] {9}, Rows.NOW);
        assertThat(opened().intake().admit(delivery)).isEqualTo(Admission.ADMITTED);
        assertThat(opened().intake().admit(again)).isEqualTo(Admission.DUPLICATE);
        assertThat(read(stores -> stores.inbox().find(delivery.id())).map(StoredDelivery::content))
                .hasValueSatisfying(content -> assertThat(content).containsExactly(delivery.content()));
        Instant far = Rows.NOW.plusSeconds(86_400L * 365 * 20);
        assertThat(due(far)).contains(delivery.id());
        assertThat(due(far)).doesNotContain(delivery.id());
        result(stores -> stores.inbox().failed(delivery.id(), far)).isEqualTo(1);
        result(stores -> stores.inbox().failed(delivery.id(), far)).isEqualTo(2);
        rows().write(stores -> stores.inbox().done(delivery.id(), InboxStore.Applied.UNRECOGNISED));
        assertThat(due(far)).doesNotContain(delivery.id());
        assertThat(entries(InboxStore.Applied.UNRECOGNISED)).singleElement().satisfies(entry -> {
            assertThat(entry.id()).isEqualTo(delivery.id());
            assertThat(entry.failures()).isEqualTo(2);
        });
        rows().write(stores -> stores.inbox().again(delivery.id(), far));
        assertThat(entries(InboxStore.Applied.WAITING)).hasSize(1);
        assertThat(due(far)).contains(delivery.id());
        Card card = card();
        rows().write(stores -> {
            stores.inbox().concerns(delivery.id(), card.id());
            stores.inbox().done(delivery.id(), InboxStore.Applied.APPLIED);
        });
        list(stores -> stores.inbox().about(card.id(), 5))
                .singleElement()
                .satisfies(entry -> assertThat(entry.id()).isEqualTo(delivery.id()));
        Card other = card();
        list(stores -> stores.inbox().about(other.id(), 5)).isEmpty();
        assertThat(entries(InboxStore.Applied.APPLIED)).hasSize(1);
    }

    @Test
    final void ofManyThatAreKeptAtOnceEachEventIsThereOnceWhenTheyAreUnpacked() {
        String first = "first-" + rows().ids.nextBody();
        assertThat(opened().intake().admit(delivery(first))).isEqualTo(Admission.ADMITTED);
        List<StoredDelivery> many = IntStream.range(0, 120)
                .mapToObj(number -> delivery(number < 20 ? first : "many-" + number % 80))
                .toList();
        int before = read(stores -> stores.inbox().waiting());
        List<CompletionStage<Admission>> kept =
                many.stream().map(delivery -> opened().intake().keep(delivery)).toList();
        assertThat(kept)
                .allSatisfy(one -> assertThat(one.toCompletableFuture().join()).isNotEqualTo(Admission.FULL));
        assertThat(read(stores -> stores.inbox().waiting()) - before).isBetween(80, 120);
        unpackAll();
        assertThat(read(stores -> stores.inbox().waiting()) - before).isEqualTo(80);
        rows().write(stores -> stores.inbox().done(many.get(79).id(), InboxStore.Applied.APPLIED));
        assertThat(read(stores -> stores.inbox().waiting()) - before).isEqualTo(79);
        rows().write(stores -> stores.inbox().again(many.get(79).id(), Rows.NOW));
        assertThat(entries(InboxStore.Applied.WAITING).stream().map(InboxStore.Entry::dedupe))
                .hasSize(81)
                .doesNotHaveDuplicates()
                .contains(first, "many-20", "many-79", "many-0");
        StoredDelivery last = many.get(79);
        optional(stores -> stores.inbox().find(last.id())).hasValueSatisfying(found -> {
            assertThat(found.content()).containsExactly(last.content());
            assertThat(found.receivedAt()).isEqualTo(last.receivedAt());
            assertThat(found.dedupe()).isEqualTo(last.dedupe());
            assertThat(found.account()).isEqualTo(last.account());
        });
        Instant far = Rows.NOW.plusSeconds(86_400L * 365 * 20);
        assertThat(due(far)).contains(last.id());
        assertThat(opened().intake().admit(delivery("many-79"))).isEqualTo(Admission.DUPLICATE);
    }

    private void unpackAll() {
        while (write(stores -> stores.inbox().unpack()) > 0) {
            Thread.onSpinWait();
        }
    }

    @Test
    final void eventsStandInTheFeedInTheOrderOfTheirWriting() {
        Card card = card();
        EventDraft first = event(card, EventType.CARD_REQUESTED);
        EventDraft second = event(card.touched(Rows.NOW), EventType.CARD_ISSUED);
        EventDraft undone = event(card, EventType.CARD_CLOSED);
        rows().write(stores -> stores.outbox().append(first));
        rows().write(stores -> {
            stores.outbox().append(undone);
            stores.undo();
        });
        rows().write(stores -> stores.outbox().append(second));
        assertThat(position(first.id())).isEmpty();
        while (opened().feed().sequence(1_000) > 0) {
            Thread.onSpinWait();
        }
        List<EventFeed.Entry> entries = opened().feed().read(rows().distributor, 0, 100);
        assertThat(entries).hasSize(2);
        assertThat(position(first.id())).contains(entries.getFirst().position());
        assertThat(position(second.id())).contains(entries.getLast().position());
        assertThat(entries.getFirst().position()).isLessThan(entries.getLast().position());
        assertThat(opened().feed().read(rows().distributor, entries.getFirst().position(), 100))
                .hasSize(1);
        assertThat(position(undone.id())).isEmpty();
        assertThat(opened().feed().positionOf(rows().ids.distributor(), first.id()))
                .isEmpty();
    }

    @Test
    final void credentialsEndWhenRevokedOrExpired() {
        String hash = rows().ids.nextBody();
        var key = new ApiKey(
                rows().ids.key(),
                rows().distributor,
                hash,
                "a",
                Optional.of(Rows.NOW.plusSeconds(10)),
                Optional.empty());
        rows().write(stores -> stores.distributors().insertKey(key));
        optional(stores -> stores.distributors().keyOf(hash, Rows.NOW)).contains(key);
        optional(stores -> stores.distributors().keyOf(hash, Rows.NOW.plusSeconds(10)))
                .isEmpty();
        optional(stores -> stores.distributors().revoke(rows().ids.distributor(), key.id(), Rows.NOW))
                .isEmpty();
        optional(stores -> stores.distributors().revoke(rows().distributor, key.id(), Rows.NOW))
                .isPresent();
        optional(stores -> stores.distributors().keyOf(hash, Rows.NOW)).isEmpty();
        list(stores -> stores.distributors().keys(rows().distributor)).hasSize(1);

        String token = rows().ids.nextBody();
        var admin = new Admin(rows().ids.admin(), "root", Admin.Role.OWNER, token, Rows.NOW, Optional.empty());
        rows().write(stores -> stores.admins().insert(admin));
        optional(stores -> stores.admins().byToken(token)).contains(admin);
        rows().write(stores -> stores.admins().revoke(admin.id(), Rows.NOW));
        optional(stores -> stores.admins().byToken(token)).isEmpty();
    }

    @Test
    final void signingKeysAreFoundListedAndRevoked() {
        var validity = new SigningKey.Validity(Optional.of(Rows.NOW), Optional.empty(), Optional.empty());
        var key = new SigningKey(rows().ids.key(), rows().distributor, "ed25519", "PEM", "laptop", Rows.NOW, validity);
        rows().write(stores -> stores.signingKeys().insert(key));

        optional(stores -> stores.signingKeys().find(key.id())).contains(key);
        list(stores -> stores.signingKeys().ofDistributor(rows().distributor)).contains(key);
        optional(stores -> stores.signingKeys().revoke(rows().ids.distributor(), key.id(), Rows.NOW))
                .isEmpty();
        optional(stores -> stores.signingKeys().revoke(rows().distributor, key.id(), Rows.NOW))
                .isPresent();
        optional(stores -> stores.signingKeys().revoke(rows().distributor, key.id(), Rows.NOW.plusSeconds(9)))
                .get()
                .extracting(revoked -> revoked.validity().revokedAt())
                .isEqualTo(Optional.of(Rows.NOW));
    }

    @Test
    final void aNonceIsFreshOncePerKeyUntilItIsForgotten() {
        var one = rows().ids.key();
        var other = rows().ids.key();
        Instant until = Rows.NOW.plusSeconds(10);

        assertThat(List.of(
                        claim(one, "n", Rows.NOW),
                        claim(one, "n", Rows.NOW),
                        claim(other, "n", Rows.NOW),
                        claim(one, "m", until),
                        claim(one, "n", until)))
                .containsExactly(
                        SigningKeyStore.Claim.FRESH,
                        SigningKeyStore.Claim.SEEN,
                        SigningKeyStore.Claim.FRESH,
                        SigningKeyStore.Claim.FRESH,
                        SigningKeyStore.Claim.SEEN);
    }

    private SigningKeyStore.Claim claim(KeyId key, String nonce, Instant now) {
        return write(stores -> stores.signingKeys().claim(key, nonce, Rows.NOW.plusSeconds(10), now));
    }

    @Test
    final void theAuditTrailShowsTheNewestFirst() {
        Subject card = new Subject.OfCard(card().id());
        var first = new AuditEntry(new Actor.System(), "card.lock", Optional.of(card), "why", Rows.NOW);
        var second = new AuditEntry(new Actor.System(), "card.unlock", Optional.of(card), "", Rows.NOW);
        rows().write(stores -> stores.audit().append(first));
        rows().write(stores -> stores.audit().append(second));
        assertThat(read(stores -> stores.audit().list(ALL)).data().stream()
                        .map(AuditTrail.Recorded::entry)
                        .filter(entry -> entry.subject().equals(Optional.of(card))))
                .containsExactly(second, first);
    }

    @Test
    final void whatIsParkedBesideAKnownReferenceIsFreedOnceAndTheRestIsCounted() {
        var known = new ReferenceStore.Reference(
                rows().account,
                ReferenceStore.Kind.CARD,
                new ProviderRef("known-" + rows().ids.nextBody()));
        var strange = new ReferenceStore.Reference(
                rows().account,
                ReferenceStore.Kind.CARD,
                new ProviderRef("strange-" + rows().ids.nextBody()));
        StoredDelivery left = delivery("left-" + rows().ids.nextBody());
        StoredDelivery stranger = delivery("stranger-" + rows().ids.nextBody());
        opened().intake().admit(left);
        opened().intake().admit(stranger);
        Subject card = new Subject.OfCard(card().id());
        rows().write(stores -> {
            stores.references().bind(known, card);
            stores.references().park(known, left.id());
            stores.references().park(strange, stranger.id());
        });
        list(stores -> stores.references().leftovers(1_000)).contains(left.id()).doesNotContain(stranger.id());
        list(stores -> stores.references().leftovers(1_000)).doesNotContain(left.id());
        var waiting = read(stores -> stores.references().unknown(Instant.parse("2999-01-01T00:00:00Z")));
        assertThat(waiting).containsKey(rows().account);
        var earlier = read(stores -> stores.references().unknown(Instant.parse("2001-01-01T00:00:00Z")));
        assertThat(earlier).isEmpty();
    }

    private List<DeliveryId> due(Instant now) {
        return write(stores -> stores.inbox().takeDue(now, now.plusSeconds(60), 10_000));
    }

    private List<InboxStore.Entry> entries(InboxStore.Applied outcome) {
        return read(stores -> stores.inbox().list(Optional.of(rows().account), Optional.of(outcome), ALL))
                .data();
    }

    private Optional<Long> position(EventId event) {
        return opened().feed().positionOf(rows().distributor, event);
    }

    private EventDraft event(Card card, EventType type) {
        return new EventDraft(
                rows().ids.event(), type, rows().distributor, new EventDraft.Content.OfCard(card), Rows.NOW);
    }

    private StoredDelivery delivery(String dedupe) {
        return new StoredDelivery(
                rows().ids.delivery(), rows().account, dedupe, "{}".getBytes(StandardCharsets.UTF_8), Rows.NOW);
    }
}
