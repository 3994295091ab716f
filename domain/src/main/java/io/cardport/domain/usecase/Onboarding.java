package io.cardport.domain.usecase;

import io.cardport.domain.account.Actor;
import io.cardport.domain.account.Scope;
import io.cardport.domain.card.Card.Times;
import io.cardport.domain.holder.Applicant;
import io.cardport.domain.holder.Cardholder;
import io.cardport.domain.holder.Documents;
import io.cardport.domain.holder.Dossier;
import io.cardport.domain.holder.ProductScope;
import io.cardport.domain.id.CardholderId;
import io.cardport.domain.id.OperationId;
import io.cardport.domain.issuing.OnboardCommand;
import io.cardport.domain.issuing.ProviderAccount;
import io.cardport.domain.operation.Operation;
import io.cardport.domain.operation.OperationKind;
import io.cardport.domain.operation.OperationState;
import io.cardport.domain.operation.Subject;
import io.cardport.domain.product.Product;
import io.cardport.domain.store.Stores;
import java.time.Instant;
import java.util.Optional;

/** What registering and submitting share. */
final class Onboarding {
    private final Context context;
    private final Keys keys;

    Onboarding(Context context, Keys keys) {
        this.context = context;
        this.keys = keys;
    }

    /** A holder to be sent, with what never is kept. */
    record Submission(
            Cardholder holder, Optional<Product> product, Documents documents, Optional<String> challengeResponse) {}

    Applicant approval(CardholderId holder, ProductScope scope) {
        return new Applicant(
                context.ids().applicant(),
                holder,
                scope,
                Applicant.Standing.NEW,
                Applicant.Schedule.NONE,
                // The first event, that it was submitted, is version 1.
                new Times(0, context.now(), context.now()));
    }

    ProductScope scope(ProviderAccount account, Optional<Product> product) {
        return account.provider().facts().approval().perProduct() && product.isPresent()
                ? new ProductScope.OneProduct(product.get().id())
                : new ProductScope.AnyProduct();
    }

    Operation operation(OperationKind kind, Cardholder holder, Subject subject, ProviderAccount account) {
        Instant now = context.now();
        Instant sendBy = keys.sendBy(Optional.of(account));
        return new Operation(
                context.ids().operation(),
                kind,
                new Operation.About(
                        holder.owner().distributor(),
                        holder.owner().account(),
                        subject,
                        Optional.empty(),
                        Optional.of("holder:" + holder.id()),
                        Optional.empty()),
                new OperationState.Sending(1, sendBy),
                keys.sent(now, sendBy, Optional.of(account)),
                new Actor.OfDistributor(holder.owner().distributor()),
                new Times(0, now, now));
    }

    Dispatch.Materials materials(OperationId operation, Submission submission, ProviderAccount account) {
        boolean perProduct = account.provider().facts().approval().perProduct();
        Cardholder holder = submission.holder();
        OnboardCommand command = new OnboardCommand(
                operation,
                holder.id(),
                holder.reference(),
                submission
                        .product()
                        .filter(product -> perProduct)
                        .map(product -> product.seen().reference()),
                holder.profile(),
                submission.documents(),
                submission.challengeResponse());
        return new Dispatch.Materials(
                Optional.empty(),
                Optional.of(holder),
                submission.product(),
                Optional.empty(),
                Optional.of(command),
                "");
    }

    Dossier dossier(Stores stores, Cardholder holder) {
        return new Dossier(
                stores.cardholders().find(new Scope.Everything(), holder.id()).orElse(holder),
                stores.applicants().of(holder.id()));
    }
}
