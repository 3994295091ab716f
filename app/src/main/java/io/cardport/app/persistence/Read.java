package io.cardport.app.persistence;

import io.cardport.domain.card.Card.Times;
import io.cardport.domain.money.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Currency;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Values of columns as the domain knows them; NULL is empty. */
final class Read {
    private Read() {}

    static String text(ResultSet row, String column) throws SQLException {
        return maybeText(row, column)
                .orElseThrow(() -> new IllegalStateException("The column " + column + " is empty"));
    }

    static Optional<String> maybeText(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }

    static byte[] bytes(ResultSet row, String column) throws SQLException {
        return maybeBytes(row, column)
                .orElseThrow(() -> new IllegalStateException("The column " + column + " is empty"));
    }

    static Optional<byte[]> maybeBytes(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getBytes(column));
    }

    static Instant time(ResultSet row, String column) throws SQLException {
        return maybeTime(row, column)
                .orElseThrow(() -> new IllegalStateException("The column " + column + " is empty"));
    }

    static Optional<Instant> maybeTime(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    static <E extends Enum<E>> E constant(ResultSet row, String column, Class<E> type) throws SQLException {
        return Enum.valueOf(type, text(row, column));
    }

    static Money money(ResultSet row, String name) throws SQLException {
        return new Money(row.getLong(name + "_minor"), Currency.getInstance(text(row, name + "_currency")));
    }

    static Optional<Money> maybeMoney(ResultSet row, String name) throws SQLException {
        return maybeText(row, name + "_currency").isPresent() ? Optional.of(money(row, name)) : Optional.empty();
    }

    static Times times(ResultSet row) throws SQLException {
        return new Times(row.getLong("version"), time(row, "created_at"), time(row, "updated_at"));
    }

    /** The columns that {@link #money} reads. */
    static Columns moneyColumns(String name, Optional<Money> money) {
        return new Columns()
                .with(name + "_minor", money.map(Money::minor))
                .with(name + "_currency", money.map(value -> value.currency().getCurrencyCode()));
    }

    /** The columns that {@link #times} reads. */
    static Columns timeColumns(Times times) {
        return new Columns()
                .with("version", times.version())
                .with("created_at", times.createdAt())
                .with("updated_at", times.updatedAt());
    }

    /** Minor units by currency, of a statement that gives {@code amount_currency} and {@code minor}. */
    static Map<Currency, Long> sums(Sql sql, String statement, Object... parameters) {
        Map<Currency, Long> sums = new HashMap<>();
        sql.list(
                        statement,
                        row -> Map.entry(
                                Currency.getInstance(
                                        text(row, "amount_currency").strip()),
                                row.getLong("minor")),
                        parameters)
                .forEach(sum -> sums.put(sum.getKey(), sum.getValue()));
        return sums;
    }
}
