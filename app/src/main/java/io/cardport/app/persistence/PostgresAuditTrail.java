package io.cardport.app.persistence;

import io.cardport.domain.account.Actor;
import io.cardport.domain.account.AuditEntry;
import io.cardport.domain.operation.Subject;
import io.cardport.domain.store.AuditTrail;
import io.cardport.domain.store.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** The audit trail in PostgreSQL. */
final class PostgresAuditTrail implements AuditTrail {
    private final Sql sql;

    PostgresAuditTrail(Sql sql) {
        this.sql = sql;
    }

    @Override
    public void append(AuditEntry entry) {
        sql.insert(
                "audit",
                new Columns()
                        .with("actor", entry.actor().text())
                        .with("action", entry.action())
                        .with("subject_id", entry.subject().map(subject -> subject.id()))
                        .with("reason", entry.reason())
                        .with("at", entry.at()));
    }

    @Override
    public Page<Recorded> list(Page.Request page) {
        // The cursor comes as text; one that no entry has ends the list.
        long before = page.after()
                .map(after -> after.matches("[0-9]{1,18}") ? Long.parseLong(after) : 0L)
                .orElse(Long.MAX_VALUE);
        return Page.of(
                sql.list(
                        "SELECT * FROM audit WHERE seq < ? ORDER BY seq DESC LIMIT ?",
                        PostgresAuditTrail::read,
                        before,
                        page.limit() + 1),
                page.limit(),
                Recorded::id);
    }

    @Override
    public List<Recorded> about(Subject subject, int limit) {
        return sql.list(
                "SELECT * FROM audit WHERE subject_id = ? ORDER BY seq DESC LIMIT ?",
                PostgresAuditTrail::read,
                subject.id(),
                limit);
    }

    private static Recorded read(ResultSet row) throws SQLException {
        return new Recorded(
                Long.toString(row.getLong("seq")),
                new AuditEntry(
                        Actor.parse(Read.text(row, "actor")),
                        Read.text(row, "action"),
                        Read.maybeText(row, "subject_id").map(Subjects::of),
                        Read.text(row, "reason"),
                        Read.time(row, "at")));
    }
}
