package io.cardport.artha;

import static io.cardport.artha.ArthaAtSimulator.accepted;
import static io.cardport.artha.ArthaAtSimulator.done;
import static io.cardport.artha.ArthaAtSimulator.found;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.domain.card.CardReading;
import io.cardport.domain.funding.OrderReading;
import io.cardport.domain.holder.ApplicantReading;
import io.cardport.domain.issuing.ApplicantScreening;
import io.cardport.domain.issuing.CardBalance;
import io.cardport.domain.issuing.CardControls;
import io.cardport.domain.issuing.CardFunding;
import io.cardport.domain.issuing.CardListing;
import io.cardport.domain.issuing.CardLookup;
import io.cardport.domain.issuing.CardReveal;
import io.cardport.domain.issuing.HolderSearch;
import io.cardport.domain.issuing.OnboardCommand;
import io.cardport.domain.issuing.OrderLookup;
import io.cardport.domain.issuing.Outcome;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.issuing.Refusal.Reason;
import io.cardport.domain.issuing.TopUpListing;
import io.cardport.testkit.issuing.People;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One card from customer to top-up, in every spelling that Artha's pages have (sections 1.1, 1.3 and 1.4). */
class ArthaSpellingsTest {
    @ParameterizedTest
    @CsvSource({"0, 0, 0, 0", "1, 1, 1, 0", "0, 2, 2, 1", "1, 3, 3, 1"})
    void goesTheWholeWayInEverySpelling(int generationB, int words, int errorShape, int bareLists) {
        Map<String, Integer> simulated =
                Map.of("generation-b", generationB, "words", words, "error-shape", errorShape, "bare-lists", bareLists);
        try (ArthaBench bench = ArthaBench.spelt(simulated, Map.of())) {
            goesTheWholeWay(new ArthaAtSimulator(bench));
        }
    }

    @Test
    void goesTheWholeWayByTheOtherPaths() {
        Map<String, String> settings = Map.of(
                "card-path", "/api/v1/cards/{cardId}",
                "topup-status-path", "/api/v1/cards/topupstatus/{topupId}",
                "topup-history-path", "/api/v1/cards/{cardId}/topup-history",
                "secret-encoding", "base64");
        try (ArthaBench bench = ArthaBench.spelt(Map.of("secret-base64", 1), settings)) {
            goesTheWholeWay(new ArthaAtSimulator(bench));
        }
    }

    private static void goesTheWholeWay(ArthaAtSimulator artha) {
        var product = artha.bench.product();
        OnboardCommand register = artha.register(artha.ids.cardholder(), artha.person());
        ProviderRef holder = done(artha.provider.onboard(register)).holder();
        assertThat(found(artha.able(HolderSearch.class).registeredBy(register)).holder())
                .isEqualTo(holder);

        done(artha.provider.onboard(artha.submit(holder, product, register.profile(), People.documents())));
        ApplicantScreening screening = artha.able(ApplicantScreening.class);
        assertThat(found(screening.applicant(holder, product.reference())).reading())
                .isEqualTo(ApplicantReading.IN_REVIEW);
        assertThat(artha.provider.issue(artha.card(holder, product)))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.refusal().reason()).isEqualTo(Reason.HOLDER_IN_REVIEW));
        artha.bench.approve(holder);
        assertThat(found(screening.applicant(holder, product.reference())).reading())
                .isEqualTo(ApplicantReading.APPROVED);

        var made = done(artha.provider.issue(artha.card(holder, product)));
        ProviderRef card = made.seen().card();
        assertThat(made.seen().reading()).isEqualTo(CardReading.PENDING);
        artha.bench.settle(card);
        var read = found(artha.able(CardLookup.class).card(card));
        assertThat(read.reading()).isEqualTo(CardReading.ACTIVE);
        assertThat(read.facts().last4()).isPresent();
        assertThat(found(artha.able(CardListing.class).cardsOf(holder, product.reference())))
                .extracting(one -> one.seen().card())
                .containsExactly(card);

        ProviderRef order = accepted(artha.able(CardFunding.class).topUp(artha.funds(card)));
        artha.bench.settle(card);
        assertThat(found(artha.able(OrderLookup.class).order(order)).reading()).isEqualTo(OrderReading.SUCCEEDED);
        assertThat(found(artha.able(TopUpListing.class).topUpsOf(card)))
                .extracting(one -> one.seen().order())
                .containsExactly(order);
        assertThat(found(artha.able(CardBalance.class).balance(card)).available())
                .isEqualTo(artha.bench.amount());

        assertThat(done(artha.able(CardControls.class).lock(artha.change(card))).reading())
                .isEqualTo(CardReading.LOCKED);
        assertThat(done(artha.able(CardControls.class).unlock(artha.change(card)))
                        .reading())
                .isEqualTo(CardReading.ACTIVE);
        assertThat(found(artha.able(CardReveal.class).reveal(artha.ids.operation(), card)))
                .isInstanceOf(CardReveal.RevealedCard.Details.class);
    }

    @ParameterizedTest
    @CsvSource({"1, requirements", "2, applicant"})
    void writesApplicantsAsTheChosenPageDoes(int spelling, String setting) {
        try (ArthaBench bench =
                ArthaBench.spelt(Map.of("kyc-spelling", spelling), Map.of("applicant-spelling", setting))) {
            var artha = new ArthaAtSimulator(bench);
            var person = ArthaAtSimulator.telling(
                    artha.person(),
                    Map.of(
                            "ip", "192.0.2.7",
                            "occupation", "engineer",
                            "accountPurpose", "travel",
                            "annualSalary", "50000",
                            "expectedMonthlyVolume", "1000"));
            ProviderRef holder = artha.customer(person);

            done(artha.provider.onboard(
                    artha.submit(holder, bench.product("Full virtual"), person, People.documents())));
        }
    }
}
