package io.cardport.domain.usecase;

import io.cardport.domain.account.Scope;
import io.cardport.domain.event.EventType;
import io.cardport.domain.holder.Applicant;
import io.cardport.domain.holder.ApplicantLifecycle;
import io.cardport.domain.holder.ApplicantReading;
import io.cardport.domain.holder.ApplicantState;
import io.cardport.domain.holder.Cardholder;
import io.cardport.domain.holder.ProductScope;
import io.cardport.domain.id.ApplicantId;
import io.cardport.domain.id.CardholderId;
import io.cardport.domain.id.ProductId;
import io.cardport.domain.issuing.ApplicantSeen;
import io.cardport.domain.issuing.OnboardedHolder;
import io.cardport.domain.issuing.ProviderAccount;
import io.cardport.domain.issuing.ProviderFacts.Approval;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.operation.Observation;
import io.cardport.domain.operation.Operation;
import io.cardport.domain.operation.OperationKind;
import io.cardport.domain.operation.Review;
import io.cardport.domain.operation.Subject;
import io.cardport.domain.store.CardholderStore;
import io.cardport.domain.store.ReferenceStore.Kind;
import io.cardport.domain.store.ReferenceStore.Reference;
import io.cardport.domain.store.Stores;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Carries what issuers say of holders over to cardholders and their approvals. */
final class Holders {
    private final Context context;
    private final Changes changes;

    Holders(Context context, Changes changes) {
        this.context = context;
        this.changes = changes;
    }

    void onboarded(Stores stores, Operation operation, OnboardedHolder onboarded) {
        CardholderId id = cardholderOf(stores, operation);
        Cardholder before =
                stores.cardholders().lock(new Scope.Everything(), id).orElseThrow();
        Subject named = named(stores, operation);
        Cardholder told = before.alsoKnownAs(onboarded.references());
        Cardholder holder = named instanceof Subject.OfApplicant(var applicant)
                ? told.alsoKnownAs(productName(stores, applicant, onboarded.holder()))
                : told.knownAs(onboarded.holder(), told.references());
        boolean created = before.times().version() == 0;
        stores.cardholders().update(holder);
        if (created) {
            holder = changes.told(stores, EventType.CARDHOLDER_CREATED, holder);
        }
        stores.references()
                .bind(new Reference(operation.about().account(), Kind.HOLDER, onboarded.holder()), named)
                .forEach(delivery -> stores.inbox().again(delivery, context.now()));
        ProductScope scope = operation.about().subject() instanceof Subject.OfApplicant(var applicant)
                ? stores.applicants().find(applicant).orElseThrow().scope()
                : new ProductScope.AnyProduct();
        Optional<Applicant> approval = stores.applicants().lock(id, scope);
        if (approval.isPresent()) {
            Applicant submitted = submitted(approval.get());
            Applicant known = named instanceof Subject.OfApplicant ? submitted.knownAs(onboarded.holder()) : submitted;
            read(stores, holder, known, onboarded.seen(), context.now(), true);
        }
    }

    /** Whom the issuer's id means: the person, or the person for one product where each product registers it anew. */
    Subject named(Stores stores, Operation operation) {
        boolean anew = context.providers()
                .find(operation.about().account())
                .filter(account -> account.provider().facts().approval() == Approval.REGISTERED_PER_PRODUCT)
                .isPresent();
        return anew && operation.about().subject() instanceof Subject.OfApplicant applicant
                ? applicant
                : new Subject.OfCardholder(cardholderOf(stores, operation));
    }

    /** The approvals that an issuer's id of a holder is about. */
    static List<Applicant> meant(Stores stores, Subject named) {
        return switch (named) {
            case Subject.OfCardholder(var id) -> stores.applicants().of(id);
            case Subject.OfApplicant(var id) ->
                stores.applicants().find(id).stream().toList();
            case Subject.OfCard ignored -> List.of();
            case Subject.OfMovement ignored -> List.of();
            case Subject.OfTransaction ignored -> List.of();
            case Subject.OfOperation ignored -> List.of();
        };
    }

    private static Map<String, String> productName(Stores stores, ApplicantId applicant, ProviderRef known) {
        return stores.applicants()
                .find(applicant)
                .filter(found -> found.scope() instanceof ProductScope.OneProduct)
                .map(found -> Map.of(
                        ((ProductScope.OneProduct) found.scope()).product().value(), known.value()))
                .orElse(Map.of());
    }

    /** The holder under the name that the issuer knows it by for a product. */
    static Cardholder forProduct(Stores stores, Cardholder holder, ProductId product) {
        return holder.reference().isPresent()
                ? holder
                : stores.applicants().of(holder.id()).stream()
                        .filter(applicant -> applicant.scope().equals(new ProductScope.OneProduct(product)))
                        .findFirst()
                        .map(applicant -> asApplicant(holder, applicant))
                        .orElse(holder);
    }

    static Cardholder asApplicant(Cardholder holder, Applicant applicant) {
        return applicant
                .reference()
                .map(known -> holder.knownAs(known, holder.references()))
                .orElse(holder);
    }

    private Applicant submitted(Applicant applicant) {
        Instant now = context.now();
        return applicant.schedule(
                new Applicant.Schedule(Optional.of(now), Optional.empty(), Optional.empty(), Optional.empty(), 0));
    }

    /** Runs the table on an approval that is locked; a reading older than the last one changes nothing. */
    void read(
            Stores stores,
            Cardholder holder,
            Applicant applicant,
            ApplicantSeen seen,
            Instant readAt,
            boolean justSubmitted) {
        Applicant.Standing was = applicant.standing();
        if (!justSubmitted && was.readAt().filter(readAt::isBefore).isPresent()) {
            return;
        }
        Observation<ApplicantState> observed = ApplicantLifecycle.observe(was.state(), seen.reading());
        ApplicantState state = observed instanceof Observation.To<ApplicantState>(var to) ? to : was.state();
        Optional<Review> review = observed instanceof Observation.Review<ApplicantState>(var reason)
                ? was.review().or(() -> Optional.of(new Review(reason, context.now())))
                : Optional.empty();
        Applicant after = applicant
                .standing(new Applicant.Standing(
                        state, seen.word(), seen.reason(), seen.next(), review, Optional.of(readAt)))
                .schedule(schedule(holder, applicant, state));
        Applicant stored =
                stores.applicants().lock(holder.id(), applicant.scope()).orElseThrow();
        changes.changed(
                stores, holder, stored, after, justSubmitted && seen.reading() != ApplicantReading.UNRECOGNISED);
    }

    private Applicant.Schedule schedule(Cardholder holder, Applicant applicant, ApplicantState state) {
        Applicant.Schedule was = applicant.schedule();
        Instant now = context.now();
        return switch (state) {
            case IN_REVIEW, INCOMPLETE -> {
                Polling polling =
                        Polling.of(context.providers().find(holder.owner().account()));
                Instant submitted = was.submittedAt().orElse(now);
                yield new Applicant.Schedule(
                        Optional.of(submitted),
                        Optional.empty(),
                        Optional.of(polling.next(now, was.polls())),
                        Optional.of(submitted.plus(polling.timing().giveUp())),
                        was.polls() + 1);
            }
            case NEW -> was;
            // Only a look that found nothing decided ends waiting; what a webhook repeats ends no daily look.
            case EXPIRED -> was;
            case APPROVED, REJECTED, SUSPENDED ->
                new Applicant.Schedule(
                        was.submittedAt(),
                        was.decidedAt().or(() -> Optional.of(now)),
                        Optional.empty(),
                        was.deadline(),
                        was.polls());
        };
    }

    /** The issuer has the holder as it was wished, so it is that here too. */
    void became(Stores stores, Operation operation) {
        CardholderId id = cardholderOf(stores, operation);
        stores.operations().wished(operation.id(), id).ifPresent(wish -> {
            Cardholder before =
                    stores.cardholders().lock(new Scope.Everything(), id).orElseThrow();
            Cardholder after = wish.appliedTo(before);
            boolean written =
                    !after.equals(before) && stores.cardholders().update(after) == CardholderStore.Added.ADDED;
            if (written) {
                changes.told(stores, EventType.CARDHOLDER_UPDATED, after);
            }
        });
    }

    void notRegistered(Stores stores, Operation operation) {
        CardholderId id = cardholderOf(stores, operation);
        // Whoever was told of the holder can submit it again; a holder that nobody knows of was never there.
        stores.cardholders()
                .lock(new Scope.Everything(), id)
                .filter(holder -> holder.times().version() == 0)
                .ifPresent(holder -> stores.cardholders().remove(id));
    }

    /** From now on the holder exists for its distributor, whatever the issuer will turn out to hold. */
    void exists(Stores stores, Operation operation) {
        stores.cardholders()
                .lock(new Scope.Everything(), cardholderOf(stores, operation))
                .filter(holder -> holder.times().version() == 0)
                .ifPresent(holder -> changes.told(stores, EventType.CARDHOLDER_CREATED, holder));
    }

    static CardholderId cardholderOf(Stores stores, Operation operation) {
        return switch (operation.about().subject()) {
            case Subject.OfCardholder(var id) -> id;
            case Subject.OfApplicant(var id) ->
                stores.applicants().find(id).orElseThrow().cardholder();
            case Subject.OfCard ignored -> throw wrongSubject(operation);
            case Subject.OfMovement ignored -> throw wrongSubject(operation);
            case Subject.OfTransaction ignored -> throw wrongSubject(operation);
            case Subject.OfOperation ignored -> throw wrongSubject(operation);
        };
    }

    private static IllegalStateException wrongSubject(Operation operation) {
        return new IllegalStateException(
                OperationKind.class.getSimpleName() + " " + operation.kind() + " is about no cardholder");
    }

    /** When the issuer is asked again: at first soon, then ever later. */
    record Polling(ProviderAccount.Timing timing) {
        static Polling of(Optional<ProviderAccount> account) {
            return new Polling(account.map(ProviderAccount::timing).orElse(ProviderAccount.Timing.USUAL));
        }

        Instant next(Instant now, int polls) {
            long first = timing.firstLook().toMillis();
            long longest = timing.longestWait().toMillis();
            // Doubling is spread by the poll's own instant, so that holders submitted together part ways.
            long wait = Math.min(longest, first << Math.min(polls, 20));
            long spread = Math.floorMod(now.toEpochMilli() * 31 + polls, Math.max(1, wait / 2));
            return now.plusMillis(Math.min(longest, wait + (polls == 0 ? spread : spread / 2)));
        }
    }
}
