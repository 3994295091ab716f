package io.cardport.app.admin;

import io.cardport.app.rest.view.OperationView.SubjectView;
import io.cardport.domain.account.Admin;
import io.cardport.domain.account.ApiKey;
import io.cardport.domain.account.Distributor;
import io.cardport.domain.account.SigningKey;
import io.cardport.domain.operation.Subject;
import io.cardport.domain.store.AuditTrail;
import io.cardport.domain.store.InboxStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The smaller answers of the admin API. */
final class Views {
    private Views() {}

    /** A distributor; {@code keys} only where one is shown alone. */
    record DistributorView(
            String id,
            String name,
            List<String> providers,
            Optional<String> defaultProvider,
            boolean signatureRequired,
            Instant createdAt) {
        static DistributorView of(Distributor distributor) {
            return new DistributorView(
                    distributor.id().value(),
                    distributor.name(),
                    distributor.accounts(),
                    distributor.defaultAccount(),
                    distributor.signatureRequired(),
                    distributor.createdAt());
        }
    }

    /** Credentials, without what they are. */
    record KeyView(String id, String kind, Optional<Instant> expiresAt, Optional<Instant> revokedAt) {
        static KeyView of(ApiKey key) {
            return new KeyView(key.id().value(), "API_KEY", key.expiresAt(), key.revokedAt());
        }
    }

    /** A registered public key; its id is the {@code keyid} of its signatures. */
    record SigningKeyView(
            String id,
            String kind,
            String algorithm,
            String description,
            Instant createdAt,
            Optional<Instant> notBefore,
            Optional<Instant> expiresAt,
            Optional<Instant> revokedAt) {
        static SigningKeyView of(SigningKey key) {
            return new SigningKeyView(
                    key.id().value(),
                    "PUBLIC_KEY",
                    key.algorithm(),
                    key.description(),
                    key.createdAt(),
                    key.validity().notBefore(),
                    key.validity().expiresAt(),
                    key.validity().revokedAt());
        }
    }

    /** New credentials; shown once. */
    record NewKeyView(String id, String apiKey, String accessKey, Optional<Instant> expiresAt) {
        @Override
        public String toString() {
            return "NewKeyView[" + id + "]";
        }
    }

    /** An admin. */
    record AdminView(String id, String name, String role, Instant createdAt, Optional<Instant> revokedAt) {
        static AdminView of(Admin admin) {
            return new AdminView(
                    admin.id().value(), admin.name(), admin.role().name(), admin.createdAt(), admin.revokedAt());
        }
    }

    /** A new admin; its token is shown once. */
    record NewAdminView(String id, String name, String role, String token) {
        @Override
        public String toString() {
            return "NewAdminView[" + id + "]";
        }
    }

    /** A delivery of an issuer, without what it says. */
    record DeliveryView(String id, String provider, String event, Instant receivedAt, String outcome, int failures) {
        static DeliveryView of(InboxStore.Entry entry) {
            return new DeliveryView(
                    entry.id().value(),
                    entry.account(),
                    entry.dedupe(),
                    entry.receivedAt(),
                    entry.outcome().name(),
                    entry.failures());
        }
    }

    /** Who did what. */
    record AuditView(String id, String actor, String action, Optional<SubjectView> subject, String reason, Instant at) {
        static AuditView of(AuditTrail.Recorded recorded) {
            return new AuditView(
                    recorded.id(),
                    recorded.entry().actor().text(),
                    recorded.entry().action(),
                    recorded.entry().subject().map(AuditView::subject),
                    recorded.entry().reason(),
                    recorded.entry().at());
        }

        private static SubjectView subject(Subject subject) {
            return new SubjectView(subject.type(), subject.id().value());
        }
    }
}
