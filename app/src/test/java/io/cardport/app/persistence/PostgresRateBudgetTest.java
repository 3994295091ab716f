package io.cardport.app.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.cardport.app.boot.TestPostgres;
import io.cardport.http.RateBudget;
import io.cardport.http.RateBudget.Grant;
import io.cardport.http.TokenKey;
import io.cardport.testkit.SettableClock;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresRateBudgetTest {
    private static final DataSource DATABASE = TestPostgres.fresh();

    private final SettableClock clock = new SettableClock(Samples.NOW);

    private RateBudget node(String client, int calls) {
        var key = new TokenKey("uqpay", URI.create("https://issuer.example/api"), client);
        return new PostgresRateBudget(DATABASE, key, calls, clock);
    }

    private static int granted(RateBudget budget, int tries) throws InterruptedException {
        int granted = 0;
        for (int number = 0; number < tries; number++) {
            if (budget.take(Duration.ZERO) == Grant.GRANTED) {
                granted++;
            }
        }
        return granted;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 60, 600})
    void twoNodesNeverGetMoreThanTheLimitInAnyMinuteAndNearlyAllOfIt(int limit) throws InterruptedException {
        RateBudget one = node("greedy-" + limit, limit);
        RateBudget other = node("greedy-" + limit, limit);
        Duration step = Duration.ofMillis(500);
        List<Integer> steps = new ArrayList<>();
        for (int at = 0; at < 260; at++) {
            int most = limit / 10 + 2;
            steps.add(granted(one, most) + granted(other, most));
            clock.advance(step);
        }

        int worst = 0;
        for (int from = 0; from + 120 <= steps.size(); from++) {
            worst = Math.max(
                    worst,
                    steps.subList(from, from + 120).stream()
                            .mapToInt(Integer::intValue)
                            .sum());
        }
        assertThat(worst).isLessThanOrEqualTo(limit).isGreaterThanOrEqualTo(limit * 8 / 10);
    }

    @Test
    void nodesThatTakeAtTheSameMomentDoNotTakeTheSameCalls() throws InterruptedException, ExecutionException {
        List<Future<Integer>> all = new ArrayList<>();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int number = 0; number < 6; number++) {
                RateBudget node = node("together", 300);
                all.add(executor.submit(() -> granted(node, 60)));
            }
        }
        int sum = 0;
        for (Future<Integer> one : all) {
            sum += one.get();
        }

        assertThat(sum).as("a tenth of a minute's calls at once").isEqualTo(30);
    }

    @Test
    void anotherClientHasABudgetOfItsOwn() throws InterruptedException {
        assertThat(node("first", 1).take(Duration.ZERO)).isEqualTo(Grant.GRANTED);
        assertThat(node("first", 1).take(Duration.ZERO)).isEqualTo(Grant.SPENT);

        assertThat(node("second", 1).take(Duration.ZERO)).isEqualTo(Grant.GRANTED);
    }

    @Test
    void spentWhileTheDatabaseIsAway() throws InterruptedException {
        try (var gone = new HikariDataSource()) {
            gone.setJdbcUrl("jdbc:postgresql://127.0.0.1:1/none");
            gone.setUsername("nobody");
            gone.setPassword("nothing");
            gone.setConnectionTimeout(300);
            gone.setInitializationFailTimeout(-1);
            var key = new TokenKey("uqpay", URI.create("https://issuer.example/api"), "away");

            assertThat(new PostgresRateBudget(gone, key, 6, clock).take(Duration.ZERO))
                    .isEqualTo(Grant.SPENT);
        }
    }
}
