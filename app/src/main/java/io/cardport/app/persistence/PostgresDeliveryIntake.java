package io.cardport.app.persistence;

import io.cardport.app.sealing.KeyRing;
import io.cardport.domain.store.DeliveryIntake;
import io.cardport.domain.store.StoreUnavailable;
import io.cardport.domain.webhook.StoredDelivery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

/**
 * The hot way in: one writer commits whatever has come while it was committing before, in one statement, and every caller
 * is answered after that commit. While they pour in, what came is one row ({@link DeliveryRows}). What that gains against
 * one transaction per delivery is measured by the intake benchmark.
 */
final class PostgresDeliveryIntake implements DeliveryIntake, AutoCloseable {
    private static final int LARGEST_BATCH = 256;
    private static final long MOST_BYTES = 4L * 1024 * 1024;
    private static final int LONGEST_QUEUE = 8192;
    private static final long MOST_HELD = 64L * 1024 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** From so many in one commit on they are kept in one row, and while so many come in a second. */
    private static final int MANY = 16;

    private static final int POURING = 1_000;
    private static final long WINDOW = Duration.ofMillis(50).toNanos();

    private final Connections connections;
    private final KeyRing house;
    private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(LONGEST_QUEUE);
    private final ExecutorService answers = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("delivery-answers").daemon().factory());
    /** Bytes of what is queued or being written. */
    private final AtomicLong held = new AtomicLong();

    private final Thread writer;
    private volatile Begun begun = Begun.NOTHING;
    private volatile boolean closed;
    private long windowBegan = System.nanoTime();
    private long inWindow;
    private boolean pouring;

    /** What the writer is committing, and since when by the monotonic clock. */
    private record Begun(List<Waiting> batch, long since) {
        private static final Begun NOTHING = new Begun(List.of(), 0);
    }

    private enum Wanted {
        /** Whether the event was there already. */
        DECIDED,
        /** No more than that it is durable. */
        DURABLE;

        /** What the database will refuse is not to be found out when its issuer has been told that it is durable. */
        private static Wanted of(Wanted asked, StoredDelivery delivery) {
            return delivery.dedupe().indexOf('\0') < 0 ? asked : DECIDED;
        }
    }

    private record Waiting(DeliveryRows.Sealed sealed, Wanted wanted, CompletableFuture<Admission> answer) {
        private String key() {
            return sealed.delivery().id().value();
        }
    }

    PostgresDeliveryIntake(DataSource database, KeyRing house) {
        this.connections = new Connections(database);
        this.house = house;
        this.writer = Thread.ofPlatform().name("delivery-intake").daemon().start(this::writeOn);
        Thread.ofVirtual().name("delivery-watch").start(this::watchOn);
    }

    @Override
    public Admission admit(StoredDelivery delivery) {
        try {
            return admission(delivery).toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            throw new StoreUnavailable(failed.getCause() == null ? failed : failed.getCause());
        } catch (TimeoutException stuck) {
            throw new StoreUnavailable(stuck);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailable(stopped);
        }
    }

    @Override
    public CompletionStage<Admission> admission(StoredDelivery delivery) {
        return queued(delivery, Wanted.DECIDED);
    }

    @Override
    public CompletionStage<Admission> keep(StoredDelivery delivery) {
        return queued(delivery, Wanted.DURABLE);
    }

    private CompletionStage<Admission> queued(StoredDelivery delivery, Wanted wanted) {
        // Sealed here, on the caller's thread: the one writer has better things to do.
        byte[] sealed = house.seal(PostgresInboxStore.place(delivery.id()), delivery.content());
        Waiting waiting = new Waiting(
                new DeliveryRows.Sealed(delivery, sealed), Wanted.of(wanted, delivery), new CompletableFuture<>());
        if (held.addAndGet(sealed.length) > MOST_HELD || closed || !queue.offer(waiting)) {
            held.addAndGet(-sealed.length);
            return CompletableFuture.completedStage(Admission.FULL);
        }
        return waiting.answer().whenComplete((became, failed) -> held.addAndGet(-sealed.length));
    }

    private void writeOn() {
        List<Waiting> batch = new ArrayList<>(LARGEST_BATCH);
        while (!closed || !queue.isEmpty()) {
            try {
                Waiting first = queue.poll(100, TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    drain(batch);
                    begun = new Begun(List.copyOf(batch), System.nanoTime());
                    count(batch.size(), begun.since());
                    commit(batch);
                    begun = Begun.NOTHING;
                }
            } catch (InterruptedException stopped) {
                closed = true;
            }
            batch.clear();
        }
    }

    /** What waits, as long as it is neither too many nor too large to be held twice. */
    private void drain(List<Waiting> batch) {
        long bytes = batch.getFirst().sealed().content().length;
        while (batch.size() < LARGEST_BATCH && bytes < MOST_BYTES) {
            Waiting next = queue.poll();
            if (next == null) {
                return;
            }
            batch.add(next);
            bytes += next.sealed().content().length;
        }
    }

    private void count(int more, long now) {
        inWindow += more;
        if (now - windowBegan >= WINDOW) {
            pouring = inWindow * Duration.ofSeconds(1).toNanos() / (now - windowBegan) >= POURING;
            windowBegan = now;
            inWindow = 0;
        }
    }

    private void commit(List<Waiting> batch) {
        try {
            Map<String, Admission> became = write(batch);
            List<Waiting> committed = List.copyOf(batch);
            // Whoever waits goes on with the answer on the thread that brings it: the writer has the next batch to
            // write.
            answers.execute(() -> committed.forEach(waiting -> waiting.answer().complete(became.get(waiting.key()))));
        } catch (StoreUnavailable away) {
            fail(batch, away);
        } catch (RuntimeException failed) {
            if (batch.size() == 1) {
                Waiting alone = batch.getFirst();
                answers.execute(() -> alone.answer().completeExceptionally(failed));
            } else {
                // One delivery that the database refuses, or a lost race, must not fail those that came with it.
                batch.forEach(waiting -> commit(List.of(waiting)));
            }
        }
    }

    private void fail(List<Waiting> batch, StoreUnavailable why) {
        List<Waiting> failed = List.copyOf(batch);
        answers.execute(() -> failed.forEach(waiting -> waiting.answer().completeExceptionally(why)));
    }

    /** A database that neither answers nor refuses keeps nobody waiting: that what waits is durable is then uncertain. */
    private void watchOn() {
        try {
            while (!closed) {
                Thread.sleep(Duration.ofSeconds(1));
                Begun stuck = begun;
                if (!stuck.batch().isEmpty() && System.nanoTime() - stuck.since() > PATIENCE.toNanos()) {
                    List<Waiting> all = new ArrayList<>(stuck.batch());
                    queue.drainTo(all);
                    fail(all, new StoreUnavailable(new TimeoutException("the database does not answer")));
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private Map<String, Admission> write(List<Waiting> batch) {
        List<Waiting> keep = batch.stream()
                .filter(waiting -> waiting.wanted() == Wanted.DURABLE)
                .toList();
        if (keep.isEmpty() || keep.size() < MANY && !pouring) {
            return spread(batch);
        }
        connections.autocommitting(connection -> {
            DeliveryRows.pack(new Sql(connection), sealed(keep));
            return keep;
        });
        // These last: should it fail between the two, those that are written already are none for whom that decides.
        List<Waiting> others = batch.stream()
                .filter(waiting -> waiting.wanted() == Wanted.DECIDED)
                .toList();
        Map<String, Admission> became = others.isEmpty() ? new HashMap<>() : spread(others);
        keep.forEach(waiting -> became.put(waiting.key(), Admission.KEPT));
        return became;
    }

    private Map<String, Admission> spread(List<Waiting> batch) {
        Set<String> fresh =
                connections.autocommitting(connection -> DeliveryRows.write(new Sql(connection), sealed(batch)));
        Map<String, Admission> became = new HashMap<>();
        batch.forEach(waiting ->
                became.put(waiting.key(), fresh.contains(waiting.key()) ? Admission.ADMITTED : Admission.DUPLICATE));
        return became;
    }

    private static List<DeliveryRows.Sealed> sealed(List<Waiting> batch) {
        return batch.stream().map(Waiting::sealed).toList();
    }

    /** Takes nothing more and ends when what was taken is committed or has failed. */
    @Override
    public void close() {
        closed = true;
        try {
            writer.join(PATIENCE);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        List<Waiting> late = new ArrayList<>();
        queue.drainTo(late);
        late.forEach(waiting -> waiting.answer().complete(Admission.FULL));
        answers.shutdown();
    }
}
