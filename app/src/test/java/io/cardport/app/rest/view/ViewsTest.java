package io.cardport.app.rest.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.domain.card.Card;
import io.cardport.domain.card.CardControlsSpec;
import io.cardport.domain.card.CardFacts;
import io.cardport.domain.card.CardOptions;
import io.cardport.domain.card.CardState;
import io.cardport.domain.card.CardType;
import io.cardport.domain.card.LockOwner;
import io.cardport.domain.card.PendingChange;
import io.cardport.domain.event.EventDraft;
import io.cardport.domain.event.EventType;
import io.cardport.domain.funding.FundsMovement;
import io.cardport.domain.funding.MovementState;
import io.cardport.domain.holder.Applicant;
import io.cardport.domain.holder.ApplicantState;
import io.cardport.domain.holder.Cardholder;
import io.cardport.domain.holder.CardholderProfile;
import io.cardport.domain.holder.Dossier;
import io.cardport.domain.holder.ProductScope;
import io.cardport.domain.id.ApplicantId;
import io.cardport.domain.id.CardId;
import io.cardport.domain.id.CardholderId;
import io.cardport.domain.id.DistributorId;
import io.cardport.domain.id.EventId;
import io.cardport.domain.id.OperationId;
import io.cardport.domain.id.ProductId;
import io.cardport.domain.id.TopUpId;
import io.cardport.domain.issuing.FundsMoved;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.money.Money;
import io.cardport.domain.operation.Failure;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The form of resources, approved as text against the contract. */
class ViewsTest {
    private static final Currency USD = Currency.getInstance("USD");
    private static final Instant THEN = Instant.parse("2026-11-20T12:00:00.1239Z");
    private static final DistributorId DISTRIBUTOR = new DistributorId("dist_" + "d".repeat(26));
    private static final CardId CARD = new CardId("card_" + "c".repeat(26));
    private static final CardholderId HOLDER = new CardholderId("ch_" + "h".repeat(26));
    private static final ProductId PRODUCT = new ProductId("prod_" + "p".repeat(26));
    private static final OperationId OPERATION = new OperationId("op_" + "k".repeat(26));

    private static String json(Object view) {
        return new String(Json.bytes(view), StandardCharsets.UTF_8);
    }

    private static Card cardOf() {
        CardOptions options = new CardOptions(
                Optional.empty(),
                Optional.empty(),
                new CardOptions.Addresses(Optional.empty(), Optional.empty()),
                new CardControlsSpec(
                        Optional.of(new Money(50_000, USD)),
                        List.of(new CardControlsSpec.SpendingControl(
                                new Money(100, USD), CardControlsSpec.Interval.ATM_DAY)),
                        Optional.empty()),
                Optional.empty(),
                Optional.empty(),
                new CardOptions.Metadata("{\"order\":7}"));
        return new Card(
                CARD,
                new Card.Owner(DISTRIBUTOR, HOLDER, PRODUCT, "uqpay-sim"),
                new Card.Terms(CardType.VIRTUAL, USD, options, false),
                Card.Standing.REQUESTED
                        .in(new CardState.Locked(Set.of(LockOwner.DISTRIBUTOR, LockOwner.ADMIN)), "FROZEN")
                        .wanting(Optional.of(new PendingChange(
                                PendingChange.ChangeKind.CLOSE, LockOwner.DISTRIBUTOR, THEN, OPERATION))),
                new Card.AtProvider(
                        Optional.of(new ProviderRef("ref-1")),
                        Map.of("b", "2", "a", "1"),
                        new CardFacts(Optional.of("4242"), Optional.of("VISA"), Optional.empty())),
                new Card.Times(7, THEN, THEN));
    }

    @Test
    void card() {
        assertThat(json(CardView.of(cardOf())))
                .isEqualTo(
                        "{\"id\":\"card_cccccccccccccccccccccccccc\",\"cardholderId\":\"ch_hhhhhhhhhhhhhhhhhhhhhhhhhh\","
                                + "\"productId\":\"prod_pppppppppppppppppppppppppp\",\"provider\":\"uqpay-sim\","
                                + "\"providerReference\":\"ref-1\",\"providerReferences\":{\"a\":\"1\",\"b\":\"2\"},"
                                + "\"type\":\"VIRTUAL\",\"status\":\"LOCKED\",\"providerState\":\"FROZEN\",\"lockedBy\":\"ADMIN\","
                                + "\"closedReason\":null,\"closeRefund\":null,\"failure\":null,\"usable\":false,\"review\":null,"
                                + "\"pendingChange\":{\"kind\":\"CLOSE\",\"requestedBy\":\"DISTRIBUTOR\","
                                + "\"requestedAt\":\"2026-11-20T12:00:00.123Z\",\"operationId\":\"op_kkkkkkkkkkkkkkkkkkkkkkkkkk\"},"
                                + "\"last4\":\"4242\",\"network\":\"VISA\",\"expiry\":null,\"currency\":\"USD\","
                                + "\"spendingLimit\":{\"amount\":\"500.00\",\"currency\":\"USD\"},"
                                + "\"spendingControls\":[{\"amount\":{\"amount\":\"1.00\",\"currency\":\"USD\"},"
                                + "\"interval\":\"ATM_DAY\"}],\"merchantControls\":null,\"metadata\":{\"order\":7},\"version\":7,"
                                + "\"createdAt\":\"2026-11-20T12:00:00.123Z\",\"updatedAt\":\"2026-11-20T12:00:00.123Z\"}");
    }

    @Test
    void cardholder() {
        Cardholder holder = new Cardholder(
                HOLDER,
                new Cardholder.Owner(DISTRIBUTOR, "netpay-sim"),
                new CardholderProfile(
                        CardholderProfile.HolderType.INDIVIDUAL,
                        new CardholderProfile.HolderName("Zoë", "Tan", Optional.empty()),
                        new CardholderProfile.Contact("z@example.com", "SG", "65", "81234567"),
                        new CardholderProfile.Person(
                                Optional.of(LocalDate.of(1990, 1, 31)), Optional.empty(), Optional.empty()),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of("job.title", "cook", "job.years", "3")),
                Optional.of("mine-1"),
                Optional.empty(),
                Map.of(),
                new Card.Times(2, THEN, THEN));
        Applicant applicant = new Applicant(
                new ApplicantId("app_" + "a".repeat(26)),
                HOLDER,
                new ProductScope.OneProduct(PRODUCT),
                Optional.empty(),
                Applicant.Standing.NEW,
                Applicant.Schedule.NONE,
                Card.Times.first(THEN));
        assertThat(json(CardholderView.of(new Dossier(holder, List.of(applicant)))))
                .isEqualTo("{\"id\":\"ch_hhhhhhhhhhhhhhhhhhhhhhhhhh\",\"provider\":\"netpay-sim\",\"status\":\"NEW\","
                        + "\"approvals\":[{\"productId\":\"prod_pppppppppppppppppppppppppp\",\"status\":\"NEW\","
                        + "\"reason\":null,\"verificationUrl\":null,\"challenge\":null}],\"type\":\"INDIVIDUAL\","
                        + "\"firstName\":\"Zoë\",\"lastName\":\"Tan\",\"businessName\":null,\"email\":\"z@example.com\","
                        + "\"country\":\"SG\",\"mobile\":\"81234567\",\"areaCode\":\"65\",\"dateOfBirth\":\"1990-01-31\","
                        + "\"gender\":null,\"nationality\":null,\"address\":null,\"identity\":null,"
                        + "\"details\":{\"job\":{\"title\":\"cook\",\"years\":\"3\"}},\"externalReference\":\"mine-1\","
                        + "\"providerReference\":null,\"providerReferences\":{},\"version\":2,"
                        + "\"createdAt\":\"2026-11-20T12:00:00.123Z\",\"updatedAt\":\"2026-11-20T12:00:00.123Z\"}");
        assertThat(json(ApplicantView.of(applicant)))
                .contains("\"status\":\"" + ApplicantState.NEW + "\"", "\"deadline\":null", "\"productId\":\"prod_p");
    }

    @Test
    void topUpInACurrencyWithoutMinorUnits() {
        FundsMovement movement = new FundsMovement(
                new TopUpId("top_" + "t".repeat(26)),
                new FundsMovement.Owner(DISTRIBUTOR, CARD, OPERATION),
                FundsMovement.Kind.TOP_UP,
                new Money(2_000, Currency.getInstance("JPY")),
                new FundsMovement.Result(
                        MovementState.FAILED,
                        FundsMoved.PLAIN,
                        FundsMovement.FundsReturned.YES,
                        Optional.of(new Failure("declined", "no")),
                        ""),
                Card.Times.first(THEN));
        assertThat(json(MovementView.of(movement)))
                .isEqualTo("{\"id\":\"top_tttttttttttttttttttttttttt\",\"cardId\":\"card_cccccccccccccccccccccccccc\","
                        + "\"kind\":\"TOP_UP\",\"operationId\":\"op_kkkkkkkkkkkkkkkkkkkkkkkkkk\","
                        + "\"amount\":{\"amount\":\"2000\",\"currency\":\"JPY\"},\"fee\":null,\"creditedAmount\":null,"
                        + "\"status\":\"FAILED\",\"fundsReturned\":true,\"failure\":{\"code\":\"declined\","
                        + "\"message\":\"no\"},\"providerReference\":null,\"version\":1,"
                        + "\"createdAt\":\"2026-11-20T12:00:00.123Z\",\"updatedAt\":\"2026-11-20T12:00:00.123Z\"}");
    }

    @Test
    void anEventShowsTheResourceAsGetDoes() {
        String event = new String(
                new JsonEvents()
                        .render(new EventDraft(
                                new EventId("evt_" + "e".repeat(26)),
                                EventType.CARD_LOCKED,
                                DISTRIBUTOR,
                                new EventDraft.Content.OfCard(cardOf()),
                                THEN)),
                StandardCharsets.UTF_8);
        assertThat(event)
                .startsWith(
                        "{\"id\":\"evt_eeeeeeeeeeeeeeeeeeeeeeeeee\",\"type\":\"card.locked\","
                                + "\"occurredAt\":\"2026-11-20T12:00:00.123Z\",\"version\":7,"
                                + "\"subject\":{\"type\":\"card\",\"id\":\"card_cccccccccccccccccccccccccc\"},\"data\":{\"id\":\"card_c")
                .contains("\"metadata\":{\"order\":7}");
    }
}
