package io.cardport.app.health;

import io.cardport.domain.account.Scope;
import io.cardport.domain.issuing.ProviderAccount;
import io.cardport.domain.issuing.ProviderDirectory;
import io.cardport.domain.operation.OperationState;
import io.cardport.domain.store.OperationStore;
import io.cardport.domain.store.Page;
import io.cardport.domain.store.UnitOfWork;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Operations that are not settled, per account. */
@Singleton
public final class Backlog {
    private static final int COUNTED = 100;

    private final UnitOfWork work;
    private final ProviderDirectory providers;
    private final Map<String, Map<OperationState.Name, Integer>> last = new ConcurrentHashMap<>();

    Backlog(UnitOfWork work, ProviderDirectory providers, MeterRegistry meters) {
        this.work = work;
        this.providers = providers;
        for (ProviderAccount account : providers.all()) {
            for (OperationState.Name state : OperationState.Name.values()) {
                if (open(state)) {
                    Gauge.builder("cardport.backlog", () -> known(account.name(), state))
                            .description("Operations that are not settled, counted up to 100")
                            .tags("account", account.name(), "state", state.name())
                            .register(meters);
                }
            }
        }
    }

    private int known(String account, OperationState.Name state) {
        return last.getOrDefault(account, Map.of()).getOrDefault(state, 0);
    }

    private static boolean open(OperationState.Name state) {
        return switch (state) {
            case QUEUED, PENDING, UNSETTLED -> true;
            case SUCCEEDED, FAILED, CANCELLED -> false;
        };
    }

    /**
     * Counts an account's open operations.
     *
     * @param account our name for it
     * @return by state; 100 stands for 100 or more
     */
    public Map<OperationState.Name, Integer> of(String account) {
        Map<OperationState.Name, Integer> counts = new TreeMap<>();
        for (OperationState.Name state : OperationState.Name.values()) {
            if (open(state)) {
                var filter = new OperationStore.Filter(
                        new Scope.Everything(), Optional.of(state), Optional.of(account), Optional.empty());
                int count = work.read(stores -> stores.operations()
                        .list(filter, new Page.Request(COUNTED, Optional.empty()))
                        .data()
                        .size());
                counts.put(state, count);
            }
        }
        last.put(account, counts);
        return counts;
    }

    /** Counts all accounts' for the gauges. */
    public void measure() {
        providers.all().forEach(account -> of(account.name()));
    }
}
