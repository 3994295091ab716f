package io.cardport.app.persistence;

import io.cardport.app.jobs.Upkeep;
import io.cardport.domain.id.DeliveryId;
import io.cardport.domain.id.OperationId;
import io.cardport.domain.id.OutboundId;
import java.time.Instant;
import javax.sql.DataSource;

/** Upkeep of the tables, a batch a statement, found by index. */
final class PostgresUpkeep implements Upkeep {
    private final Connections connections;

    PostgresUpkeep(DataSource database) {
        this.connections = new Connections(database);
    }

    private int change(String statement, Object... parameters) {
        return connections.autocommitting(connection -> new Sql(connection).update(statement, parameters));
    }

    @Override
    public int forgetNonces(Instant now) {
        return change(
                "DELETE FROM signature_nonces WHERE ctid = ANY (ARRAY(SELECT ctid FROM signature_nonces"
                        + " WHERE forget_at < ? ORDER BY forget_at LIMIT ?))",
                now,
                AT_ONCE);
    }

    @Override
    public int forgetClaims(Instant claimedBefore) {
        return change(
                "DELETE FROM claims WHERE ctid = ANY (ARRAY(SELECT ctid FROM claims"
                        + " WHERE claimed_at < ? AND answer_status IS NOT NULL ORDER BY claimed_at LIMIT ?))",
                claimedBefore,
                AT_ONCE);
    }

    @Override
    public int forgetAttempts(Instant madeBefore) {
        // Rows are written in the order of time, so the oldest batch tells whether there is anything to do.
        return change(
                "DELETE FROM outbound_attempts WHERE seq = ANY (ARRAY(SELECT seq FROM (SELECT seq, at"
                        + " FROM outbound_attempts ORDER BY seq LIMIT ?) AS oldest WHERE at < ?))",
                AT_ONCE,
                madeBefore);
    }

    @Override
    public int forgetDeliveries(Instant queuedBefore) {
        // Ids sort by the time they were made. A replay may take a row up again meanwhile, so it is looked at twice.
        return change(
                "DELETE FROM outbound_deliveries WHERE id = ANY (ARRAY(SELECT id FROM outbound_deliveries"
                        + " WHERE id < ? AND status <> 'PENDING' AND since < ? ORDER BY id LIMIT ?))"
                        + " AND status <> 'PENDING'",
                OutboundId.PREFIX + TimeOrderedIds.firstOf(queuedBefore),
                queuedBefore,
                AT_ONCE);
    }

    @Override
    public int forgetInbox(Instant receivedBefore) {
        return change(
                "WITH old AS MATERIALIZED (SELECT id FROM inbox i WHERE id < ?"
                        + " AND NOT EXISTS (SELECT 1 FROM inbox_work w WHERE w.delivery_id = i.id)"
                        + " AND NOT EXISTS (SELECT 1 FROM inbox_outcomes o WHERE o.delivery_id = i.id"
                        + " AND o.outcome IN ('PARKED', 'FAILED')) ORDER BY id LIMIT ?),"
                        + " outcomes AS (DELETE FROM inbox_outcomes WHERE delivery_id IN (SELECT id FROM old))"
                        + " DELETE FROM inbox WHERE id IN (SELECT id FROM old)",
                DeliveryId.PREFIX + TimeOrderedIds.firstOf(receivedBefore),
                AT_ONCE);
    }

    @Override
    public int forgetParked(Instant parkedBefore) {
        // The rest of it goes with the inbox: what is no longer parked has been read.
        return change(
                "WITH old AS (DELETE FROM parked_deliveries WHERE ctid = ANY (ARRAY(SELECT ctid FROM parked_deliveries"
                        + " WHERE parked_at < ? ORDER BY parked_at LIMIT ?)) RETURNING delivery_id)"
                        + " UPDATE inbox_outcomes SET outcome = 'IRRELEVANT'"
                        + " WHERE outcome = 'PARKED' AND delivery_id IN (SELECT delivery_id FROM old)",
                parkedBefore,
                AT_ONCE);
    }

    @Override
    public int forgetSteps(Instant begunBefore) {
        return change(
                "DELETE FROM operation_steps WHERE (operation_id, seq) IN (SELECT s.operation_id, s.seq"
                        + " FROM operation_steps s JOIN operations o ON o.id = s.operation_id WHERE s.operation_id < ?"
                        + " AND o.state NOT IN ('QUEUED', 'PENDING', 'UNSETTLED')"
                        + " ORDER BY s.operation_id, s.seq LIMIT ?)",
                OperationId.PREFIX + TimeOrderedIds.firstOf(begunBefore),
                AT_ONCE);
    }

    @Override
    public int wakeOrphans(Instant now) {
        return change(
                "UPDATE operations SET next_at = ? WHERE id = ANY (ARRAY(SELECT id FROM operations"
                        + " WHERE state IN ('QUEUED', 'PENDING') AND next_at IS NULL LIMIT ? FOR UPDATE SKIP LOCKED))",
                now,
                AT_ONCE);
    }
}
