package io.cardport.artha;

import static io.cardport.artha.ArthaAtSimulator.accepted;
import static io.cardport.artha.ArthaAtSimulator.done;
import static io.cardport.artha.ArthaAtSimulator.found;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.domain.card.CardControlsSpec;
import io.cardport.domain.card.CardReading;
import io.cardport.domain.card.CardType;
import io.cardport.domain.funding.OrderReading;
import io.cardport.domain.funding.TransactionStatus;
import io.cardport.domain.funding.TransactionType;
import io.cardport.domain.holder.ApplicantReading;
import io.cardport.domain.holder.CardholderProfile;
import io.cardport.domain.holder.Documents;
import io.cardport.domain.id.CardholderId;
import io.cardport.domain.issuing.ApplicantResubmission;
import io.cardport.domain.issuing.ApplicantScreening;
import io.cardport.domain.issuing.CardActivation;
import io.cardport.domain.issuing.CardBalance;
import io.cardport.domain.issuing.CardFunding;
import io.cardport.domain.issuing.CardListing;
import io.cardport.domain.issuing.CardLookup;
import io.cardport.domain.issuing.CardTransactions;
import io.cardport.domain.issuing.HolderSearch;
import io.cardport.domain.issuing.IssueCommand.ProductAtProvider;
import io.cardport.domain.issuing.Look;
import io.cardport.domain.issuing.OnboardCommand;
import io.cardport.domain.issuing.OnboardedHolder;
import io.cardport.domain.issuing.OrderLookup;
import io.cardport.domain.issuing.Outcome;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.issuing.Refusal.Reason;
import io.cardport.domain.issuing.SpendControls;
import io.cardport.domain.issuing.TopUpListing;
import io.cardport.domain.issuing.TransactionSeen;
import io.cardport.domain.money.Money;
import io.cardport.domain.product.ProductRules.PhysicalBy;
import io.cardport.domain.secret.Secret;
import io.cardport.testkit.issuing.People;
import io.cardport.testkit.wire.Traffic;
import io.cardport.testkit.wire.WireFault;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What is Artha's own, at its simulator. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArthaIssuingTest {
    private final ArthaAtSimulator artha = new ArthaAtSimulator(ArthaBench.newest());
    private final ProductAtProvider simple = artha.bench.product();

    @AfterAll
    void close() {
        artha.bench.close();
    }

    @Test
    void registersThePersonWithoutAnApproval() {
        OnboardedHolder holder =
                artha.onboarded(artha.provider.onboard(artha.register(artha.ids.cardholder(), artha.person())));

        assertThat(holder.seen().reading()).isEqualTo(ApplicantReading.NEW);
        assertThat(artha.bench
                        .items("holders")
                        .filter(one -> one.path("customerId")
                                .asText()
                                .equals(holder.holder().value()))
                        .toList())
                .singleElement()
                .satisfies(one -> assertThat(one.path("applicants")).isEmpty());
    }

    @Test
    void adoptsACustomerThatCarriesOurIdAndNoOther() {
        CardholderProfile person = artha.person();
        CardholderId ours = artha.ids.cardholder();
        ProviderRef first =
                done(artha.provider.onboard(artha.register(ours, person))).holder();

        assertThat(done(artha.provider.onboard(artha.register(ours, person))).holder())
                .isEqualTo(first);
        assertThat(artha.provider.onboard(artha.register(artha.ids.cardholder(), person)))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.refusal().reason()).isEqualTo(Reason.DUPLICATE_AT_PROVIDER));
    }

    @Test
    void findsNoCustomerThatWasNeverSent() {
        assertThat(artha.able(HolderSearch.class).registeredBy(artha.register(artha.ids.cardholder(), artha.person())))
                .isEqualTo(new Look.Absent<>());
    }

    @Test
    void findsACustomerBehindManyOthers() {
        OnboardCommand first = artha.register(artha.ids.cardholder(), artha.person());
        ProviderRef holder = done(artha.provider.onboard(first)).holder();
        for (int i = 0; i < 110; i++) {
            artha.customer(artha.person());
        }

        assertThat(found(artha.able(HolderSearch.class).registeredBy(first)).holder())
                .isEqualTo(holder);
    }

    @Test
    void sendsWhatTheProductAsksForAndUploadsFirst() {
        CardholderProfile person = ArthaAtSimulator.telling(
                artha.person(),
                Map.of(
                        "ip", "192.0.2.7",
                        "occupation", "engineer",
                        "accountPurpose", "travel",
                        "annualSalary", "50000",
                        "expectedMonthlyVolume", "1000"));
        ProductAtProvider full = artha.bench.product("Full virtual");
        ProviderRef holder = artha.customer(person);
        artha.bench.proxy().forget();

        OnboardedHolder submitted =
                done(artha.provider.onboard(artha.submit(holder, full, person, People.documents())));

        assertThat(submitted.seen().reading()).isEqualTo(ApplicantReading.IN_REVIEW);
        assertThat(artha.bench.proxy().seen()).extracting(Traffic::method).containsExactly("GET", "POST", "POST");
        assertThat(artha.bench.proxy().seen().get(1).target()).endsWith("/api/v1/uploadfile");
        assertThat(artha.bench.proxy().seen().get(2).request().text())
                .contains("\"frontDoc\":\"https://files.artha.example/", "\"countryIsoThree\":\"SGP\"")
                .contains("\"dob\":\"1990-01-31\"", "\"docNeverExpire\":false", "\"IP\":\"192.0.2.7\"");
    }

    @Test
    void sendsNothingWhereSomethingIsMissing() {
        CardholderProfile person = artha.person();
        ProviderRef holder = artha.customer(person);
        artha.bench.proxy().forget();

        Outcome<OnboardedHolder> outcome = artha.provider.onboard(
                artha.submit(holder, artha.bench.product("Full virtual"), person, Documents.NONE));

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
            assertThat(refused.refusal().reason()).isEqualTo(Reason.REQUIREMENTS_MISSING);
            assertThat(refused.refusal().missing()).contains("docFront", "selfie", "details.ip");
        });
        assertThat(artha.bench.proxy().seen()).extracting(Traffic::method).containsExactly("GET");
    }

    @Test
    void submitsAgainAfterARejection() {
        CardholderProfile person = artha.person();
        ProviderRef holder = artha.customer(person);
        done(artha.provider.onboard(artha.submit(holder, simple, person, Documents.NONE)));
        artha.bench
                .issuer()
                .call(
                        "POST",
                        "/holders/" + holder + "/reject",
                        ArthaBench.object().put("reason", "blurred"));

        var rejected = found(artha.able(ApplicantScreening.class).applicant(holder, simple.reference()));
        assertThat(rejected.reading()).isEqualTo(ApplicantReading.REJECTED);
        assertThat(rejected.reason()).contains("blurred");
        assertThat(artha.provider.issue(artha.card(holder, simple)))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.refusal().reason()).isEqualTo(Reason.HOLDER_REJECTED));

        done(artha.able(ApplicantResubmission.class).resubmit(artha.submit(holder, simple, person, Documents.NONE)));
        assertThat(found(artha.able(ApplicantScreening.class).applicant(holder, simple.reference()))
                        .reading())
                .isEqualTo(ApplicantReading.IN_REVIEW);
    }

    @Test
    void approvesEachProductByItself() {
        ProviderRef holder = artha.approved(simple);
        ProductAtProvider other = artha.bench.product("Full virtual");

        assertThat(found(artha.able(ApplicantScreening.class).applicant(holder, simple.reference()))
                        .reading())
                .isEqualTo(ApplicantReading.APPROVED);
        assertThat(artha.provider.issue(artha.card(holder, other)))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.refusal().reason()).isEqualTo(Reason.HOLDER_IN_REVIEW));
    }

    @Test
    void postsAndActivatesPhysicalCards() {
        ProductAtProvider physical = artha.bench.product("Physical");
        assertThat(physical.type()).isEqualTo(CardType.PHYSICAL);
        ProviderRef holder = artha.approved(physical);
        ProviderRef card = artha.issued(holder, physical);
        assertThat(found(artha.able(CardLookup.class).card(card)).reading()).isEqualTo(CardReading.INACTIVE);
        String code = artha.bench
                .issuer()
                .call("GET", "/cards/" + card + "/activation-code", ArthaBench.object())
                .path("activationCode")
                .asText();

        assertThat(activate(card, "not-it"))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.refusal().reason()).isEqualTo(Reason.INVALID_REQUEST));
        assertThat(done(activate(card, code))).extracting("reading").isEqualTo(CardReading.ACTIVE);
        assertThat(artha.bench.proxy().seen().getLast().target()).endsWith("/pin/set");
    }

    private Outcome<?> activate(ProviderRef card, String code) {
        return artha.able(CardActivation.class)
                .activate(new CardActivation.Activate(
                        artha.ids.operation(), card, Optional.of(Secret.of(code)), Optional.of(Secret.of("739184"))));
    }

    @Test
    void listsAHoldersCardsOfAProduct() {
        ProviderRef holder = artha.approved(simple);
        ProviderRef first = artha.issued(holder, simple);
        ProviderRef second = artha.issued(holder, simple);
        artha.issued(artha.approved(simple), simple);

        CardListing listing = artha.able(CardListing.class);
        assertThat(found(listing.cardsOf(holder, simple.reference())))
                .extracting(card -> card.seen().card())
                .containsExactlyInAnyOrder(first, second);
        assertThat(found(listing.cardsOf(holder, artha.bench.product("Physical").reference())))
                .isEmpty();
    }

    @Test
    void topsUpAndAsksHowItWent() {
        ProviderRef card = artha.issued(artha.approved(simple), simple);
        CardFunding funding = artha.able(CardFunding.class);
        OrderLookup orders = artha.able(OrderLookup.class);

        ProviderRef good = accepted(funding.topUp(artha.funds(card)));
        assertThat(found(orders.order(good)).reading()).isEqualTo(OrderReading.PENDING);
        artha.bench.settle(card);
        ProviderRef bad = accepted(funding.topUp(artha.funds(card)));
        artha.bench.issuer().call("POST", "/orders/" + bad + "/fail", ArthaBench.object());

        assertThat(found(orders.order(good)).reading()).isEqualTo(OrderReading.SUCCEEDED);
        assertThat(found(orders.order(bad)).reading()).isEqualTo(OrderReading.FAILED);
        assertThat(orders.order(artha.bench.unknown())).isEqualTo(new Look.Absent<>());
        assertThat(found(artha.able(TopUpListing.class).topUpsOf(card)))
                .allSatisfy(one -> assertThat(one.amount()).isEqualTo(artha.bench.amount()))
                .extracting(one -> one.seen().order())
                .containsExactlyInAnyOrder(good, bad);
        assertThat(found(artha.able(CardBalance.class).balance(card)).available())
                .isEqualTo(artha.bench.amount());
    }

    @Test
    void topsUpNoCardThatIsNotActive() {
        ProviderRef card = done(artha.provider.issue(artha.card(artha.approved(simple), simple)))
                .seen()
                .card();

        assertThat(artha.able(CardFunding.class).topUp(artha.funds(card)))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.refusal().reason()).isEqualTo(Reason.CARD_STATE));
    }

    @Test
    void readsTransactions() {
        ProviderRef card = artha.issued(artha.approved(simple), simple);
        accepted(artha.able(CardFunding.class).topUp(artha.funds(card)));
        artha.bench.settle(card);
        artha.bench
                .issuer()
                .call(
                        "POST",
                        "/cards/" + card + "/transactions",
                        ArthaBench.object()
                                .put("type", "PURCHASE")
                                .put("amount", "3.20")
                                .put("merchant", "Bookshop"));

        List<TransactionSeen> all = found(artha.able(CardTransactions.class).transactions(card, Instant.EPOCH));

        assertThat(all)
                .filteredOn(one -> one.type() == TransactionType.PURCHASE)
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.status()).isEqualTo(TransactionStatus.AUTHORIZED);
                    assertThat(one.amounts().amount()).isEqualTo(new Money(320, ArthaBench.USD));
                    assertThat(one.merchant().flatMap(merchant -> merchant.name()))
                            .contains("Bookshop");
                });
        assertThat(all).extracting(TransactionSeen::type).contains(TransactionType.TOP_UP);
    }

    @Test
    void setsTheLimitsThatThereAre() {
        ProviderRef card = artha.issued(artha.approved(simple), simple);
        SpendControls controls = artha.able(SpendControls.class);

        done(controls.apply(artha.ids.operation(), card, limit(CardControlsSpec.Interval.DAY)));
        assertThat(artha.bench.proxy().seen().getLast().request().text()).isEqualTo("{\"daily\":5.25}");
        for (CardControlsSpec unfit : List.of(CardControlsSpec.NONE, limit(CardControlsSpec.Interval.LIFETIME))) {
            artha.bench.proxy().forget();
            assertThat(controls.apply(artha.ids.operation(), card, unfit))
                    .isInstanceOfSatisfying(
                            Outcome.Refused.class,
                            refused -> assertThat(refused.refusal().reason()).isEqualTo(Reason.UNSUPPORTED));
            assertThat(artha.bench.proxy().seen()).isEmpty();
        }
    }

    private CardControlsSpec limit(CardControlsSpec.Interval interval) {
        return new CardControlsSpec(
                Optional.empty(),
                List.of(new CardControlsSpec.SpendingControl(artha.bench.amount(), interval)),
                Optional.empty());
    }

    @Test
    void showsTheCatalogueWithoutWhatIsWithdrawn() {
        assertThat(artha.bench.products())
                .extracting(product -> product.name())
                .contains("Simple virtual", "Physical")
                .doesNotContain("Withdrawn");
        assertThat(artha.bench.products())
                .filteredOn(product -> product.name().equals("Physical"))
                .singleElement()
                .satisfies(product -> {
                    assertThat(product.cardTypes()).containsExactly(CardType.PHYSICAL);
                    assertThat(product.rules().physicalBy()).contains(PhysicalBy.SHIPMENT);
                    assertThat(product.rules().usableOnlyFunded()).isTrue();
                    assertThat(product.funding().minTopUp()).contains(new Money(1, ArthaBench.USD));
                });
    }

    /** The contract's proxy changes fields that end in status; the newest answers call a card's word state. */
    @Test
    void recognisesNothingInAWordThatNobodyKnows() {
        ProviderRef card = artha.issued(artha.approved(simple), simple);
        artha.bench
                .proxy()
                .next(
                        new WireFault.Answer(200, "{\"cardId\":\"" + card + "\",\"state\":\"SOMETHING_NEW\"}"),
                        all -> true);

        assertThat(found(artha.able(CardLookup.class).card(card)).reading()).isEqualTo(CardReading.UNRECOGNISED);
    }
}
