package io.cardport.app.rest.view;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.cardport.domain.holder.Applicant;
import io.cardport.domain.holder.ApplicantState;
import io.cardport.domain.holder.ProductScope;
import io.swagger.v3.oas.annotations.media.Schema;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/**
 * An approval.
 *
 * @param id its id
 * @param cardholderId of whom
 * @param productId for what; null where the issuer approves the person for every product
 * @param progress how far it is
 * @param schedule its times
 * @param times version and times
 */
@Schema(name = "Applicant")
public record ApplicantView(
        String id,
        String cardholderId,
        Optional<String> productId,
        @JsonUnwrapped Progress progress,
        @JsonUnwrapped Schedule schedule,
        @JsonUnwrapped VersionView times) {
    /** How far it is. */
    record Progress(
            ApplicantState status,
            String providerState,
            Optional<String> reason,
            Optional<String> verificationUrl,
            Optional<String> challenge) {}

    /** When what happened and will. */
    record Schedule(
            Optional<Instant> submittedAt,
            Optional<Instant> decidedAt,
            Optional<Instant> nextPollAt,
            Optional<Instant> deadline) {}

    /**
     * Shows an approval.
     *
     * @param applicant the approval
     * @return its view
     */
    public static ApplicantView of(Applicant applicant) {
        Applicant.Standing standing = applicant.standing();
        Applicant.Schedule schedule = applicant.schedule();
        return new ApplicantView(
                applicant.id().value(),
                applicant.cardholder().value(),
                product(applicant),
                new Progress(
                        standing.state(),
                        standing.word(),
                        standing.reason(),
                        standing.next().verificationUrl().map(URI::toString),
                        standing.next().challenge()),
                new Schedule(schedule.submittedAt(), schedule.decidedAt(), schedule.nextPollAt(), schedule.deadline()),
                VersionView.of(applicant.times()));
    }

    static Optional<String> product(Applicant applicant) {
        return switch (applicant.scope()) {
            case ProductScope.AnyProduct ignored -> Optional.empty();
            case ProductScope.OneProduct(var product) -> Optional.of(product.value());
        };
    }
}
