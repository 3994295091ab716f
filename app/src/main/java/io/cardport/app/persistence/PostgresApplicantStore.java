package io.cardport.app.persistence;

import io.cardport.domain.holder.Applicant;
import io.cardport.domain.holder.ProductScope;
import io.cardport.domain.id.ApplicantId;
import io.cardport.domain.id.CardholderId;
import io.cardport.domain.store.ApplicantStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Applicants in PostgreSQL. */
final class PostgresApplicantStore implements ApplicantStore {
    private static final DueRows DUE = new DueRows("applicants", "id", "next_poll_at", "");

    private static final String OF = "SELECT * FROM applicants WHERE cardholder_id = ? ORDER BY id";

    private final Sql sql;
    private final HolderKeys keys;
    private final ReadAhead<CardholderId, List<Applicant>> ahead = new ReadAhead<>();

    PostgresApplicantStore(Sql sql, HolderKeys keys) {
        this.sql = sql;
        this.keys = keys;
    }

    @Override
    public List<Applicant> of(CardholderId cardholder) {
        return ahead.take(cardholder).orElseGet(() -> sql.list(OF, ApplicantRow::read, cardholder));
    }

    /** Asks for the approvals of a cardholder with the next question. */
    void ahead(CardholderId cardholder) {
        sql.later(OF, ApplicantRow::read, found -> ahead.keep(cardholder, found), cardholder);
    }

    @Override
    public Optional<Applicant> lock(CardholderId cardholder, ProductScope scope) {
        return sql.first(
                "SELECT * FROM applicants WHERE cardholder_id = ? AND product_id = ? FOR UPDATE",
                ApplicantRow::read,
                cardholder,
                ApplicantRow.productOf(scope));
    }

    @Override
    public Optional<Applicant> find(ApplicantId id) {
        return sql.first("SELECT * FROM applicants WHERE id = ?", ApplicantRow::read, id);
    }

    @Override
    public void insert(Applicant applicant) {
        ApplicantRow row = new ApplicantRow(applicant);
        sql.insert("applicants", row.fixed().and(row.changing()));
        keys.belongs(applicant.id().value(), applicant.cardholder().value());
    }

    @Override
    public void update(Applicant applicant) {
        sql.update("applicants", new ApplicantRow(applicant).changing(), applicant.id());
    }

    @Override
    public List<ApplicantId> takeDue(Instant now, Instant leaseUntil, int limit) {
        return DUE.take(sql, now, leaseUntil, limit).stream()
                .map(ApplicantId::new)
                .toList();
    }

    @Override
    public void extend(List<ApplicantId> ids, Instant leasedUntil, Instant until) {
        DUE.extend(sql, ids, leasedUntil, until);
    }
}
