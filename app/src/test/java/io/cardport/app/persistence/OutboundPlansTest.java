package io.cardport.app.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A hundred endpoints with a thousand subjects each: a turn reads what it takes and no more. */
class OutboundPlansTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final String[] SIXTEEN =
            IntStream.rangeClosed(1, 16).mapToObj(n -> "whe_" + n).toArray(String[]::new);
    private static final Long[] PLACES = Collections.nCopies(16, 16L).toArray(Long[]::new);
    private static TestStores stores;

    @BeforeAll
    static void many() {
        stores = TestStores.fresh();
        run("INSERT INTO outbound_turns (endpoint_id, enabled, turn_at) SELECT 'whe_' || n, true,"
                + " CASE WHEN n <= 100 THEN ?::timestamptz END FROM generate_series(1, 20000) n");
        run("INSERT INTO outbound_queue (endpoint_id, subject_id, delivery_id, since, next_at)"
                + " SELECT 'whe_' || e, 'card_' || s, 'dlv_' || e || '_' || s, ?::timestamptz,"
                + " now() + s * interval '1 s' FROM generate_series(1, 100) e, generate_series(1, 1000) s");
        run("INSERT INTO outbound_deliveries (id, endpoint_id, distributor_id, event_id, event_seq, type, subject_id,"
                + " pos, status, attempts, since) SELECT 'dlv_' || e || '_' || s, 'whe_' || e, 'dist_1',"
                + " 'evt_' || s, s, 'card.issued', 'card_' || s, s, 'PENDING', 0, ?::timestamptz"
                + " FROM generate_series(1, 100) e, generate_series(1, 1000) s");
        for (String table : List.of("outbound_turns", "outbound_queue", "outbound_deliveries")) {
            new Connections(stores.pool()).autocommitting(connection -> new Sql(connection).update("ANALYZE " + table));
        }
    }

    @AfterAll
    static void end() {
        stores.close();
    }

    private static void run(String statement) {
        new Connections(stores.pool()).autocommitting(connection -> new Sql(connection).update(statement, NOW));
    }

    @Test
    void turnsAndWhatIsDueAreFoundByIndex() {
        assertThat(plan(OutboundTaking.TURNS, NOW, 64))
                .contains("outbound_turns_due")
                .doesNotContain("Seq Scan");
        assertThat(plan(OutboundTaking.TAKE, NOW, SIXTEEN, PLACES, NOW, NOW))
                .contains("outbound_queue_due", "outbound_queue_taken")
                .doesNotContain("Seq Scan");
        assertThat(plan(OutboundTaking.NEXT, NOW, NOW, NOW, SIXTEEN, PLACES)).doesNotContain("Seq Scan on outbound_q");
        assertThat(plan(OutboundTaking.NO_NEXT, (Object) SIXTEEN)).doesNotContain("Seq Scan on outbound_q");
        assertThat(plan(
                        "SELECT id, since FROM outbound_deliveries WHERE endpoint_id = ? AND subject_id = ?"
                                + " AND status = 'PENDING' ORDER BY pos LIMIT 1",
                        "whe_7",
                        "card_7"))
                .contains("outbound_deliveries_line");
    }

    private static String plan(String statement, Object... parameters) {
        List<String> lines = new Connections(stores.pool())
                .autocommitting(connection ->
                        new Sql(connection).list("EXPLAIN " + statement, row -> row.getString(1), parameters));
        return String.join("\n", lines);
    }
}
