package io.cardport.domain.usecase;

import io.cardport.domain.account.Distributor;
import io.cardport.domain.card.Card.Times;
import io.cardport.domain.event.EventType;
import io.cardport.domain.holder.Applicant;
import io.cardport.domain.holder.Cardholder;
import io.cardport.domain.holder.CardholderProfile;
import io.cardport.domain.holder.Documents;
import io.cardport.domain.holder.Dossier;
import io.cardport.domain.id.CardholderId;
import io.cardport.domain.id.DistributorId;
import io.cardport.domain.id.ProductId;
import io.cardport.domain.idempotency.Once;
import io.cardport.domain.issuing.Outcome;
import io.cardport.domain.issuing.ProviderAccount;
import io.cardport.domain.issuing.ProviderFacts.Approval;
import io.cardport.domain.operation.Operation;
import io.cardport.domain.operation.OperationKind;
import io.cardport.domain.operation.OperationState;
import io.cardport.domain.operation.Subject;
import io.cardport.domain.product.Product;
import io.cardport.domain.store.OperationStore;
import io.cardport.domain.store.Stores;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Registers a cardholder; where the issuer approves the person, and where a product is named, the applicant is submitted in
 * the same request. An issuer that wants the person before the applicant gets them in two calls: while the outcome of the
 * first is unknown the second is not made, and the applicant stays NEW, to be submitted once the holder is known. It carries
 * documents, so it is never kept: while the issuer is down it is declined.
 */
public final class RegisterCardholder {
    private final Context context;
    private final Keys keys;
    private final Settlement settlement;
    private final Dispatch dispatch;
    private final Onboarding onboarding;
    private final Submitting submitting;

    /**
     * Makes the use case.
     *
     * @param context what it works with
     */
    public RegisterCardholder(Context context) {
        this.context = context;
        this.keys = new Keys(context);
        this.settlement = new Settlement(context);
        this.dispatch = new Dispatch(context);
        this.onboarding = new Onboarding(context, keys);
        this.submitting = new Submitting(context, onboarding);
    }

    /**
     * Who, and where.
     *
     * @param distributor who asks
     * @param account our name for the account; the distributor's default where empty
     * @param product the product to be approved for
     * @param profile who it is
     * @param externalReference the distributor's own id of the holder
     * @param documents pictures and papers
     */
    public record Command(
            DistributorId distributor,
            Optional<String> account,
            Optional<ProductId> product,
            CardholderProfile profile,
            Optional<String> externalReference,
            Documents documents) {}

    private sealed interface Begun {
        record Ended(Result<Dossier> result) implements Begun {}

        record Sent(
                Operation operation,
                Dispatch.Materials materials,
                Cardholder holder,
                Optional<Submitting.Wanted> applicant)
                implements Begun {}
    }

    private sealed interface Registered {
        record Ended(Result<Dossier> result) implements Registered {}

        record GoesOn(Submitting.Wanted applicant) implements Registered {}
    }

    /**
     * Carries it out.
     *
     * @param command who, and where
     * @param once how it is to have its effect once
     * @return settled when the issuer has the holder, pending while that is unknown; a refused holder does not exist
     */
    public Result<Dossier> handle(Command command, Once<Dossier> once) {
        long began = System.nanoTime();
        CardholderId id = context.ids().cardholder();
        return switch (context.work().write(stores -> begin(stores, command, id, once))) {
            case Begun.Ended(var result) -> result;
            case Begun.Sent sent -> {
                Outcome<Effect> outcome =
                        dispatch.send(sent.operation(), sent.materials(), Dispatch.Secrets.NONE, began);
                yield switch (context.conclude(sent.operation(), stores -> end(stores, sent, outcome, once))) {
                    case Registered.Ended(var result) -> result;
                    case Registered.GoesOn(var applicant) -> submitting.submit(applicant, ending(sent.holder(), once));
                };
            }
        };
    }

    /** The holder is there by now, whatever became of its applicant: one that was not sent stays NEW. */
    private Submitting.Ending<Dossier> ending(Cardholder holder, Once<Dossier> once) {
        return new Submitting.Ending<>() {
            @Override
            public Result<Dossier> notBegun(Stores stores) {
                return keys.answered(stores, once, new Result.Settled<>(onboarding.dossier(stores, holder)));
            }

            @Override
            public Result<Dossier> ended(Stores stores, Operation operation, Outcome<Effect> outcome) {
                return outcome instanceof Outcome.NotSent
                        ? notBegun(stores)
                        : keys.concluded(stores, once, operation, outcome, onboarding.dossier(stores, holder));
            }
        };
    }

    private Begun begin(Stores stores, Command command, CardholderId id, Once<Dossier> once) {
        var taken = keys.claim(stores, once, new Subject.OfCardholder(id), keys.busyUntil());
        if (taken.isPresent()) {
            stores.undo();
            return new Begun.Ended(new Result.Repeated<>(taken.get()));
        }
        Distributor distributor =
                stores.distributors().find(command.distributor()).orElseThrow();
        Optional<Product> product =
                command.product().flatMap(wanted -> stores.products().find(wanted));
        if (command.product().isPresent()
                && product.filter(found -> distributor.accounts().contains(found.account()))
                        .isEmpty()) {
            return declined(stores, new Problem.NotFound());
        }
        String name = command.account()
                .or(() -> product.map(Product::account))
                .or(distributor::defaultAccount)
                .or(context.providers()::defaultAccount)
                .orElse("");
        Optional<ProviderAccount> account =
                distributor.accounts().contains(name) ? context.providers().find(name) : Optional.empty();
        if (account.isEmpty()) {
            return declined(
                    stores,
                    new Problem.InvalidFields(
                            List.of(new Problem.Fault("/provider", "is none of your provider accounts"))));
        }
        if (product.filter(found -> !found.account().equals(name)).isPresent()) {
            return declined(stores, new Problem.ProviderMismatch());
        }
        List<Problem.Fault> missing = ProfileFields.missing(
                ProfileFields.required(product, stores.products().offeredBy(name)),
                command.profile(),
                command.documents());
        return missing.isEmpty()
                ? record(stores, command, id, account.get(), product, once)
                : declined(stores, new Problem.RequirementsMissing(missing));
    }

    private static Begun declined(Stores stores, Problem problem) {
        stores.undo();
        return new Begun.Ended(new Result.Declined<>(problem));
    }

    private Begun record(
            Stores stores,
            Command command,
            CardholderId id,
            ProviderAccount account,
            Optional<Product> product,
            Once<Dossier> once) {
        // Version 0 until the issuer has the holder: what is refused was never there, and no event told of it.
        Times times = new Times(0, context.now(), context.now());
        Cardholder holder = new Cardholder(
                id,
                new Cardholder.Owner(command.distributor(), account.name()),
                command.profile(),
                command.externalReference(),
                Optional.empty(),
                Map.of(),
                times);
        switch (stores.cardholders().insert(holder)) {
            case ADDED -> {}
            case DUPLICATE_EMAIL -> {
                return declined(stores, new Problem.DuplicateCardholder());
            }
        }
        Approval approves = Onboarding.approves(account);
        if (approves == Approval.REGISTERED_PER_PRODUCT && product.isEmpty()) {
            Cardholder told = settlement.changes().told(stores, EventType.CARDHOLDER_CREATED, holder);
            return new Begun.Ended(keys.answered(stores, once, new Result.Settled<>(onboarding.dossier(stores, told))));
        }
        Optional<Applicant> approval = approves.perProduct() && product.isEmpty()
                ? Optional.empty()
                : Optional.of(onboarding.approval(id, onboarding.scope(account, product)));
        approval.ifPresent(first -> stores.applicants().insert(first));
        Operation operation = operation(holder, account, approval);
        if (stores.operations().insert(operation) instanceof OperationStore.Added.LaneTaken(var other)) {
            return declined(stores, new Problem.OperationOpen(other));
        }
        return send(operation, command, holder, account, product);
    }

    private Operation operation(Cardholder holder, ProviderAccount account, Optional<Applicant> approval) {
        return switch (Onboarding.approves(account)) {
            case PERSON, PER_PRODUCT ->
                onboarding.operation(
                        OperationKind.REGISTER_CARDHOLDER, holder, new Subject.OfCardholder(holder.id()), account);
            case REGISTERED_PER_PRODUCT ->
                onboarding.operation(
                        OperationKind.SUBMIT_APPLICANT,
                        holder,
                        new Subject.OfApplicant(approval.orElseThrow().id()),
                        account);
        };
    }

    private Begun send(
            Operation operation,
            Command command,
            Cardholder holder,
            ProviderAccount account,
            Optional<Product> product) {
        boolean personFirst = Onboarding.personFirst(account, holder);
        var submission = new Onboarding.Submission(
                holder,
                personFirst ? Optional.empty() : product,
                personFirst ? Documents.NONE : command.documents(),
                Optional.empty(),
                Onboarding.Way.FIRST);
        Optional<Submitting.Wanted> applicant = product.filter(wanted -> personFirst)
                .map(wanted ->
                        new Submitting.Wanted(holder.id(), account, wanted, command.documents(), Optional.empty()));
        return new Begun.Sent(operation, onboarding.materials(operation.id(), submission, account), holder, applicant);
    }

    private Registered end(Stores stores, Begun.Sent sent, Outcome<Effect> outcome, Once<Dossier> once) {
        Operation operation = settlement.attempted(stores, sent.operation(), outcome, Settlement.WhenNotSent.GIVE_UP);
        return sent.applicant()
                .filter(applicant -> operation.state() instanceof OperationState.Succeeded)
                .<Registered>map(Registered.GoesOn::new)
                .orElseGet(() -> new Registered.Ended(
                        keys.concluded(stores, once, operation, outcome, onboarding.dossier(stores, sent.holder()))));
    }
}
