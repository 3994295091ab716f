package io.cardport.app.persistence;

import io.cardport.domain.account.Distributor;
import io.cardport.domain.id.DistributorId;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.TypeDef;
import io.micronaut.data.model.DataType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A row of {@code distributors}. */
@MappedEntity("distributors")
record DistributorRow(
        @Id String id,
        String name,
        @TypeDef(type = DataType.STRING_ARRAY) List<String> accounts,
        @Nullable String defaultAccount,
        boolean signatureRequired,
        Instant createdAt) {
    static DistributorRow of(Distributor distributor) {
        return new DistributorRow(
                distributor.id().value(),
                distributor.name(),
                distributor.accounts(),
                distributor.defaultAccount().orElse(null),
                distributor.signatureRequired(),
                distributor.createdAt());
    }

    Distributor distributor() {
        return new Distributor(
                new DistributorId(id),
                name,
                accounts,
                Optional.ofNullable(defaultAccount),
                signatureRequired,
                createdAt);
    }
}
