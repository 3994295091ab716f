package io.cardport.domain.usecase;

import io.cardport.domain.account.Distributor;
import io.cardport.domain.card.Card.Times;
import io.cardport.domain.event.EventType;
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
import io.cardport.domain.operation.Operation;
import io.cardport.domain.operation.OperationKind;
import io.cardport.domain.operation.Subject;
import io.cardport.domain.product.Product;
import io.cardport.domain.store.OperationStore;
import io.cardport.domain.store.Stores;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Registers a cardholder; where the issuer approves the person, and where a product is named, the applicant is submitted in
 * the same call. It carries documents, so it is never kept: while the issuer is down it is declined.
 */
public final class RegisterCardholder {
    private final Context context;
    private final Keys keys;
    private final Settlement settlement;
    private final Dispatch dispatch;
    private final Onboarding onboarding;

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

        record Sent(Operation operation, Dispatch.Materials materials, Cardholder holder) implements Begun {}
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
            case Begun.Sent(var operation, var materials, var holder) -> {
                Outcome<Effect> outcome = dispatch.send(operation, materials, Dispatch.Secrets.NONE, began);
                yield context.conclude(operation, stores -> end(stores, operation, outcome, holder, once));
            }
        };
    }

    private Begun begin(Stores stores, Command command, CardholderId id, Once<Dossier> once) {
        var taken = keys.claim(stores, once, new Subject.OfCardholder(id), keys.sendBy(Optional.empty()));
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
        boolean perProduct = account.provider().facts().approval().perProduct();
        if (perProduct && product.isEmpty()) {
            Cardholder told = settlement.changes().told(stores, EventType.CARDHOLDER_CREATED, holder);
            return new Begun.Ended(keys.answered(stores, once, new Result.Settled<>(onboarding.dossier(stores, told))));
        }
        var approval = onboarding.approval(id, onboarding.scope(account, product));
        stores.applicants().insert(approval);
        Subject subject = perProduct ? new Subject.OfApplicant(approval.id()) : new Subject.OfCardholder(id);
        OperationKind kind = perProduct ? OperationKind.SUBMIT_APPLICANT : OperationKind.REGISTER_CARDHOLDER;
        Operation operation = onboarding.operation(kind, holder, subject, account);
        if (stores.operations().insert(operation) instanceof OperationStore.Added.LaneTaken(var other)) {
            return declined(stores, new Problem.OperationOpen(other));
        }
        var submission = new Onboarding.Submission(holder, product, command.documents(), Optional.empty());
        return new Begun.Sent(operation, onboarding.materials(operation.id(), submission, account), holder);
    }

    private Result<Dossier> end(
            Stores stores, Operation sent, Outcome<Effect> outcome, Cardholder holder, Once<Dossier> once) {
        Operation operation = settlement.attempted(stores, sent, outcome, Settlement.WhenNotSent.GIVE_UP);
        return keys.concluded(stores, once, operation, outcome, onboarding.dossier(stores, holder));
    }
}
