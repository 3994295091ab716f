package io.cardport.proof.fire;

import io.cardport.proof.Counts;
import io.cardport.proof.Fire;
import io.cardport.proof.Progress;
import io.cardport.proof.Proof;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.SplittableRandom;

/** SIGKILL at random moments under load; afterwards issuers, database and readers of events are compared. */
public final class KillLoop implements Proof {
    /** For whoever has less time than 200 kills take, as a system property. */
    private static final String KILLS = "io.cardport.kills";

    private static final int CALLERS = 6;
    private static final int LAST_ANSWERS_SECONDS = 120;

    private final Victim victim;

    /** Who is killed. */
    public enum Victim {
        /** The gateway's process; it is started again. */
        GATEWAY,
        /** The server under the gateway; the gateway has to start it again. */
        POSTGRES
    }

    /**
     * One of the two forms.
     *
     * @param victim who is killed
     */
    public KillLoop(Victim victim) {
        this.victim = victim;
    }

    @Override
    public String name() {
        return switch (victim) {
            case GATEWAY -> "kill-loop";
            case POSTGRES -> "kill-loop-postgres";
        };
    }

    @Override
    public String shows() {
        return switch (victim) {
            case GATEWAY -> "nothing is lost, doubled or made up when the gateway is killed again and again under load";
            case POSTGRES -> "nothing is lost, doubled or made up when PostgreSQL is killed again and again under load";
        };
    }

    @Override
    public Counts run(Fire fire, Progress progress) throws InterruptedException {
        return Ground.of(progress, folder -> burn(fire, progress, folder.resolve("data")));
    }

    private Counts burn(Fire fire, Progress progress, Path data)
            throws IOException, SQLException, InterruptedException {
        Sandbox sandbox = new Sandbox(data);
        Counts counts = new Counts();
        int port = Node.freePort();
        Starting starting = Starting.on(data, port);
        try (Node node = new Node(data, port)) {
            node.start(starting);
            sandbox.repeatWebhooksSoon();
            try (Door door = new Door(List.of(node.url()), sandbox.credentials());
                    Receiver receiver = Receiver.subscribed(door)) {
                Journal journal = new Journal();
                Load load = new Load(door, sandbox, journal);
                Feed feed = new Feed(door);
                load.start(CALLERS, fire.seed());
                feed.start();
                int kills = kill(fire, progress, new Target(node, starting, sandbox));
                progress.say("No more kills; every caller gets its last answer");
                load.end(LAST_ANSWERS_SECONDS);
                counts.atLeast("kills", kills, wanted(fire));
                new Verdict(door, sandbox, journal, progress, counts).reach(sandbox::database, feed, fire);
                receiver.count(counts, Feed.whole(door), progress);
            }
        } finally {
            sandbox.sweep();
        }
        return counts;
    }

    private static int wanted(Fire fire) {
        return fire.of(Integer.getInteger(KILLS, 200), 3);
    }

    private record Target(Node node, Starting starting, Sandbox sandbox) {}

    private int kill(Fire fire, Progress progress, Target target) throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom(fire.seed() ^ 0x6b696c6c);
        int wanted = wanted(fire);
        for (int kill = 1; kill <= wanted; kill++) {
            Thread.sleep(pause(fire, random, kill));
            long began = System.nanoTime();
            switch (victim) {
                case GATEWAY -> {
                    target.node().kill();
                    target.node().start(target.starting());
                }
                case POSTGRES -> killPostgres(target);
            }
            if (fire.length() == Fire.Length.SHORT || kill % 10 == 0) {
                progress.say("kill %d of %d, ready again after %.1f s"
                        .formatted(kill, wanted, (System.nanoTime() - began) / 1e9));
            }
        }
        Thread.sleep(3_000);
        return wanted;
    }

    /** A short run has to get cards before its first kill; a long one is killed in the middle of a start's work, too. */
    private static int pause(Fire fire, SplittableRandom random, int kill) {
        return switch (fire.length()) {
            case FULL -> random.nextInt(300, 8_000);
            case SHORT -> random.nextInt(2_000, 5_000) + (kill == 1 ? 6_000 : 0);
        };
    }

    private static void killPostgres(Target target) throws IOException, InterruptedException {
        ProcessHandle before =
                target.sandbox().postmaster().orElseThrow(() -> new IOException("There is no PostgreSQL to kill"));
        before.destroyForcibly();
        long end = System.nanoTime() + 120_000_000_000L;
        while (target.sandbox()
                .postmaster()
                .filter(now -> now.pid() != before.pid())
                .isEmpty()) {
            if (System.nanoTime() > end) {
                throw new IOException("The gateway did not start PostgreSQL again");
            }
            Thread.sleep(20);
        }
        target.node().awaitReady();
    }
}
