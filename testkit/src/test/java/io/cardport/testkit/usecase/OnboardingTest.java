package io.cardport.testkit.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.domain.account.Scope;
import io.cardport.domain.event.EventDraft;
import io.cardport.domain.event.EventType;
import io.cardport.domain.holder.Applicant;
import io.cardport.domain.holder.ApplicantReading;
import io.cardport.domain.holder.ApplicantState;
import io.cardport.domain.holder.Cardholder;
import io.cardport.domain.holder.Documents;
import io.cardport.domain.holder.Dossier;
import io.cardport.domain.id.CardholderId;
import io.cardport.domain.id.DeliveryId;
import io.cardport.domain.id.ProductId;
import io.cardport.domain.idempotency.Once;
import io.cardport.domain.issuing.ApplicantResubmission;
import io.cardport.domain.issuing.ApplicantScreening;
import io.cardport.domain.issuing.ApplicantSeen;
import io.cardport.domain.issuing.OnboardCommand;
import io.cardport.domain.issuing.ProviderFacts.Approval;
import io.cardport.domain.issuing.ProviderFacts.Lookup;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.operation.Operation;
import io.cardport.domain.operation.OperationKind;
import io.cardport.domain.operation.OperationState;
import io.cardport.domain.store.OperationStore;
import io.cardport.domain.store.Page;
import io.cardport.domain.usecase.PollApplicant;
import io.cardport.domain.usecase.Problem;
import io.cardport.domain.usecase.RegisterCardholder;
import io.cardport.domain.usecase.Result;
import io.cardport.domain.usecase.SubmitApplicant;
import io.cardport.domain.webhook.Signal;
import io.cardport.domain.webhook.StoredDelivery;
import io.cardport.testkit.issuing.People;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is sent when, to issuers that approve a person, a person for a product, or register it anew for each product. */
class OnboardingTest {
    private final House house = new House();

    @AfterEach
    void eventsHaveNoHoles() {
        house.assertVersionsWithoutHoles();
    }

    @Test
    void anIssuerThatApprovesPerProductGetsThePersonAtOnce() {
        house.issuer.approval = Approval.PER_PRODUCT;
        Dossier dossier = settled(register(Optional.empty()));
        assertThat(house.issuer.onboarded).hasSize(1);
        assertThat(house.issuer.onboarded.getFirst().product()).isEmpty();
        assertThat(dossier.cardholder().reference())
                .contains(new ProviderRef("holder-" + dossier.cardholder().id()));
        assertThat(dossier.approvals()).isEmpty();
        assertThat(dossier.status()).isEqualTo(ApplicantState.NEW);
    }

    @Test
    void aProductInTheSameRequestHasItsApplicantSubmittedToo() {
        house.issuer.approval = Approval.PER_PRODUCT;
        Dossier dossier = settled(register(Optional.of(house.product)));
        assertThat(house.issuer.onboarded.stream().map(OnboardCommand::product))
                .containsExactly(Optional.empty(), Optional.of(new ProviderRef("product")));
        assertThat(house.issuer.onboarded.get(1).known())
                .contains(new ProviderRef("holder-" + dossier.cardholder().id()));
        assertThat(states(dossier.cardholder().id())).containsExactly(ApplicantState.APPROVED);
        assertThat(types()).containsSubsequence(EventType.CARDHOLDER_CREATED, EventType.APPLICANT_SUBMITTED);
        assertThat(house.issue(dossier.cardholder().id())).isInstanceOf(Result.Settled.class);
    }

    @Test
    void whileNobodyKnowsWhetherThePersonIsThereItsApplicantIsNotSent() {
        house.issuer.approval = Approval.PER_PRODUCT;
        house.issuer.next(Mood.SILENT_BEFORE);
        Result<Dossier> result = register(Optional.of(house.product));
        assertThat(result).isInstanceOf(Result.Pending.class);
        assertThat(house.issuer.onboarded).hasSize(1);
        assertThat(states(((Result.Pending<Dossier>) result)
                        .resource()
                        .cardholder()
                        .id()))
                .containsExactly(ApplicantState.NEW);
    }

    @Test
    void aPersonWhoseApplicantCouldNotBeSentIsThereAndCanBeSubmitted() {
        house.issuer.approval = Approval.PER_PRODUCT;
        house.issuer.next(Mood.PROMPT, Mood.UNREACHABLE);
        CardholderId id =
                settled(register(Optional.of(house.product))).cardholder().id();
        assertThat(states(id)).containsExactly(ApplicantState.NEW);
        assertThat(submit(id, house.product)).isInstanceOf(Result.Settled.class);
        assertThat(states(id)).containsExactly(ApplicantState.APPROVED);
    }

    @Test
    void aPersonThatTheIssuerNeverGotIsSentBeforeItsApplicant() {
        house.issuer.approval = Approval.PER_PRODUCT;
        house.issuer.lookups = Set.of(Lookup.BY_LIST);
        house.issuer.next(Mood.SILENT_BEFORE);
        CardholderId id = ((Result.Pending<Dossier>) register(Optional.of(house.product)))
                .resource()
                .cardholder()
                .id();
        house.runJobs(Duration.ofMinutes(5));
        assertThat(submit(id, house.product)).isInstanceOf(Result.Settled.class);
        assertThat(house.issuer.onboarded.stream().map(OnboardCommand::product))
                .containsExactly(Optional.empty(), Optional.empty(), Optional.of(new ProviderRef("product")));
        assertThat(states(id)).containsExactly(ApplicantState.APPROVED);
    }

    @Test
    void aDecisionProvesThatAnApplicantCame() {
        house.issuer.approval = Approval.PER_PRODUCT;
        CardholderId id = settled(register(Optional.empty())).cardholder().id();
        house.issuer.next(Mood.SILENT_AFTER);
        assertThat(submit(id, house.product)).isInstanceOf(Result.Pending.class);
        assertThat(states(id)).containsExactly(ApplicantState.NEW);
        house.issuer.shown = ApplicantReading.REJECTED;
        house.runJobs(Duration.ofMinutes(5));
        assertThat(states(id)).containsExactly(ApplicantState.REJECTED);
        assertThat(last(OperationKind.SUBMIT_APPLICANT).state()).isInstanceOf(OperationState.Succeeded.class);
    }

    @Test
    void anIssuerThatReviewsWhatItNeverGotProvesNothing() {
        house.issuer.approval = Approval.PER_PRODUCT;
        CardholderId id = settled(register(Optional.empty())).cardholder().id();
        house.issuer.next(Mood.SILENT_BEFORE);
        submit(id, house.product);
        house.issuer.shown = ApplicantReading.IN_REVIEW;
        house.runJobs(Duration.ofHours(2));
        assertThat(last(OperationKind.SUBMIT_APPLICANT).state())
                .isEqualTo(new OperationState.InReview("submission_not_seen"));
        assertThat(states(id)).containsExactly(ApplicantState.NEW);
    }

    @Test
    void whatWasTurnedDownForAProductIsSentAgain() {
        house.issuer.approval = Approval.PER_PRODUCT;
        house.issuer.decision = ApplicantReading.REJECTED;
        CardholderId id =
                settled(register(Optional.of(house.product))).cardholder().id();
        assertThat(submit(id, house.product)).isInstanceOf(Result.Settled.class);
        assertThat(house.issuer.resubmitted).hasSize(1);
        assertThat(house.issuer.resubmitted.getFirst().product()).contains(new ProviderRef("product"));
        assertThat(states(id)).containsExactly(ApplicantState.IN_REVIEW);
    }

    @Test
    void anIssuerWithoutResubmissionGetsNothingAgain() {
        house.issuer.approval = Approval.REGISTERED_PER_PRODUCT;
        house.issuer.withheld.add(ApplicantResubmission.class);
        house.issuer.decision = ApplicantReading.REJECTED;
        CardholderId id =
                settled(register(Optional.of(house.product))).cardholder().id();
        int calls = house.issuer.calls;
        assertThat(submit(id, house.product))
                .isEqualTo(new Result.Declined<>(new Problem.Unsupported(ApplicantResubmission.class)));
        assertThat(house.issuer.calls).isEqualTo(calls);
    }

    @Test
    void theAnswerToAChallengeGoesToTheIssuer() {
        house.issuer.decision = ApplicantReading.INCOMPLETE;
        CardholderId id = settled(register(Optional.empty())).cardholder().id();
        assertThat(submit(id, house.product, Optional.of("signed"))).isInstanceOf(Result.Settled.class);
        assertThat(house.issuer.resubmitted.getFirst().challengeResponse()).contains("signed");
        assertThat(states(id)).containsExactly(ApplicantState.IN_REVIEW);
    }

    @Test
    void anIssuerThatRegistersAnewForEachProductGetsNobodyBeforeTheFirst() {
        house.issuer.approval = Approval.REGISTERED_PER_PRODUCT;
        Dossier dossier = settled(register(Optional.empty()));
        assertThat(house.issuer.onboarded).isEmpty();
        assertThat(dossier.status()).isEqualTo(ApplicantState.NEW);
    }

    @Test
    void aNameThatHoldsForOneProductIsUsedForThatOne() {
        house.issuer.approval = Approval.REGISTERED_PER_PRODUCT;
        house.issuer.decision = ApplicantReading.IN_REVIEW;
        CardholderId id =
                settled(register(Optional.of(house.product))).cardholder().id();
        ProductId second = second();
        submit(id, second);
        ProviderRef one = new ProviderRef("holder-" + id + "-product");
        ProviderRef other = new ProviderRef("holder-" + id + "-second");
        assertThat(applicants(id).stream().map(Applicant::reference))
                .containsExactly(Optional.of(one), Optional.of(other));
        Cardholder holder = house.stores.read(
                all -> all.cardholders().find(new Scope.Everything(), id).orElseThrow());
        assertThat(holder.reference()).isEmpty();
        assertThat(holder.references())
                .containsEntry(house.product.value(), one.value())
                .containsEntry(second.value(), other.value());
        new PollApplicant(house.context).handle(applicants(id).getLast().id());
        assertThat(house.issuer.screened).containsExactly(other);
        new PollApplicant(house.context).handle(applicants(id).getFirst().id());
        assertThat(house.issue(id)).isInstanceOf(Result.Settled.class);
        assertThat(house.issuer.issuedFor).containsExactly(one);
    }

    @Test
    void aDecisionOnAPersonRegisteredForAProductIsOneOnThatProduct() {
        house.issuer.approval = Approval.REGISTERED_PER_PRODUCT;
        house.issuer.decision = ApplicantReading.IN_REVIEW;
        CardholderId id =
                settled(register(Optional.of(house.product))).cardholder().id();
        submit(id, second());
        ApplicantSeen approved = InMemoryIssuer.seen(ApplicantReading.APPROVED);
        ApplicantSeen dated = new ApplicantSeen(
                approved.reading(),
                approved.word(),
                approved.reason(),
                approved.next(),
                Optional.of(house.clock.instant().plusSeconds(1)));
        hear(new Signal.ApplicantSaid(new ProviderRef("holder-" + id + "-second"), Optional.empty(), dated));
        assertThat(states(id)).containsExactly(ApplicantState.IN_REVIEW, ApplicantState.APPROVED);
    }

    @Test
    void aDecisionThatOvertakesTheAnswerToTheRegistrationWaitsForIt() {
        house.issuer.approval = Approval.REGISTERED_PER_PRODUCT;
        house.issuer.decision = ApplicantReading.IN_REVIEW;
        house.issuer.withheld.add(ApplicantScreening.class);
        CardholderId id = settled(register(Optional.empty())).cardholder().id();
        DeliveryId early = hear(new Signal.ApplicantSaid(
                new ProviderRef("holder-" + id + "-product"),
                Optional.empty(),
                new ApplicantSeen(
                        ApplicantReading.APPROVED,
                        "APPROVED",
                        Optional.empty(),
                        ApplicantSeen.NextStep.NONE,
                        Optional.of(house.clock.instant().plusSeconds(1)))));
        submit(id, house.product);
        List<DeliveryId> due = house.stores.write(all ->
                all.inbox().takeDue(house.clock.instant(), house.clock.instant().plusSeconds(30), 10));
        assertThat(due).containsExactly(early);
        webhooks.applier(house).handle(early);
        assertThat(states(id)).containsExactly(ApplicantState.APPROVED);
    }

    private final WebhookIssuer webhooks = new WebhookIssuer();

    private DeliveryId hear(Signal signal) {
        webhooks.say("said", signal);
        DeliveryId id = house.context.ids().delivery();
        house.stores.admit(new StoredDelivery(
                id, "memory", "said", "said".getBytes(StandardCharsets.UTF_8), house.clock.instant()));
        webhooks.applier(house).handle(id);
        return id;
    }

    private ProductId second() {
        return house.stores.read(
                all -> all.products().offeredBy("memory").getLast().id());
    }

    private Result<Dossier> register(Optional<ProductId> product) {
        return new RegisterCardholder(house.context)
                .handle(
                        new RegisterCardholder.Command(
                                house.distributor,
                                Optional.of("memory"),
                                product,
                                People.person(1),
                                Optional.empty(),
                                Documents.NONE),
                        new Once.Unkeyed<>());
    }

    private static Dossier settled(Result<Dossier> result) {
        assertThat(result).isInstanceOf(Result.Settled.class);
        return ((Result.Settled<Dossier>) result).resource();
    }

    private Result<Applicant> submit(CardholderId id, ProductId product) {
        return submit(id, product, Optional.empty());
    }

    private Result<Applicant> submit(CardholderId id, ProductId product, Optional<String> challengeResponse) {
        return new SubmitApplicant(house.context)
                .handle(
                        new SubmitApplicant.Command(
                                house.distributor, id, product, profile -> profile, Documents.NONE, challengeResponse),
                        new Once.Unkeyed<>());
    }

    private List<Applicant> applicants(CardholderId id) {
        return house.stores.read(all -> all.applicants().of(id));
    }

    private List<ApplicantState> states(CardholderId id) {
        return applicants(id).stream()
                .map(applicant -> applicant.standing().state())
                .toList();
    }

    private Operation last(OperationKind kind) {
        return house
                .stores
                .read(all -> all.operations()
                        .list(
                                new OperationStore.Filter(
                                        new Scope.Everything(), Optional.empty(), Optional.empty(), Optional.empty()),
                                new Page.Request(100, Optional.empty())))
                .data()
                .stream()
                .filter(operation -> operation.kind() == kind)
                .findFirst()
                .orElseThrow();
    }

    private List<EventType> types() {
        return house.stores.events().stream().map(EventDraft::type).toList();
    }
}
