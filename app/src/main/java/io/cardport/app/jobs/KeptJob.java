package io.cardport.app.jobs;

import io.cardport.app.health.IssuerCircuits;
import io.cardport.domain.issuing.ProviderAccount;
import io.cardport.domain.issuing.ProviderDirectory;
import io.cardport.domain.usecase.WakeKept;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Has what was kept for an issuer sent as soon as its circuit closes, at the issuer's rate; and has some of it tried when
 * an open circuit would let one call through, so that an issuer which is back is found without anybody calling.
 */
@Singleton
final class KeptJob implements Job {
    private static final Duration EVERY = Duration.ofSeconds(1);

    /** Where no rate is configured. */
    private static final Duration APART = Duration.ofMillis(20);

    private final WakeKept wake;
    private final IssuerCircuits circuits;
    private final ProviderDirectory providers;
    private final CallLimits limits;
    private final Set<String> back = ConcurrentHashMap.newKeySet();
    private final List<Loop> loops = new ArrayList<>();

    KeptJob(WakeKept wake, IssuerCircuits circuits, ProviderDirectory providers, CallLimits limits) {
        this.wake = wake;
        this.circuits = circuits;
        this.providers = providers;
        this.limits = limits;
    }

    private Duration round() {
        for (ProviderAccount account : providers.all()) {
            String name = account.name();
            if (back.remove(name)) {
                wakeAll(name);
            } else if (circuits.wantsTry(name)) {
                wake.few(name);
            }
        }
        return EVERY;
    }

    private void wakeAll(String account) {
        try {
            wake.all(
                    account,
                    limits.perMinute(account)
                            .map(limit -> Duration.ofMinutes(1).dividedBy(limit))
                            .orElse(APART));
        } catch (RuntimeException failed) {
            back.add(account);
            throw failed;
        }
    }

    @Override
    public void start() {
        Loop loop = Loop.start("kept-writes", this::round);
        loops.add(loop);
        circuits.onBack(account -> {
            back.add(account);
            loop.wake();
        });
    }

    @Override
    public void close() {
        loops.forEach(Loop::close);
    }
}
