package io.cardport.app.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.domain.id.DeliveryId;
import io.cardport.domain.id.OperationId;
import io.cardport.domain.id.OutboundId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PostgresUpkeepTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static TestStores stores;

    @BeforeAll
    static void start() {
        stores = TestStores.fresh();
    }

    @AfterAll
    static void end() {
        stores.close();
    }

    private static void run(String statement, Object... parameters) {
        new Connections(stores.pool()).autocommitting(connection -> new Sql(connection).update(statement, parameters));
    }

    @Test
    void noncesAreForgottenOnceTheirSignaturesAreTooOld() {
        run(
                "INSERT INTO signature_nonces (key_id, nonce, forget_at) SELECT 'k', n::text,"
                        + " ?::timestamptz + n * interval '1 s' FROM generate_series(-1500, 3) n",
                NOW);
        PostgresUpkeep upkeep = new PostgresUpkeep(stores.pool());
        assertThat(upkeep.forgetNonces(NOW)).isEqualTo(1_000);
        assertThat(upkeep.forgetNonces(NOW)).isEqualTo(500);
        assertThat(stores.count("SELECT count(*) FROM signature_nonces")).isEqualTo(4);
    }

    @Test
    void answeredClaimsAreForgottenByAgeAndOpenOnesNever() {
        for (String key : new String[] {"old", "open", "young"}) {
            run(
                    "INSERT INTO claims (caller, key, fingerprint, made_id, busy_until, claimed_at, answer_status)"
                            + " VALUES ('c', ?, 'f', 'm', ?, ?, ?::integer)",
                    key,
                    NOW,
                    key.equals("young") ? NOW : NOW.minus(Duration.ofDays(401)),
                    key.equals("open") ? Optional.empty() : 200);
        }
        assertThat(new PostgresUpkeep(stores.pool()).forgetClaims(NOW.minus(Duration.ofDays(400))))
                .isEqualTo(1);
        assertThat(stores.rows("SELECT key FROM claims ORDER BY key", row -> row.getString(1)))
                .containsExactly("open", "young");
    }

    @Test
    void attemptsAreForgottenByAge() {
        for (int days : new int[] {100, 91, 2}) {
            run(
                    "INSERT INTO outbound_attempts (delivery_id, at, outcome, millis) VALUES ('d', ?, 'o', 1)",
                    NOW.minus(Duration.ofDays(days)));
        }
        assertThat(new PostgresUpkeep(stores.pool()).forgetAttempts(NOW.minus(Duration.ofDays(90))))
                .isEqualTo(2);
        assertThat(stores.count("SELECT count(*) FROM outbound_attempts")).isOne();
    }

    private static String id(String prefix, int daysAgo) {
        return prefix + TimeOrderedIds.firstOf(NOW.minus(Duration.ofDays(daysAgo)));
    }

    @Test
    void deliveriesThatEndedAreForgottenByAgeAndWaitingOnesNever() {
        record Row(int days, int since, String status) {}
        for (Row row : List.of(
                new Row(100, 100, "DELIVERED"),
                new Row(99, 99, "DEAD"),
                new Row(98, 98, "PENDING"),
                new Row(97, 1, "DELIVERED"),
                new Row(89, 89, "DELIVERED"))) {
            run(
                    "INSERT INTO outbound_deliveries (id, endpoint_id, distributor_id, event_id, type, subject_id, pos,"
                            + " status, attempts, since) VALUES (?, 'e', 'd', ?, 't', 's', 1, ?, 1, ?)",
                    id(OutboundId.PREFIX, row.days()),
                    "event" + row.days(),
                    row.status(),
                    NOW.minus(Duration.ofDays(row.since())));
        }
        PostgresUpkeep upkeep = new PostgresUpkeep(stores.pool());
        assertThat(upkeep.forgetDeliveries(NOW.minus(Duration.ofDays(90)))).isEqualTo(2);
        assertThat(stores.rows("SELECT event_id FROM outbound_deliveries ORDER BY event_id", row -> row.getString(1)))
                .containsExactly("event89", "event97", "event98");
        assertThat(upkeep.forgetDeliveries(NOW.minus(Duration.ofDays(90)))).isZero();
    }

    @Test
    void whatIssuersSentIsForgottenOnceReadAndItsDigestStays() {
        for (int days : new int[] {500, 450, 430, 420, 3}) {
            String delivery = id(DeliveryId.PREFIX, days);
            run(
                    "INSERT INTO inbox (id, account, dedupe, content, received_at) VALUES (?, 'a', 'e', '', ?)",
                    delivery,
                    NOW.minus(Duration.ofDays(days)));
            run(
                    "INSERT INTO inbox_dedupe (account, digest, delivery_id) VALUES ('a', ?, ?)",
                    new byte[] {(byte) days},
                    delivery);
        }
        run("INSERT INTO inbox_work (delivery_id, next_at) VALUES (?, ?)", id(DeliveryId.PREFIX, 450), NOW);
        run(
                "INSERT INTO inbox_outcomes (delivery_id, outcome, failures)"
                        + " VALUES (?, 'UNRECOGNISED', 0), (?, 'FAILED', 8), (?, 'PARKED', 0)",
                id(DeliveryId.PREFIX, 500),
                id(DeliveryId.PREFIX, 430),
                id(DeliveryId.PREFIX, 420));
        run(
                "INSERT INTO parked_deliveries (account, kind, value, delivery_id, parked_at) VALUES ('a', 'CARD', 'v', ?, ?)",
                id(DeliveryId.PREFIX, 420),
                NOW.minus(Duration.ofDays(420)));
        PostgresUpkeep upkeep = new PostgresUpkeep(stores.pool());
        Instant before = NOW.minus(Duration.ofDays(400));

        assertThat(upkeep.forgetInbox(before))
                .as("what waits, is parked or is a person's to look at stays")
                .isEqualTo(1);
        assertThat(upkeep.forgetParked(before)).isEqualTo(1);
        assertThat(upkeep.forgetParked(before)).isZero();
        assertThat(upkeep.forgetInbox(before)).isEqualTo(1);
        assertThat(stores.rows("SELECT id FROM inbox ORDER BY id", row -> row.getString(1)))
                .containsExactly(id(DeliveryId.PREFIX, 450), id(DeliveryId.PREFIX, 430), id(DeliveryId.PREFIX, 3));
        assertThat(stores.count("SELECT count(*) FROM inbox_outcomes")).isEqualTo(1);
        assertThat(stores.count("SELECT count(*) FROM inbox_dedupe")).isEqualTo(5);
    }

    @Test
    void whatWasTriedIsForgottenOfSettledOperationsAlone() {
        for (String state : new String[] {"SUCCEEDED", "UNSETTLED"}) {
            String operation = id(OperationId.PREFIX, state.equals("SUCCEEDED") ? 402 : 401);
            run(
                    "INSERT INTO operations (id, distributor_id, kind, account, subject_id, state, state_detail,"
                            + " progress, requested_by, version, created_at, updated_at)"
                            + " VALUES (?, 'd', 'TOP_UP', 'a', 's', ?, '{}', '{}', 'system', 0, ?, ?)",
                    operation,
                    state,
                    NOW,
                    NOW);
            run(
                    "INSERT INTO operation_steps (operation_id, at, kind, detail) SELECT ?, ?, 'k', n::text"
                            + " FROM generate_series(1, 2) n",
                    operation,
                    NOW);
        }
        assertThat(new PostgresUpkeep(stores.pool()).forgetSteps(NOW.minus(Duration.ofDays(400))))
                .isEqualTo(2);
        assertThat(stores.rows("SELECT DISTINCT operation_id FROM operation_steps", row -> row.getString(1)))
                .containsExactly(id(OperationId.PREFIX, 401));
        run("DELETE FROM operations");
    }

    @Test
    void whatNobodyWouldTakeUpIsMadeDue() {
        for (String state : new String[] {"QUEUED", "PENDING", "UNSETTLED", "SUCCEEDED"}) {
            run(
                    "INSERT INTO operations (id, distributor_id, kind, account, subject_id, state, state_detail,"
                            + " progress, requested_by, version, created_at, updated_at)"
                            + " VALUES (?, 'd', 'TOP_UP', 'a', 's', ?, '{}', '{}', 'system', 0, ?, ?)",
                    "op_" + state,
                    state,
                    NOW,
                    NOW);
        }
        assertThat(new PostgresUpkeep(stores.pool()).wakeOrphans(NOW)).isEqualTo(2);
        assertThat(stores.rows(
                        "SELECT id FROM operations WHERE next_at IS NOT NULL ORDER BY id", row -> row.getString(1)))
                .containsExactly("op_PENDING", "op_QUEUED");
    }
}
