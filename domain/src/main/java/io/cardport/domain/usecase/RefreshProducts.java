package io.cardport.domain.usecase;

import io.cardport.domain.issuing.Look;
import io.cardport.domain.issuing.ProductCatalogue;
import io.cardport.domain.issuing.ProductSeen;
import io.cardport.domain.issuing.ProviderAccount;
import java.util.List;
import java.util.Optional;

/** Asks an issuer for its products and keeps what it says. */
public final class RefreshProducts {
    private final Context context;

    /**
     * Makes the use case.
     *
     * @param context what it works with
     */
    public RefreshProducts(Context context) {
        this.context = context;
    }

    /** What became of it. */
    public enum Refreshed {
        /** What is kept is what the issuer offers. */
        CURRENT,
        /** The issuer has no list, or could not be asked; what was kept stays. */
        UNCHANGED
    }

    /**
     * Asks.
     *
     * @param account our name for the account
     * @return what became of it
     */
    public Refreshed handle(String account) {
        Optional<ProductCatalogue> catalogue = context.providers()
                .find(account)
                .map(ProviderAccount::provider)
                .flatMap(provider -> provider.can(ProductCatalogue.class));
        if (catalogue.isEmpty()) {
            return Refreshed.UNCHANGED;
        }
        return switch (catalogue.get().products()) {
            case Look.Found<List<ProductSeen>>(var products) ->
                context.work().write(stores -> {
                    stores.products().replace(account, products, context.ids());
                    return Refreshed.CURRENT;
                });
            case Look.Absent<List<ProductSeen>> ignored -> Refreshed.UNCHANGED;
            case Look.Denied<List<ProductSeen>> ignored -> Refreshed.UNCHANGED;
            case Look.Unavailable<List<ProductSeen>> ignored -> Refreshed.UNCHANGED;
        };
    }
}
