package io.cardport.bananatech;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardport.domain.card.CardFacts;
import io.cardport.domain.card.CardOptions;
import io.cardport.domain.card.CardReading;
import io.cardport.domain.card.CardType;
import io.cardport.domain.id.CardId;
import io.cardport.domain.id.OperationId;
import io.cardport.domain.issuing.Applied;
import io.cardport.domain.issuing.Capability;
import io.cardport.domain.issuing.CardActivation;
import io.cardport.domain.issuing.CardAssignment;
import io.cardport.domain.issuing.CardClosing;
import io.cardport.domain.issuing.CardCommand;
import io.cardport.domain.issuing.CardControls;
import io.cardport.domain.issuing.CardFunding;
import io.cardport.domain.issuing.CardLookup;
import io.cardport.domain.issuing.CardReveal;
import io.cardport.domain.issuing.CardReveal.RevealedCard;
import io.cardport.domain.issuing.CardSeen;
import io.cardport.domain.issuing.IssueCommand;
import io.cardport.domain.issuing.IssuedCard;
import io.cardport.domain.issuing.Look;
import io.cardport.domain.issuing.MoveFunds;
import io.cardport.domain.issuing.Outcome;
import io.cardport.domain.issuing.Outcome.UnknownCause;
import io.cardport.domain.issuing.PinSetting;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.issuing.Refusal.Reason;
import io.cardport.domain.issuing.WebhookRegistration;
import io.cardport.domain.money.Money;
import io.cardport.domain.secret.Secret;
import io.cardport.testkit.issuing.People;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands and looks at cards: what is sent, to the letter of the sheet, and what is made of the answers. */
class BananatechProviderTest {
    private static final OperationId OPERATION = new OperationId("op_00000000000000000000000001");
    private static final ProviderRef CARD = new ProviderRef("12345:67890");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final StubIssuer issuer = new StubIssuer();

    @AfterEach
    void close() {
        issuer.close();
    }

    @Test
    void sealsEachRequestAfresh() throws IOException {
        issuer.next("/card/recharge", 200, "{\"message\":\"Card recharge request sent successfully\"}")
                .next("/card/recharge", 200, "{\"message\":\"Card recharge request sent successfully\"}");
        var command = new MoveFunds(OPERATION, CARD, new Money(10_000, Deliveries.USD));

        Outcome<?> first = able(CardFunding.class).topUp(command);
        able(CardFunding.class).topUp(command);

        assertThat(first)
                .isEqualTo(new Outcome.Accepted<>(
                        new ProviderRef("recharge:op_00000000000000000000000001"), Optional.empty()));
        assertThat(issuer.asked()).hasSize(2).allSatisfy(asked -> {
            assertThat(asked.merchant()).isEqualTo(StubIssuer.MERCHANT);
            assertThat(asked.mac()).isEqualTo(Deliveries.mac(asked.payload()));
            assertThat(asked.content()).isEqualTo(json("{\"user_id\":12345,\"card_id\":67890,\"amount\":100.00}"));
        });
        assertThat(issuer.asked().getFirst().payload())
                .isNotEqualTo(issuer.asked().getLast().payload());
    }

    @Test
    void anApplicationIsTakenOnWithOrWithoutTheCard() throws IOException {
        issuer.next("/card/apply", 200, "{\"card_id\":67890}")
                .next("/card/apply", 200, "{\"message\":\"Card application submitted\"}");

        Outcome<IssuedCard> named = issuer.provider().issue(issue(CardType.VIRTUAL, Optional.empty(), 5_000));
        assertThat(issuer.last()).isEqualTo(json("{\"user_id\":12345,\"template_id\":1,\"deposit_amount\":50.00}"));
        Outcome<IssuedCard> unnamed = issuer.provider().issue(issue(CardType.VIRTUAL, Optional.empty(), 0));
        assertThat(issuer.last()).isEqualTo(json("{\"user_id\":12345,\"template_id\":1}"));

        assertThat(named).isInstanceOfSatisfying(Outcome.Accepted.class, accepted -> {
            IssuedCard card = (IssuedCard) accepted.soFar().orElseThrow();
            assertThat(card.seen().card()).isEqualTo(CARD);
            assertThat(card.seen().reading()).isEqualTo(CardReading.PENDING);
            assertThat(card.alsoCalled()).containsExactly(new ProviderRef("67890"));
        });
        assertThat(unnamed)
                .isEqualTo(new Outcome.Accepted<>(
                        new ProviderRef("apply:op_00000000000000000000000001"), Optional.empty()));
    }

    @Test
    void aPhysicalCardIsAssignedByItsNumber() throws IOException {
        issuer.next("/card/assign", 200, "{\"card_id\":67890}");

        Outcome<IssuedCard> outcome = able(CardAssignment.class)
                .assign(issue(CardType.PHYSICAL, Optional.of(Secret.of("4111111111111111")), 0));

        assertThat(issuer.last())
                .isEqualTo(json("{\"user_id\":12345,\"template_id\":1,\"card_number\":\"4111111111111111\"}"));
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Accepted.class, accepted -> {
            IssuedCard card = (IssuedCard) accepted.soFar().orElseThrow();
            assertThat(card.seen().facts().last4()).contains("1111");
        });
        assertThat(refusal(able(CardAssignment.class).assign(issue(CardType.PHYSICAL, Optional.empty(), 0))))
                .isEqualTo(Reason.REQUIREMENTS_MISSING);
        assertThat(refusal(
                        able(CardAssignment.class).assign(issue(CardType.PHYSICAL, Optional.of(Secret.of("4111")), 0))))
                .isEqualTo(Reason.INVALID_REQUEST);
        assertThat(issuer.asked()).hasSize(1);
    }

    @Test
    void changesOfStateAreTakenOn() throws IOException {
        for (String alter : new String[] {"LOCK", "UNLOCK", "CLOSE"}) {
            issuer.next("/card/update_status", 200, "{\"message\":\"Operation requested\"}");
            var command = new CardCommand(OPERATION, CARD, "because");
            Outcome<?> outcome = switch (alter) {
                case "LOCK" -> able(CardControls.class).lock(command);
                case "UNLOCK" -> able(CardControls.class).unlock(command);
                default -> able(CardClosing.class).close(command);
            };
            assertThat(outcome).isInstanceOf(Outcome.Accepted.class);
            assertThat(issuer.last())
                    .isEqualTo(json("{\"user_id\":12345,\"card_id\":67890,\"alter\":\"" + alter + "\"}"));
        }
    }

    @Test
    void theFirstPinActivatesAndLaterOnesAreSet() throws IOException {
        issuer.next("/card/set_pin", 200, "{\"success\":true,\"message\":\"PIN set successfully\"}")
                .next("/card/set_pin", 200, "{\"message\":\"PIN set successfully\"}");

        assertThat(able(CardActivation.class)
                        .activate(new CardActivation.Activate(
                                OPERATION, CARD, Optional.empty(), Optional.of(Secret.of("6789")))))
                .isEqualTo(new Outcome.Accepted<>(
                        new ProviderRef("activate:op_00000000000000000000000001"), Optional.empty()));
        assertThat(issuer.last()).isEqualTo(json("{\"user_id\":12345,\"card_id\":67890,\"pin\":\"6789\"}"));
        assertThat(able(PinSetting.class).setPin(OPERATION, CARD, Secret.of("678901")))
                .isEqualTo(new Outcome.Done<>(Applied.APPLIED));
        assertThat(refusal(able(PinSetting.class).setPin(OPERATION, CARD, Secret.of("123"))))
                .isEqualTo(Reason.INVALID_REQUEST);
        assertThat(refusal(able(CardActivation.class)
                        .activate(new CardActivation.Activate(OPERATION, CARD, Optional.empty(), Optional.empty()))))
                .isEqualTo(Reason.REQUIREMENTS_MISSING);
        assertThat(issuer.asked()).hasSize(2);
    }

    @Test
    void aLookAtACardShowsTheLastFourDigits() throws IOException {
        information("1234567890123456", "123", "LOCKED");

        assertThat(able(CardLookup.class).card(CARD))
                .isEqualTo(new Look.Found<>(new CardSeen(
                        CARD,
                        CardReading.LOCKED,
                        "LOCKED",
                        new CardFacts(Optional.of("3456"), Optional.empty(), Optional.of("12/25")),
                        Optional.empty())));
        assertThat(issuer.last()).isEqualTo(json("{\"user_id\":12345,\"card_id\":67890}"));
    }

    @Test
    void aWholeNumberIsRevealed() {
        information("1234567890123456", "123", "ACTIVE");

        assertThat(able(CardReveal.class).reveal(OPERATION, CARD))
                .isEqualTo(new Look.Found<>(
                        new RevealedCard.Details(Secret.of("1234567890123456"), Secret.of("123"), "12/25")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"123456******3456", "****3456", "3456", ""})
    void aMaskedNumberMayNotBeRevealed(String number) {
        information(number, "123", "ACTIVE");

        assertThat(able(CardReveal.class).reveal(OPERATION, CARD))
                .isInstanceOfSatisfying(
                        Look.Denied.class,
                        denied -> assertThat(denied.refusal().reason()).isEqualTo(Reason.UNSUPPORTED));
    }

    @Test
    void aMaskedCodeMayNotBeRevealed() {
        information("1234567890123456", "***", "ACTIVE");

        assertThat(able(CardReveal.class).reveal(OPERATION, CARD)).isInstanceOf(Look.Denied.class);
    }

    @Test
    void whatIsNotOfTheIssuersFormIsNotAskedFor() {
        var strange = new ProviderRef("card-7");

        assertThat(able(CardLookup.class).card(strange)).isEqualTo(new Look.Absent<>());
        assertThat(refusal(able(CardControls.class).lock(new CardCommand(OPERATION, strange, ""))))
                .isEqualTo(Reason.NOT_FOUND);
        assertThat(refusal(
                        able(CardFunding.class).topUp(new MoveFunds(OPERATION, strange, new Money(1, Deliveries.USD)))))
                .isEqualTo(Reason.NOT_FOUND);
        assertThat(issuer.asked()).isEmpty();
    }

    @Test
    void anAnswerWithAWrongMacEndsNothing() {
        String payload = Deliveries.payload("{\"message\":\"Operation requested\"}");
        String forged = "{\"encrypted_payload\":\"" + payload + "\",\"hmac\":\"" + "0".repeat(64) + "\"}";
        issuer.nextRaw("/card/update_status", 200, forged)
                .nextRaw("/card/update_status", 400, forged)
                .nextRaw("/card/get_information", 200, forged);

        assertThat(able(CardControls.class).lock(new CardCommand(OPERATION, CARD, "")))
                .isEqualTo(new Outcome.Unknown<>(UnknownCause.MALFORMED_ANSWER));
        assertThat(able(CardControls.class).lock(new CardCommand(OPERATION, CARD, "")))
                .isEqualTo(new Outcome.Unknown<>(UnknownCause.MALFORMED_ANSWER));
        assertThat(able(CardLookup.class).card(CARD)).isEqualTo(new Look.Unavailable<>(Look.Cause.MALFORMED_ANSWER));
    }

    @Test
    void theWebhookAddressIsRegistered() throws IOException {
        issuer.next("/merchant/set_webhook_url", 200, "{\"message\":\"ok\"}");

        assertThat(able(WebhookRegistration.class).registerWebhooks(URI.create("https://gate.example/webhooks/b")))
                .isEqualTo(new Outcome.Done<>(Applied.APPLIED));
        assertThat(issuer.last()).isEqualTo(json("{\"url\":\"https://gate.example/webhooks/b\"}"));
    }

    @Test
    void pathsAreThoseOfTheSettings() {
        try (var elsewhere = new StubIssuer(Map.of("paths.recharge", "/v2/cards/top-up"))) {
            elsewhere.next("/v2/cards/top-up", 200, "{\"message\":\"ok\"}");
            assertThat(elsewhere
                            .provider()
                            .can(CardFunding.class)
                            .orElseThrow()
                            .topUp(new MoveFunds(OPERATION, CARD, new Money(100, Deliveries.USD))))
                    .isInstanceOf(Outcome.Accepted.class);
        }
    }

    private void information(String number, String cvv, String status) {
        issuer.next(
                "/card/get_information",
                200,
                "{\"number\":\"" + number + "\",\"cvv\":\"" + cvv + "\",\"expiry_date\":\"12/25\",\"status\":\""
                        + status + "\",\"template_id\":1}");
    }

    private <C extends Capability> C able(Class<C> capability) {
        return issuer.provider().can(capability).orElseThrow();
    }

    private static IssueCommand issue(CardType type, Optional<Secret> number, long load) {
        CardOptions none = CardOptions.NONE;
        return new IssueCommand(
                OPERATION,
                new CardId("card_00000000000000000000000001"),
                new IssueCommand.HolderAtProvider(new ProviderRef("12345"), People.person(1)),
                new IssueCommand.ProductAtProvider(new ProviderRef("1"), type, Deliveries.USD),
                new CardOptions(
                        load == 0 ? Optional.empty() : Optional.of(new Money(load, Deliveries.USD)),
                        none.nameOnCard(),
                        none.addresses(),
                        none.controls(),
                        none.singleUse(),
                        none.expiresAt(),
                        none.metadata()),
                number);
    }

    private static Reason refusal(Outcome<?> outcome) {
        return switch (outcome) {
            case Outcome.Refused<?>(var refusal) -> refusal.reason();
            case Outcome.Done<?> done -> throw new AssertionError(done);
            case Outcome.Accepted<?> accepted -> throw new AssertionError(accepted);
            case Outcome.NotSent<?> notSent -> throw new AssertionError(notSent);
            case Outcome.Unknown<?> unknown -> throw new AssertionError(unknown);
        };
    }

    private static JsonNode json(String text) throws IOException {
        return MAPPER.readTree(text);
    }
}
