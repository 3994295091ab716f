package io.cardport.domain.usecase;

import io.cardport.domain.account.Scope;
import io.cardport.domain.holder.Applicant;
import io.cardport.domain.holder.ApplicantLifecycle;
import io.cardport.domain.holder.Cardholder;
import io.cardport.domain.holder.Documents;
import io.cardport.domain.id.CardholderId;
import io.cardport.domain.issuing.Outcome;
import io.cardport.domain.issuing.ProviderAccount;
import io.cardport.domain.operation.Operation;
import io.cardport.domain.operation.OperationKind;
import io.cardport.domain.operation.Subject;
import io.cardport.domain.product.Product;
import io.cardport.domain.store.OperationStore;
import io.cardport.domain.store.Stores;
import java.util.Optional;

/** Submits the applicant of a person whom the issuer took in a call of its own, in the same request. */
final class Submitting {
    private final Context context;
    private final Settlement settlement;
    private final Dispatch dispatch;
    private final Onboarding onboarding;

    Submitting(Context context, Onboarding onboarding) {
        this.context = context;
        this.settlement = new Settlement(context);
        this.dispatch = new Dispatch(context);
        this.onboarding = onboarding;
    }

    /** An applicant that is to follow, with what is kept nowhere. */
    record Wanted(
            CardholderId holder,
            ProviderAccount account,
            Product product,
            Documents documents,
            Optional<String> challengeResponse) {}

    /** How the request that it belongs to ends. */
    interface Ending<T> {
        /** Nothing was sent, and nothing is to be. */
        Result<T> notBegun(Stores stores);

        /** Sent, with this outcome. */
        Result<T> ended(Stores stores, Operation operation, Outcome<Effect> outcome);
    }

    private sealed interface Begun<T> {
        record Not<T>(Result<T> result) implements Begun<T> {}

        record Sent<T>(Operation operation, Dispatch.Materials materials) implements Begun<T> {}
    }

    <T> Result<T> submit(Wanted wanted, Ending<T> ending) {
        long began = System.nanoTime();
        return switch (context.work().<Begun<T>>write(stores -> begin(stores, wanted, ending))) {
            case Begun.Not<T>(var result) -> result;
            case Begun.Sent<T>(var operation, var materials) -> {
                Outcome<Effect> outcome = dispatch.send(operation, materials, Dispatch.Secrets.NONE, began);
                yield context.conclude(operation, stores -> {
                    Operation after = settlement.attempted(stores, operation, outcome, Settlement.WhenNotSent.GIVE_UP);
                    return ending.ended(stores, after, outcome);
                });
            }
        };
    }

    private <T> Begun<T> begin(Stores stores, Wanted wanted, Ending<T> ending) {
        Cardholder holder = stores.cardholders()
                .lock(new Scope.Everything(), wanted.holder())
                .orElseThrow();
        Optional<Applicant> applicant = stores.applicants()
                .lock(holder.id(), onboarding.scope(wanted.account(), Optional.of(wanted.product())));
        Optional<Operation> operation = applicant
                .filter(found ->
                        ApplicantLifecycle.submit(found.standing().state()) == ApplicantLifecycle.SubmitAnswer.SUBMIT)
                .map(found -> onboarding.operation(
                        OperationKind.SUBMIT_APPLICANT, holder, new Subject.OfApplicant(found.id()), wanted.account()))
                // Somebody else may have begun to submit it since the person is known.
                .filter(made -> stores.operations().insert(made) instanceof OperationStore.Added.Inserted);
        return operation
                .<Begun<T>>map(made -> new Begun.Sent<>(made, materials(made, wanted, holder)))
                .orElseGet(() -> new Begun.Not<>(ending.notBegun(stores)));
    }

    private Dispatch.Materials materials(Operation operation, Wanted wanted, Cardholder holder) {
        var submission = new Onboarding.Submission(
                holder,
                Optional.of(wanted.product()),
                wanted.documents(),
                wanted.challengeResponse(),
                Onboarding.Way.FIRST);
        return onboarding.materials(operation.id(), submission, wanted.account());
    }
}
