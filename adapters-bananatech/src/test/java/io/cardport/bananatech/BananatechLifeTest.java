package io.cardport.bananatech;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.domain.card.CardOptions;
import io.cardport.domain.card.CardReading;
import io.cardport.domain.funding.OrderReading;
import io.cardport.domain.holder.ApplicantReading;
import io.cardport.domain.id.CardId;
import io.cardport.domain.id.CardholderId;
import io.cardport.domain.id.DeliveryId;
import io.cardport.domain.id.OperationId;
import io.cardport.domain.issuing.ApplicantScreening;
import io.cardport.domain.issuing.ApplicantSeen;
import io.cardport.domain.issuing.Capability;
import io.cardport.domain.issuing.CardActivation;
import io.cardport.domain.issuing.CardAssignment;
import io.cardport.domain.issuing.CardClosing;
import io.cardport.domain.issuing.CardCommand;
import io.cardport.domain.issuing.CardControls;
import io.cardport.domain.issuing.CardFunding;
import io.cardport.domain.issuing.CardLookup;
import io.cardport.domain.issuing.CardSeen;
import io.cardport.domain.issuing.IssueCommand;
import io.cardport.domain.issuing.IssueCommand.ProductAtProvider;
import io.cardport.domain.issuing.IssuedCard;
import io.cardport.domain.issuing.Look;
import io.cardport.domain.issuing.MissedWebhooks;
import io.cardport.domain.issuing.MoveFunds;
import io.cardport.domain.issuing.OnboardCommand;
import io.cardport.domain.issuing.OnboardedHolder;
import io.cardport.domain.issuing.Outcome;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.issuing.TopUpListing;
import io.cardport.domain.issuing.TopUpListing.ListedTopUp;
import io.cardport.domain.issuing.WebhookRegistration;
import io.cardport.domain.money.Money;
import io.cardport.domain.secret.Secret;
import io.cardport.domain.webhook.RawDelivery;
import io.cardport.domain.webhook.Signal;
import io.cardport.domain.webhook.Signal.IssueResult;
import io.cardport.domain.webhook.SignatureScheme.Reason;
import io.cardport.domain.webhook.StoredDelivery;
import io.cardport.domain.webhook.Webhooks;
import io.cardport.simulators.frame.Fault;
import io.cardport.testkit.issuing.People;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lives of cards at the simulated issuer, told by its encrypted webhooks. */
class BananatechLifeTest {
    private final BananatechBench bench = new BananatechBench();
    private final Inbox inbox = new Inbox(able(Webhooks.class));
    private int commands;

    @BeforeEach
    void register() {
        bench.calm();
        assertThat(able(WebhookRegistration.class).registerWebhooks(inbox.address()))
                .isInstanceOf(Outcome.Done.class);
    }

    @AfterEach
    void close() {
        inbox.close();
        bench.close();
    }

    @Test
    void aVirtualCardFromTheUserToTheRefund() {
        ProviderRef user = user();
        inbox.await(signal -> signal instanceof Signal.ApplicantSaid said
                && said.holder().equals(user)
                && said.seen().reading() == ApplicantReading.APPROVED);

        ProviderRef card = virtual(user);
        ProviderRef bare = new ProviderRef(BananatechBench.bare(card));
        Signal made = inbox.await(signal -> signal instanceof Signal.IssueSaid said
                && said.holder().equals(user)
                && said.result() instanceof IssueResult.Made);
        assertThat(((IssueResult.Made) ((Signal.IssueSaid) made).result())
                        .card()
                        .seen()
                        .card())
                .isEqualTo(card);
        bench.await(card, "ACTIVE");

        assertThat(able(CardFunding.class).topUp(new MoveFunds(operation(), card, bench.amount())))
                .isInstanceOf(Outcome.Accepted.class);
        bench.settle(card);
        var funded = (Signal.TopUpSaid) inbox.await(Signal.TopUpSaid.class::isInstance);
        assertThat(funded.card()).isEqualTo(bare);
        assertThat(funded.amount()).isEqualTo(bench.amount());
        assertThat(funded.seen().reading()).isEqualTo(OrderReading.SUCCEEDED);
        List<ListedTopUp> listed = topUps(card);
        assertThat(listed).singleElement().satisfies(one -> {
            assertThat(one.seen().order()).isEqualTo(funded.seen().order());
            assertThat(one.amount()).isEqualTo(bench.amount());
        });

        able(CardControls.class).lock(command(card));
        inbox.await(signal -> isCard(signal, bare, CardReading.LOCKED));
        able(CardControls.class).unlock(command(card));
        inbox.await(signal -> isCard(signal, bare, CardReading.ACTIVE));
        able(CardClosing.class).close(command(card));
        var closed = (Signal.CardSaid) inbox.await(signal -> isCard(signal, bare, CardReading.CLOSED));
        assertThat(closed.refund()).contains(new Money(2_475, Deliveries.USD));
        assertThat(reading(card)).isEqualTo(CardReading.CLOSED);
    }

    @Test
    void aPhysicalCardAwaitsItsPin() {
        ProviderRef user = user();
        String number =
                bench.issuer().state().path("physicalCardNumbers").path(0).asText();

        ProviderRef card = assigned(user, number);
        ProviderRef bare = new ProviderRef(BananatechBench.bare(card));
        inbox.await(signal -> isCard(signal, bare, CardReading.INACTIVE));
        assertThat(reading(card)).isEqualTo(CardReading.INACTIVE);

        assertThat(able(CardActivation.class)
                        .activate(new CardActivation.Activate(
                                operation(), card, Optional.empty(), Optional.of(Secret.of("6789")))))
                .isInstanceOf(Outcome.Accepted.class);
        var active = (Signal.CardSaid) inbox.await(signal -> isCard(signal, bare, CardReading.ACTIVE));
        assertThat(active.seen().facts().last4()).contains(number.substring(number.length() - 4));
        for (var delivery : inbox.verified()) {
            assertThat(new String(able(Webhooks.class).blanked(delivery), StandardCharsets.UTF_8))
                    .doesNotContain(number);
        }
    }

    @Test
    void aNumberThatTheIssuerDoesNotHaveMakesNoCard() {
        ProviderRef user = user();
        assigned(user, "4999999999999999");

        var said = (Signal.IssueSaid) inbox.await(Signal.IssueSaid.class::isInstance);
        assertThat(said.holder()).isEqualTo(user);
        assertThat(said.result()).isEqualTo(new IssueResult.NotMade("FAILED", "101:0 - card number not exist"));
    }

    @Test
    void whatFailsLaterIsToldToo() {
        ProviderRef user = user();
        ProviderRef card = virtual(user);
        ProviderRef bare = new ProviderRef(BananatechBench.bare(card));
        bench.await(card, "ACTIVE");

        able(CardFunding.class).topUp(new MoveFunds(operation(), card, bench.amount()));
        String order = bench.issuer()
                .state()
                .path("orders")
                .path(0)
                .path("transaction_id")
                .asText();
        bench.control("/orders/" + order + "/fail");
        var failed = (Signal.TopUpSaid) inbox.await(Signal.TopUpSaid.class::isInstance);
        assertThat(failed.seen().reading()).isEqualTo(OrderReading.FAILED);
        assertThat(failed.amount()).isEqualTo(bench.amount());

        failNext("ALTER");
        able(CardControls.class).lock(command(card));
        assertThat(inbox.await(Signal.ChangeRefusedSaid.class::isInstance))
                .isEqualTo(new Signal.ChangeRefusedSaid(bare, "FAILED", ""));

        failNext("APPLY");
        virtual(user);
        inbox.await(signal -> signal instanceof Signal.IssueSaid said && said.result() instanceof IssueResult.NotMade);
    }

    /** Why nothing is ever sent twice: the issuer executes every repeat. */
    @Test
    void twoSendsOfOneOperationAreTwoRecharges() {
        ProviderRef card = virtual(user());
        bench.await(card, "ACTIVE");
        var command = new MoveFunds(operation(), card, bench.amount());

        able(CardFunding.class).topUp(command);
        able(CardFunding.class).topUp(command);

        assertThat(topUps(card)).hasSize(2);
    }

    /** A record and its webhook are one event, whichever comes first. */
    @Test
    void missedWebhooksAreTheSameEvents() {
        ProviderRef card = virtual(user());
        bench.await(card, "ACTIVE");
        able(CardControls.class).lock(command(card));
        inbox.await(signal -> isCard(signal, new ProviderRef(BananatechBench.bare(card)), CardReading.LOCKED));
        Set<String> delivered =
                inbox.verified().stream().map(able(Webhooks.class)::dedupe).collect(Collectors.toSet());

        for (int asText : new int[] {0, 1}) {
            bench.issuer().set("records-as-text", asText);
            var pulled = ((Look.Found<List<MissedWebhooks.Pulled>>)
                            able(MissedWebhooks.class).since(Instant.EPOCH))
                    .value();
            var seen = new HashSet<String>();
            pulled.forEach(one -> seen.add(able(Webhooks.class)
                    .dedupe(new StoredDelivery(
                                    new DeliveryId("dlv_00000000000000000000000001"),
                                    "banana",
                                    "x",
                                    one.content(),
                                    Instant.EPOCH)
                            .restore())));
            assertThat(seen).isEqualTo(delivered);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRUNCATED", "PADDING", "NOT_JSON", "WRONG_MAC", "PLAIN"})
    void aSpoiledAnswerEndsNothing(String flaw) {
        ProviderRef card = virtual(user());
        bench.await(card, "ACTIVE");

        spoil(flaw, "ANSWER");
        assertThat(able(CardControls.class).lock(command(card)))
                .isEqualTo(new Outcome.Unknown<>(Outcome.UnknownCause.MALFORMED_ANSWER));
        spoil(flaw, "ANSWER");
        assertThat(able(CardLookup.class).card(card)).isEqualTo(new Look.Unavailable<>(Look.Cause.MALFORMED_ANSWER));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRUNCATED", "PADDING", "WRONG_MAC"})
    void aSpoiledWebhookIsRefusedAsAForgery(String flaw) {
        spoil(flaw, "WEBHOOK");
        user();

        assertThat(inbox.awaitRejected()).isEqualTo(new RawDelivery.Check.Rejected(Reason.FORGED));
    }

    @Test
    void aWebhookThatLiesIsNotBelieved() {
        spoil("LYING_TYPE", "WEBHOOK");
        user();

        assertThat(inbox.await(signal -> true)).isInstanceOf(Signal.Unrecognised.class);
    }

    @Test
    void aWordThatNobodyKnowsIsNotRecognised() {
        ProviderRef user = user();
        ProviderRef card = virtual(user);
        bench.await(card, "ACTIVE");

        bench.issuer().misbehave(Fault.UNKNOWN_WORD, "POST", "/card/get_information");
        assertThat(reading(card)).isEqualTo(CardReading.UNRECOGNISED);
        bench.issuer().misbehave(Fault.UNKNOWN_WORD, "POST", "/user/get_users");
        assertThat(able(ApplicantScreening.class).applicant(user, new ProviderRef("1")))
                .isInstanceOfSatisfying(
                        Look.Found.class,
                        found -> assertThat(((ApplicantSeen) found.value()).reading())
                                .isEqualTo(ApplicantReading.UNRECOGNISED));
    }

    private ProviderRef user() {
        var command = new OnboardCommand(
                operation(),
                new CardholderId("ch_00000000000000000000000001"),
                Optional.empty(),
                Optional.of(new ProviderRef("1")),
                People.person(++commands),
                People.documents(),
                Optional.empty());
        Outcome<OnboardedHolder> outcome = bench.provider().onboard(command);
        if (!(outcome instanceof Outcome.Done<OnboardedHolder>(OnboardedHolder holder))) {
            throw new AssertionError(outcome);
        }
        bench.approve(holder.holder());
        return holder.holder();
    }

    private ProviderRef virtual(ProviderRef user) {
        return card(bench.provider().issue(issue(user, BananatechBench.VIRTUAL, Optional.empty())));
    }

    private ProviderRef assigned(ProviderRef user, String number) {
        return card(able(CardAssignment.class)
                .assign(issue(user, BananatechBench.PHYSICAL, Optional.of(Secret.of(number)))));
    }

    private IssueCommand issue(ProviderRef user, ProductAtProvider product, Optional<Secret> number) {
        return new IssueCommand(
                operation(),
                new CardId("card_00000000000000000000000001"),
                new IssueCommand.HolderAtProvider(user, People.person(1)),
                product,
                CardOptions.NONE,
                number);
    }

    private static ProviderRef card(Outcome<IssuedCard> outcome) {
        if (!(outcome instanceof Outcome.Accepted<IssuedCard>(var order, Optional<IssuedCard> card))) {
            throw new AssertionError(outcome);
        }
        return card.orElseThrow().seen().card();
    }

    private CardReading reading(ProviderRef card) {
        return ((Look.Found<CardSeen>) able(CardLookup.class).card(card))
                .value()
                .reading();
    }

    private List<ListedTopUp> topUps(ProviderRef card) {
        return ((Look.Found<List<ListedTopUp>>) able(TopUpListing.class).topUpsOf(card)).value();
    }

    private void failNext(String what) {
        bench.issuer().call("POST", "/fail-next", BananatechBench.object().put("what", what));
    }

    private void spoil(String flaw, String where) {
        bench.issuer()
                .call(
                        "POST",
                        "/envelopes",
                        BananatechBench.object().put("flaw", flaw).put("where", where));
    }

    private OperationId operation() {
        return new OperationId("op_" + String.format("%026d", ++commands));
    }

    private CardCommand command(ProviderRef card) {
        return new CardCommand(operation(), card, "");
    }

    private static boolean isCard(Signal signal, ProviderRef card, CardReading reading) {
        return signal instanceof Signal.CardSaid said
                && said.seen().card().equals(card)
                && said.seen().reading() == reading;
    }

    private <C extends Capability> C able(Class<C> capability) {
        return bench.provider().can(capability).orElseThrow();
    }
}
