package io.cardport.domain.usecase;

import io.cardport.domain.account.Scope;
import io.cardport.domain.id.IdGenerator;
import io.cardport.domain.issuing.Capability;
import io.cardport.domain.issuing.ProviderAccount;
import io.cardport.domain.issuing.ProviderDirectory;
import io.cardport.domain.operation.Operation;
import io.cardport.domain.operation.OperationState;
import io.cardport.domain.product.Product;
import io.cardport.domain.store.StoreUnavailable;
import io.cardport.domain.store.Stores;
import io.cardport.domain.store.UnitOfWork;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/**
 * What every use case works with.
 *
 * @param work transactions
 * @param providers the configured accounts
 * @param ids where new ids come from
 * @param clock database time
 */
public record Context(UnitOfWork work, ProviderDirectory providers, IdGenerator ids, InstantSource clock) {
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int CONCLUDING = 120;

    Instant now() {
        return clock.instant();
    }

    /**
     * Records what became of a call that was made. If the database is away the caller learns so at once, and what is known
     * is recorded from memory as soon as it is back; a process that ends before leaves it to be settled by looking.
     */
    <T> T conclude(Operation sent, Function<Stores, T> record) {
        try {
            return work.write(record);
        } catch (StoreUnavailable away) {
            Thread.ofVirtual().name("concluding").start(() -> Context.again(work, sent, record));
            throw away;
        }
    }

    private static <T> void again(UnitOfWork work, Operation sent, Function<Stores, T> record) {
        for (int attempt = 0; attempt < CONCLUDING; attempt++) {
            try {
                Thread.sleep(PAUSE);
                work.write(stores -> recorded(stores, sent) ? Optional.<T>empty() : Optional.of(record.apply(stores)));
                return;
            } catch (StoreUnavailable stillAway) {
                // The next pause may bring it back.
            } catch (InterruptedException ending) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** The first try may have committed and only its confirmation been lost; its key may stand for another request now. */
    private static boolean recorded(Stores stores, Operation sent) {
        OperationState state = stores.operations()
                .find(new Scope.Everything(), sent.id())
                .orElseThrow()
                .state();
        return switch (state) {
            case OperationState.Sending sending -> !sending.equals(sent.state());
            case OperationState.Unknown ignored -> false;
            case OperationState.InReview ignored -> false;
            case OperationState.Queued ignored -> true;
            case OperationState.Waiting ignored -> true;
            case OperationState.Confirming ignored -> true;
            case OperationState.Succeeded ignored -> true;
            case OperationState.Failed ignored -> true;
            case OperationState.SucceededByHand ignored -> true;
            case OperationState.FailedByHand ignored -> true;
            case OperationState.Cancelled ignored -> true;
        };
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
