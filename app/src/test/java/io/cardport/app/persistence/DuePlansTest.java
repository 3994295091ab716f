package io.cardport.app.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.domain.store.Stores;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A hundred thousand of everything that waits: taking what is due reads what it takes and no more. */
class DuePlansTest {
    private static final int WAITING = 100_000;
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static TestStores stores;

    @BeforeAll
    static void many() {
        stores = TestStores.fresh();
        run("INSERT INTO applicants (id, cardholder_id, state, standing, next_poll_at, polls, version, created_at,"
                + " updated_at) SELECT 'app_' || lpad(n::text, 26, '0'), 'ch_' || n, 'IN_REVIEW', '{}', ?::timestamptz + n * interval '1 s',"
                + " 3, 1, now(), now() FROM generate_series(1, 100000) n");
        run("INSERT INTO card_looks (card_id, look_at, leased) SELECT 'card_' || n,"
                + " ?::timestamptz + n * interval '1 s', false FROM generate_series(1, 100000) n");
        run("INSERT INTO operations (id, distributor_id, kind, account, subject_id, state, state_detail, next_at,"
                + " progress, requested_by, version, created_at, updated_at) SELECT 'op_' || n, 'dst', 'TOP_UP', 'a',"
                + " 'top_' || n, 'PENDING', '{}', ?::timestamptz + n * interval '1 s', '{}', 'system', 1, now(), now()"
                + " FROM generate_series(1, 100000) n");
        run("INSERT INTO inbox_work (delivery_id, next_at) SELECT 'dlv_' || n,"
                + " ?::timestamptz + n * interval '1 s' FROM generate_series(1, 100000) n");
        run("INSERT INTO provider_references (account, kind, value, subject_id) SELECT 'a', 'CARD', 'c-' || n,"
                + " 'card_' || n FROM generate_series(1, 100000) n WHERE ?::timestamptz IS NOT NULL");
        for (String table : List.of("applicants", "provider_references", "card_looks", "operations", "inbox_work")) {
            new Connections(stores.pool()).autocommitting(connection -> new Sql(connection).update("ANALYZE " + table));
        }
    }

    @AfterAll
    static void end() {
        stores.close();
    }

    private static void run(String statement) {
        int rows = new Connections(stores.pool())
                .autocommitting(connection -> new Sql(connection).update(statement, NOW.minusSeconds(50)));
        assertThat(rows).isEqualTo(WAITING);
    }

    @ParameterizedTest
    @CsvSource({
        "applicants, id, next_poll_at",
        "card_looks, card_id, look_at",
        "operations, id, next_at",
        "inbox_work, delivery_id, next_at"
    })
    void takingAndLengtheningScanNoTable(String table, String id, String due) {
        DueRows rows = new DueRows(table, id, due, "");
        assertThat(plan(rows.taking(), NOW, 32, NOW.plusSeconds(15)))
                .contains("Index Scan")
                .doesNotContain("Seq Scan");
        assertThat(plan(rows.takingWhole(), NOW, 32, NOW.plusSeconds(15)))
                .contains("Index Scan")
                .doesNotContain("Seq Scan");
        assertThat(plan(rows.lengthening(), NOW.plusSeconds(30), new String[] {"x_1", "x_2"}, NOW))
                .contains("Index")
                .doesNotContain("Seq Scan");
    }

    @Test
    void aPartOfARoundThroughAnAccountsCardsReadsNoMoreThanItTakes() {
        assertThat(plan(PostgresReferenceStore.CARDS, "a", "CARD", "c-50000", 50))
                .contains("Index Scan using provider_references_pkey")
                .doesNotContain("Seq Scan")
                .doesNotContain("Sort");
    }

    private static String plan(String statement, Object... parameters) {
        List<String> lines = new Connections(stores.pool())
                .autocommitting(connection ->
                        new Sql(connection).list("EXPLAIN " + statement, row -> row.getString(1), parameters));
        return String.join("\n", lines);
    }

    @Test
    void aNodeTakesTheOldestAndNoMoreThanItHasPlacesFor() {
        List<String> taken = new ArrayList<>();
        Consumer<Stores> take =
                all -> all.applicants().takeDue(NOW, NOW.plusSeconds(15), 3).forEach(one -> taken.add(one.value()));
        stores.write(take);
        assertThat(taken)
                .containsExactly(
                        "app_" + "0".repeat(25) + "1", "app_" + "0".repeat(25) + "2", "app_" + "0".repeat(25) + "3");
    }
}
