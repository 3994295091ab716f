package io.cardport.domain.usecase;

import io.cardport.domain.account.Scope;
import io.cardport.domain.holder.Applicant;
import io.cardport.domain.holder.ApplicantLifecycle;
import io.cardport.domain.holder.ApplicantState;
import io.cardport.domain.holder.Cardholder;
import io.cardport.domain.holder.CardholderProfile;
import io.cardport.domain.holder.Documents;
import io.cardport.domain.holder.ProductScope;
import io.cardport.domain.id.ApplicantId;
import io.cardport.domain.id.CardholderId;
import io.cardport.domain.id.DistributorId;
import io.cardport.domain.id.ProductId;
import io.cardport.domain.idempotency.Once;
import io.cardport.domain.issuing.ApplicantResubmission;
import io.cardport.domain.issuing.OnboardedHolder;
import io.cardport.domain.issuing.Outcome;
import io.cardport.domain.issuing.ProviderAccount;
import io.cardport.domain.operation.Operation;
import io.cardport.domain.operation.OperationKind;
import io.cardport.domain.operation.OperationState;
import io.cardport.domain.operation.Subject;
import io.cardport.domain.product.Product;
import io.cardport.domain.store.OperationStore;
import io.cardport.domain.store.Stores;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Submits an applicant for a product, or submits it again; a person approved already is brought up to date. It carries documents, so it is never kept: while the issuer is
 * down it is declined.
 */
public final class SubmitApplicant {
    private final Context context;
    private final Keys keys;
    private final Settlement settlement;
    private final Dispatch dispatch;
    private final Onboarding onboarding;
    private final Submitting submitting;
    private final HolderChange changes;

    /**
     * Makes the use case.
     *
     * @param context what it works with
     */
    public SubmitApplicant(Context context) {
        this.context = context;
        this.keys = new Keys(context);
        this.settlement = new Settlement(context);
        this.dispatch = new Dispatch(context);
        this.onboarding = new Onboarding(context, keys);
        this.submitting = new Submitting(context, onboarding);
        this.changes = new HolderChange(context, onboarding);
    }

    /**
     * Whom, and for what.
     *
     * @param distributor who asks
     * @param cardholder whom
     * @param product for what
     * @param profile adds the given fields to what is known of the holder
     * @param documents pictures and papers
     * @param challengeResponse the answer to the issuer's challenge
     */
    public record Command(
            DistributorId distributor,
            CardholderId cardholder,
            ProductId product,
            UnaryOperator<CardholderProfile> profile,
            Documents documents,
            Optional<String> challengeResponse) {}

    private sealed interface Begun {
        record Ended(Result<Applicant> result) implements Begun {}

        record Sent(
                Operation operation,
                Dispatch.Materials materials,
                ApplicantId applicant,
                Optional<Submitting.Wanted> follows)
                implements Begun {}

        record Changed(HolderChange.Begun.Sent change, ApplicantId applicant) implements Begun {}
    }

    private sealed interface Ended {
        record With(Result<Applicant> result) implements Ended {}

        record GoesOn(Submitting.Wanted applicant) implements Ended {}
    }

    /**
     * Carries it out.
     *
     * @param command whom, and for what
     * @param once how it is to have its effect once
     * @return settled when the issuer took it or had it already, pending while that is unknown
     */
    public Result<Applicant> handle(Command command, Once<Applicant> once) {
        long began = System.nanoTime();
        return switch (context.work().write(stores -> begin(stores, command, once))) {
            case Begun.Ended(var result) -> result;
            case Begun.Changed changed -> change(changed, once, began);
            case Begun.Sent sent -> {
                Outcome<Effect> outcome =
                        dispatch.send(sent.operation(), sent.materials(), Dispatch.Secrets.NONE, began);
                yield switch (context.conclude(sent.operation(), stores -> end(stores, sent, outcome, once))) {
                    case Ended.With(var result) -> result;
                    case Ended.GoesOn(var applicant) -> submitting.submit(applicant, ending(sent.applicant(), once));
                };
            }
        };
    }

    private Result<Applicant> change(Begun.Changed changed, Once<Applicant> once, long began) {
        Outcome<OnboardedHolder> outcome = changes.send(changed.change(), began);
        return context.conclude(changed.change().operation(), stores -> {
            var concluded = changes.end(stores, changed.change(), outcome);
            return ending(changed.applicant(), once).ended(stores, concluded.operation(), concluded.effect());
        });
    }

    private Ended end(Stores stores, Begun.Sent sent, Outcome<Effect> outcome, Once<Applicant> once) {
        Operation after = settlement.attempted(stores, sent.operation(), outcome, Settlement.WhenNotSent.GIVE_UP);
        return sent.follows()
                .filter(applicant -> after.state() instanceof OperationState.Succeeded)
                .<Ended>map(Ended.GoesOn::new)
                .orElseGet(() -> new Ended.With(ending(sent.applicant(), once).ended(stores, after, outcome)));
    }

    private Submitting.Ending<Applicant> ending(ApplicantId applicant, Once<Applicant> once) {
        return new Submitting.Ending<>() {
            @Override
            public Result<Applicant> notBegun(Stores stores) {
                Applicant now = stores.applicants().find(applicant).orElseThrow();
                return keys.answered(stores, once, new Result.Settled<>(now));
            }

            @Override
            public Result<Applicant> ended(Stores stores, Operation operation, Outcome<Effect> outcome) {
                Applicant now = stores.applicants().find(applicant).orElseThrow();
                return keys.concluded(stores, once, operation, outcome, now);
            }
        };
    }

    private Begun begin(Stores stores, Command command, Once<Applicant> once) {
        var taken = keys.claim(stores, once, new Subject.OfCardholder(command.cardholder()), keys.busyUntil());
        if (taken.isPresent()) {
            stores.undo();
            return new Begun.Ended(new Result.Repeated<>(taken.get()));
        }
        Optional<Cardholder> holder =
                stores.cardholders().lock(new Scope.Own(command.distributor()), command.cardholder());
        Optional<Product> product = stores.products().find(command.product());
        if (holder.isEmpty() || product.isEmpty()) {
            return declined(stores, new Problem.NotFound());
        }
        if (!holder.get().owner().account().equals(product.get().account())) {
            return declined(stores, new Problem.ProviderMismatch());
        }
        ProviderAccount account =
                context.providers().find(product.get().account()).orElseThrow();
        ProductScope scope = onboarding.scope(account, product);
        Applicant applicant = stores.applicants().lock(holder.get().id(), scope).orElseGet(() -> {
            Applicant first = onboarding.approval(holder.get().id(), scope);
            stores.applicants().insert(first);
            return first;
        });
        return switch (ApplicantLifecycle.submit(applicant.standing().state())) {
            case ALREADY -> already(stores, command, holder.get(), product.get(), applicant, once);
            case NO ->
                declined(stores, new Problem.HolderNotReady(applicant.standing().state()));
            case SUBMIT -> record(stores, command, holder.get(), product.get(), account, applicant);
            case RESUBMIT ->
                account.provider().can(ApplicantResubmission.class).isPresent()
                        ? record(stores, command, holder.get(), product.get(), account, applicant)
                        : declined(stores, new Problem.Unsupported(ApplicantResubmission.class));
        };
    }

    /** A person whom the issuer approved for every product: what is new of it goes to the issuer, then it is as it was. */
    private Begun already(
            Stores stores,
            Command command,
            Cardholder before,
            Product product,
            Applicant applicant,
            Once<Applicant> once) {
        Cardholder after = before.changed(command.profile().apply(before.profile()), before.externalReference());
        Documents papers = required(product, command.documents());
        boolean person = applicant.scope() instanceof ProductScope.AnyProduct
                && before.reference().isPresent()
                && applicant.standing().state() == ApplicantState.APPROVED;
        boolean news =
                !after.profile().equals(before.profile()) || !papers.files().isEmpty();
        if (!person || !news) {
            return new Begun.Ended(keys.answered(stores, once, new Result.Settled<>(applicant)));
        }
        return switch (changes.begin(stores, before, after, papers)) {
            case HolderChange.Begun.Declined(var problem) -> declined(stores, problem);
            case HolderChange.Begun.Sent sent -> new Begun.Changed(sent, applicant.id());
        };
    }

    private static Documents required(Product product, Documents documents) {
        return new Documents(product.seen().rules().requiredFields().stream()
                .filter(field -> field.required() && field.type().equals("file"))
                .flatMap(field -> documents.named(field.name()).stream())
                .toList());
    }

    private static Begun declined(Stores stores, Problem problem) {
        stores.undo();
        return new Begun.Ended(new Result.Declined<>(problem));
    }

    private Begun record(
            Stores stores,
            Command command,
            Cardholder before,
            Product product,
            ProviderAccount account,
            Applicant applicant) {
        Cardholder holder = before.changed(command.profile().apply(before.profile()), before.externalReference());
        List<Problem.Fault> missing = ProfileFields.missing(
                ProfileFields.required(Optional.of(product), List.of()), holder.profile(), command.documents());
        if (!missing.isEmpty()) {
            return declined(stores, new Problem.RequirementsMissing(missing));
        }
        if (Onboarding.emailTaken(stores, before, holder)) {
            return declined(stores, new Problem.DuplicateCardholder());
        }
        boolean personFirst = Onboarding.personFirst(account, holder);
        Operation operation = personFirst
                ? onboarding.operation(
                        OperationKind.REGISTER_CARDHOLDER, holder, new Subject.OfCardholder(holder.id()), account)
                : onboarding.operation(
                        OperationKind.SUBMIT_APPLICANT, holder, new Subject.OfApplicant(applicant.id()), account);
        if (stores.operations().insert(operation) instanceof OperationStore.Added.LaneTaken(var other)) {
            return declined(stores, new Problem.OperationOpen(other));
        }
        Onboarding.wish(stores, operation, before, holder);
        var follows =
                new Submitting.Wanted(holder.id(), account, product, command.documents(), command.challengeResponse());
        var submission = personFirst
                ? new Onboarding.Submission(
                        holder, Optional.empty(), Documents.NONE, Optional.empty(), Onboarding.Way.FIRST)
                : new Onboarding.Submission(
                        Holders.asApplicant(holder, applicant),
                        Optional.of(product),
                        command.documents(),
                        command.challengeResponse(),
                        way(applicant));
        return new Begun.Sent(
                operation,
                onboarding.materials(operation.id(), submission, account),
                applicant.id(),
                personFirst ? Optional.of(follows) : Optional.empty());
    }

    private static Onboarding.Way way(Applicant applicant) {
        return switch (ApplicantLifecycle.submit(applicant.standing().state())) {
            case RESUBMIT -> Onboarding.Way.AGAIN;
            case SUBMIT, ALREADY, NO -> Onboarding.Way.FIRST;
        };
    }
}
