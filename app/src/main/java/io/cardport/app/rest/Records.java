package io.cardport.app.rest;

import io.cardport.app.rest.view.WaitingOperationView;
import io.cardport.app.security.Caller;
import io.cardport.domain.card.Card;
import io.cardport.domain.funding.FundsMovement;
import io.cardport.domain.holder.Applicant;
import io.cardport.domain.holder.Dossier;
import io.cardport.domain.holder.ProductScope;
import io.cardport.domain.id.CardId;
import io.cardport.domain.id.CardholderId;
import io.cardport.domain.id.MovementId;
import io.cardport.domain.id.OperationId;
import io.cardport.domain.id.ProductId;
import io.cardport.domain.issuing.ProviderDirectory;
import io.cardport.domain.operation.Operation;
import io.cardport.domain.product.Product;
import io.cardport.domain.store.Page;
import io.cardport.domain.store.Stores;
import io.cardport.domain.store.UnitOfWork;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What a distributor sees of the record; what it does not see is missing. */
@Singleton
final class Records {
    private final UnitOfWork work;
    private final ProviderDirectory providers;

    Records(UnitOfWork work, ProviderDirectory providers) {
        this.work = work;
        this.providers = providers;
    }

    <T> T read(Function<Stores, T> reading) {
        return work.read(reading);
    }

    Optional<Card> card(Caller caller, CardId id) {
        return read(stores -> stores.cards().find(caller.scope(), id));
    }

    Optional<Dossier> dossier(Caller caller, CardholderId id) {
        return read(stores -> stores.cardholders()
                .find(caller.scope(), id)
                .map(holder -> new Dossier(holder, stores.applicants().of(id))));
    }

    Optional<FundsMovement> movement(Caller caller, MovementId id) {
        return read(stores -> stores.movements().find(caller.scope(), id));
    }

    Optional<WaitingOperationView> operationAlone(Caller caller, OperationId id) {
        return read(stores -> stores.operations()
                .find(caller.scope(), id)
                .map(found -> WaitingOperationView.of(found, stores.operations().steps(id))));
    }

    Optional<Operation> operation(Caller caller, OperationId id) {
        return read(stores -> stores.operations().find(caller.scope(), id));
    }

    /** A product at one of the caller's accounts. */
    Optional<Product> product(Caller caller, ProductId id) {
        return read(stores -> stores.products()
                .find(id)
                .filter(product -> accounts(stores, caller).contains(product.account())));
    }

    private static List<String> accounts(Stores stores, Caller caller) {
        return stores.distributors()
                .find(caller.distributor())
                .map(distributor -> distributor.accounts())
                .orElse(List.of());
    }

    /** The approval that counts for a product; the issuer may approve the person for all. */
    Optional<Applicant> approval(Dossier dossier, Product product) {
        boolean perProduct = providers
                .find(product.account())
                .filter(account -> account.provider().facts().approval().perProduct())
                .isPresent();
        ProductScope scope = perProduct ? new ProductScope.OneProduct(product.id()) : new ProductScope.AnyProduct();
        return dossier.approvals().stream()
                .filter(applicant -> applicant.scope().equals(scope))
                .findFirst();
    }

    /** A thing that must be there. */
    static <T> T found(Optional<T> thing) {
        return thing.orElseThrow(() -> Problem.of(ProblemCode.NOT_FOUND).exception());
    }

    /** A list as it is shown. */
    static <T> Map<String, Object> shown(Page<T> page, Function<T, ?> view, Cursors.OfList cursors) {
        Map<String, Object> list = new LinkedHashMap<>();
        list.put("data", page.data().stream().map(view).toList());
        list.put("next", page.next().map(cursors::write));
        return list;
    }

    /** A list that has nothing. */
    static <T> Page<T> nothing() {
        return new Page<>(List.of(), Optional.empty());
    }
}
