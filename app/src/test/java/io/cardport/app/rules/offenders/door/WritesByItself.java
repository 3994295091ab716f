package io.cardport.app.rules.offenders.door;

import io.cardport.app.rules.offenders.tables.Table;
import io.cardport.domain.store.UnitOfWork;
import java.util.Optional;

/** As if a controller changed the record and not a use case. */
final class WritesByItself {
    private final UnitOfWork work;

    WritesByItself(UnitOfWork work) {
        this.work = work;
    }

    int write() {
        return work.write(stores -> 1);
    }

    Optional<Table> table() {
        return Optional.of(new Table());
    }
}
