package io.cardport.app.boot;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;

/** A gateway in small that will be killed: it stores a row, then holds a lock in a transaction for ever. */
final class PostgresChild {
    private PostgresChild() {}

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        DataFolder held = DataFolder.hold(folder);
        LocalPostgres server = LocalPostgres.start(held.path(), Path.of(args[1]), new SecureRandom());
        try (Connection connection = DriverManager.getConnection(server.url(), server.username(), server.password())) {
            connection.createStatement().execute("CREATE TABLE kept (word text)");
            connection.createStatement().execute("INSERT INTO kept VALUES ('before the kill')");
            connection.setAutoCommit(false);
            connection.createStatement().execute("LOCK TABLE kept IN ACCESS EXCLUSIVE MODE");
            System.out.println("holding");
            Thread.sleep(120_000);
        }
    }
}
