package io.cardport.app.boot;

import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import jakarta.annotation.PreDestroy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database's time, so that all nodes agree: measured every 30 s and carried by the monotonic clock in between, which
 * no change of this machine's clock moves. While the database is away the last measurement carries on.
 */
public final class DatabaseClock implements InstantSource, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseClock.class);
    private static final Duration EVERY = Duration.ofSeconds(30);
    /** A slower answer says too little about when the server looked at its clock. */
    private static final Duration USEFUL_ROUND_TRIP = Duration.ofSeconds(1);

    private record Mark(Instant databaseTime, long nanos) {}

    private final DataSource database;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Mark mark;

    /**
     * Measures once; later measurements follow in the background.
     *
     * @param database any pool of it
     * @throws SQLException when the database can't be asked
     */
    public DatabaseClock(DataSource database) throws SQLException {
        this.database = DelegatingDataSource.unwrapDataSource(database);
        this.mark = measured(this.database);
        Thread.ofVirtual().name("database-clock").start(this::keepMeasuring);
    }

    @Override
    public Instant instant() {
        Mark last = mark;
        return last.databaseTime().plusNanos(System.nanoTime() - last.nanos());
    }

    @PreDestroy
    @Override
    public void close() {
        closed.countDown();
    }

    private void keepMeasuring() {
        try {
            while (!closed.await(EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                measureAgain();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void measureAgain() {
        long before = System.nanoTime();
        try {
            Mark next = measured(database);
            if (System.nanoTime() - before < USEFUL_ROUND_TRIP.toNanos()) {
                mark = next;
            }
        } catch (SQLException away) {
            LOG.warn("The database's time can't be measured now (SQL state {})", away.getSQLState());
        }
    }

    private static Mark measured(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            long before = System.nanoTime();
            try (ResultSet rows = statement.executeQuery("SELECT clock_timestamp()")) {
                rows.next();
                Instant time = rows.getObject(1, OffsetDateTime.class).toInstant();
                long after = System.nanoTime();
                return new Mark(time, before + (after - before) / 2);
            }
        }
    }
}
