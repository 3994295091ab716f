package io.cardport.app.persistence;

import io.cardport.domain.store.StoreUnavailable;
import io.cardport.http.RateBudget;
import io.cardport.http.TokenKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;

/**
 * A budget that all nodes take from: one row holds the moment at which it will be full again, and a node takes a slice of
 * it with one statement, on a connection of its own and never inside a transaction. Slices grow until one lasts for about a
 * second, and what is left of a slice is void a second after it was taken, so that no minute sees more than the limit,
 * whatever nodes do. While the database is away nothing is granted.
 */
final class PostgresRateBudget implements RateBudget {
    private static final Duration SLICE_LASTS = Duration.ofSeconds(1);
    private static final long WINDOW = Duration.ofMinutes(1).plus(SLICE_LASTS).toMillis() * 1000;

    /** A caller that won't wait still waits for the statement of another one. */
    private static final Duration ROUND_TRIP = Duration.ofMillis(250);

    private static final String KEY = " WHERE kind = ? AND base_url = ? AND client_id = ?";

    /** Locked first, counted then: a statement that waited for another node's sees what that one left. */
    private static final String LEASE = "WITH seen AS (SELECT greatest(full_at, ?) AS start FROM issuer_rates" + KEY
            + " FOR UPDATE), slice AS (SELECT start, greatest(0, least(?::bigint,"
            + " (? - (extract(epoch FROM start - ?) * 1000000)::bigint) / ? + 1)) AS calls FROM seen)"
            + " UPDATE issuer_rates SET full_at = CASE WHEN calls > 0"
            + " THEN start + calls * ? * interval '1 microsecond' ELSE full_at END"
            + " FROM slice" + KEY + " RETURNING calls, full_at";

    private final Connections connections;
    private final TokenKey client;
    private final InstantSource clock;
    private final long interval;
    private final long burst;
    private final long mostAtOnce;

    private final ReentrantLock turn = new ReentrantLock(true);
    private Slice slice = new Slice(0, 0, Instant.EPOCH);
    private Instant nextLease = Instant.EPOCH;

    private record Slice(long calls, long left, Instant until) {}

    private record Lease(long calls, Instant fullAt) {}

    /** What a caller gets from one try. */
    private sealed interface Try {
        record Ended(Grant grant) implements Try {}

        record Later(Duration time) implements Try {}
    }

    PostgresRateBudget(DataSource database, TokenKey client, int calls, InstantSource clock) {
        if (calls < 1) {
            throw new IllegalArgumentException("a budget allows at least one call a minute");
        }
        this.connections = new Connections(database);
        this.client = client;
        this.clock = clock;
        int atOnce = Math.max(1, calls / 10);
        // At once, and then evenly: both together make up the limit of any minute.
        this.interval = -Math.floorDiv(-WINDOW, calls - atOnce + 1L);
        this.burst = interval * (atOnce - 1);
        this.mostAtOnce = Math.clamp(calls / 30, 1, atOnce);
    }

    @Override
    public Grant take(Duration longestWait) throws InterruptedException {
        long end = System.nanoTime() + Math.max(0, longestWait.toNanos());
        while (true) {
            long patience = Math.max(ROUND_TRIP.toNanos(), end - System.nanoTime());
            if (!turn.tryLock(patience, TimeUnit.NANOSECONDS)) {
                return Grant.SPENT;
            }
            Try result;
            try {
                result = once();
            } finally {
                turn.unlock();
            }
            switch (result) {
                case Try.Ended(var grant) -> {
                    return grant;
                }
                case Try.Later(var pause) -> {
                    if (pause.toNanos() > end - System.nanoTime()) {
                        return Grant.SPENT;
                    }
                    Thread.sleep(pause);
                }
            }
        }
    }

    private Try once() {
        Instant now = clock.instant();
        if (slice.left() > 0 && now.isBefore(slice.until())) {
            return granted();
        }
        if (now.isBefore(nextLease)) {
            return new Try.Later(Duration.between(now, nextLease));
        }
        long wanted = wanted(now);
        Lease lease;
        try {
            lease = lease(now, wanted);
        } catch (StoreUnavailable away) {
            nextLease = now.plus(SLICE_LASTS);
            return new Try.Ended(Grant.SPENT);
        }
        slice = new Slice(lease.calls(), lease.calls(), now.plus(SLICE_LASTS));
        if (lease.calls() < wanted) {
            nextLease = againAfter(now, wanted, lease);
        }
        return lease.calls() > 0 ? granted() : new Try.Later(Duration.between(now, nextLease));
    }

    private Try granted() {
        slice = new Slice(slice.calls(), slice.left() - 1, slice.until());
        return new Try.Ended(Grant.GRANTED);
    }

    /** Twice as much where the last slice was used up within its second, else what was used of it. */
    private long wanted(Instant now) {
        long next = slice.left() == 0 && now.isBefore(slice.until()) ? 2 * slice.calls() : slice.calls() - slice.left();
        return Math.clamp(next, 1, mostAtOnce);
    }

    /** When there will be enough for a slice, but in a second at the latest as soon as there is anything. */
    private Instant againAfter(Instant now, long wanted, Lease lease) {
        Instant one = lease.fullAt().minusNanos(burst * 1000);
        Instant all = one.plusNanos((wanted - 1) * interval * 1000);
        Instant soon = now.plus(SLICE_LASTS);
        Instant next = all.isBefore(soon) ? all : soon;
        Instant earliest = now.plusMillis(1);
        Instant any = one.isAfter(earliest) ? one : earliest;
        return next.isAfter(any) ? next : any;
    }

    private Lease lease(Instant now, long wanted) {
        return connections.autocommitting(connection -> {
            Sql sql = new Sql(connection);
            Optional<Lease> taken = taken(sql, now, wanted);
            if (taken.isPresent()) {
                return taken.get();
            }
            sql.update(
                    "INSERT INTO issuer_rates (kind, base_url, client_id, full_at) VALUES (?, ?, ?, ?)"
                            + " ON CONFLICT DO NOTHING",
                    client.kind(),
                    client.baseUrl().toString(),
                    client.clientId(),
                    now);
            return taken(sql, now, wanted).orElseThrow();
        });
    }

    private Optional<Lease> taken(Sql sql, Instant now, long wanted) {
        String base = client.baseUrl().toString();
        return sql.first(
                LEASE,
                row -> new Lease(row.getLong("calls"), Read.time(row, "full_at")),
                now,
                client.kind(),
                base,
                client.clientId(),
                wanted,
                burst,
                now,
                interval,
                interval,
                client.kind(),
                base,
                client.clientId());
    }
}
