package io.cardport.app.persistence;

import java.sql.ResultSet;
import java.sql.SQLException;

/** Makes something of the row that a result set stands on. */
@FunctionalInterface
interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
}
