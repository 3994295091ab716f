package io.cardport.app;

import static io.cardport.app.GatewayFixture.NETPAY;
import static io.cardport.app.GatewayFixture.UQPAY;
import static io.cardport.app.GatewayFixture.await;
import static io.cardport.app.GatewayFixture.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardport.domain.account.Actor;
import io.cardport.domain.account.Scope;
import io.cardport.domain.card.Card;
import io.cardport.domain.card.CardOptions;
import io.cardport.domain.card.CardType;
import io.cardport.domain.card.LockOwner;
import io.cardport.domain.holder.ApplicantState;
import io.cardport.domain.holder.Documents;
import io.cardport.domain.holder.Dossier;
import io.cardport.domain.id.CardId;
import io.cardport.domain.id.CardholderId;
import io.cardport.domain.id.IdGenerator;
import io.cardport.domain.idempotency.Once;
import io.cardport.domain.issuing.Capability;
import io.cardport.domain.issuing.IssueCommand;
import io.cardport.domain.issuing.IssuedCard;
import io.cardport.domain.issuing.IssuingProvider;
import io.cardport.domain.issuing.OnboardCommand;
import io.cardport.domain.issuing.OnboardedHolder;
import io.cardport.domain.issuing.Outcome;
import io.cardport.domain.issuing.ProviderAccount;
import io.cardport.domain.issuing.ProviderDirectory;
import io.cardport.domain.issuing.ProviderFacts;
import io.cardport.domain.money.Money;
import io.cardport.domain.product.Product;
import io.cardport.domain.store.EventFeed;
import io.cardport.domain.store.UnitOfWork;
import io.cardport.domain.usecase.CardCommandTarget;
import io.cardport.domain.usecase.Context;
import io.cardport.domain.usecase.IssueCard;
import io.cardport.domain.usecase.Problem;
import io.cardport.domain.usecase.RegisterCardholder;
import io.cardport.domain.usecase.Result;
import io.cardport.domain.usecase.UnlockCard;
import io.cardport.simulators.frame.Fault;
import io.cardport.testkit.issuing.People;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Holders, cards, webhooks, polling, locks and recovery through the whole gateway. */
class LifeOfACardTest {
    private static final String SHARED = "467e993f-317a-49fc-9ea0-bf49de7d1f76";
    private static final AtomicLong PEOPLE = new AtomicLong(1);

    private static GatewayFixture fixture;

    @BeforeAll
    static void start() {
        fixture = GatewayFixture.start();
    }

    @AfterAll
    static void end() {
        fixture.close();
    }

    private static CardholderId holder(Product product, Documents documents) {
        var command = new RegisterCardholder.Command(
                fixture.distributor(),
                Optional.of(product.account()),
                Optional.of(product.id()),
                People.person(PEOPLE.incrementAndGet()),
                Optional.empty(),
                documents);
        return switch (fixture.bean(RegisterCardholder.class).handle(command, new Once.Unkeyed<>())) {
            case Result.Settled<Dossier>(Dossier made) -> made.cardholder().id();
            case Result.Pending<Dossier>(Dossier made, var ignored) ->
                made.cardholder().id();
            case Result.Declined<Dossier>(var problem) -> throw new AssertionError(problem.toString());
            case Result.Repeated<Dossier> unexpected -> throw new AssertionError(unexpected.toString());
            case Result.Overtaken<Dossier> unexpected -> throw new AssertionError(unexpected.toString());
        };
    }

    private static CardholderId approved(Product product, Documents documents) {
        CardholderId holder = holder(product, documents);
        await(
                "the approval",
                () -> fixture
                        .bean(UnitOfWork.class)
                        .read(stores -> stores.applicants().of(holder))
                        .stream()
                        .anyMatch(applicant -> applicant.standing().state() == ApplicantState.APPROVED));
        return holder;
    }

    private static IssueCard.Command wish(CardholderId holder, Product product) {
        return new IssueCard.Command(
                fixture.distributor(),
                holder,
                product.id(),
                CardType.VIRTUAL,
                Currency.getInstance("USD"),
                options(product),
                Optional.empty());
    }

    /** What is paid in advance needs a first load. */
    private static CardOptions options(Product product) {
        if (!product.account().equals(NETPAY)) {
            return CardOptions.NONE;
        }
        return new CardOptions(
                Optional.of(new Money(2_000, Currency.getInstance("USD"))),
                Optional.empty(),
                CardOptions.NONE.addresses(),
                CardOptions.NONE.controls(),
                Optional.empty(),
                Optional.empty(),
                CardOptions.NONE.metadata());
    }

    private static CardId issued(Product product) {
        var result = fixture.bean(IssueCard.class)
                .handle(wish(approved(product, documents(product)), product), new Once.Unkeyed<>());
        return switch (result) {
            case Result.Settled<Card>(Card card) -> card.id();
            case Result.Pending<Card>(Card card, var ignored) -> card.id();
            case Result.Declined<Card>(var problem) -> throw new AssertionError(problem.toString());
            case Result.Repeated<Card> unexpected -> throw new AssertionError(unexpected.toString());
            case Result.Overtaken<Card> unexpected -> throw new AssertionError(unexpected.toString());
        };
    }

    private static Documents documents(Product product) {
        return product.account().equals(NETPAY) ? People.documents() : Documents.NONE;
    }

    private static JsonNode card(CardId id) {
        return json(fixture.admin("GET", "/cards/" + id.value(), ""));
    }

    private static void awaitStatus(CardId id, String status) {
        await(status + " of " + id, () -> card(id).path("status").asText().equals(status));
    }

    private static String uqpayId(CardId id) {
        return card(id).path("providerReference").asText();
    }

    @Test
    void aCardBecomesActiveByItsWebhookAndTheFeedTellsIt() {
        CardId id = issued(fixture.product(UQPAY, SHARED));

        awaitStatus(id, "ACTIVE");

        await("the event", () -> events().contains("card.activated"));
        assertThat(fixture.simulators()
                        .uqpay()
                        .call(
                                "GET",
                                "/webhooks",
                                com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode())
                        .toString())
                .contains("200");
        assertThat(card(id).path("operations").path(0).path("state").asText()).isEqualTo("SUCCEEDED");
        assertThat(card(id).path("distributorId").asText())
                .isEqualTo(fixture.distributor().value());
    }

    private static String events() {
        StringBuilder text = new StringBuilder();
        for (EventFeed.Entry entry : fixture.bean(EventFeed.class).read(fixture.distributor(), 0, 1000)) {
            text.append(new String(entry.json(), StandardCharsets.UTF_8)).append('\n');
        }
        return text.toString();
    }

    @Test
    void aHolderWithoutWebhooksIsApprovedByPolling() {
        Product product = fixture.product(NETPAY, "111031");

        CardId id = issued(product);

        assertThat(card(id).path("provider").asText()).isEqualTo(NETPAY);
    }

    @Test
    void anAdminsLockIsNotTheDistributorsToLift() {
        CardId id = issued(fixture.product(UQPAY, SHARED));
        awaitStatus(id, "ACTIVE");

        assertThat(fixture.admin("POST", "/cards/" + id.value() + "/lock", "{\"reason\": \"stolen\"}")
                        .statusCode())
                .isIn(200, 202);
        awaitStatus(id, "LOCKED");
        assertThat(card(id).path("lockedBy").asText()).isEqualTo("ADMIN");

        var target = new CardCommandTarget(
                new Scope.Own(fixture.distributor()),
                id,
                new Actor.OfDistributor(fixture.distributor()),
                Optional.empty());
        assertThat(fixture.bean(UnlockCard.class)
                        .handle(new UnlockCard.Command(target, "please"), new Once.Unkeyed<>()))
                .isInstanceOfSatisfying(
                        Result.Declined.class,
                        declined -> assertThat(declined.problem())
                                .isInstanceOfSatisfying(
                                        Problem.CardInState.class,
                                        state -> assertThat(state.lockedBy()).hasValue(LockOwner.ADMIN)));

        assertThat(fixture.admin("POST", "/cards/" + id.value() + "/unlock", "{\"reason\": \"found\"}")
                        .statusCode())
                .isIn(200, 202);
        awaitStatus(id, "ACTIVE");
        assertThat(card(id).path("lockedBy").isNull()).isTrue();
        List<String> actions = card(id).path("history").findValuesAsText("action");
        assertThat(actions).contains("card.lock_card", "card.unlock_card");
    }

    @Test
    void aCardWhoseSenderDiedIsFoundAtTheIssuerAndNotMadeTwice() {
        Product product = fixture.product(UQPAY, SHARED);
        CardholderId holder = approved(product, Documents.NONE);
        int before = cardsAtUqpay();
        var dying = new IssueCard(new Context(
                fixture.bean(UnitOfWork.class),
                new Dying(fixture.bean(ProviderDirectory.class)),
                fixture.bean(IdGenerator.class),
                fixture.bean(InstantSource.class)));

        assertThatThrownBy(() -> dying.handle(wish(holder, product), new Once.Unkeyed<>()))
                .isInstanceOf(Died.class);

        JsonNode found = json(fixture.admin("GET", "/cards?cardholderId=" + holder.value(), ""))
                .path("data");
        assertThat(found).hasSize(1);
        assertThat(found.path(0).path("status").asText()).isEqualTo("REQUESTED");
        awaitStatus(new CardId(found.path(0).path("id").asText()), "ACTIVE");
        assertThat(cardsAtUqpay()).isEqualTo(before + 1);
    }

    @Test
    void aWebhookThatOvertakesTheAnswerIsNotLost() {
        Product product = fixture.product(UQPAY, SHARED);
        CardholderId holder = approved(product, Documents.NONE);
        fixture.simulators().uqpay().misbehave(Fault.DELAY_AFTER, "POST", "/v1/issuing/cards", 1, 1_500);

        var result = fixture.bean(IssueCard.class).handle(wish(holder, product), new Once.Unkeyed<>());

        assertThat(result).isNotInstanceOf(Result.Declined.class);
        JsonNode found = json(fixture.admin("GET", "/cards?cardholderId=" + holder.value(), ""))
                .path("data");
        awaitStatus(new CardId(found.path(0).path("id").asText()), "ACTIVE");
        await(
                "the parked deliveries",
                () -> json(fixture.admin("GET", "/deliveries/inbound?outcome=PARKED", ""))
                        .path("data")
                        .isEmpty());
    }

    private static int cardsAtUqpay() {
        return fixture.simulators().uqpay().state().path("cards").size();
    }

    /** As a process that is killed after its request left and before it could write down the answer. */
    private static final class Died extends Error {
        private static final long serialVersionUID = 1L;
    }

    private record Dying(ProviderDirectory real) implements ProviderDirectory {
        @Override
        public Optional<ProviderAccount> find(String account) {
            return real.find(account)
                    .map(found ->
                            new ProviderAccount(found.name(), new DyingProvider(found.provider()), found.timing()));
        }

        @Override
        public List<ProviderAccount> all() {
            return real.all();
        }

        @Override
        public Optional<String> defaultAccount() {
            return real.defaultAccount();
        }
    }

    private record DyingProvider(IssuingProvider real) implements IssuingProvider {
        @Override
        public ProviderFacts facts() {
            return real.facts();
        }

        @Override
        public Outcome<OnboardedHolder> onboard(OnboardCommand command) {
            return real.onboard(command);
        }

        @Override
        public Outcome<IssuedCard> issue(IssueCommand command) {
            real.issue(command);
            throw new Died();
        }

        @Override
        public <C extends Capability> Optional<C> can(Class<C> capability) {
            return real.can(capability);
        }
    }

    @Test
    void oneKeyHasOneEffectAndOneAnswer() {
        CardId id = issued(fixture.product(UQPAY, SHARED));
        awaitStatus(id, "ACTIVE");
        String body = "{\"reason\": \"suspicious\"}";

        var first = fixture.admin("POST", "/cards/" + id.value() + "/lock", body, "Idempotency-Key", "lock-" + id);
        var again = fixture.admin("POST", "/cards/" + id.value() + "/lock", body, "Idempotency-Key", "lock-" + id);
        var other = fixture.admin(
                "POST", "/cards/" + id.value() + "/lock", "{\"reason\": \"x\"}", "Idempotency-Key", "lock-" + id);

        assertThat(again.statusCode()).isEqualTo(first.statusCode());
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.headers().firstValue("Idempotency-Replayed")).hasValue("true");
        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(json(other).path("code").asText()).isEqualTo("idempotency_key_reused");
        assertThat(uqpayId(id)).isNotEmpty();
    }
}
