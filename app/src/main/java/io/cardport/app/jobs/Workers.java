package io.cardport.app.jobs;

import io.cardport.app.nodes.Claiming;
import io.cardport.domain.id.Id;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works on what is due, each on a virtual thread, so many at once and no more. Nothing is taken that there is no place
 * for, so that other nodes get it, and nothing at all while this node can't say that it lives. What is worked on longer
 * than a lease lasts has it lengthened; what a killed node had is due again when its leases end.
 *
 * @param <W> what is worked on
 */
final class Workers<W> implements AutoCloseable {
    /** With {@link #EXTENDING} and the workers' rest, work of a killed node is begun by another well within 30 s. */
    static final Duration LEASE = Duration.ofSeconds(15);

    private static final Duration EXTENDING = Duration.ofSeconds(4);
    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final String name;
    private final Source<W> source;
    private final Claiming claiming;
    private final Duration rest;
    private final Semaphore places;
    private final ExecutorService threads;
    /** What is worked on, each with the end of its lease. */
    private final Map<Id, Instant> held = new ConcurrentHashMap<>();

    /** How much at once and how eagerly. */
    record Pace(int atOnce, Duration rest) {}

    private enum Most {
        ONE,
        ALL
    }

    /** Where work comes from. */
    interface Source<W> {
        /** Leases what is due. */
        List<W> take(int limit);

        /** Has leases with one end last for a time from now on, and tells when they end then. */
        Instant extend(List<Id> ids, Instant leasedUntil, Duration lease);

        /** Which it is. */
        Id id(W due);

        /** When its lease ends. */
        Instant leasedUntil(W due);

        /** Does it, or tells how long it is to wait for its turn. */
        Optional<Duration> work(W due);
    }

    Workers(String name, Pace pace, Claiming claiming, Source<W> source) {
        this.name = name;
        this.source = source;
        this.claiming = claiming;
        this.rest = pace.rest();
        this.places = new Semaphore(pace.atOnce());
        this.threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name(name + "-", 0).factory());
    }

    /** One time round: takes as much as there are places and starts it. */
    Duration round() throws InterruptedException {
        return taking(Most.ALL);
    }

    /** Takes one only, and starts it. */
    Duration one() throws InterruptedException {
        return taking(Most.ONE);
    }

    private Duration taking(Most most) throws InterruptedException {
        if (!claiming.allowed()) {
            return rest;
        }
        places.acquire();
        return start(
                switch (most) {
                    case ALL -> 1 + places.drainPermits();
                    case ONE -> 1;
                });
    }

    private Duration start(int free) {
        int started = 0;
        try {
            for (W due : source.take(free)) {
                held.put(source.id(due), source.leasedUntil(due));
                threads.execute(() -> workOn(due));
                started++;
            }
        } finally {
            places.release(free - started);
        }
        return started == free ? Duration.ZERO : rest;
    }

    private void workOn(W due) {
        try {
            source.work(due).ifPresent(wait -> putBack(due, wait));
        } catch (RuntimeException failed) {
            // The lease brings it back.
            LOG.warn("{} could not work on one: {}", name, failed.getClass().getName());
        } finally {
            held.remove(source.id(due));
            places.release();
        }
    }

    private void putBack(W due, Duration wait) {
        Id id = source.id(due);
        source.extend(List.of(id), held.getOrDefault(id, source.leasedUntil(due)), wait);
    }

    /** Lengthens the leases of what is still worked on; what was only just taken costs a statement at most. */
    Duration extend() {
        Map<Instant, List<Id>> ends = held.entrySet().stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getValue, Collectors.mapping(Map.Entry::getKey, Collectors.toList())));
        ends.forEach((end, ids) -> {
            Instant longer = source.extend(ids, end, LEASE);
            ids.forEach(id -> held.replace(id, end, longer));
        });
        return EXTENDING;
    }

    /** Lets what was begun end; to be called when nothing takes more. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException stopped) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
