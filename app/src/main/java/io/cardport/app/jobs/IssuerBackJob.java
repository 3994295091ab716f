package io.cardport.app.jobs;

import io.cardport.app.health.IssuerCircuits;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Has what is {@link AfterOutage} done for an account as soon as one of its circuits closes. */
@Singleton
final class IssuerBackJob implements Job {
    private static final Duration EVERY = Duration.ofMinutes(1);

    /** A circuit that opens and closes all the time must not make it a question a moment. */
    private static final Duration AFTER = Duration.ofSeconds(5);

    private final RecurringJobs recurring;
    private final List<AfterOutage> jobs;
    private final IssuerCircuits circuits;
    private final Set<String> back = ConcurrentHashMap.newKeySet();
    private final List<Loop> loops = new ArrayList<>();

    IssuerBackJob(RecurringJobs recurring, List<AfterOutage> jobs, IssuerCircuits circuits) {
        this.recurring = recurring;
        this.jobs = jobs;
        this.circuits = circuits;
    }

    private Duration round() {
        for (String account : List.copyOf(back)) {
            jobs.stream()
                    .filter(job -> job.instances().contains(account))
                    .forEach(job -> recurring.due(job, account, AFTER));
            back.remove(account);
        }
        return EVERY;
    }

    @Override
    public void start() {
        Loop loop = Loop.start("issuer-back", this::round);
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
