package io.cardport.testkit.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardport.domain.account.Distributor;
import io.cardport.domain.account.Scope;
import io.cardport.domain.event.EventDraft;
import io.cardport.domain.event.EventType;
import io.cardport.domain.holder.Applicant;
import io.cardport.domain.holder.ApplicantReading;
import io.cardport.domain.holder.ApplicantState;
import io.cardport.domain.holder.Cardholder;
import io.cardport.domain.holder.CardholderProfile;
import io.cardport.domain.holder.Documents;
import io.cardport.domain.holder.Dossier;
import io.cardport.domain.id.CardholderId;
import io.cardport.domain.id.DeliveryId;
import io.cardport.domain.id.DistributorId;
import io.cardport.domain.id.ProductId;
import io.cardport.domain.idempotency.Once;
import io.cardport.domain.issuing.ApplicantSeen;
import io.cardport.domain.issuing.HolderSearch;
import io.cardport.domain.issuing.HolderUpdate;
import io.cardport.domain.issuing.Look;
import io.cardport.domain.issuing.OnboardedHolder;
import io.cardport.domain.issuing.ProviderFacts;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.operation.Subject;
import io.cardport.domain.usecase.Problem;
import io.cardport.domain.usecase.RegisterCardholder;
import io.cardport.domain.usecase.Result;
import io.cardport.domain.usecase.SubmitApplicant;
import io.cardport.domain.usecase.UpdateCardholder;
import io.cardport.domain.webhook.Signal;
import io.cardport.domain.webhook.StoredDelivery;
import io.cardport.testkit.issuing.People;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A holder is whoever the issuer says, and nobody else's. */
class HoldersTest {
    private final House house = new House();

    @AfterEach
    void eventsHaveNoHoles() {
        house.assertVersionsWithoutHoles();
    }

    @Test
    void aHolderThatItsDistributorWasToldOfStaysAndCanBeSubmittedAgain() {
        house.issuer.lookups = Set.of(ProviderFacts.Lookup.BY_LIST);
        house.issuer.next(Mood.SILENT_BEFORE);
        CardholderId id = made(register(house.distributor, 1));
        assertThat(types()).contains(EventType.CARDHOLDER_CREATED);
        house.runJobs(Duration.ofMinutes(5));
        assertThat(types()).contains(EventType.OPERATION_FAILED);
        assertThat(house.stores
                        .read(all -> all.cardholders()
                                .find(new Scope.Everything(), id)
                                .orElseThrow())
                        .times()
                        .version())
                .isEqualTo(1);
        assertThat(submit(id, house.product)).isInstanceOf(Result.Settled.class);
    }

    @Test
    void aHolderWhoseRegistrationDiedWithItsProcessIsToldOfOnceThatIsKnown() {
        house.issuer.next(Mood.KILLS_CALLER);
        assertThatThrownBy(() -> register(house.distributor, 1)).isInstanceOf(ProcessDied.class);
        house.runJobs(Duration.ofMinutes(5));
        assertThat(types()).containsSubsequence(EventType.CARDHOLDER_CREATED, EventType.OPERATION_UNSETTLED);
    }

    @Test
    void aSearchNeverGivesOneDistributorTheHolderOfAnother() {
        CardholderId ada = house.holder();
        Cardholder known = house.stores.read(
                all -> all.cardholders().find(new Scope.Everything(), ada).orElseThrow());
        DistributorId other = house.context.ids().distributor();
        house.stores.write(all -> {
            all.distributors()
                    .insert(new Distributor(
                            other, "Other", List.of("memory"), Optional.empty(), false, house.clock.instant()));
            return other;
        });
        house.issuer.lookups = Set.of(ProviderFacts.Lookup.BY_LIST);
        house.issuer.found = known.reference();
        house.issuer.next(Mood.SILENT_BEFORE);
        CardholderId theirs = made(register(other, 1));
        house.runJobs(Duration.ofMinutes(5));
        assertThat(house.stores
                        .read(all -> all.cardholders()
                                .find(new Scope.Everything(), theirs)
                                .orElseThrow())
                        .reference())
                .isEmpty();
        assertThat(states(theirs)).containsExactly(ApplicantState.NEW);
    }

    @Test
    void anApprovalForOneProductIsNoneForAnother() {
        house.issuer.approval = ProviderFacts.Approval.PER_PRODUCT;
        house.issuer.decision = ApplicantReading.IN_REVIEW;
        ProductId second = house.stores.read(
                all -> all.products().offeredBy("memory").getLast().id());
        CardholderId id = made(register(house.distributor, 1));
        assertThat(submit(id, second)).isInstanceOf(Result.Settled.class);
        Cardholder holder = house.stores.read(
                all -> all.cardholders().find(new Scope.Everything(), id).orElseThrow());
        ApplicantSeen seen = decided(house.clock.instant().plusSeconds(60));
        hear(new Signal.ApplicantSaid(holder.reference().orElseThrow(), Optional.of(new ProviderRef("second")), seen));
        assertThat(states(id)).containsExactly(ApplicantState.IN_REVIEW, ApplicantState.APPROVED);
    }

    @Test
    void aDecisionToldByASlowClockIsAskedForAtOnce() {
        house.issuer.decision = ApplicantReading.IN_REVIEW;
        CardholderId id = made(register(house.distributor, 1));
        Cardholder holder = house.stores.read(
                all -> all.cardholders().find(new Scope.Everything(), id).orElseThrow());
        hear(new Signal.ApplicantSaid(
                holder.reference().orElseThrow(),
                Optional.empty(),
                decided(house.clock.instant().minusSeconds(5))));
        assertThat(applicants(id).getFirst().schedule().nextPollAt()).contains(house.clock.instant());
    }

    @Test
    void anEmailThatIsTakenIsRefusedBeforeTheIssuerIsTold() {
        house.holder();
        CardholderId id = made(register(house.distributor, 2));
        int calls = house.issuer.calls;
        assertThat(change(id, 1)).isEqualTo(new Result.Declined<>(new Problem.DuplicateCardholder()));
        assertThat(house.issuer.calls).isEqualTo(calls);
    }

    @Test
    void aHolderIsNotChangedWhileNobodyKnowsWhetherTheIssuerHasIt() {
        house.issuer.lookups = Set.of(ProviderFacts.Lookup.BY_LIST);
        house.issuer.next(Mood.SILENT_BEFORE);
        Result<Dossier> pending = register(house.distributor, 1);
        CardholderId id = made(pending);
        assertThat(change(id, 2))
                .isEqualTo(new Result.Declined<>(
                        new Problem.OperationOpen(((Result.Pending<Dossier>) pending).operation())));
        assertThat(holder(id).profile()).isEqualTo(People.person(1));
        house.runJobs(Duration.ofMinutes(5));
        assertThat(change(id, 2)).isInstanceOf(Result.Settled.class);
        assertThat(holder(id).profile()).isEqualTo(People.person(2));
        assertThat(types()).containsSubsequence(EventType.CARDHOLDER_CREATED, EventType.CARDHOLDER_UPDATED);
    }

    @Test
    void aHolderWhoseRegistrationDiedWithItsProcessIsNotChangedBeforeThatIsKnown() {
        house.issuer.next(Mood.KILLS_CALLER);
        assertThatThrownBy(() -> register(house.distributor, 1)).isInstanceOf(ProcessDied.class);
        CardholderId id = house.issuer.onboarded.getFirst().cardholder();
        assertThat(change(id, 2))
                .isInstanceOfSatisfying(
                        Result.Declined.class,
                        declined -> assertThat(declined.problem()).isInstanceOf(Problem.OperationOpen.class));
        assertThat(types()).isEmpty();
    }

    @Test
    void aPersonWhoIsRegisteredForAProductIsNotChangedBehindItsIssuersBack() {
        house.issuer.approval = ProviderFacts.Approval.REGISTERED_PER_PRODUCT;
        CardholderId id = made(register(house.distributor, 1));
        assertThat(change(id, 2)).isEqualTo(new Result.Declined<>(new Problem.Unsupported(HolderUpdate.class)));
        assertThat(holder(id).profile()).isEqualTo(People.person(1));
        assertThat(house.issuer.updates).isEmpty();
    }

    @Test
    void whatIsNewInASubmissionThatIsRefusedDoesNotStay() {
        CardholderId id = turnedBack();
        Cardholder before = holder(id);
        int told = house.stores.events().size();
        house.issuer.next(Mood.REFUSING);
        assertThat(submit(id, person -> People.person(2))).isInstanceOf(Result.Declined.class);
        assertThat(holder(id)).isEqualTo(before);
        assertThat(house.stores.events().stream()
                        .skip(told)
                        .map(event -> event.content().subject()))
                .doesNotContain(new Subject.OfCardholder(id));
        assertThat(house.issuer.resubmitted.getLast().profile()).isEqualTo(People.person(2));
    }

    @Test
    void whatIsNewInASubmissionThatIsTakenIsTold() {
        house.issuer.approval = ProviderFacts.Approval.PER_PRODUCT;
        CardholderId id = turnedBack();
        long version = holder(id).times().version();
        assertThat(submit(id, person -> People.person(2))).isInstanceOf(Result.Settled.class);
        assertThat(holder(id).profile()).isEqualTo(People.person(2));
        assertThat(news(id)).last().isEqualTo(new Told(EventType.CARDHOLDER_UPDATED, version + 1, "ada.2@example.com"));
        assertThat(holder(id).times().version()).isEqualTo(version + 1);
    }

    @Test
    void anEmailThatIsTakenIsRefusedBeforeASubmission() {
        CardholderId id = turnedBack();
        made(register(house.distributor, 2));
        int calls = house.issuer.calls;
        assertThat(submit(id, person -> People.person(2)))
                .isEqualTo(new Result.Declined<>(new Problem.DuplicateCardholder()));
        assertThat(holder(id).profile()).isEqualTo(People.person(1));
        assertThat(house.issuer.calls).isEqualTo(calls);
    }

    /** The issuer never got the first registration; whether it has the second is found by what that one said. */
    @Test
    void aPersonIsLookedForByWhatItsSubmissionSaid() {
        house.issuer.approval = ProviderFacts.Approval.PER_PRODUCT;
        house.issuer.lookups = Set.of(ProviderFacts.Lookup.BY_LIST);
        house.issuer.next(Mood.SILENT_BEFORE);
        CardholderId id = made(register(house.distributor, 1));
        house.runJobs(Duration.ofMinutes(5));
        List<CardholderProfile> searched = new ArrayList<>();
        house.issuer.extras.add((HolderSearch) command -> {
            searched.add(command.profile());
            return new Look.Found<>(new OnboardedHolder(
                    new ProviderRef("late"), Map.of(), InMemoryIssuer.seen(ApplicantReading.APPROVED)));
        });
        house.issuer.next(Mood.SILENT_AFTER);
        assertThat(submit(id, person -> People.person(2))).isInstanceOf(Result.Pending.class);
        assertThat(holder(id).profile()).isEqualTo(People.person(1));
        house.runJobs(Duration.ofMinutes(5));
        assertThat(searched).containsOnly(People.person(2));
        assertThat(holder(id).reference()).contains(new ProviderRef("late"));
        assertThat(holder(id).profile()).isEqualTo(People.person(2));
    }

    private CardholderId turnedBack() {
        house.issuer.decision = ApplicantReading.INCOMPLETE;
        return made(register(house.distributor, 1));
    }

    private record Told(EventType type, long version, String email) {}

    private List<Told> news(CardholderId id) {
        return house.stores.events().stream()
                .filter(event -> event.content().subject().equals(new Subject.OfCardholder(id)))
                .map(event -> new Told(
                        event.type(),
                        event.content().version(),
                        ((EventDraft.Content.OfCardholder) event.content())
                                .cardholder()
                                .profile()
                                .contact()
                                .email()))
                .toList();
    }

    private Result<Applicant> submit(CardholderId id, UnaryOperator<CardholderProfile> profile) {
        return submit(id, house.product, profile);
    }

    private Result<Dossier> change(CardholderId id, long person) {
        return new UpdateCardholder(house.context)
                .handle(
                        new UpdateCardholder.Command(
                                house.distributor, id, profile -> People.person(person), Optional.empty()),
                        new Once.Unkeyed<>());
    }

    private Cardholder holder(CardholderId id) {
        return house.stores.read(
                all -> all.cardholders().find(new Scope.Everything(), id).orElseThrow());
    }

    private static ApplicantSeen decided(Instant at) {
        ApplicantSeen seen = InMemoryIssuer.seen(ApplicantReading.APPROVED);
        return new ApplicantSeen(seen.reading(), seen.word(), seen.reason(), seen.next(), Optional.of(at));
    }

    private void hear(Signal signal) {
        WebhookIssuer webhooks = new WebhookIssuer();
        webhooks.say("said", signal);
        DeliveryId id = house.context.ids().delivery();
        house.stores.admit(new StoredDelivery(
                id, "memory", "said", "said".getBytes(StandardCharsets.UTF_8), house.clock.instant()));
        webhooks.applier(house).handle(id);
    }

    private Result<Dossier> register(DistributorId distributor, long person) {
        return new RegisterCardholder(house.context)
                .handle(
                        new RegisterCardholder.Command(
                                distributor,
                                Optional.of("memory"),
                                Optional.of(house.product),
                                People.person(person),
                                Optional.empty(),
                                Documents.NONE),
                        new Once.Unkeyed<>());
    }

    private static CardholderId made(Result<Dossier> result) {
        return switch (result) {
            case Result.Settled<Dossier>(var dossier) -> dossier.cardholder().id();
            case Result.Pending<Dossier>(var dossier, var operation) ->
                dossier.cardholder().id();
            case Result.Declined<Dossier> declined -> throw new AssertionError(declined);
            case Result.Repeated<Dossier> repeated -> throw new AssertionError(repeated);
            case Result.Overtaken<Dossier> overtaken -> throw new AssertionError(overtaken);
        };
    }

    private Result<Applicant> submit(CardholderId id, ProductId product) {
        return submit(id, product, profile -> profile);
    }

    private Result<Applicant> submit(CardholderId id, ProductId product, UnaryOperator<CardholderProfile> profile) {
        return new SubmitApplicant(house.context)
                .handle(
                        new SubmitApplicant.Command(
                                house.distributor, id, product, profile, Documents.NONE, Optional.empty()),
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

    private List<EventType> types() {
        return house.stores.events().stream().map(EventDraft::type).toList();
    }
}
