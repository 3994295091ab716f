package io.cardport.app.jobs;

import io.cardport.domain.issuing.ProductCatalogue;
import io.cardport.domain.issuing.ProviderAccount;
import io.cardport.domain.issuing.ProviderDirectory;
import io.cardport.domain.usecase.RefreshProducts;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Asks every issuer for its products, at the start until it answers and then every ten minutes. */
@Singleton
final class ProductJob implements Recurring {
    private static final Duration EVERY = Duration.ofMinutes(10);
    private static final Duration SOON = Duration.ofMillis(500);
    private static final Duration LATER = Duration.ofSeconds(30);

    private final RefreshProducts refresh;
    private final ProviderDirectory providers;
    private final Map<String, Duration> retries = new ConcurrentHashMap<>();

    ProductJob(RefreshProducts refresh, ProviderDirectory providers) {
        this.refresh = refresh;
        this.providers = providers;
    }

    @Override
    public Duration run(String account) {
        return switch (refresh.handle(account)) {
            case CURRENT -> {
                retries.remove(account);
                yield EVERY;
            }
            case UNCHANGED ->
                retries.merge(
                        account,
                        SOON,
                        (before, first) ->
                                before.multipliedBy(2).compareTo(LATER) > 0 ? LATER : before.multipliedBy(2));
        };
    }

    @Override
    public String name() {
        return "products";
    }

    @Override
    public List<String> instances() {
        return providers.all().stream()
                .filter(account ->
                        account.provider().can(ProductCatalogue.class).isPresent())
                .map(ProviderAccount::name)
                .toList();
    }
}
