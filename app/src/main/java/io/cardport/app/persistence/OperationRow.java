package io.cardport.app.persistence;

import io.cardport.domain.account.Actor;
import io.cardport.domain.card.CardControlsSpec;
import io.cardport.domain.id.CardId;
import io.cardport.domain.id.DistributorId;
import io.cardport.domain.id.OperationId;
import io.cardport.domain.operation.Operation;
import io.cardport.domain.operation.OperationKind;
import io.cardport.domain.operation.OperationState;
import java.sql.ResultSet;
import java.sql.SQLException;

/** A row of {@code operations}; {@code next_at} is the truth about when it is due, because leasing moves it alone. */
record OperationRow(Operation operation) {
    Columns fixed() {
        Operation.About about = operation.about();
        return new Columns()
                .with("id", operation.id())
                .with("distributor_id", about.distributor())
                .with("kind", operation.kind())
                .with("account", about.account())
                .with("subject_id", about.subject().id())
                .with("card_id", about.card())
                .with("controls", about.controls().map(StoredJson::write))
                .with("requested_by", operation.requestedBy().text());
    }

    Columns changing() {
        return new Columns()
                .with("lane", operation.about().lane())
                .with("state", operation.state().name())
                .with("state_detail", StoredJson.write(operation.state()))
                .with("next_at", operation.progress().nextAt())
                .with("progress", StoredJson.write(operation.progress()))
                .and(Read.timeColumns(operation.times()));
    }

    static Operation read(ResultSet row) throws SQLException {
        return new Operation(
                new OperationId(Read.text(row, "id")),
                Read.constant(row, "kind", OperationKind.class),
                new Operation.About(
                        new DistributorId(Read.text(row, "distributor_id")),
                        Read.text(row, "account"),
                        Subjects.of(Read.text(row, "subject_id")),
                        Read.maybeText(row, "card_id").map(CardId::new),
                        Read.maybeText(row, "lane"),
                        Read.maybeText(row, "controls").map(json -> StoredJson.read(json, CardControlsSpec.class))),
                StoredJson.read(Read.text(row, "state_detail"), OperationState.class),
                StoredJson.read(Read.text(row, "progress"), Operation.Progress.class)
                        .takenUpAt(Read.maybeTime(row, "next_at")),
                Actor.parse(Read.text(row, "requested_by")),
                Read.times(row));
    }
}
