package io.cardport.domain.usecase;

import io.cardport.domain.account.Actor;
import io.cardport.domain.account.Scope;
import io.cardport.domain.card.Card.Times;
import io.cardport.domain.holder.Applicant;
import io.cardport.domain.holder.Cardholder;
import io.cardport.domain.holder.Documents;
import io.cardport.domain.holder.Dossier;
import io.cardport.domain.holder.HolderWish;
import io.cardport.domain.holder.ProductScope;
import io.cardport.domain.id.CardholderId;
import io.cardport.domain.id.OperationId;
import io.cardport.domain.issuing.OnboardCommand;
import io.cardport.domain.issuing.ProviderAccount;
import io.cardport.domain.issuing.ProviderFacts.Approval;
import io.cardport.domain.operation.Operation;
import io.cardport.domain.operation.OperationKind;
import io.cardport.domain.operation.OperationState;
import io.cardport.domain.operation.Subject;
import io.cardport.domain.product.Product;
import io.cardport.domain.store.CardholderStore;
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

    /** A holder to be sent, with what never is kept; the product only where the issuer is to approve it. */
    record Submission(
            Cardholder holder,
            Optional<Product> product,
            Documents documents,
            Optional<String> challengeResponse,
            Way way) {}

    /** By which of the issuer's doors a holder goes. */
    enum Way {
        /** As one that the issuer is to take for the first time. */
        FIRST,
        /** As one that the issuer found incomplete or turned down. */
        AGAIN
    }

    /** A command with the door that it goes by. */
    record Sending(OnboardCommand command, Way way) {}

    Applicant approval(CardholderId holder, ProductScope scope) {
        return new Applicant(
                context.ids().applicant(),
                holder,
                scope,
                Optional.empty(),
                Applicant.Standing.NEW,
                Applicant.Schedule.NONE,
                // The first event, that it was submitted, is version 1.
                new Times(0, context.now(), context.now()));
    }

    ProductScope scope(ProviderAccount account, Optional<Product> product) {
        return approves(account).perProduct() && product.isPresent()
                ? new ProductScope.OneProduct(product.get().id())
                : new ProductScope.AnyProduct();
    }

    static Approval approves(ProviderAccount account) {
        return account.provider().facts().approval();
    }

    /** Whether the issuer gets the person in a call of its own, before any applicant. */
    static boolean personFirst(ProviderAccount account, Cardholder holder) {
        return approves(account) == Approval.PER_PRODUCT && holder.reference().isEmpty();
    }

    /** Whether the issuer has the person: under its own id, or under one for each product that it was registered for. */
    static boolean atIssuer(Stores stores, Cardholder holder) {
        return holder.reference().isPresent()
                || stores.applicants().of(holder.id()).stream()
                        .anyMatch(approval -> approval.reference().isPresent());
    }

    /** Asked before the issuer is told: it could not be taken back there. */
    static boolean emailTaken(Stores stores, Cardholder before, Cardholder after) {
        if (after.profile().equals(before.profile())) {
            return false;
        }
        if (stores.cardholders().update(after) == CardholderStore.Added.DUPLICATE_EMAIL) {
            return true;
        }
        stores.cardholders().update(before);
        return false;
    }

    /** Keeps what the holder becomes once the issuer has it so; until then, and where it is refused, it stays as it is. */
    static void wish(Stores stores, Operation operation, Cardholder before, Cardholder after) {
        if (after.equals(before)) {
            return;
        }
        Optional<String> external = after.externalReference()
                .filter(wanted -> !before.externalReference().equals(Optional.of(wanted)));
        stores.operations().wish(operation.id(), before.id(), new HolderWish(after.profile(), external));
    }

    /** The holder as an operation tells the issuer of it. */
    static Cardholder asSent(Stores stores, Operation operation) {
        CardholderId id = Holders.cardholderOf(stores, operation);
        Cardholder holder =
                stores.cardholders().find(new Scope.Everything(), id).orElseThrow();
        return stores.operations()
                .wished(operation.id(), id)
                .map(wish -> wish.appliedTo(holder))
                .orElse(holder);
    }

    /** What excludes a second open write of a holder. */
    static String lane(CardholderId holder) {
        return "holder:" + holder;
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
                        Optional.of(lane(holder.id())),
                        Optional.empty()),
                new OperationState.Sending(1, sendBy),
                keys.sent(now, sendBy, Optional.of(account)),
                new Actor.OfDistributor(holder.owner().distributor()),
                new Times(0, now, now));
    }

    Dispatch.Materials materials(OperationId operation, Submission submission, ProviderAccount account) {
        boolean perProduct = approves(account).perProduct();
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
                Optional.of(new Sending(command, submission.way())),
                "");
    }

    Dossier dossier(Stores stores, Cardholder holder) {
        return new Dossier(
                stores.cardholders().find(new Scope.Everything(), holder.id()).orElse(holder),
                stores.applicants().of(holder.id()));
    }
}
