package io.cardport.testkit.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.domain.account.Scope;
import io.cardport.domain.event.EventDraft;
import io.cardport.domain.event.EventType;
import io.cardport.domain.holder.Applicant;
import io.cardport.domain.holder.ApplicantState;
import io.cardport.domain.holder.CardholderProfile;
import io.cardport.domain.holder.Documents;
import io.cardport.domain.id.CardholderId;
import io.cardport.domain.id.ProductId;
import io.cardport.domain.idempotency.Once;
import io.cardport.domain.issuing.HolderUpdate;
import io.cardport.domain.product.ProductRules.RequiredField;
import io.cardport.domain.usecase.Problem;
import io.cardport.domain.usecase.RefreshProducts;
import io.cardport.domain.usecase.Result;
import io.cardport.domain.usecase.SubmitApplicant;
import io.cardport.testkit.issuing.People;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A person whom the issuer approved for every product is submitted for one that wants more of it. */
class ApprovedAlreadyTest {
    private static final Map<String, String> MORE = Map.of("kyc_verification.method", "THIRD_PARTY");

    private final House house = new House();

    @AfterEach
    void eventsHaveNoHoles() {
        house.assertVersionsWithoutHoles();
    }

    @Test
    void whatIsNewOfAnApprovedPersonGoesToTheIssuerAndStays() {
        CardholderId id = house.holder();

        Result<Applicant> result = submit(id, second(), profile -> People.person(1, MORE), Documents.NONE);

        assertApproved(result);
        assertThat(house.issuer.updates).hasSize(1);
        assertThat(house.issuer.updates.getFirst().after().details()).isEqualTo(MORE);
        assertThat(profile(id).details()).isEqualTo(MORE);
        assertThat(house.stores.events().stream().map(EventDraft::type)).contains(EventType.CARDHOLDER_UPDATED);
    }

    @Test
    void ofItsFilesTheIssuerGetsThoseThatTheProductRequires() {
        house.issuer.requiredForSecond = List.of(new RequiredField("selfie", "file", true));
        new RefreshProducts(house.context).handle("memory");
        CardholderId id = house.holder();

        Result<Applicant> result = submit(id, second(), UnaryOperator.identity(), People.documents());

        assertApproved(result);
        assertThat(house.issuer.updates).hasSize(1);
        assertThat(house.issuer.updates.getFirst().documents().files().stream().map(Documents.Document::name))
                .containsExactly("selfie");
    }

    @Test
    void withNothingNewNobodyIsAsked() {
        CardholderId id = house.holder();
        int calls = house.issuer.calls;

        assertApproved(submit(id, second(), UnaryOperator.identity(), People.documents()));

        assertThat(house.issuer.calls).isEqualTo(calls);
    }

    @Test
    void anIssuerThatTakesNoChangesIsNotPassedOffAsHavingThem() {
        house.issuer.withheld.add(HolderUpdate.class);
        CardholderId id = house.holder();

        assertThat(submit(id, second(), profile -> People.person(1, MORE), Documents.NONE))
                .isEqualTo(new Result.Declined<>(new Problem.Unsupported(HolderUpdate.class)));

        assertThat(profile(id).details()).isEmpty();
    }

    @Test
    void anIssuerThatIsDownLeavesThePersonAsItWas() {
        CardholderId id = house.holder();
        house.issuer.next(Mood.UNREACHABLE);

        assertThat(submit(id, second(), profile -> People.person(1, MORE), Documents.NONE))
                .isInstanceOf(Result.Declined.class);

        assertThat(profile(id).details()).isEmpty();
        assertApproved(submit(id, second(), profile -> People.person(1, MORE), Documents.NONE));
    }

    private static void assertApproved(Result<Applicant> result) {
        assertThat(result).isInstanceOf(Result.Settled.class);
        assertThat(((Result.Settled<Applicant>) result).resource().standing().state())
                .isEqualTo(ApplicantState.APPROVED);
    }

    private CardholderProfile profile(CardholderId id) {
        return house.stores
                .read(all -> all.cardholders().find(new Scope.Everything(), id).orElseThrow())
                .profile();
    }

    private ProductId second() {
        return house.stores.read(
                all -> all.products().offeredBy("memory").getLast().id());
    }

    private Result<Applicant> submit(
            CardholderId id, ProductId product, UnaryOperator<CardholderProfile> profile, Documents documents) {
        return new SubmitApplicant(house.context)
                .handle(
                        new SubmitApplicant.Command(
                                house.distributor, id, product, profile, documents, Optional.empty()),
                        new Once.Unkeyed<>());
    }
}
