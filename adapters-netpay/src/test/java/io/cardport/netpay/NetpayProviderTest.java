package io.cardport.netpay;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.domain.card.CardReading;
import io.cardport.domain.card.CardType;
import io.cardport.domain.holder.CardholderProfile;
import io.cardport.domain.holder.Documents;
import io.cardport.domain.holder.Identity;
import io.cardport.domain.issuing.CardReveal;
import io.cardport.domain.issuing.CardReveal.RevealedCard;
import io.cardport.domain.issuing.IssuedCard;
import io.cardport.domain.issuing.IssuingProvider;
import io.cardport.domain.issuing.IssuingProviderModule.Built;
import io.cardport.domain.issuing.Look;
import io.cardport.domain.issuing.OnboardedHolder;
import io.cardport.domain.issuing.Outcome;
import io.cardport.domain.issuing.Outcome.UnknownCause;
import io.cardport.domain.issuing.Refusal;
import io.cardport.domain.issuing.Refusal.Reason;
import io.cardport.domain.issuing.Surroundings;
import io.cardport.domain.money.Money;
import io.cardport.domain.secret.Secret;
import io.cardport.testkit.issuing.GivenSettings;
import io.cardport.testkit.issuing.People;
import io.cardport.testkit.wire.FaultProxy;
import io.cardport.testkit.wire.Traffic;
import io.cardport.testkit.wire.WireFault;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The adapter's words, against answers as the sheet gives them. */
class NetpayProviderTest {
    // Nothing listens behind it: every answer is given in the issuer's place.
    private final FaultProxy netpay = new FaultProxy(URI.create("http://127.0.0.1:1/api/v1"));
    private final IssuingProvider provider = provider();

    @AfterEach
    void close() {
        netpay.close();
    }

    @Test
    void sendsWhatTheSheetShowsAndKeepsBothIdsOfTheCard() {
        answers(201, """
                {"success": true, "cardId": "6a2b00000000000000000000", "uqpayCardId": "98765", "holderId": "183633",
                 "status": "pending", "loadAmount": 20, "loadedBalance": 20}""");

        Outcome<IssuedCard> outcome = provider.issue(Commands.issue());

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Done.class, done -> {
            var card = (IssuedCard) done.value();
            assertThat(card.seen().card()).isEqualTo(Commands.CARD);
            assertThat(card.seen().reading()).isEqualTo(CardReading.PENDING);
            assertThat(card.references())
                    .isEqualTo(Map.of("cardId", "6a2b00000000000000000000", "uqpayCardId", "98765"));
        });
        Traffic sent = netpay.seen().getFirst();
        assertThat(sent.method() + " " + sent.target()).isEqualTo("POST /api/v1/cards");
        assertThat(sent.request().text())
                .isEqualTo("{\"holderId\":\"183633\",\"cardType\":\"virtual\",\"card_product_id\":\"111031\","
                        + "\"currency\":\"USD\",\"loadAmount\":20.00}");
        assertThat(sent.header("X-Api-Key")).containsExactly("dk_live_test");
        assertThat(sent.header("X-Access-Key")).containsExactly("access-test");
        assertThat(sent.header("Idempotency-Key"))
                .singleElement()
                .asString()
                .matches("[0-9a-f]{8}-[0-9a-f]{4}-3[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    }

    @Test
    void idsMayBeNumbers() {
        answers(201, "{\"uqpayCardId\":98765,\"status\":\"pending\"}");
        assertThat(provider.issue(Commands.issue()))
                .isInstanceOfSatisfying(
                        Outcome.Done.class,
                        done -> assertThat(((IssuedCard) done.value()).seen().card())
                                .isEqualTo(Commands.CARD));
    }

    @Test
    void sendsTheWholeForm() {
        answers(
                201,
                "{\"success\":true,\"userId\":\"6a2a5427d6bd69d062555175\",\"holderId\":\"183633\","
                        + "\"holderStatus\":\"IN_REVIEW\"}");

        Outcome<OnboardedHolder> outcome = provider.onboard(Commands.onboard(People.person(1), People.documents()));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Done.class,
                        done -> assertThat(((OnboardedHolder) done.value()).references())
                                .isEqualTo(Map.of("userId", "6a2a5427d6bd69d062555175", "holderId", "183633")));
        String form = netpay.seen().getFirst().request().text();
        assertThat(form)
                .contains("name=\"email\"\r\n\r\nada.1@example.com\r\n")
                .contains("name=\"country\"\r\n\r\nSG\r\n")
                .contains("name=\"mobile\"\r\n\r\n80000001\r\n")
                .contains("name=\"areaCode\"\r\n\r\n+65\r\n")
                .contains("name=\"kycDocType\"\r\n\r\npassport\r\n")
                .contains("name=\"kycIdNumber\"\r\n\r\nE1000001\r\n")
                .contains("name=\"kycDob\"\r\n\r\n1990-01-31\r\n")
                .contains("name=\"kycExpiryDate\"\r\n\r\n2032-05-01\r\n")
                .contains("name=\"gender\"\r\n\r\nfemale\r\n")
                .contains("name=\"town\"\r\n\r\nSingapore\r\n")
                .contains("name=\"docFront\"; filename=\"docFront.jpg\"\r\nContent-Type: image/jpeg\r\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            400 | bad request                                             | INVALID_REQUEST
            402 | Insufficient wallet balance                             | INSUFFICIENT_FUNDS
            403 | no                                                      | DECLINED
            404 | Card / cardholder not found                             | NOT_FOUND
            409 | Cardholder still under verification                     | HOLDER_IN_REVIEW
            409 | Idempotency-Key was used with a different request       | IDEMPOTENCY_CONFLICT
            418 | teapot                                                  | DECLINED
            """)
    void refusesForAReason(int status, String message, Reason reason) {
        answers(status, "{\"success\":false,\"message\":\"" + message + "\"}");
        assertThat(provider.issue(Commands.issue())).isEqualTo(new Outcome.Refused<>(new Refusal(reason, "", message)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            409 | {"message":"a request with this idempotency key is still in progress"} | STILL_RUNNING
            500 | {"success":false}                                                     | ISSUER_FAILED
            502 | <html>                                                                | ISSUER_FAILED
            302 | {}                                                                    | UNRECOGNISED_ANSWER
            200 | {"success":false,"uqpayCardId":"1"}                                   | UNRECOGNISED_ANSWER
            201 | {"success":true,"status":"pending"}                                   | MALFORMED_ANSWER
            201 | {"success":true,"uqpayCardId":"","status":"pending"}                  | MALFORMED_ANSWER
            """)
    void doesNotKnow(int status, String body, UnknownCause cause) {
        answers(status, body);
        assertThat(provider.issue(Commands.issue())).isEqualTo(new Outcome.Unknown<>(cause));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            200 | {"success":true,"status":"REJECTED","canIssueCard":false} | HOLDER_REJECTED
            200 | {"success":true,"status":"ACTIVE","canIssueCard":true}    | INVALID_REQUEST
            500 | {}                                                        | INVALID_REQUEST
            """)
    void asksWhichOfTheTwoMeaningsA422Has(int status, String body, Reason reason) {
        answers(422, "{\"success\":false,\"message\":\"no\"}");
        answers(status, body);
        assertThat(provider.issue(Commands.issue())).isEqualTo(new Outcome.Refused<>(new Refusal(reason, "", "no")));
        assertThat(netpay.seen().getLast().target()).isEqualTo("/api/v1/cardholders/183633/status");
    }

    @Test
    void knowsAHolderWhoIsThereAlready() {
        answers(422, "{\"success\":false,\"message\":\"Email already exists\"}");
        assertThat(provider.onboard(Commands.onboard(People.person(1), People.documents())))
                .isEqualTo(
                        new Outcome.Refused<>(new Refusal(Reason.DUPLICATE_AT_PROVIDER, "", "Email already exists")));
    }

    @Test
    void blanksACardNumberInARefusal() {
        answers(402, "{\"message\":\"card 4111 1111 1111 1111 is empty\"}");
        assertThat(provider.issue(Commands.issue()).toString())
                .doesNotContain("1111")
                .contains("is empty");
    }

    @Test
    void sendsNoHolderWhomNetpayCannotTake() {
        CardholderProfile person = People.person(1);
        CardholderProfile business = with(person, CardholderProfile.HolderType.BUSINESS, person.identity());
        CardholderProfile paperless = with(person, person.type(), Optional.empty());

        assertReason(provider.onboard(Commands.onboard(business, People.documents())), Reason.UNSUPPORTED);
        assertThat(provider.onboard(Commands.onboard(paperless, Documents.NONE)))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.refusal().missing())
                                .isEqualTo(List.of("identity.documentType", "identity.documentNumber", "docFront")));
        assertThat(netpay.bytes()).isZero();
    }

    @Test
    void sendsNoCardThatNetpayCannotMake() {
        Currency kwd = Currency.getInstance("KWD");
        assertReason(issue(CardType.PHYSICAL, Optional.of(new Money(1, Commands.USD))), Reason.UNSUPPORTED);
        assertReason(issue(CardType.VIRTUAL, Optional.empty()), Reason.REQUIREMENTS_MISSING);
        assertReason(issue(CardType.VIRTUAL, Optional.of(new Money(0, Commands.USD))), Reason.INVALID_REQUEST);
        assertReason(issue(CardType.VIRTUAL, Optional.of(new Money(1, kwd))), Reason.INVALID_REQUEST);
        assertReason(
                provider.issue(
                        Commands.issue(CardType.VIRTUAL, Commands.loaded(Optional.of(new Money(1_234, kwd))), kwd)),
                Reason.INVALID_REQUEST);
        assertThat(netpay.bytes()).isZero();
    }

    private Outcome<IssuedCard> issue(CardType type, Optional<Money> load) {
        return provider.issue(Commands.issue(type, Commands.loaded(load), Commands.USD));
    }

    private static CardholderProfile with(
            CardholderProfile person, CardholderProfile.HolderType type, Optional<Identity> identity) {
        return new CardholderProfile(
                type, person.name(), person.contact(), person.person(), person.address(), identity, Map.of());
    }

    @Test
    void revealsAWholeCardOrNone() {
        answers(
                200,
                "{\"success\":true,\"cardDetails\":{\"card_id\":\"98765\","
                        + "\"card_number\":\"4111111111111111\",\"cvv\":\"123\",\"expiry_date\":\"12/28\"}}");
        answers(
                200,
                "{\"success\":true,\"cardDetails\":{\"card_number\":\"4111111111111111\",\"cvv\":\"\","
                        + "\"expiry_date\":\"12/28\"}}");
        answers(422, "{\"success\":false,\"message\":\"Card is pending\"}");
        answers(404, "");

        assertThat(reveal())
                .isEqualTo(new Look.Found<>(
                        new RevealedCard.Details(Secret.of("4111111111111111"), Secret.of("123"), "12/28")));
        assertThat(reveal()).isEqualTo(new Look.Unavailable<>(Look.Cause.MALFORMED_ANSWER));
        assertThat(reveal()).isEqualTo(new Look.Denied<>(new Refusal(Reason.CARD_STATE, "", "Card is pending")));
        assertThat(reveal()).isEqualTo(new Look.Absent<>());
        assertThat(netpay.seen().getFirst().target()).isEqualTo("/api/v1/cards/98765/reveal");
    }

    private Look<RevealedCard> reveal() {
        return provider.can(CardReveal.class)
                .orElseThrow()
                .reveal(Commands.ids().operation(), Commands.CARD);
    }

    private void answers(int status, String body) {
        netpay.next(new WireFault.Answer(status, body));
    }

    private static void assertReason(Outcome<?> outcome, Reason reason) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.refusal().reason()).isEqualTo(reason));
    }

    private IssuingProvider provider() {
        var settings = new GivenSettings(
                "netpay-test",
                netpay.baseUrl(),
                Duration.ofSeconds(10),
                Map.of("api-key", "dk_live_test", "access-key", "access-test"),
                Map.of());
        var surroundings = new Surroundings(InstantSource.system(), Surroundings.Lent.NOTHING);
        return switch (new NetpayModule().build(settings, surroundings)) {
            case Built.Ready(IssuingProvider ready) -> ready;
            case Built.Misconfigured wrong -> throw new AssertionError(wrong.toString());
        };
    }
}
