package io.cardport.app.boot;

import io.cardport.app.boot.Gateway.Login;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** A first look at a PostgreSQL that somebody else runs, so that a wrong address ends the start with a sentence. */
final class OutsidePostgres {
    private static final int OLDEST = 14;

    private OutsidePostgres() {}

    static Login checked(Login login) {
        Properties properties = new Properties();
        if (!login.username().isEmpty()) {
            properties.setProperty("user", login.username());
            properties.setProperty("password", login.password());
        }
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("loginTimeout", "10");
        try (Connection connection = DriverManager.getConnection(login.url(), properties)) {
            int version = connection.getMetaData().getDatabaseMajorVersion();
            if (version < OLDEST) {
                throw new StartRefused("The setting cardport.datasource.url names a PostgreSQL " + version + "; "
                        + OLDEST + " is the oldest that works.");
            }
            return login;
        } catch (SQLException refused) {
            throw new StartRefused(
                    "The setting cardport.datasource.url names a database that can't be used now (SQL state "
                            + refused.getSQLState() + ").");
        }
    }
}
