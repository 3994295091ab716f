package io.cardport.app.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.app.GatewayFixture;
import io.cardport.app.boot.TestPostgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Two nodes on one database. */
class RecurringJobsTest {
    private static final RecurringJobs.Pace QUICK =
            new RecurringJobs.Pace(Duration.ofMillis(50), Duration.ofMillis(300));

    private final DataSource database = TestPostgres.fresh();
    private final Queue<String> done = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean fails = new AtomicBoolean();

    private final class Noted implements Recurring {
        private final String node;
        private final Duration rest;

        Noted(String node, Duration rest) {
            this.node = node;
            this.rest = rest;
        }

        @Override
        public String name() {
            return "noted";
        }

        @Override
        public List<String> instances() {
            return List.of("a", "b");
        }

        @Override
        public Duration run(String instance) {
            done.add(node + instance);
            if (fails.compareAndSet(true, false)) {
                throw new IllegalStateException("once");
            }
            return rest;
        }
    }

    private RecurringJobs node(String name, Duration rest) {
        return new RecurringJobs(
                database, InstantSource.system(), () -> true, name, List.of(new Noted(name, rest)), QUICK);
    }

    @Test
    void eachIsDoneByOneNodeAndWhenANodeStarts() {
        try (RecurringJobs one = node("1", Duration.ofHours(1))) {
            one.start();
            GatewayFixture.await("both", () -> done.size() == 2);
            try (RecurringJobs two = node("2", Duration.ofHours(1))) {
                two.start();
                GatewayFixture.await("both again", () -> done.size() == 4);
            }
        }
        assertThat(done).hasSize(4);
    }

    @Test
    void oneInstanceCanBeMadeDueOutOfItsTimes() {
        Noted job = new Noted("1", Duration.ofHours(1));
        try (RecurringJobs one =
                new RecurringJobs(database, InstantSource.system(), () -> true, "1", List.of(job), QUICK)) {
            one.start();
            GatewayFixture.await("both", () -> done.size() == 2);
            GatewayFixture.await("the issuer that is back", () -> {
                // While the first time is being noted as done there is nothing to make due.
                one.due(job, "a", Duration.ZERO);
                return done.stream().filter("1a"::equals).count() >= 2;
            });
        }
        assertThat(done.stream().filter("1b"::equals)).hasSize(1);
    }

    @Test
    void manyMayMakeTheSameDueWhileItIsTakenAndDone() throws Exception {
        Noted job = new Noted("1", Duration.ofHours(1));
        try (RecurringJobs one =
                        new RecurringJobs(database, InstantSource.system(), () -> true, "1", List.of(job), QUICK);
                ExecutorService callers = Executors.newFixedThreadPool(4)) {
            one.start();
            GatewayFixture.await("both", () -> done.size() == 2);
            List<Future<?>> calls = new ArrayList<>();
            for (int caller = 0; caller < 4; caller++) {
                calls.add(callers.submit(() -> {
                    for (int time = 0; time < 150; time++) {
                        one.due(job, "a", Duration.ZERO);
                    }
                }));
            }
            for (Future<?> call : calls) {
                call.get(60, TimeUnit.SECONDS);
            }
            int before = done.size();
            GatewayFixture.await("one more time after all of them", () -> {
                one.due(job, "a", Duration.ZERO);
                return done.size() > before;
            });
        }
    }

    @Test
    void whatFailsComesBackSoon() {
        fails.set(true);
        try (RecurringJobs one = node("1", Duration.ofHours(1))) {
            one.start();
            GatewayFixture.await("the second try", () -> done.size() == 3);
        }
    }

    @Test
    void whatAKilledNodeWasAtIsTakenUp() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO scheduled_tasks (task_name, task_instance, task_data, execution_time, picked,"
                                + " picked_by, last_heartbeat, version) VALUES ('noted', 'a', '', now(), true,"
                                + " 'killed', now() - interval '1 minute', 2)")) {
            insert.execute();
        }
        try (RecurringJobs one = node("1", Duration.ofHours(1))) {
            one.start();
            GatewayFixture.await("the dead node's job", () -> done.contains("1a"));
        }
    }
}
