package io.cardport.app.rest;

import io.cardport.app.rest.once.Answers;
import io.cardport.app.rest.once.Write;
import io.cardport.app.rest.view.ApplicantView;
import io.cardport.app.rest.view.CardholderView;
import io.cardport.app.security.Caller;
import io.cardport.domain.holder.Applicant;
import io.cardport.domain.holder.ApplicantState;
import io.cardport.domain.holder.Dossier;
import io.cardport.domain.id.OperationId;
import io.cardport.domain.id.ProductId;
import io.cardport.domain.idempotency.Claim;
import io.cardport.domain.idempotency.StoredAnswer;
import io.cardport.domain.operation.Subject;
import java.util.Optional;

/** How answers about cardholders and their approvals look. */
final class HolderForms {
    private HolderForms() {}

    /** A new cardholder. */
    static Write.Form<Dossier> creation(Records records, Caller caller) {
        return new Holder(records, caller, 201);
    }

    /** A changed cardholder. */
    static Write.Form<Dossier> change(Records records, Caller caller) {
        return new Holder(records, caller, 200);
    }

    private record Holder(Records records, Caller caller, int done) implements Write.Form<Dossier> {
        @Override
        public StoredAnswer settled(Dossier dossier) {
            return show(done, dossier);
        }

        @Override
        public StoredAnswer pending(Dossier dossier, OperationId operation) {
            return show(202, dossier);
        }

        @Override
        public Optional<StoredAnswer> asItStands(Claim claim) {
            return claim.made() instanceof Subject.OfCardholder(var id)
                    ? records.dossier(caller, id).map(dossier -> show(waits(dossier) ? 202 : done, dossier))
                    : Optional.empty();
        }

        /** Something was submitted, and nobody knows whether the issuer has it. */
        private static boolean waits(Dossier dossier) {
            return dossier.cardholder().reference().isEmpty()
                    && dossier.approvals().stream()
                            .anyMatch(one -> one.standing().state() == ApplicantState.NEW);
        }

        private static StoredAnswer show(int status, Dossier dossier) {
            StoredAnswer answer = Answers.showing(status, CardholderView.of(dossier));
            return status == 200
                    ? answer
                    : Answers.with(
                            answer,
                            "Location",
                            "/v1/cardholders/" + dossier.cardholder().id());
        }
    }

    /** A submitted applicant. */
    record Submission(Records records, Caller caller, String product) implements Write.Form<Applicant> {
        @Override
        public StoredAnswer settled(Applicant applicant) {
            return show(201, applicant);
        }

        @Override
        public StoredAnswer pending(Applicant applicant, OperationId operation) {
            return show(202, applicant);
        }

        @Override
        public Optional<StoredAnswer> asItStands(Claim claim) {
            return claim.made() instanceof Subject.OfCardholder(var id)
                    ? records.dossier(caller, id)
                            .flatMap(dossier -> ProductId.parse(product)
                                    .flatMap(wanted -> records.product(caller, wanted))
                                    .flatMap(known -> records.approval(dossier, known)))
                            .map(applicant ->
                                    show(applicant.schedule().submittedAt().isPresent() ? 201 : 202, applicant))
                    : Optional.empty();
        }

        private StoredAnswer show(int status, Applicant applicant) {
            return Answers.with(
                    Answers.showing(status, ApplicantView.of(applicant)),
                    "Location",
                    "/v1/cardholders/" + applicant.cardholder() + "/applicants/" + product);
        }
    }
}
