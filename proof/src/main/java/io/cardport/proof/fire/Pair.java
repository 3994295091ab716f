package io.cardport.proof.fire;

import io.cardport.app.boot.LocalPostgres;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/** Two gateways on one PostgreSQL that belongs to neither of them; the first has the sandbox. For one thread. */
final class Pair implements AutoCloseable {
    /** An hour in a house; what nobody told has to be found within a run. */
    private static final String MISSED = "20s";

    private final LocalPostgres database;
    private final Sandbox sandbox;
    private final Node first;
    private final Node second;
    private final Starting firstStart;
    private final Starting secondStart;

    private Pair(LocalPostgres database, Path folder) throws IOException {
        this.database = database;
        this.first = new Node(folder.resolve("one"), Node.freePort());
        this.second = new Node(folder.resolve("two"), Node.freePort());
        this.sandbox = new Sandbox(first.data());
        this.firstStart = outside(Starting.on(first.data(), first.port()));
        this.secondStart = outside(Starting.on(
                second.data(),
                second.port(),
                "--no-sandbox",
                "--config",
                first.data().resolve("sandbox.yml").toString()));
    }

    private Starting outside(Starting starting) {
        return starting.with("polling.missed-webhooks", MISSED)
                .with("datasource.url", database.url())
                .with("datasource.username", database.username())
                .with("datasource.password", database.password());
    }

    /** Starts the server and both gateways, one after the other. */
    static Pair start(Path folder) throws IOException, InterruptedException {
        Path server = Files.createDirectory(
                folder.resolve("server"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        LocalPostgres database = LocalPostgres.start(server, server, new SecureRandom());
        Pair pair = new Pair(database, folder);
        try {
            pair.first.start(pair.firstStart);
            pair.second.start(pair.secondStart);
        } catch (IOException | InterruptedException failed) {
            pair.close();
            throw failed;
        }
        pair.sandbox.repeatWebhooksSoon();
        return pair;
    }

    Node first() {
        return first;
    }

    Node second() {
        return second;
    }

    Starting firstStart() {
        return firstStart;
    }

    Starting secondStart() {
        return secondStart;
    }

    Sandbox sandbox() {
        return sandbox;
    }

    List<URI> urls() {
        return List.of(first.url(), second.url());
    }

    Connection open() throws SQLException {
        return DriverManager.getConnection(database.url(), database.username(), database.password());
    }

    @Override
    public void close() {
        second.close();
        first.close();
        sandbox.sweep();
        database.close();
    }
}
