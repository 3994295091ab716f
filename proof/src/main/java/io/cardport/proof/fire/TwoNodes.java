package io.cardport.proof.fire;

import io.cardport.proof.Counts;
import io.cardport.proof.Fire;
import io.cardport.proof.Progress;
import io.cardport.proof.Proof;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/** Two gateways under load: one is killed, one is frozen past its leases, and one is replaced by a newer version. */
public final class TwoNodes implements Proof {
    private static final int CALLERS = 6;
    private static final int LAST_ANSWERS_SECONDS = 180;
    private static final int TAKE_OVER_SECONDS = 30;
    private static final int GIVE_UP_SECONDS = 120;
    /** Five repeats within a third of a second stand for the nine minutes of the real issuer. */
    private static final int GIVES_UP_SOON_MILLIS = 10;

    private static final int PURCHASES = 5;
    private static final String FOUND = "cardport_transactions_missed_total";
    private static final String DUE = """
            SELECT id, state || ' ' || coalesce(next_at::text, '') FROM operations
            WHERE state IN ('QUEUED', 'PENDING') AND next_at <= clock_timestamp() + interval '%1$d seconds'
            UNION ALL
            SELECT delivery_id, 'delivery ' || next_at::text FROM inbox_work
            WHERE next_at <= clock_timestamp() + interval '%1$d seconds'
            UNION ALL
            SELECT 'batch ' || seq, 'deliveries' FROM inbox_batches""";
    /** What a newer version would bring; the old one must go on beside it. */
    private static final String MIGRATION = """
            ALTER TABLE cards ADD COLUMN rehearsal text;
            ALTER TABLE operations ADD COLUMN rehearsal text;
            """;

    @Override
    public String name() {
        return "two-nodes";
    }

    @Override
    public String shows() {
        return "another gateway takes over what a killed or frozen one had, and an upgrade interrupts nobody";
    }

    @Override
    public Counts run(Fire fire, Progress progress) throws InterruptedException {
        return Ground.of(progress, folder -> {
            Counts counts = new Counts();
            try (Pair pair = Pair.start(folder)) {
                burn(fire, progress, pair, counts, folder);
            }
            return counts;
        });
    }

    private static void burn(Fire fire, Progress progress, Pair pair, Counts counts, Path folder)
            throws IOException, SQLException, InterruptedException {
        try (Door door = new Door(pair.urls(), pair.sandbox().credentials())) {
            Journal journal = new Journal();
            Load load = new Load(door, pair.sandbox(), journal);
            Feed feed = new Feed(door);
            load.start(CALLERS, fire.seed());
            feed.start();
            Thread.sleep(10_000);
            int rounds = fire.of(10, 1);
            long slowest = 0;
            long late = 0;
            long taken = 0;
            long found = 0;
            for (int round = 0; round < rounds; round++) {
                found += door.counted(pair.first().url(), FOUND);
                TakeOver kill = kill(pair, journal);
                progress.say("the first gateway was killed: the second took %d pieces of work over within %d s"
                        .formatted(kill.pieces(), kill.seconds()));
                freeze(pair, fire);
                progress.say("the second gateway was frozen past its leases and goes on");
                slowest = Math.max(slowest, kill.seconds());
                late += kill.late();
                taken += kill.pieces();
            }
            found += door.counted(pair.second().url(), FOUND);
            upgrade(pair, folder);
            progress.say("a newer version has migrated beside the old one; both take requests");
            Thread.sleep(8_000);
            load.end(LAST_ANSWERS_SECONDS);
            counts.told("gateways killed, and others frozen", rounds)
                    .told("pieces of work taken over", taken)
                    .told("seconds until the last of them was", slowest)
                    .none("work not taken over within 30 s", late)
                    .exactly("columns that the newer version brought", columns(pair), 2);
            new Verdict(door, pair.sandbox(), journal, progress, counts).reach(pair::open, feed, fire);
            for (URI node : pair.urls()) {
                found += door.counted(node, FOUND);
            }
            counts.atLeast("transactions that no webhook told, found on the issuers' lists", found, 1);
        }
    }

    /**
     * What became of a dead gateway's work.
     *
     * @param pieces how much was due, leased or under way when it died
     * @param seconds until the last of it was taken up
     * @param late how much took longer than it may
     */
    private record TakeOver(int pieces, long seconds, long late) {}

    /** Webhooks go to the first gateway only, and UQPAY gives up on what it tells meanwhile. */
    private static TakeOver kill(Pair pair, Journal journal) throws IOException, SQLException, InterruptedException {
        pair.sandbox().repeatWebhooksAfter(Issuer.UQPAY, GIVES_UP_SOON_MILLIS);
        pair.first().kill();
        long began = System.nanoTime();
        shop(pair, journal);
        TakeOver result = takenOver(pair, began);
        pair.sandbox().repeatWebhooksAfter(Issuer.UQPAY, Issuer.UQPAY.retryMillis());
        pair.first().start(pair.firstStart());
        Thread.sleep(5_000);
        return result;
    }

    /** Beside what callers buy: some purchases that certainly nobody hears of. */
    private static void shop(Pair pair, Journal journal) {
        Issuer.UQPAY.cards(pair.sandbox().state(Issuer.UQPAY)).stream()
                .filter(card -> card.status().equals("ACTIVE"))
                .limit(PURCHASES)
                .flatMap(card -> Issuer.UQPAY.buy(pair.sandbox(), card.id()).stream())
                .forEach(reference -> journal.bought(new Journal.Purchase(Issuer.UQPAY, reference)));
    }

    private static TakeOver takenOver(Pair pair, long began) throws SQLException, InterruptedException {
        Map<String, String> waiting = due(pair);
        int pieces = waiting.size();
        long seconds = 0;
        long late = 0;
        while (!waiting.isEmpty() && (System.nanoTime() - began) / 1_000_000_000 < GIVE_UP_SECONDS) {
            Thread.sleep(250);
            Map<String, String> now = due(pair);
            int before = waiting.size();
            waiting.entrySet().removeIf(piece -> !piece.getValue().equals(now.get(piece.getKey())));
            if (waiting.size() < before) {
                seconds = (System.nanoTime() - began) / 1_000_000_000;
                late += seconds > TAKE_OVER_SECONDS ? before - waiting.size() : 0;
            }
        }
        return new TakeOver(pieces, seconds, late + waiting.size());
    }

    /** What is due within the time in which it must be taken over; leases count as due when they end. */
    private static Map<String, String> due(Pair pair) throws SQLException {
        Map<String, String> due = new HashMap<>();
        try (Connection connection = pair.open();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(DUE.formatted(TAKE_OVER_SECONDS))) {
            while (rows.next()) {
                due.put(rows.getString(1), rows.getString(2));
            }
        }
        return due;
    }

    private static void freeze(Pair pair, Fire fire) throws IOException, InterruptedException {
        pair.second().freeze();
        try {
            Thread.sleep(fire.of(45_000, 35_000));
        } finally {
            pair.second().thaw();
        }
        pair.second().awaitReady();
        Thread.sleep(3_000);
    }

    private static void upgrade(Pair pair, Path folder) throws IOException, InterruptedException {
        Path newer = folder.resolve("newer");
        Path migrations = Files.createDirectories(newer.resolve("db/migration"));
        Files.writeString(migrations.resolve("V9000__rehearsal.sql"), MIGRATION);
        pair.second().kill();
        pair.second().start(pair.secondStart().newer(newer));
    }

    private static long columns(Pair pair) throws SQLException {
        try (Connection connection = pair.open();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT count(*) FROM information_schema.columns WHERE column_name = 'rehearsal'")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
