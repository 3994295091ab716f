package io.cardport.app.persistence;

import io.cardport.app.sealing.KeyRing;
import io.cardport.domain.store.DeliveryIntake;
import io.cardport.domain.store.StoreUnavailable;
import io.cardport.domain.webhook.StoredDelivery;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
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
import javax.sql.DataSource;

/**
 * The hot way in: one writer commits whatever has come while it was committing before, in one statement, and every caller
 * is answered after that commit. What that gains against one transaction per delivery is measured by the intake benchmark.
 */
final class PostgresDeliveryIntake implements DeliveryIntake, AutoCloseable {
    private static final int LARGEST_BATCH = 256;
    private static final int LONGEST_QUEUE = 8192;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final String WRITE = "WITH given AS (SELECT * FROM unnest(?, ?, ?, ?, ?, ?)"
            + " AS g(id, account, digest, dedupe, content, received_at)),"
            // One order everywhere, so that two nodes with the same deliveries don't deadlock.
            + " fresh AS (INSERT INTO inbox_dedupe (account, digest, delivery_id) SELECT account, digest, id FROM given"
            + " ORDER BY account, digest ON CONFLICT DO NOTHING RETURNING delivery_id),"
            + " kept AS (INSERT INTO inbox (id, account, dedupe, content, received_at)"
            + " SELECT id, account, dedupe, content, received_at FROM given"
            + " WHERE id IN (SELECT delivery_id FROM fresh)),"
            + " work AS (INSERT INTO inbox_work (delivery_id, next_at) SELECT id, received_at FROM given"
            + " WHERE id IN (SELECT delivery_id FROM fresh))"
            + " SELECT delivery_id FROM fresh";

    private final Connections connections;
    private final KeyRing house;
    private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(LONGEST_QUEUE);
    private final ExecutorService answers = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("delivery-answers").daemon().factory());
    private final Thread writer;
    private volatile Begun begun = Begun.NOTHING;
    private volatile boolean closed;

    /** What the writer is committing, and since when by the monotonic clock. */
    private record Begun(List<Waiting> batch, long since) {
        private static final Begun NOTHING = new Begun(List.of(), 0);
    }

    private record Waiting(StoredDelivery delivery, byte[] sealed, CompletableFuture<Admission> answer) {}

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
        // Sealed here, on the caller's thread: the one writer has better things to do.
        byte[] sealed = house.seal(PostgresInboxStore.place(delivery.id()), delivery.content());
        Waiting waiting = new Waiting(delivery, sealed, new CompletableFuture<>());
        if (closed || !queue.offer(waiting)) {
            return CompletableFuture.completedStage(Admission.FULL);
        }
        return waiting.answer();
    }

    private void writeOn() {
        List<Waiting> batch = new ArrayList<>(LARGEST_BATCH);
        while (!closed || !queue.isEmpty()) {
            try {
                Waiting first = queue.poll(100, TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    queue.drainTo(batch, LARGEST_BATCH - 1);
                    begun = new Begun(List.copyOf(batch), System.nanoTime());
                    commit(batch);
                    begun = Begun.NOTHING;
                }
            } catch (InterruptedException stopped) {
                closed = true;
            }
            batch.clear();
        }
    }

    private void commit(List<Waiting> batch) {
        try {
            Set<String> fresh = write(batch);
            List<Waiting> committed = List.copyOf(batch);
            // Whoever waits goes on with the answer on the thread that brings it: the writer has the next batch to
            // write.
            answers.execute(() -> committed.forEach(waiting -> waiting.answer()
                    .complete(
                            fresh.contains(waiting.delivery().id().value())
                                    ? Admission.ADMITTED
                                    : Admission.DUPLICATE)));
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

    private Set<String> write(List<Waiting> batch) {
        int size = batch.size();
        String[] ids = new String[size];
        String[] accounts = new String[size];
        byte[][] digests = new byte[size][];
        String[] dedupes = new String[size];
        byte[][] contents = new byte[size][];
        Instant[] received = new Instant[size];
        for (int at = 0; at < size; at++) {
            StoredDelivery delivery = batch.get(at).delivery();
            ids[at] = delivery.id().value();
            accounts[at] = delivery.account();
            digests[at] = digest(delivery.dedupe());
            dedupes[at] = delivery.dedupe();
            contents[at] = batch.get(at).sealed();
            received[at] = delivery.receivedAt();
        }
        return connections.autocommitting(connection -> new HashSet<>(new Sql(connection)
                .list(
                        WRITE,
                        row -> Read.text(row, "delivery_id"),
                        ids,
                        accounts,
                        digests,
                        dedupes,
                        contents,
                        received)));
    }

    private static byte[] digest(String dedupe) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(dedupe.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        }
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
