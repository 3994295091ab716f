package io.cardport.bananatech;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardport.domain.card.CardType;
import io.cardport.domain.funding.OrderReading;
import io.cardport.domain.holder.ApplicantReading;
import io.cardport.domain.id.CardholderId;
import io.cardport.domain.id.DeliveryId;
import io.cardport.domain.id.OperationId;
import io.cardport.domain.issuing.AccountBalances;
import io.cardport.domain.issuing.AccountBalances.AccountBalance;
import io.cardport.domain.issuing.ApplicantScreening;
import io.cardport.domain.issuing.Capability;
import io.cardport.domain.issuing.CardActivation;
import io.cardport.domain.issuing.CardAssignment;
import io.cardport.domain.issuing.CardBalance;
import io.cardport.domain.issuing.CardTransactions;
import io.cardport.domain.issuing.HolderSearch;
import io.cardport.domain.issuing.Look;
import io.cardport.domain.issuing.MissedWebhooks;
import io.cardport.domain.issuing.OnboardCommand;
import io.cardport.domain.issuing.OnboardedHolder;
import io.cardport.domain.issuing.Outcome;
import io.cardport.domain.issuing.PinSetting;
import io.cardport.domain.issuing.ProductCatalogue;
import io.cardport.domain.issuing.ProductSeen;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.issuing.TopUpListing;
import io.cardport.domain.issuing.TopUpListing.ListedTopUp;
import io.cardport.domain.issuing.TransactionSeen;
import io.cardport.domain.money.Money;
import io.cardport.domain.product.FundingTerms.InitialLoad;
import io.cardport.domain.product.ProductRules.PhysicalBy;
import io.cardport.domain.webhook.Signal;
import io.cardport.domain.webhook.StoredDelivery;
import io.cardport.testkit.issuing.People;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Registering users, and everything that is a list. */
class BananatechListsTest {
    private static final ProviderRef CARD = new ProviderRef("12345:67890");

    private final StubIssuer issuer = new StubIssuer();

    @AfterEach
    void close() {
        issuer.close();
    }

    @Test
    void registersAUserWithPicturesAndDates() {
        issuer.next("/user/register", 200, "{\"user_id\":77,\"message\":\"ok\"}");

        Outcome<OnboardedHolder> outcome = issuer.provider().onboard(onboarding());

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Done.class,
                        done -> assertThat(((OnboardedHolder) done.value()).holder())
                                .isEqualTo(new ProviderRef("77")));
        JsonNode body = issuer.last();
        assertThat(body.path("email").asText()).isEqualTo("ada.7@example.com");
        assertThat(body.path("template_id").isInt()).isTrue();
        assertThat(body.path("template_id").asInt()).isEqualTo(1);
        assertThat(body.path("dial_code").asText()).isEqualTo("+65");
        assertThat(body.path("phone_number").asText()).isEqualTo("80000007");
        JsonNode kyc = body.path("kyc_data");
        assertThat(kyc.path("first_name").asText()).isEqualTo("Ada");
        assertThat(kyc.path("gender").asText()).isEqualTo("FEMALE");
        assertThat(kyc.path("date_of_birth").asText()).isEqualTo("1990-01-31");
        assertThat(kyc.path("identification_type").asText()).isEqualTo("PASSPORT");
        assertThat(kyc.path("identification_number").asText()).isEqualTo("E1000007");
        assertThat(kyc.path("issue").asLong()).isEqualTo(1_651_363_200L);
        assertThat(kyc.path("expiry").asLong()).isEqualTo(1_966_982_400L);
        assertThat(kyc.path("country_code").asText()).isEqualTo("SG");
        assertThat(kyc.path("postcode").asText()).isEqualTo("018989");
        assertThat(kyc.path("address_line").asText()).isEqualTo("1 Example Street");
        for (String picture : List.of("front_img_base64", "back_img_base64", "handheld_img_base64")) {
            assertThat(Base64.getDecoder().decode(kyc.path(picture).asText())).startsWith(0xFF, 0xD8, 0xFF);
        }
    }

    @Test
    void anAnswerWithoutAUserIsCompletedByTheEmailAddress() {
        issuer.next("/user/register", 200, "{\"message\":\"ok\"}")
                .next(
                        "/user/get_users",
                        200,
                        "{\"data\":[{\"user_id\":5,\"email\":\"other@example.com\",\"status\":\"APPROVED\"},"
                                + "{\"user_id\":6,\"email\":\"ada.7@example.com\",\"template_id\":2,\"status\":\"APPROVED\"},"
                                + "{\"user_id\":7,\"email\":\"ADA.7@example.com\",\"template_id\":1,\"status\":\"PENDING\"}],"
                                + "\"total\":3}");

        assertThat(issuer.provider().onboard(onboarding())).isInstanceOfSatisfying(Outcome.Done.class, done -> {
            var holder = (OnboardedHolder) done.value();
            assertThat(holder.holder()).isEqualTo(new ProviderRef("7"));
            assertThat(holder.seen().reading()).isEqualTo(ApplicantReading.IN_REVIEW);
        });
    }

    @Test
    void ofSeveralUsersOfOneAddressNoneIsTaken() {
        String twice = "{\"data\":[{\"id\":5,\"email\":\"ada.7@example.com\",\"status\":\"APPROVED\"},"
                + "{\"id\":6,\"email\":\"ada.7@example.com\",\"status\":\"APPROVED\"}],\"total\":2}";
        issuer.next("/user/get_users", 200, twice)
                .next("/user/register", 200, "{\"message\":\"ok\"}")
                .next("/user/get_users", 200, twice)
                .next("/user/get_users", 200, "{\"data\":[],\"total\":0}");

        assertThat(able(HolderSearch.class).registeredBy(onboarding())).isInstanceOf(Look.Denied.class);
        assertThat(issuer.provider().onboard(onboarding())).isInstanceOf(Outcome.Unknown.class);
        assertThat(able(HolderSearch.class).registeredBy(onboarding())).isEqualTo(new Look.Absent<>());
    }

    @Test
    void walksThroughUsersUntilItMeetsTheOneWanted() {
        issuer.next("/user/get_users", 200, users(1, 100, 150)).next("/user/get_users", 200, users(101, 150, 150));

        var screening = able(ApplicantScreening.class);
        assertThat(screening.applicant(new ProviderRef("140"), new ProviderRef("1")))
                .isInstanceOfSatisfying(
                        Look.Found.class,
                        found -> assertThat(found.value().toString()).contains("APPROVED"));
        assertThat(issuer.asked()).hasSize(2);
        assertThat(issuer.last().path("skip").asInt()).isEqualTo(100);
        assertThat(issuer.last().path("user_id").asInt()).isEqualTo(140);

        issuer.next("/user/get_users", 200, users(1, 100, 150)).next("/user/get_users", 200, users(101, 150, 150));
        assertThat(screening.applicant(new ProviderRef("999"), new ProviderRef("1")))
                .isEqualTo(new Look.Absent<>());
    }

    @Test
    void templatesBecomeProducts() {
        issuer.next(
                "/merchant/get_card_templates",
                200,
                "{\"data\":[{\"id\":1,\"description\":\"Online\",\"type\":\"Virtual\",\"payment_system\":\"VISA\","
                        + "\"apply_fee\":1.0,\"recharge_fee\":0.5,\"refund_fee\":1,\"activate_min_limit\":20,"
                        + "\"recharge_min_limit\":10.0,\"recharge_max_limit\":1000.0,\"requires_kyc\":true,"
                        + "\"requires_phone_only\":false,\"needs_activation\":false,\"requires_initial_deposit\":true},"
                        + "{\"id\":2,\"description\":\"Plastic\",\"type\":\"Physical\",\"payment_system\":\"MASTERCARD\","
                        + "\"requires_kyc\":false,\"requires_phone_only\":true,\"needs_activation\":true,"
                        + "\"requires_initial_deposit\":false},"
                        + "{\"id\":3,\"type\":\"Edible\"}],\"total\":3}");

        List<ProductSeen> products =
                ((Look.Found<List<ProductSeen>>) able(ProductCatalogue.class).products()).value();

        assertThat(products).hasSize(2);
        ProductSeen online = products.getFirst();
        assertThat(online.network()).isEqualTo("VISA");
        assertThat(online.cardTypes()).containsExactly(CardType.VIRTUAL);
        assertThat(online.currencies()).containsExactly(Deliveries.USD);
        assertThat(online.funding().initialLoad()).isEqualTo(InitialLoad.REQUIRED);
        assertThat(online.funding().minTopUp()).contains(new Money(1_000, Deliveries.USD));
        assertThat(online.funding().maxTopUp()).contains(new Money(100_000, Deliveries.USD));
        assertThat(online.funding().topUpFee()).contains(new Money(50, Deliveries.USD));
        assertThat(online.rules().requiredFields()).isNotEmpty();
        assertThat(online.rules().withheld())
                .containsExactlyInAnyOrder(CardAssignment.class, PinSetting.class, CardActivation.class);
        ProductSeen plastic = products.getLast();
        assertThat(plastic.rules().physicalBy()).contains(PhysicalBy.ASSIGNMENT);
        assertThat(plastic.funding().initialLoad()).isEqualTo(InitialLoad.NONE);
        assertThat(plastic.rules().requiredFields()).isEmpty();
        assertThat(plastic.rules().withheld()).isEmpty();
    }

    @Test
    void readsBalances() {
        issuer.next("/card/get_balance", 200, "{\"balance\":150.5,\"refund_amount\":0.0,\"currency\":\"USD\"}")
                .next("/merchant/get_account_balance", 200, "{\"balance\":9.5,\"currency\":\"USD\"}")
                .next(
                        "/merchant/get_account_balance",
                        200,
                        "{\"data\":[{\"balance\":1,\"currency\":\"USD\"},{\"balance\":2,\"currency\":\"EUR\"}]}")
                .next("/merchant/get_account_balance", 200, "{}");

        assertThat(able(CardBalance.class).balance(CARD))
                .isEqualTo(new Look.Found<>(new CardBalance.CardFunds(
                        new Money(15_050, Deliveries.USD), Optional.empty(), Optional.of(Money.zero(Deliveries.USD)))));
        var account = able(AccountBalances.class);
        assertThat(account.accountBalances())
                .isEqualTo(new Look.Found<>(
                        List.of(new AccountBalance(new Money(950, Deliveries.USD), Money.zero(Deliveries.USD)))));
        assertThat(((Look.Found<List<AccountBalance>>) account.accountBalances()).value())
                .hasSize(2);
        assertThat(account.accountBalances()).isEqualTo(new Look.Unavailable<>(Look.Cause.MALFORMED_ANSWER));
    }

    @Test
    void listsTopUpsAndNothingElse() {
        issuer.next(
                "/card/get_transactions",
                200,
                "{\"data\":[{\"id\":1,\"card_id\":67890,\"amount\":100.0,\"currency\":\"USD\",\"type\":\"RECHARGE\","
                        + "\"status\":\"SUCCESS\",\"created_at\":\"2024-01-15T10:30:00Z\"},"
                        + "{\"id\":2,\"card_id\":67890,\"amount\":7,\"currency\":\"USD\",\"type\":\"PURCHASE\",\"status\":\"SUCCESS\","
                        + "\"created_at\":\"2024-01-15T10:31:00Z\"}],\"total\":2}");

        List<ListedTopUp> listed =
                ((Look.Found<List<ListedTopUp>>) able(TopUpListing.class).topUpsOf(CARD)).value();

        assertThat(issuer.last().path("type").asText()).isEqualTo("RECHARGE");
        assertThat(listed).singleElement().satisfies(one -> {
            assertThat(one.seen().order()).isEqualTo(new ProviderRef("1"));
            assertThat(one.seen().reading()).isEqualTo(OrderReading.SUCCEEDED);
            assertThat(one.amount()).isEqualTo(new Money(10_000, Deliveries.USD));
        });
    }

    @Test
    void aTopUpThatCannotBeReadSpoilsTheList() {
        issuer.next(
                "/card/get_transactions",
                200,
                "{\"data\":[{\"id\":1,\"amount\":\"much\",\"type\":\"RECHARGE\",\"status\":\"SUCCESS\"}],\"total\":1}");

        assertThat(able(TopUpListing.class).topUpsOf(CARD))
                .isEqualTo(new Look.Unavailable<>(Look.Cause.MALFORMED_ANSWER));
    }

    @Test
    void aTopUpThatComesTwiceBecauseTheListMovedCountsOnce() {
        String item = "{\"id\":1,\"amount\":100.0,\"currency\":\"USD\",\"type\":\"RECHARGE\",\"status\":\"";
        issuer.next("/card/get_transactions", 200, "{\"data\":[" + item + "PENDING\"}],\"total\":2}")
                .next("/card/get_transactions", 200, "{\"data\":[" + item + "SUCCESS\"}],\"total\":2}");

        assertThat(((Look.Found<List<ListedTopUp>>) able(TopUpListing.class).topUpsOf(CARD)).value())
                .singleElement()
                .satisfies(one -> assertThat(one.seen().reading()).isEqualTo(OrderReading.SUCCEEDED));
    }

    @Test
    void transactionsAreShownNewestFirst() {
        issuer.next(
                "/card/get_transactions",
                200,
                "{\"data\":[" + transaction(1, "2024-01-14T10:00:00Z") + "," + transaction(2, "2024-01-15T10:00:00Z")
                        + "," + transaction(3, "2023-01-15T10:00:00Z") + ",{\"id\":4}],\"total\":4}");

        List<TransactionSeen> seen = ((Look.Found<List<TransactionSeen>>)
                        able(CardTransactions.class).transactions(CARD, Instant.parse("2024-01-01T00:00:00Z")))
                .value();

        assertThat(issuer.last().path("start_date").asText()).isEqualTo("2024-01-01T00:00:00Z");
        assertThat(seen).extracting(one -> one.reference().value()).containsExactly("2", "1");
    }

    @Test
    void recordsOfWebhooksReadAsTheWebhooksDo() {
        issuer.next(
                "/merchant/get_webhook_records",
                200,
                "{\"data\":[{\"id\":2,\"type\":\"CARD_STATUS_CHANGE\",\"created_at\":\"2024-01-15T10:00:01Z\",\"payload\":"
                        + "{\"card_id\":1,\"status\":\"SUCCESS\",\"card_status\":\"LOCKED\",\"occur_time\":1705312801000}},"
                        + "{\"id\":1,\"callback_type\":\"USER_CREATE_RESULT\",\"created_at\":\"2024-01-15T10:00:00Z\",\"data\":"
                        + "\"{\\\"user_id\\\":77,\\\"status\\\":\\\"APPROVED\\\"}\"},"
                        + "{\"id\":3,\"created_at\":\"2024-01-15T10:00:02Z\"}],\"total\":3}");

        var pulled = ((Look.Found<List<MissedWebhooks.Pulled>>)
                        able(MissedWebhooks.class).since(Instant.parse("2024-01-15T00:00:00Z")))
                .value();

        assertThat(issuer.last().path("start_date").asText()).isEqualTo("2024-01-15T00:00:00Z");
        List<Signal> signals = pulled.stream()
                .flatMap(one -> Deliveries.WEBHOOKS
                        .read(new StoredDelivery(
                                        new DeliveryId("dlv_00000000000000000000000001"),
                                        "banana",
                                        "x",
                                        one.content(),
                                        Instant.EPOCH)
                                .restore())
                        .stream())
                .toList();
        assertThat(signals)
                .hasSize(3)
                .extracting(Signal::getClass)
                .isEqualTo(List.of(Signal.ApplicantSaid.class, Signal.CardSaid.class, Signal.Unrecognised.class));
    }

    private static String users(int from, int to, int total) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(
                        id -> "{\"user_id\":" + id + ",\"email\":\"u" + id + "@example.com\",\"status\":\"APPROVED\"}")
                .collect(Collectors.joining(",", "{\"data\":[", "],\"total\":" + total + "}"));
    }

    private static String transaction(int id, String at) {
        return "{\"id\":" + id
                + ",\"card_id\":67890,\"amount\":1.5,\"currency\":\"USD\",\"type\":\"PURCHASE\",\"status\":\"SUCCESS\",\"created_at\":\""
                + at + "\"}";
    }

    private static OnboardCommand onboarding() {
        return new OnboardCommand(
                new OperationId("op_00000000000000000000000001"),
                new CardholderId("ch_00000000000000000000000001"),
                Optional.empty(),
                Optional.of(new ProviderRef("1")),
                People.person(7),
                People.documents(),
                Optional.empty());
    }

    private <C extends Capability> C able(Class<C> capability) {
        return issuer.provider().can(capability).orElseThrow();
    }
}
