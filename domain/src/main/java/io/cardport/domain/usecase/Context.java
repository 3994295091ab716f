package io.cardport.domain.usecase;

import io.cardport.domain.id.IdGenerator;
import io.cardport.domain.issuing.Capability;
import io.cardport.domain.issuing.ProviderAccount;
import io.cardport.domain.issuing.ProviderDirectory;
import io.cardport.domain.product.Product;
import io.cardport.domain.store.UnitOfWork;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * What every use case works with.
 *
 * @param work transactions
 * @param providers the configured accounts
 * @param ids where new ids come from
 * @param clock database time
 */
public record Context(UnitOfWork work, ProviderDirectory providers, IdGenerator ids, InstantSource clock) {
    Instant now() {
        return clock.instant();
    }

    /** An ability of the account that the product does not withhold. */
    <C extends Capability> Optional<C> ability(Product product, Class<C> capability) {
        return product.seen().rules().withheld().contains(capability)
                ? Optional.empty()
                : ability(product.account(), capability);
    }

    <C extends Capability> Optional<C> ability(String account, Class<C> capability) {
        return providers.find(account).map(ProviderAccount::provider).flatMap(provider -> provider.can(capability));
    }
}
