package io.cardport.app.persistence;

import io.cardport.app.sealing.KeyedHash;
import io.cardport.domain.account.Scope;
import java.util.List;

/** The hashes under which an e-mail may stand: one per distributor, so that two distributors' hashes can't be compared. */
record EmailHashes(Sql sql, KeyedHash hash) {
    String[] of(Scope scope, String email) {
        List<String> distributors = switch (scope) {
            case Scope.Own(var distributor) -> List.of(distributor.value());
            case Scope.Everything() ->
                sql.list("SELECT DISTINCT distributor_id FROM cardholders", row -> Read.text(row, "distributor_id"));
        };
        return distributors.stream()
                .map(distributor -> CardholderRow.emailHash(hash, distributor, email))
                .toArray(String[]::new);
    }
}
