package io.cardport.testkit.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardport.domain.card.Card;
import io.cardport.domain.card.CardState;
import io.cardport.domain.funding.TransactionStatus;
import io.cardport.domain.funding.TransactionType;
import io.cardport.domain.holder.Applicant;
import io.cardport.domain.holder.ApplicantReading;
import io.cardport.domain.id.CardholderId;
import io.cardport.domain.issuing.CardTransactions;
import io.cardport.domain.issuing.Look;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.issuing.TransactionSeen;
import io.cardport.domain.money.Money;
import io.cardport.domain.operation.Operation;
import io.cardport.domain.operation.OperationState;
import io.cardport.domain.store.InboxStore;
import io.cardport.domain.store.Page;
import io.cardport.domain.usecase.ReceiveWebhook;
import io.cardport.domain.usecase.ReceiveWebhook.Reception;
import io.cardport.domain.webhook.Hints;
import io.cardport.domain.webhook.RawDelivery;
import io.cardport.domain.webhook.SignatureScheme;
import io.cardport.domain.webhook.UnsignedWebhooks;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What nobody signed says where to look, and can do no more than that. */
class HintsTest {
    private final House house = new House();
    private UnsignedWebhooks.Admission admission = UnsignedWebhooks.Admission.ADMITTED;
    private Hints hints = new Hints(Set.of(), Set.of(), Set.of());

    @BeforeEach
    void theIssuerDoesNotSign() {
        house.issuer.extras.add(new UnsignedWebhooks() {
            @Override
            public Admission admit(RawDelivery delivery) {
                return admission;
            }

            @Override
            public Hints hints(RawDelivery delivery) {
                return hints;
            }
        });
    }

    @AfterEach
    void eventsHaveNoHoles() {
        house.assertVersionsWithoutHoles();
    }

    @Test
    void aHintAtACardLeadsToALookAtIt() {
        Card card = house.activeCard();
        house.clock.advance(Duration.ofMinutes(1));
        house.issuer.cards.replaceAll((name, word) -> "blocked");
        assertThat(hint(reference(card), Set.of(), Set.of())).isEqualTo(new Reception.Hinted());
        assertThat(house.card(card.id()).standing().state()).isEqualTo(new CardState.Active());
        house.runJobs(Duration.ofSeconds(15));
        assertThat(house.card(card.id()).standing().state()).isInstanceOf(CardState.Locked.class);
        assertThat(stored()).isEmpty();
    }

    @Test
    void aFloodOfHintsIsOneLookInTenSeconds() {
        Card card = house.activeCard();
        house.clock.advance(Duration.ofMinutes(1));
        int looks = house.issuer.looks;
        for (int second = 0; second < 100; second++) {
            for (int at = 0; at < 20; at++) {
                hint(reference(card), Set.of(), Set.of());
            }
            house.runJobs(Duration.ofSeconds(1));
        }
        // The jobs' clock moves by five seconds each time.
        assertThat(house.issuer.looks - looks).isBetween(1, 51);
    }

    @Test
    void whatNobodyKnowsLeadsNowhere() {
        house.activeCard();
        int looks = house.issuer.looks;
        ProviderRef nobody = new ProviderRef("nobody");
        assertThat(hint(Set.of(nobody), Set.of(nobody), Set.of(nobody))).isEqualTo(new Reception.Hinted());
        house.runJobs(Duration.ofMinutes(2));
        assertThat(house.issuer.looks).isEqualTo(looks);
        assertThat(stored()).isEmpty();
    }

    @Test
    void whatDoesNotPassTheDoorIsForged() {
        Card card = house.activeCard();
        admission = UnsignedWebhooks.Admission.REFUSED;
        int looks = house.issuer.looks;
        assertThat(hint(reference(card), Set.of(), Set.of()))
                .isEqualTo(new Reception.Rejected(SignatureScheme.Reason.FORGED));
        house.runJobs(Duration.ofMinutes(1));
        assertThat(house.issuer.looks).isEqualTo(looks);
    }

    @Test
    void anOrderThatIsHintedAtIsAskedForAtOnce() {
        Card card = house.activeCard();
        house.issuer.next(Mood.SLOW);
        house.topUp(card);
        Operation waiting = open(card);
        house.issuer.finishOrders();
        hint(Set.of(), Set.of(), Set.of(((OperationState.Waiting) waiting.state()).order()));
        assertThat(open(card).progress().nextAt())
                .contains(house.clock.instant().plusSeconds(1));
        house.runJobs(Duration.ofSeconds(5));
        assertThat(house.stores.<List<Operation>>read(all -> all.operations().openOf(card.id())))
                .isEmpty();
    }

    @Test
    void aHolderThatIsHintedAtIsAskedForOnceItCanHaveChanged() {
        house.issuer.decision = ApplicantReading.IN_REVIEW;
        house.issuer.shown = ApplicantReading.IN_REVIEW;
        CardholderId holder = house.holder();
        ProviderRef name = new ProviderRef("holder-" + holder);
        house.clock.advance(Duration.ofMillis(300));
        hint(Set.of(), Set.of(name), Set.of());
        assertThat(applicant(holder).schedule().nextPollAt())
                .contains(house.clock.instant().plusMillis(700));
    }

    @Test
    void aLookBringsTheTransactionsToo() {
        Card card = house.activeCard();
        house.issuer.extras.add((CardTransactions) (reference, from) -> purchases());
        hint(reference(card), Set.of(), Set.of());
        house.runJobs(Duration.ofSeconds(30));
        assertThat(house.transactions(card)).hasSize(1);
    }

    @Test
    void aLookWhoseProcessDiedBeforeTheTransactionsCameIsMadeAgain() {
        Card card = house.activeCard();
        AtomicBoolean alive = new AtomicBoolean();
        house.issuer.extras.add((CardTransactions) (reference, from) -> {
            if (!alive.getAndSet(true)) {
                throw new ProcessDied();
            }
            return purchases();
        });
        hint(reference(card), Set.of(), Set.of());
        assertThatThrownBy(() -> house.runJobs(Duration.ofSeconds(30))).isInstanceOf(ProcessDied.class);
        house.runJobs(Duration.ofMinutes(2));
        assertThat(house.transactions(card)).hasSize(1);
    }

    private static Look<List<TransactionSeen>> purchases() {
        return new Look.Found<>(List.of(new TransactionSeen(
                new ProviderRef("t-1"),
                TransactionType.PURCHASE,
                TransactionStatus.SETTLED,
                "settled",
                new TransactionSeen.Amounts(new Money(500, House.USD), Optional.empty(), Optional.empty()),
                Optional.empty(),
                Instant.parse("2026-11-20T12:00:05Z"))));
    }

    private Reception hint(Set<ProviderRef> cards, Set<ProviderRef> holders, Set<ProviderRef> orders) {
        hints = new Hints(cards, holders, orders);
        return new ReceiveWebhook(house.context, house.stores)
                .handle(new RawDelivery("memory", Map.of(), new byte[0], house.clock.instant()))
                .toCompletableFuture()
                .join();
    }

    private static Set<ProviderRef> reference(Card card) {
        return Set.of(card.atProvider().reference().orElseThrow());
    }

    private Operation open(Card card) {
        return house.stores
                .<List<Operation>>read(all -> all.operations().openOf(card.id()))
                .getFirst();
    }

    private Applicant applicant(CardholderId holder) {
        return house.stores
                .<List<Applicant>>read(all -> all.applicants().of(holder))
                .getFirst();
    }

    private List<InboxStore.Entry> stored() {
        return house.stores.read(all -> all.inbox()
                .list(Optional.empty(), Optional.empty(), new Page.Request(10, Optional.empty()))
                .data());
    }
}
