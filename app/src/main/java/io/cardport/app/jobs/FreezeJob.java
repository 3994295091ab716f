package io.cardport.app.jobs;

import io.cardport.domain.freeze.Hold;
import io.cardport.domain.usecase.CarryOutFreezes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has issuers lock what is frozen, batch by batch; what a killed node had is due again when its leases end. */
@Singleton
final class FreezeJob implements Job {
    private static final Logger LOG = LoggerFactory.getLogger(FreezeJob.class);
    private static final Duration REST = Duration.ofMillis(500);
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final int AT_ONCE = 8;

    private final CarryOutFreezes freezes;
    private final List<Loop> loops = new ArrayList<>();

    FreezeJob(CarryOutFreezes freezes) {
        this.freezes = freezes;
    }

    private Duration gather() {
        return freezes.gather(LEASE) > 0 ? Duration.ZERO : REST;
    }

    private Duration work() throws InterruptedException {
        List<Hold> due = freezes.take(LEASE, AT_ONCE);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            due.forEach(hold -> running.add(threads.submit(() -> freezes.handle(hold))));
            for (Future<?> each : running) {
                each.get();
            }
        } catch (ExecutionException failed) {
            // The lease brings it back.
            LOG.warn("a frozen card could not be worked on: {}", String.valueOf(failed.getCause()));
        }
        return due.isEmpty() ? REST : Duration.ZERO;
    }

    @Override
    public void start() {
        loops.add(Loop.start("freezes", this::gather));
        loops.add(Loop.start("frozen-cards", this::work));
    }

    @Override
    public void close() {
        loops.forEach(Loop::close);
    }
}
