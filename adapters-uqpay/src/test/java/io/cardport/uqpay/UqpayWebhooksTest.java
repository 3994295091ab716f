package io.cardport.uqpay;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.domain.card.CardFacts;
import io.cardport.domain.card.CardReading;
import io.cardport.domain.funding.Merchant;
import io.cardport.domain.funding.OrderReading;
import io.cardport.domain.funding.TransactionStatus;
import io.cardport.domain.funding.TransactionType;
import io.cardport.domain.holder.ApplicantReading;
import io.cardport.domain.issuing.ApplicantSeen;
import io.cardport.domain.issuing.CardSeen;
import io.cardport.domain.issuing.FundsMoved;
import io.cardport.domain.issuing.OrderSeen;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.issuing.TransactionSeen;
import io.cardport.domain.money.Money;
import io.cardport.domain.secret.Secret;
import io.cardport.domain.webhook.OneTimePassword;
import io.cardport.domain.webhook.Signal;
import io.cardport.domain.webhook.VerifiedDelivery;
import io.cardport.testkit.Trials;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each event of section 6.5 says. */
class UqpayWebhooksTest {
    private static final ProviderRef CARD = new ProviderRef("card-1");
    private static final ProviderRef ORDER = new ProviderRef("order-1");
    private static final UqpayWebhooks WEBHOOKS = Deliveries.webhooks();

    @Test
    void readsAChangeOfStatusAsItsOrderAndTheCardWithItsTime() {
        Instant at = Instant.parse("2026-04-10T02:04:40.250Z");
        List<Signal> signals = read("card.status.update.succeeded", "order-1", """
                {"card_id":"card-1","card_number":"49372418****4306","card_status":"FROZEN",
                 "update_time":"2026-04-10T10:04:40.25+08:00"}""");

        assertThat(signals)
                .containsExactly(
                        new Signal.OrderSaid(
                                new OrderSeen(
                                        ORDER,
                                        OrderReading.SUCCEEDED,
                                        "card.status.update.succeeded",
                                        Optional.empty(),
                                        FundsMoved.PLAIN,
                                        Optional.of(at)),
                                Optional.of(CARD)),
                        new Signal.CardSaid(
                                new CardSeen(
                                        CARD,
                                        CardReading.LOCKED,
                                        "FROZEN",
                                        new CardFacts(Optional.of("4306"), Optional.empty(), Optional.empty()),
                                        Optional.of(at)),
                                Optional.empty()));
    }

    @Test
    void readsACreatedCardAsItsOrderAndAReasonToLook() {
        assertThat(read("card.create.succeeded", "order-1", "{\"card_id\":\"card-1\",\"card_status\":\"ACTIVE\"}"))
                .hasSize(2)
                .last()
                .isEqualTo(new Signal.CardHinted(CARD, "ACTIVE"));
        assertThat(read("card.create.failed", "order-1", "{\"failure_code\":\"no_pool\"}"))
                .singleElement()
                .isInstanceOfSatisfying(Signal.OrderSaid.class, said -> {
                    assertThat(said.seen().reading()).isEqualTo(OrderReading.FAILED);
                    assertThat(said.seen().failureCode()).contains("no_pool");
                    assertThat(said.card()).isEmpty();
                });
    }

    @Test
    void prefersTheOrderOfTheDataAndItsLowerCaseWord() {
        assertThat(read("card.update.succeeded", "another", """
                        {"card_id":"card-1","card_order_id":"order-1","order_status":"success"}"""))
                .first()
                .isInstanceOfSatisfying(Signal.OrderSaid.class, said -> {
                    assertThat(said.seen().order()).isEqualTo(ORDER);
                    assertThat(said.seen().word()).isEqualTo("success");
                });
    }

    @Test
    void readsATransactionWithItsMerchantAsAnArray() {
        assertThat(read("issuing.transaction.authorization", "tx-1", """
                        {"card_id":"card-1","transaction_id":"tx-1","transaction_type":"AUTHORIZATION",
                         "transaction_status":"APPROVED","transaction_amount":"10","transaction_currency":"USD",
                         "billing_amount":11.50,"billing_currency":"USD","transaction_fee":"1.5",
                         "transaction_fee_currency":"USD","transaction_time":"2026-04-10T10:04:40+08:00",
                         "merchant_data":[{"category_code":"5734","city":"SINGAPORE","country":"SG","name":"Shop"}]}"""))
                .containsExactly(new Signal.TransactionSaid(
                        CARD,
                        new TransactionSeen(
                                new ProviderRef("tx-1"),
                                TransactionType.PURCHASE,
                                TransactionStatus.AUTHORIZED,
                                "AUTHORIZATION APPROVED",
                                new TransactionSeen.Amounts(usd(1_000), Optional.of(usd(1_150)), Optional.of(usd(150))),
                                Optional.of(new Merchant(
                                        Optional.of("Shop"),
                                        Optional.of("5734"),
                                        Optional.of("SINGAPORE"),
                                        Optional.of("SG"))),
                                Instant.parse("2026-04-10T02:04:40Z"))));
    }

    @Test
    void givesAReversalToTheTransactionItBelongsToUnlessItWasTurnedDown() {
        String data = """
                {"card_id":"card-1","transaction_id":"tx-2","original_transaction_id":"tx-1","transaction_status":"%s",
                 "transaction_amount":"10.00","transaction_currency":"USD",
                 "transaction_time":"2026-04-10T10:04:40+08:00"}""";

        assertThat(transaction(read("issuing.transaction.reversal", "tx-2", data.formatted("APPROVED"))))
                .returns(new ProviderRef("tx-1"), TransactionSeen::reference)
                .returns(TransactionStatus.REVERSED, TransactionSeen::status);
        assertThat(transaction(read("issuing.transaction.reversal", "tx-2", data.formatted("DECLINED"))))
                .returns(new ProviderRef("tx-2"), TransactionSeen::reference)
                .returns(TransactionStatus.DECLINED, TransactionSeen::status);
    }

    /** The word is not in the table, so the event tells what it is: then it belongs to its purchase all the same. */
    @Test
    void givesASettlementToItsPurchaseThatOnlyTheEventNames() {
        assertThat(transaction(read("issuing.transaction.settlement.debit", "tx-2", """
                        {"card_id":"card-1","transaction_id":"tx-2","original_transaction_id":"tx-1",
                         "transaction_type":"SETTLEMENT_DEBIT","transaction_status":"APPROVED",
                         "transaction_amount":"12.00","transaction_currency":"USD",
                         "transaction_time":"2026-04-10T10:04:40+08:00"}""")))
                .returns(new ProviderRef("tx-1"), TransactionSeen::reference)
                .returns(TransactionStatus.SETTLED, TransactionSeen::status)
                .returns("SETTLEMENT_DEBIT APPROVED", TransactionSeen::word);
    }

    @Test
    void readsAFeeByItsSource() {
        assertThat(transaction(read("issuing.fee.card", "ledger-1", """
                        {"card_id":"card-1","transaction_status":"APPROVED","transaction_type":"FEE",
                         "transaction_amount":"0.50","transaction_currency":"USD",
                         "transaction_time":"2026-04-10T10:04:40+08:00"}""")))
                .returns(new ProviderRef("ledger-1"), TransactionSeen::reference)
                .returns(TransactionType.FEE, TransactionSeen::type);
    }

    @Test
    void readsHoldersWithReasonAndTime() {
        assertThat(read("cardholder.kyc.status_changed", "holder-1", """
                        {"cardholder_id":"holder-1","cardholder_status":"FAILED","reason":"document unreadable",
                         "date_of_birth":"0001-01-01","update_time":"2026-04-10T10:04:40+08:00"}"""))
                .containsExactly(new Signal.ApplicantSaid(
                        new ProviderRef("holder-1"),
                        Optional.empty(),
                        new ApplicantSeen(
                                ApplicantReading.REJECTED,
                                "FAILED",
                                Optional.of("document unreadable"),
                                ApplicantSeen.NextStep.NONE,
                                Optional.of(Instant.parse("2026-04-10T02:04:40Z")))));
        assertThat(read("cardholder.updated", "holder-1", "{\"cardholder_id\":\"holder-1\"}"))
                .containsExactly(new Signal.HolderHinted(new ProviderRef("holder-1"), "cardholder.updated"));
    }

    @Test
    void readsActivationAndOneTimePasswords() {
        assertThat(read("card.activation.code", "card-1", "{\"card_id\":\"card-1\",\"activation_code\":\"12345678\"}"))
                .containsExactly(new Signal.ActivationCodeSaid(CARD, Secret.of("12345678")));
        assertThat(read("card.activation.status", "card-1", """
                        {"card_id":"card-1","activation_status":"Activated"}"""))
                .containsExactly(new Signal.CardHinted(CARD, "Activated"));
        assertThat(read("card.3ds.otp", "x", "{\"card_id\":\"card-1\",\"otp\":\"998877\"}"))
                .containsExactly(new Signal.OneTimePasswordSaid(CARD, "card.3ds.otp"));
    }

    private static Optional<OneTimePassword> password(String type, String data) {
        return WEBHOOKS.oneTimePassword(Deliveries.verified("{\"event_name\":\"ISSUING\",\"event_type\":\"" + type
                + "\",\"event_id\":\"e\",\"source_id\":\"s\",\"data\":" + data + "}"));
    }

    @Test
    void takesOneTimePasswordsOutOfTheirEventsAlone() {
        assertThat(password("card.3ds.otp", """
                        {"card_id":"card-1","otp":"998877","reference_code":"AB","merchant_name":"Shop",
                         "transaction_amount":"10.50","transaction_currency":"USD"}"""))
                .contains(new OneTimePassword(
                        CARD,
                        OneTimePassword.Purpose.PAYMENT,
                        Secret.of("998877"),
                        new OneTimePassword.Details(
                                Optional.of("AB"), Optional.of(usd(1_050)), Optional.of("Shop"), Optional.empty())));
        assertThat(password("card.verification.otp", """
                        {"card_id":"card-1","otp":998877,"wallet_type":"GOOGLE_PAY"}""")).hasValueSatisfying(told -> {
            assertThat(told.purpose()).isEqualTo(OneTimePassword.Purpose.WALLET);
            assertThat(told.details().wallet()).contains("GOOGLE_PAY");
            assertThat(told.toString()).doesNotContain("998877");
        });
        assertThat(password("card.3ds.otp", "{\"card_id\":\"card-1\"}")).isEmpty();
        assertThat(password("card.3ds.otp", "{\"otp\":\"998877\"}")).isEmpty();
        assertThat(password("card.closed", "{\"card_id\":\"card-1\",\"otp\":\"998877\"}"))
                .isEmpty();
        assertThat(password("card.activation.code", "{\"card_id\":\"card-1\",\"activation_code\":\"12345678\"}"))
                .isEmpty();
        assertThat(WEBHOOKS.oneTimePassword(Deliveries.verified("otp"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"V1.5.2", "V1.6.0"})
    void readsBothOrdersOfTheTwoNames(String version) {
        String names = version.equals("V1.6.0")
                ? "\"event_name\":\"ISSUING\",\"event_type\":\"card.closed\""
                : "\"event_type\":\"ISSUING\",\"event_name\":\"card.closed\"";

        assertThat(WEBHOOKS.read(Deliveries.verified("{\"version\":\"" + version + "\"," + names
                        + ",\"event_id\":\"e\",\"source_id\":\"s\",\"data\":{\"card_id\":\"card-1\"}}")))
                .containsExactly(new Signal.CardHinted(CARD, "card.closed"));
    }

    @Test
    void tellsWhatIsOfNoMeaningFromWhatIsNotUnderstood() {
        assertThat(read("issuing.transfer.status_changed", "t", "{}"))
                .containsExactly(new Signal.Irrelevant("issuing.transfer.status_changed"));
        assertThat(WEBHOOKS.read(
                        Deliveries.verified("{\"event_name\":\"DEPOSIT\",\"event_type\":\"deposit.completed\"}")))
                .containsExactly(new Signal.Irrelevant("deposit.completed"));
        assertThat(read("card.melted", "t", "{}")).containsExactly(new Signal.Unrecognised("card.melted"));
        assertThat(read("card.closed", "t", "{}")).containsExactly(new Signal.Unrecognised("card.closed"));
        assertThat(WEBHOOKS.read(Deliveries.verified("[]"))).containsExactly(new Signal.Unrecognised("no JSON object"));
        assertThat(WEBHOOKS.read(Deliveries.verified("{}"))).containsExactly(new Signal.Unrecognised("no event_type"));
        assertThat(read("card.status.update.succeeded", "order-1", """
                        {"card_id":"card-1","card_status":"MELTED","update_time":"2026-04-10T10:04:40+08:00"}"""))
                .last()
                .isInstanceOfSatisfying(
                        Signal.CardSaid.class,
                        said -> assertThat(said.seen().reading()).isEqualTo(CardReading.UNRECOGNISED));
    }

    @Test
    void tellsEventsApartByTheirIdOrElseByTheirContent() {
        assertThat(WEBHOOKS.dedupe(Deliveries.verified("{\"event_id\":\"evt-1\"}")))
                .isEqualTo("evt-1");
        String one = WEBHOOKS.dedupe(Deliveries.verified("{\"a\":1}"));
        assertThat(WEBHOOKS.dedupe(Deliveries.verified("{\"a\":1}")))
                .isEqualTo(one)
                .startsWith("sha256:");
        assertThat(WEBHOOKS.dedupe(Deliveries.verified("{\"a\":2}"))).isNotEqualTo(one);
    }

    @Test
    void blanksNumbersAndPasswordsButNotWhatIsReadAgain() {
        String body = """
                {"event_name":"ISSUING","event_type":"card.activation.code","event_id":"e","source_id":"card-1",
                 "data":{"card_id":"card-1","card_number":"4096360812341764","activation_code":"12345678",
                         "otp":"998877","cvv":"321","inner":[{"pin":"4711"}],"amount":10.50}}""";
        VerifiedDelivery delivery = Deliveries.verified(body);

        String blanked = new String(WEBHOOKS.blanked(delivery), StandardCharsets.UTF_8);

        assertThat(blanked)
                .contains("409636****1764", "12345678", "10.50")
                .doesNotContain("4096360812341764", "998877", "\"321\"", "4711");
        assertThat(WEBHOOKS.read(Deliveries.verified(blanked))).isEqualTo(WEBHOOKS.read(delivery));
    }

    @Test
    void readsAndBlanksWhateverArrivesWithoutThrowing() {
        String sample = """
                {"version":"V1.6.0","event_name":"ISSUING","event_type":"issuing.transaction.reversal","event_id":"e",
                "source_id":"s","data":{"card_id":"card-1","card_number":"4096360812341764","transaction_id":"t",
                "transaction_status":"APPROVED","transaction_amount":"1e3","transaction_currency":"USD","fee":1e99999,
                "transaction_time":"2026-04-10T10:04:40+08:00","merchant_data":[{"name":"x"}],"otp":"1"}}""";
        Trials.of(3_000).forAllBytes(sample, body -> {
            VerifiedDelivery delivery = Deliveries.verified(body);
            assertThat(WEBHOOKS.read(delivery)).isNotEmpty();
            assertThat(WEBHOOKS.dedupe(delivery)).hasSizeBetween(1, 200);
            assertThat(WEBHOOKS.blanked(delivery)).isNotNull();
        });
    }

    private static List<Signal> read(String event, String source, String data) {
        return WEBHOOKS.read(Deliveries.verified("{\"version\":\"V1.6.0\",\"event_name\":\"ISSUING\",\"event_type\":\""
                + event + "\",\"event_id\":\"e\",\"source_id\":\"" + source + "\",\"data\":" + data + "}"));
    }

    private static TransactionSeen transaction(List<Signal> signals) {
        assertThat(signals).hasSize(1);
        return ((Signal.TransactionSaid) signals.getFirst()).seen();
    }

    private static Money usd(long minor) {
        return new Money(minor, Currency.getInstance("USD"));
    }
}
