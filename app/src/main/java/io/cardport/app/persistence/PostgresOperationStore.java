package io.cardport.app.persistence;

import io.cardport.app.sealing.Place;
import io.cardport.domain.account.Scope;
import io.cardport.domain.holder.HolderWish;
import io.cardport.domain.id.CardId;
import io.cardport.domain.id.CardholderId;
import io.cardport.domain.id.DistributorId;
import io.cardport.domain.id.OperationId;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.operation.Operation;
import io.cardport.domain.operation.OperationState;
import io.cardport.domain.operation.Step;
import io.cardport.domain.store.OperationStore;
import io.cardport.domain.store.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Operations in PostgreSQL. */
final class PostgresOperationStore implements OperationStore {
    private static final String SELECT = "SELECT * FROM operations";
    /** Locks an operation. */
    static final String LOCK = SELECT + " WHERE id = ? FOR UPDATE";

    /** As the partial indexes say it, so that the planner finds them. */
    private static final String OPEN = "state IN ('QUEUED', 'PENDING', 'UNSETTLED')";

    private static final DueRows DUE = new DueRows("operations", "id", "next_at", "");
    private static final int LANE_ATTEMPTS = 10;

    private final Sql sql;
    private final HolderKeys keys;
    private final HeldRows<OperationId, Operation> held;

    PostgresOperationStore(Sql sql, HolderKeys keys, HeldRows<OperationId, Operation> held) {
        this.sql = sql;
        this.keys = keys;
        this.held = held;
    }

    @Override
    public Optional<Operation> find(Scope scope, OperationId id) {
        Optional<Operation> mine = held.held(id);
        if (mine.isPresent()) {
            return mine.filter(operation -> sees(scope, operation));
        }
        Condition condition = Condition.in(scope, "distributor_id").and("id = ?", id);
        return sql.first(SELECT + condition.where(), OperationRow::read, condition.parameters());
    }

    private static boolean sees(Scope scope, Operation operation) {
        return switch (scope) {
            case Scope.Own(DistributorId distributor) ->
                operation.about().distributor().equals(distributor);
            case Scope.Everything ignored -> true;
        };
    }

    @Override
    public Optional<Operation> lock(OperationId id) {
        return held.holding(id, () -> sql.first(LOCK, OperationRow::read, id));
    }

    @Override
    public Added insert(Operation operation) {
        OperationRow row = new OperationRow(operation);
        Columns columns = row.fixed().and(row.changing());
        Optional<String> lane = operation.about().lane();
        if (lane.isEmpty()) {
            sql.insert("operations", columns);
            held.hold(operation.id(), operation);
            return new Added.Inserted();
        }
        String insert = columns.insertInto("operations") + " ON CONFLICT (lane) WHERE lane IS NOT NULL AND " + OPEN
                + " DO NOTHING";
        // The holder of the lane may be settled between the two statements, and the lane be free then.
        for (int attempt = 0; attempt < LANE_ATTEMPTS; attempt++) {
            if (sql.update(insert, columns.values()) == 1) {
                held.hold(operation.id(), operation);
                return new Added.Inserted();
            }
            Optional<OperationId> holder = inLane(lane.get());
            if (holder.isPresent()) {
                return new Added.LaneTaken(holder.get());
            }
        }
        throw new IllegalStateException("A lane was taken and free again too often");
    }

    @Override
    public void update(Operation operation) {
        sql.update(
                "operations",
                new OperationRow(operation).changing(),
                operation.id(),
                held.held(operation.id()).map(row -> Sql.Row.HELD).orElse(Sql.Row.UNSURE));
        held.hold(operation.id(), operation);
    }

    @Override
    public List<Operation> openOf(CardId card) {
        return sql.list(SELECT + " WHERE card_id = ? AND " + OPEN + " ORDER BY id", OperationRow::read, card);
    }

    @Override
    public Optional<OperationId> inLane(String lane) {
        return sql.first(
                "SELECT id FROM operations WHERE lane = ? AND " + OPEN,
                found -> new OperationId(Read.text(found, "id")),
                lane);
    }

    @Override
    public int queued(String account, int most) {
        return sql.first(
                        "SELECT count(*) FROM (SELECT FROM operations WHERE account = ? AND state = 'QUEUED' LIMIT ?)"
                                + " AS waiting",
                        row -> row.getInt(1),
                        account,
                        most)
                .orElseThrow();
    }

    @Override
    public List<Operation> openIssues(CardholderId cardholder) {
        return sql.list(
                "SELECT o.* FROM cards c JOIN operations o ON o.card_id = c.id WHERE c.cardholder_id = ? AND o." + OPEN
                        + " AND o.kind = 'ISSUE_CARD' ORDER BY o.id",
                OperationRow::read,
                cardholder);
    }

    @Override
    public void note(OperationId id, Set<ProviderRef> ids) {
        String[] values = ids.stream().map(ProviderRef::value).sorted().toArray(String[]::new);
        sql.update(
                "INSERT INTO operation_lanes (operation_id, ids) VALUES (?, ?)"
                        + " ON CONFLICT (operation_id) DO UPDATE SET ids = excluded.ids",
                id,
                values);
    }

    @Override
    public Optional<Set<ProviderRef>> noted(OperationId id) {
        return sql.first(
                "SELECT ids FROM operation_lanes WHERE operation_id = ?",
                row -> Stream.of((String[]) row.getArray("ids").getArray())
                        .map(ProviderRef::new)
                        .collect(Collectors.toUnmodifiableSet()),
                id);
    }

    @Override
    public void wish(OperationId id, CardholderId cardholder, HolderWish wish) {
        byte[] sealed = keys.seal(Optional.of(cardholder.value()), place(id), StoredJson.bytes(wish));
        sql.update("UPDATE operations SET wish = ? WHERE id = ?", sealed, id);
    }

    @Override
    public Optional<HolderWish> wished(OperationId id, CardholderId cardholder) {
        return sql.first("SELECT wish FROM operations WHERE id = ?", row -> Read.maybeBytes(row, "wish"), id)
                .flatMap(stored -> stored)
                .flatMap(stored -> keys.unseal(Optional.of(cardholder.value()), place(id), stored))
                .map(json -> StoredJson.read(json, HolderWish.class));
    }

    private static Place place(OperationId id) {
        return new Place("operations", id.value(), "wish");
    }

    @Override
    public List<Operation> byHandOf(CardId card) {
        return byHand(sql.list(
                SELECT + " WHERE card_id = ? AND state IN ('SUCCEEDED', 'FAILED') ORDER BY id",
                OperationRow::read,
                card));
    }

    @Override
    public List<Operation> issuesByHand(CardholderId cardholder) {
        return byHand(sql.list(
                "SELECT o.* FROM cards c JOIN operations o ON o.card_id = c.id WHERE c.cardholder_id = ?"
                        + " AND o.state IN ('SUCCEEDED', 'FAILED') AND o.kind = 'ISSUE_CARD' ORDER BY o.id",
                OperationRow::read,
                cardholder));
    }

    private static List<Operation> byHand(List<Operation> settled) {
        return settled.stream().filter(operation -> operation.state().byHand()).toList();
    }

    @Override
    public void step(OperationId id, Step step) {
        sql.later(
                "INSERT INTO operation_steps (operation_id, at, kind, detail) SELECT ?, ?, ?, ? WHERE NOT EXISTS"
                        + " (SELECT 1 FROM (SELECT kind, detail FROM operation_steps WHERE operation_id = ?"
                        + " ORDER BY seq DESC LIMIT 1) AS last WHERE last.kind = ? AND last.detail = ?)",
                id,
                step.at(),
                step.kind(),
                step.detail(),
                id,
                step.kind(),
                step.detail());
    }

    @Override
    public List<Step> steps(OperationId id) {
        return sql.list(
                "SELECT at, kind, detail FROM operation_steps WHERE operation_id = ? ORDER BY seq",
                row -> new Step(
                        Read.time(row, "at"), Read.constant(row, "kind", Step.Kind.class), Read.text(row, "detail")),
                id);
    }

    @Override
    public List<OperationId> takeDue(Instant now, Instant leaseUntil, int limit) {
        return DUE.takeWhole(sql, OperationRow::read, now, leaseUntil, limit).stream()
                .map(taken -> held.hold(taken.id(), taken).id())
                .toList();
    }

    @Override
    public void extend(List<OperationId> ids, Instant leasedUntil, Instant until) {
        DUE.extend(sql, ids, leasedUntil, until);
    }

    @Override
    public int hasten(String account, Instant now, Duration apart, int most) {
        // What another node has locked it is sending or has just put off; it is left alone.
        return sql.update(
                "WITH waiting AS MATERIALIZED (SELECT id FROM operations WHERE account = ? AND state = 'QUEUED'"
                        + " AND next_at > ? ORDER BY id LIMIT ? FOR UPDATE SKIP LOCKED),"
                        + " placed AS (SELECT id, row_number() OVER (ORDER BY id) - 1 AS place FROM waiting)"
                        + " UPDATE operations o SET next_at = LEAST(o.next_at, ? + p.place * ? * interval '1 microsecond')"
                        + " FROM placed p WHERE o.id = p.id",
                account,
                now,
                most,
                now,
                apart.toNanos() / 1_000);
    }

    @Override
    public Page<Operation> list(Filter filter, Page.Request page) {
        Condition condition = Condition.in(filter.scope(), "distributor_id")
                .andIf(filter.state().map(OperationState.Name::name), "state = ?")
                .andIf(filter.account(), "account = ?")
                .andIf(filter.card(), "card_id = ?");
        return Pages.read(
                sql,
                SELECT,
                condition,
                "id",
                page,
                new Pages.Listed<>(
                        OperationRow::read, operation -> operation.id().value()));
    }
}
