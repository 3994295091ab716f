package io.cardport.app.persistence;

import io.cardport.domain.funding.CardTransaction;
import io.cardport.domain.funding.Merchant;
import io.cardport.domain.funding.TransactionStatus;
import io.cardport.domain.funding.TransactionType;
import io.cardport.domain.id.CardId;
import io.cardport.domain.id.DistributorId;
import io.cardport.domain.id.TransactionId;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.issuing.TransactionSeen;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** A row of {@code card_transactions}. */
record TransactionRow(CardTransaction transaction) {
    Columns fixed(Optional<String> cardholder) {
        return new Columns()
                .with("id", transaction.id())
                .with("distributor_id", transaction.distributor())
                .with("card_id", transaction.card())
                .with("cardholder_id", cardholder);
    }

    Columns changing() {
        TransactionSeen seen = transaction.seen();
        return new Columns()
                .with("reference", seen.reference().value())
                .with("type", seen.type())
                .with("status", seen.status())
                .with("word", seen.word())
                .and(Read.moneyColumns("amount", Optional.of(seen.amounts().amount())))
                .and(Read.moneyColumns("billing", seen.amounts().billing()))
                .and(Read.moneyColumns("fee", seen.amounts().fee()))
                .with("merchant_name", seen.merchant().flatMap(Merchant::name))
                .with("merchant", seen.merchant().map(StoredJson::write))
                .with("occurred_at", seen.occurredAt())
                .and(Read.timeColumns(transaction.times()));
    }

    static CardTransaction read(ResultSet row) throws SQLException {
        return new CardTransaction(
                new TransactionId(Read.text(row, "id")),
                new DistributorId(Read.text(row, "distributor_id")),
                new CardId(Read.text(row, "card_id")),
                new TransactionSeen(
                        new ProviderRef(Read.text(row, "reference")),
                        Read.constant(row, "type", TransactionType.class),
                        Read.constant(row, "status", TransactionStatus.class),
                        Read.text(row, "word"),
                        new TransactionSeen.Amounts(
                                Read.money(row, "amount"),
                                Read.maybeMoney(row, "billing"),
                                Read.maybeMoney(row, "fee")),
                        Read.maybeText(row, "merchant").map(json -> StoredJson.read(json, Merchant.class)),
                        Read.time(row, "occurred_at")),
                Read.times(row));
    }
}
