package io.cardport.app.persistence;

import io.cardport.domain.holder.Applicant;
import io.cardport.domain.holder.ProductScope;
import io.cardport.domain.id.ApplicantId;
import io.cardport.domain.id.CardholderId;
import io.cardport.domain.id.ProductId;
import io.cardport.domain.issuing.ProviderRef;
import java.sql.ResultSet;
import java.sql.SQLException;

/** A row of {@code applicants}. */
record ApplicantRow(Applicant applicant) {
    Columns fixed() {
        return new Columns()
                .with("id", applicant.id())
                .with("cardholder_id", applicant.cardholder())
                .with("product_id", productOf(applicant.scope()));
    }

    Columns changing() {
        Applicant.Schedule schedule = applicant.schedule();
        return new Columns()
                .with("reference", applicant.reference().map(ProviderRef::value))
                .with("state", applicant.standing().state())
                .with("standing", StoredJson.write(applicant.standing()))
                .with("submitted_at", schedule.submittedAt())
                .with("decided_at", schedule.decidedAt())
                .with("next_poll_at", schedule.nextPollAt())
                .with("deadline", schedule.deadline())
                .with("polls", schedule.polls())
                .and(Read.timeColumns(applicant.times()));
    }

    /** How a scope is stored: a product's id, or empty text for every product. */
    static String productOf(ProductScope scope) {
        return switch (scope) {
            case ProductScope.AnyProduct() -> "";
            case ProductScope.OneProduct(ProductId product) -> product.value();
        };
    }

    static Applicant read(ResultSet row) throws SQLException {
        String product = Read.text(row, "product_id");
        return new Applicant(
                new ApplicantId(Read.text(row, "id")),
                new CardholderId(Read.text(row, "cardholder_id")),
                product.isEmpty() ? new ProductScope.AnyProduct() : new ProductScope.OneProduct(new ProductId(product)),
                Read.maybeText(row, "reference").map(ProviderRef::new),
                StoredJson.read(Read.text(row, "standing"), Applicant.Standing.class),
                new Applicant.Schedule(
                        Read.maybeTime(row, "submitted_at"),
                        Read.maybeTime(row, "decided_at"),
                        Read.maybeTime(row, "next_poll_at"),
                        Read.maybeTime(row, "deadline"),
                        row.getInt("polls")),
                Read.times(row));
    }
}
