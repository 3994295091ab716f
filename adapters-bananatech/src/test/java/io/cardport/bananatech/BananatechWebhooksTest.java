package io.cardport.bananatech;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.domain.card.CardFacts;
import io.cardport.domain.card.CardReading;
import io.cardport.domain.funding.OrderReading;
import io.cardport.domain.funding.TransactionStatus;
import io.cardport.domain.funding.TransactionType;
import io.cardport.domain.holder.ApplicantReading;
import io.cardport.domain.id.DeliveryId;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.money.Money;
import io.cardport.domain.webhook.RawDelivery;
import io.cardport.domain.webhook.Signal;
import io.cardport.domain.webhook.SignatureScheme.Reason;
import io.cardport.domain.webhook.StoredDelivery;
import io.cardport.domain.webhook.VerifiedDelivery;
import io.cardport.testkit.Trials;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is believed of webhooks and what they say; the contents are those of sections 2.2 and 2.3. */
class BananatechWebhooksTest {
    private static final BananatechWebhooks WEBHOOKS = Deliveries.WEBHOOKS;
    private static final Instant AT = Instant.ofEpochMilli(1_691_249_025_085L);
    private static final ProviderRef CARD = new ProviderRef("12345");
    private static final ProviderRef USER = new ProviderRef("77");
    private static final String RECHARGE =
            "{\"card_id\":12345,\"transaction_id\":67890,\"receive_amount\":100.0,\"status\":\"SUCCESS\",\"currency\":\"USD\",\"occur_time\":1691249025085}";
    private static final String STATUS =
            "{\"card_id\":12345,\"status\":\"SUCCESS\",\"card_status\":\"LOCKED\",\"occur_time\":1691249025085}";
    private static final String CLOSE =
            "{\"card_id\":12345,\"transaction_id\":67890,\"refund_amount\":100.0,\"status\":\"SUCCESS\",\"occur_time\":1691249025085}";
    private static final String APPLY =
            "{\"template_id\":1,\"user_id\":77,\"card_id\":12345,\"status\":\"SUCCESS\",\"occur_time\":1691249025085}";
    private static final String ACTIVATE =
            "{\"card_id\":12345,\"card_number\":\"4111111111111111\",\"status\":\"SUCCESS\",\"occur_time\":1691249025085}";
    private static final String ASSIGN = "{\"card_id\":12345,\"status\":\"SUCCESS\",\"occur_time\":1691249025085}";
    private static final String USER_RESULT = "{\"user_id\":77,\"status\":\"APPROVED\"}";
    private static final String BALANCE =
            "{\"card_id\":12345,\"amount\":5.0,\"available\":95.0,\"before_available\":100.0,\"currency\":\"USD\",\"occur_time\":1691249025085}";

    /** The body of the sheet's status change, made by OpenSSL. */
    @Test
    void opensWhatAnotherProgramSealed() {
        String body = Deliveries.envelope(
                "CARD_STATUS_CHANGE",
                "AAECAwQFBgcICQoLDA0OD4UULZPyZ2b84oBL3ymBaN2lf95CuK7N6xJlqOhHXFCBkPDBfRbYSHlpfe4PIGDe6tz3dsaWFImNmD7oKBk1zwnjbJYqcIrAy22QeSbg8dU8BR6n6V+ad+d6cn79VaR9uA==",
                "0518272a321984caf9b66a55edbd72b9a671fa06c4d7ba1cc61ce355f97dce8b");

        assertThat(Deliveries.raw(body).check(WEBHOOKS.scheme()))
                .isInstanceOfSatisfying(
                        RawDelivery.Check.Verified.class,
                        verified -> assertThat(WEBHOOKS.read(verified.delivery()))
                                .singleElement()
                                .isInstanceOfSatisfying(Signal.CardSaid.class, said -> {
                                    assertThat(said.seen().card()).isEqualTo(CARD);
                                    assertThat(said.seen().reading()).isEqualTo(CardReading.LOCKED);
                                    assertThat(said.seen().at()).contains(AT);
                                }));
    }

    @Test
    void aRechargeIsToldByCardAndAmount() {
        assertThat(Deliveries.read("CARD_RECHARGE_RESULT", RECHARGE))
                .singleElement()
                .isInstanceOfSatisfying(Signal.TopUpSaid.class, said -> {
                    assertThat(said.card()).isEqualTo(CARD);
                    assertThat(said.amount()).isEqualTo(new Money(10_000, Deliveries.USD));
                    assertThat(said.seen().order()).isEqualTo(new ProviderRef("67890"));
                    assertThat(said.seen().reading()).isEqualTo(OrderReading.SUCCEEDED);
                    assertThat(said.seen().at()).contains(AT);
                });
        assertThat(Deliveries.read(
                        "CARD_RECHARGE_RESULT",
                        RECHARGE.replace("SUCCESS", "FAILED").replace("\"currency\"", "\"description\":\"no\",\"x\"")))
                .singleElement()
                .isInstanceOfSatisfying(Signal.TopUpSaid.class, said -> {
                    assertThat(said.seen().reading()).isEqualTo(OrderReading.FAILED);
                    assertThat(said.seen().failureCode()).contains("no");
                });
    }

    @Test
    void aCloseTellsWhatCameBack() {
        assertThat(Deliveries.read("CARD_CLOSE_RESULT", CLOSE))
                .singleElement()
                .isInstanceOfSatisfying(Signal.CardSaid.class, said -> {
                    assertThat(said.seen().reading()).isEqualTo(CardReading.CLOSED);
                    assertThat(said.refund()).contains(new Money(10_000, Deliveries.USD));
                });
    }

    @Test
    void anApplicationNamesUserTemplateAndCard() {
        assertThat(Deliveries.read("CARD_APPLY_RESULT", APPLY))
                .hasSize(2)
                .contains(new Signal.CardHinted(CARD, "SUCCESS"))
                .first()
                .isInstanceOfSatisfying(Signal.IssueSaid.class, said -> {
                    assertThat(said.holder()).isEqualTo(USER);
                    assertThat(said.product()).contains(new ProviderRef("1"));
                    assertThat(said.result()).isInstanceOfSatisfying(Signal.IssueResult.Made.class, made -> {
                        assertThat(made.card().seen().card()).isEqualTo(new ProviderRef("77:12345"));
                        assertThat(made.card().alsoCalled()).containsExactly(CARD);
                        assertThat(made.card().seen().reading()).isEqualTo(CardReading.PENDING);
                    });
                });
        assertThat(Deliveries.read(
                        "CARD_APPLY_RESULT",
                        "{\"template_id\":1,\"user_id\":77,\"status\":\"FAILED\",\"error_reason\":\"101:0 - no\"}"))
                .containsExactly(new Signal.IssueSaid(
                        USER,
                        Optional.of(new ProviderRef("1")),
                        new Signal.IssueResult.NotMade("FAILED", "101:0 - no")));
    }

    @Test
    void anAssignmentAwaitsItsPinOrNamesTheUserThatHasNoCard() {
        assertThat(Deliveries.read("CARD_ASSIGN_RESULT", ASSIGN))
                .singleElement()
                .isInstanceOfSatisfying(
                        Signal.CardSaid.class,
                        said -> assertThat(said.seen().reading()).isEqualTo(CardReading.INACTIVE));
        assertThat(
                        Deliveries.read(
                                "CARD_ASSIGN_RESULT",
                                "{\"status\":\"FAILED\",\"error_reason\":\"card in use\",\"user_id\":77,\"occur_time\":1691249025085}"))
                .containsExactly(new Signal.IssueSaid(
                        USER, Optional.empty(), new Signal.IssueResult.NotMade("FAILED", "card in use")));
    }

    @Test
    void anActivationShowsTheLastFourDigitsOnly() {
        VerifiedDelivery delivery = Deliveries.verified("CARD_ACTIVATE_RESULT", ACTIVATE);
        byte[] blanked = WEBHOOKS.blanked(delivery);

        assertThat(WEBHOOKS.read(delivery)).singleElement().isInstanceOfSatisfying(Signal.CardSaid.class, said -> {
            assertThat(said.seen().reading()).isEqualTo(CardReading.ACTIVE);
            assertThat(said.seen().facts())
                    .isEqualTo(new CardFacts(Optional.of("1111"), Optional.empty(), Optional.empty()));
        });
        assertThat(new String(blanked, StandardCharsets.UTF_8)).doesNotContain("4111111111111111", "411111");
        assertThat(WEBHOOKS.read(restored(blanked))).isEqualTo(WEBHOOKS.read(delivery));
    }

    @Test
    void aUsersResultHasNoTime() {
        assertThat(Deliveries.read("USER_CREATE_RESULT", USER_RESULT))
                .singleElement()
                .isInstanceOfSatisfying(Signal.ApplicantSaid.class, said -> {
                    assertThat(said.holder()).isEqualTo(USER);
                    assertThat(said.seen().reading()).isEqualTo(ApplicantReading.APPROVED);
                    assertThat(said.seen().at()).isEmpty();
                });
        assertThat(Deliveries.read(
                        "USER_CREATE_RESULT", "{\"user_id\":77,\"status\":\"MELTED\",\"message\":\"blurred\"}"))
                .singleElement()
                .isInstanceOfSatisfying(Signal.ApplicantSaid.class, said -> {
                    assertThat(said.seen().reading()).isEqualTo(ApplicantReading.UNRECOGNISED);
                    assertThat(said.seen().reason()).contains("blurred");
                });
    }

    @Test
    void aTransactionIsReadAsListsShowIt() {
        assertThat(
                        Deliveries.read(
                                "TRANSACTION_CREATED",
                                "{\"id\":9,\"card_id\":12345,\"amount\":12.5,\"currency\":\"USD\",\"type\":\"PURCHASE\",\"status\":\"SUCCESS\",\"created_at\":\"2024-01-15T10:30:00Z\",\"merchant_name\":\"Shop\"}"))
                .singleElement()
                .isInstanceOfSatisfying(Signal.TransactionSaid.class, said -> {
                    assertThat(said.card()).isEqualTo(CARD);
                    assertThat(said.seen().type()).isEqualTo(TransactionType.PURCHASE);
                    assertThat(said.seen().status()).isEqualTo(TransactionStatus.SETTLED);
                    assertThat(said.seen().occurredAt()).isEqualTo("2024-01-15T10:30:00Z");
                });
        assertThat(Deliveries.read("TRANSACTION_CREATED", "{\"card_id\":12345}"))
                .containsExactly(new Signal.Unrecognised("TRANSACTION_CREATED"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"CARD_STATUS_CHANGE|" + STATUS, "CARD_CLOSE_RESULT|" + CLOSE, "CARD_ACTIVATE_RESULT|" + ACTIVATE})
    void aChangeThatFailedIsRefused(String type, String content) {
        assertThat(Deliveries.read(type, content.replace("SUCCESS", "FAILED")))
                .containsExactly(new Signal.ChangeRefusedSaid(CARD, "FAILED", ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CARD_STATUS_CHANGE|" + STATUS,
                "CARD_CLOSE_RESULT|" + CLOSE,
                "CARD_ACTIVATE_RESULT|" + ACTIVATE,
                "CARD_ASSIGN_RESULT|" + ASSIGN,
                "CARD_APPLY_RESULT|" + APPLY,
                "CARD_RECHARGE_RESULT|" + RECHARGE
            })
    void aWordThatNobodyKnowsChangesNothing(String type, String content) {
        assertThat(Deliveries.read(type, content.replace("SUCCESS", "SOMETHING_NEW")))
                .containsExactly(new Signal.Unrecognised(type));
    }

    @Test
    void whatIsKnownWithoutMeaningIsDropped() {
        assertThat(Deliveries.read("CARD_BALANCE_CHANGE", BALANCE))
                .containsExactly(new Signal.Irrelevant("CARD_BALANCE_CHANGE"));
        assertThat(Deliveries.read("CARD_3DS", "{\"card_id\":12345,\"otp\":\"482913\"}"))
                .containsExactly(new Signal.OneTimePasswordSaid(CARD, "CARD_3DS"));
        assertThat(new String(
                        WEBHOOKS.blanked(Deliveries.verified("CARD_3DS", "{\"card_id\":12345,\"otp\":\"482913\"}")),
                        StandardCharsets.UTF_8))
                .doesNotContain("482913")
                .contains("12345");
        assertThat(Deliveries.read("CARD_SOMETHING", "{\"card_id\":12345}"))
                .containsExactly(new Signal.Unrecognised("CARD_SOMETHING"));
    }

    /** The type stands outside the MAC: around each documented content, every other documented type is a lie. */
    @Test
    void aTypeThatLiesIsNotBelieved() {
        var contents = List.of(
                List.of("CARD_RECHARGE_RESULT", RECHARGE),
                List.of("CARD_STATUS_CHANGE", STATUS),
                List.of("CARD_CLOSE_RESULT", CLOSE),
                List.of("CARD_APPLY_RESULT", APPLY),
                List.of("CARD_ACTIVATE_RESULT", ACTIVATE),
                List.of("CARD_ASSIGN_RESULT", ASSIGN),
                List.of("USER_CREATE_RESULT", USER_RESULT),
                List.of("CARD_BALANCE_CHANGE", BALANCE));
        for (List<String> content : contents) {
            for (List<String> other : contents) {
                String type = other.getFirst();
                if (!type.equals(content.getFirst())) {
                    assertThat(Deliveries.read(type, content.getLast()))
                            .as("%s around %s", type, content.getFirst())
                            .hasOnlyElementsOfType(Signal.Unrecognised.class);
                }
            }
        }
    }

    @Test
    void anotherTypeAroundOneContentIsNoOtherEvent() {
        var seen = new HashSet<String>();
        for (String type : List.of("CARD_CLOSE_RESULT", "ANYTHING", "ANYTHING_ELSE", "", "USER_CREATE_RESULT")) {
            seen.add(WEBHOOKS.dedupe(Deliveries.verified(type, STATUS)));
        }
        assertThat(seen).hasSize(1);
    }

    @Test
    void aRepeatIsOneEventWhateverItsFormAndATwinIsAnother() {
        String once = WEBHOOKS.dedupe(Deliveries.verified("CARD_STATUS_CHANGE", STATUS));
        String reordered =
                "{ \"occur_time\":1691249025085, \"card_status\":\"LOCKED\",\"status\":\"SUCCESS\", \"card_id\":12345}";

        assertThat(once).hasSizeLessThanOrEqualTo(200);
        assertThat(WEBHOOKS.dedupe(Deliveries.verified("CARD_STATUS_CHANGE", reordered)))
                .isEqualTo(once);
        assertThat(List.of(
                        STATUS.replace("12345", "12346"),
                        STATUS.replace("25085", "25086"),
                        STATUS.replace("SUCCESS", "FAILED")))
                .allSatisfy(other -> assertThat(WEBHOOKS.dedupe(Deliveries.verified("CARD_STATUS_CHANGE", other)))
                        .isNotEqualTo(once));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "nothing at all|MALFORMED",
                "[]|MALFORMED",
                "{}|MISSING",
                "{\"encrypted_payload\":\"AA==\",\"hmac\":\"00\"}|MISSING",
                "{\"encrypted_payload\":\"AA==\",\"type\":\"CARD_3DS\"}|MISSING",
                "{\"encrypted_payload\":7,\"type\":\"CARD_3DS\",\"hmac\":\"00\"}|MISSING",
                "{\"encrypted_payload\":\"AA==\",\"type\":\"CARD_3DS\",\"hmac\":\"00\"}|FORGED",
                "{\"encrypted_payload\":\"AA==\",\"encrypted_payload\":\"AA==\",\"type\":\"X\",\"hmac\":\"00\"}|MALFORMED"
            })
    void refusesEnvelopesOfAnotherForm(String body, Reason reason) {
        assertThat(Deliveries.raw(body).check(WEBHOOKS.scheme())).isEqualTo(new RawDelivery.Check.Rejected(reason));
    }

    @Test
    void refusesWhatIsSignedAndIsNoObject() {
        for (String content : List.of("", "[]", "7", "\"text\"", "{\"a\":1,\"a\":2}", "{")) {
            assertThat(Deliveries.raw(Deliveries.body("CARD_3DS", content)).check(WEBHOOKS.scheme()))
                    .as(content)
                    .isEqualTo(new RawDelivery.Check.Rejected(Reason.MALFORMED));
        }
    }

    /** 100,000 deliveries with payload or MAC changed: none passes, none throws. */
    @Test
    void acceptsNoForgery() {
        String payload = Deliveries.payload(RECHARGE);
        String mac = Deliveries.mac(payload);
        var random = new SplittableRandom(20_261_120);
        int accepted = 0;
        for (int forgery = 0; forgery < 100_000; forgery++) {
            boolean ofMac = random.nextInt(3) == 0;
            String bent = bent(ofMac ? mac : payload, random);
            String body = ofMac
                    ? Deliveries.envelope("CARD_RECHARGE_RESULT", payload, bent)
                    : Deliveries.envelope("CARD_RECHARGE_RESULT", bent, mac);
            if (Deliveries.raw(body).check(WEBHOOKS.scheme()) instanceof RawDelivery.Check.Verified) {
                accepted++;
            }
        }
        assertThat(accepted).isZero();
    }

    /** Whole bodies bent anywhere: what passes is what was signed, and says that or nothing. */
    @Test
    void believesOfBentBodiesOnlyWhatWasSigned() {
        List<Signal> truth = Deliveries.read("CARD_RECHARGE_RESULT", RECHARGE);
        Trials.of(5_000).forAllBytes(Deliveries.body("CARD_RECHARGE_RESULT", RECHARGE), body -> {
            if (Deliveries.raw(body).check(WEBHOOKS.scheme()) instanceof RawDelivery.Check.Verified(var delivery)) {
                List<Signal> told = WEBHOOKS.read(delivery);
                assertThat(told.equals(truth) || told.getFirst() instanceof Signal.Unrecognised)
                        .isTrue();
            }
        });
    }

    /** Contents of the issuer's that break its own rules: signals or none, never an exception. */
    @Test
    void readsAnyContentWithoutThrowing() {
        String huge = RECHARGE.replace("100.0", "1e99999");
        for (String content : List.of(RECHARGE, huge, STATUS, CLOSE, APPLY, ACTIVATE, ASSIGN, USER_RESULT, BALANCE)) {
            for (String type : List.of(
                    "CARD_RECHARGE_RESULT",
                    "CARD_STATUS_CHANGE",
                    "CARD_CLOSE_RESULT",
                    "CARD_APPLY_RESULT",
                    "CARD_ACTIVATE_RESULT",
                    "CARD_ASSIGN_RESULT",
                    "USER_CREATE_RESULT",
                    "TRANSACTION_CREATED")) {
                Trials.of(40).forAllBytes(content, bytes -> {
                    VerifiedDelivery delivery = restored(("{\"type\":\"" + type + "\",\"payload\":"
                                    + new String(bytes, StandardCharsets.UTF_8) + "}")
                            .getBytes(StandardCharsets.UTF_8));
                    assertThat(WEBHOOKS.read(delivery)).isNotEmpty();
                    assertThat(WEBHOOKS.dedupe(delivery)).hasSizeBetween(1, 200);
                    assertThat(WEBHOOKS.blanked(delivery)).isNotNull();
                });
            }
        }
    }

    private static String bent(String text, SplittableRandom random) {
        String signs = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=";
        var bent = new StringBuilder(text);
        do {
            int at = random.nextInt(bent.length());
            switch (random.nextInt(4)) {
                case 0 -> bent.deleteCharAt(at);
                case 1 -> bent.insert(at, signs.charAt(random.nextInt(signs.length())));
                case 2 -> bent.setLength(Math.max(1, at));
                default -> bent.setCharAt(at, signs.charAt(random.nextInt(signs.length())));
            }
        } while (bent.toString().equals(text));
        return bent.toString();
    }

    private static VerifiedDelivery restored(byte[] content) {
        return new StoredDelivery(
                        new DeliveryId("dlv_00000000000000000000000001"), "banana", "x", content, Instant.EPOCH)
                .restore();
    }
}
