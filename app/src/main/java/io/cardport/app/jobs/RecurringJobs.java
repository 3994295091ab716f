package io.cardport.app.jobs;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.exceptions.ExecutionException;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceCurrentlyExecutingException;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceNotFoundException;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.cardport.app.nodes.Claiming;
import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The recurring jobs of the house on db-scheduler, at database time. They are due when a node starts, because it may know
 * products and accounts that no node before it knew.
 */
final class RecurringJobs implements Job {
    private static final Logger LOG = LoggerFactory.getLogger(RecurringJobs.class);
    private static final int AT_ONCE = 8;
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration LONGEST_AFTER_FAILURE = Duration.ofMinutes(1);
    private static final Duration WHILE_UNHEARD = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final double LOWER = 0.5;
    private static final double UPPER = 1.0;
    private static final int MISSED = 4;
    private static final int GROWTHS = 6;
    private static final int ATTEMPTS = 50;

    private final InstantSource clock;
    private final Claiming claiming;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("recurring-", 0).factory());
    private final Map<Recurring, CustomTask<String>> tasks = new HashMap<>();
    private final Scheduler scheduler;

    /**
     * How eagerly.
     *
     * @param poll how often what is due is looked for
     * @param heartbeat how often a running job says so; after four that did not come another node takes it up
     */
    record Pace(Duration poll, Duration heartbeat) {
        /** What a killed node was at is taken up within 30 s: 20 s of silence, seen to every 10 s. */
        static final Pace USUAL = new Pace(Duration.ofMillis(500), Duration.ofSeconds(5));
    }

    RecurringJobs(
            DataSource database, InstantSource clock, Claiming claiming, String node, List<Recurring> jobs, Pace pace) {
        this.clock = clock;
        this.claiming = claiming;
        List<Task<?>> known = new ArrayList<>();
        for (Recurring job : jobs) {
            CustomTask<String> task = task(job);
            tasks.put(job, task);
            known.add(task);
        }
        this.scheduler = Scheduler.create(DelegatingDataSource.unwrapDataSource(database), known)
                .clock(clock::instant)
                .schedulerName(() -> node)
                .serializer(new NoData())
                .executorService(threads)
                .threads(AT_ONCE)
                .pollingInterval(pace.poll())
                .pollUsingLockAndFetch(LOWER, UPPER)
                .heartbeatInterval(pace.heartbeat())
                .missedHeartbeatsLimit(MISSED)
                .shutdownMaxWait(PATIENCE)
                .failureLogging(LogLevel.DEBUG, false)
                .build();
    }

    private CustomTask<String> task(Recurring job) {
        return Tasks.custom(job.name(), String.class)
                .onDeadExecutionRevive()
                .onFailure((failed, operations) -> again(job, failed, operations))
                .execute((instance, context) -> {
                    Duration rest = claiming.allowed() ? job.run(instance.getId()) : WHILE_UNHEARD;
                    return (done, operations) ->
                            operations.reschedule(done, clock.instant().plus(rest));
                });
    }

    private void again(Recurring job, ExecutionComplete failed, ExecutionOperations<String> operations) {
        int before = Math.min(GROWTHS, failed.getExecution().consecutiveFailures);
        Duration grown = AFTER_FAILURE.multipliedBy(1L << before);
        Duration rest = grown.compareTo(LONGEST_AFTER_FAILURE) > 0 ? LONGEST_AFTER_FAILURE : grown;
        LOG.warn(
                "{} failed ({}), trying again in {} ms",
                job.name(),
                failed.getCause().map(cause -> cause.getClass().getName()).orElse("unknown"),
                rest.toMillis());
        operations.reschedule(failed, clock.instant().plus(rest));
    }

    @Override
    public void start() {
        tasks.forEach((job, task) -> job.instances().forEach(id -> due(job, id, Duration.ZERO)));
        scheduler.start();
    }

    /** Has something done out of its times; what is being done this moment is left at that. */
    void due(Recurring job, String id, Duration after) {
        CustomTask<String> task = tasks.get(job);
        if (task == null) {
            throw new IllegalArgumentException(job.name() + " is no job of this scheduler");
        }
        due(task.instance(id, ""), clock.instant().plus(after));
    }

    private void due(TaskInstance<String> instance, Instant at) {
        for (int attempt = 1; ; attempt++) {
            try {
                if (!scheduler.scheduleIfNotExists(instance, at) && !isDueBy(instance, at)) {
                    scheduler.reschedule(instance, at);
                }
                return;
            } catch (TaskInstanceCurrentlyExecutingException | TaskInstanceNotFoundException busy) {
                LOG.debug("{} is being done", instance);
                return;
            } catch (ExecutionException changed) {
                // The scheduler's word for a row that was taken, done or moved between its reading and its writing.
                if (attempt == ATTEMPTS) {
                    throw changed;
                }
            }
        }
    }

    /** Of many who want the same at about the same time one is enough: the others would only move each other's row. */
    private boolean isDueBy(TaskInstance<String> instance, Instant at) {
        return scheduler
                .getScheduledExecution(instance)
                .filter(planned ->
                        !planned.isPicked() && !planned.getExecutionTime().isAfter(at))
                .isPresent();
    }

    @Override
    public void close() {
        scheduler.stop();
        threads.close();
    }

    /** Jobs carry nothing but their name, so nothing is ever deserialized. */
    private static final class NoData implements com.github.kagkarlsson.scheduler.serializer.Serializer {
        private static final byte[] NOTHING = {};

        @Override
        public byte[] serialize(Object data) {
            return NOTHING;
        }

        @Override
        public <T> T deserialize(Class<T> type, byte[] stored) {
            return Optional.of("").map(type::cast).orElseThrow();
        }
    }
}
