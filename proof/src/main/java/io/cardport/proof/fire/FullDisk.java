package io.cardport.proof.fire;

import io.cardport.proof.Counts;
import io.cardport.proof.Fire;
import io.cardport.proof.Progress;
import io.cardport.proof.Proof;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * The database's disk runs full under load, again and again; afterwards issuers, database and readers of events are
 * compared. The disk is a file system in memory that only the gateway and its database see, so nothing else suffers.
 */
public final class FullDisk implements Proof {
    private static final int CALLERS = 6;
    private static final int LAST_ANSWERS_SECONDS = 120;
    private static final int ROOM_MEBIBYTES = 1024;
    private static final int[] BLOCKS = {1 << 20, 1 << 12};
    private static final System.Logger LOG = System.getLogger(FullDisk.class.getName());

    /** Puts the database, as it lies, on a small disk of its own, then becomes the gateway. */
    private static final String SMALL_DISK = """
            set -e
            pg=$1 size=$2
            shift 2
            mv "$pg" "$pg.whole"
            mkdir -m 700 "$pg"
            mount -t tmpfs -o "size=${size}m,mode=700" none "$pg"
            cp -a "$pg.whole/." "$pg"
            exec "$@"
            """;

    /** The folder is a mount only for the gateway; the way to it leads through its process. */
    private record Disk(Node node, Path folder) {
        private Path ballast() throws IOException {
            long pid = node.running()
                    .orElseThrow(() -> new IOException("The gateway has ended"))
                    .pid();
            return Path.of("/proc", Long.toString(pid), "root")
                    .resolve(Path.of("/").relativize(folder.resolve("ballast")));
        }

        /** Writes until nothing more fits, down to the last page. */
        void fill() throws IOException {
            try (var out = Files.newOutputStream(ballast())) {
                for (int size : BLOCKS) {
                    fill(out, new byte[size]);
                }
            }
        }

        private static void fill(OutputStream out, byte[] block) {
            try {
                while (true) {
                    out.write(block);
                }
            } catch (IOException full) {
                LOG.log(System.Logger.Level.DEBUG, "no block of {0} bytes fits any more", block.length);
            }
        }

        void free() throws IOException {
            Files.delete(ballast());
        }
    }

    @Override
    public String name() {
        return "full-disk";
    }

    @Override
    public String shows() {
        return "nothing acknowledged is lost when the database's disk runs full, and room is all that it takes to go on";
    }

    /** Whether this machine lets a program mount a disk that nobody else sees. */
    static boolean possible() throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(aside());
        words.addAll(List.of("mount", "-t", "tmpfs", "none", "/mnt"));
        Process attempt = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return attempt.waitFor(10, TimeUnit.SECONDS) && attempt.exitValue() == 0;
    }

    private static List<String> aside() {
        return "root".equals(System.getProperty("user.name")) ? List.of("unshare", "-m") : List.of("unshare", "-Urm");
    }

    @Override
    public Counts run(Fire fire, Progress progress) throws InterruptedException {
        return Ground.of(progress, folder -> {
            if (!possible()) {
                progress.say("This machine lets no file system be mounted (unshare -m): nothing was tried");
                return new Counts().atLeast("times that the disk was full", 0, 1);
            }
            return burn(fire, progress, folder.resolve("data"));
        });
    }

    private static Counts burn(Fire fire, Progress progress, Path data)
            throws IOException, SQLException, InterruptedException {
        Sandbox sandbox = new Sandbox(data);
        Counts counts = new Counts();
        int port = Node.freePort();
        Starting starting = Starting.on(data, port);
        try (Node node = new Node(data, port)) {
            node.start(starting);
            sandbox.repeatWebhooksSoon();
            move(node, sandbox, starting, data.resolve("pg"));
            try (Door door = new Door(List.of(node.url()), sandbox.credentials())) {
                Journal journal = new Journal();
                Load load = new Load(door, sandbox, journal);
                Feed feed = new Feed(door);
                load.start(CALLERS, fire.seed());
                feed.start();
                int full = fill(fire, progress, new Disk(node, data.resolve("pg")), new Seen(journal));
                progress.say("No more of that; every caller gets its last answer");
                load.end(LAST_ANSWERS_SECONDS);
                counts.atLeast("times that the disk was full", full, fire.of(20, 1));
                new Verdict(door, sandbox, journal, progress, counts).reach(sandbox::database, feed, fire);
            }
        } finally {
            sandbox.sweep();
        }
        return counts;
    }

    /** The simulated issuers stay where they are: it is not their disk that runs full. */
    private static void move(Node node, Sandbox sandbox, Starting starting, Path pg)
            throws IOException, InterruptedException {
        node.kill();
        ProcessHandle server = sandbox.postmaster().orElseThrow(() -> new IOException("There is no PostgreSQL"));
        server.destroyForcibly();
        server.onExit().join();
        List<String> words = new ArrayList<>(aside());
        words.addAll(List.of("sh", "-c", SMALL_DISK, "small-disk", pg.toString(), Integer.toString(ROOM_MEBIBYTES)));
        node.start(starting.within(words));
    }

    private record Seen(Journal journal) {
        /** Because the database could not write. */
        long refused() {
            return answers("503");
        }

        /** Written, that is; ready is one thing, and this another that has to come back without a restart, too. */
        long taken() {
            return answers("20");
        }

        private long answers(String status) {
            return journal.answers().entrySet().stream()
                    .filter(one -> one.getKey().startsWith(status))
                    .mapToLong(one -> one.getValue().sum())
                    .sum();
        }
    }

    private static int fill(Fire fire, Progress progress, Disk disk, Seen seen)
            throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom(fire.seed() ^ 0x6469736b);
        int wanted = fire.of(20, 1);
        int felt = 0;
        for (int time = 1; time <= wanted; time++) {
            Thread.sleep(random.nextInt(4_000, 8_000));
            long before = seen.refused();
            disk.fill();
            // What was begun before still has room in pages that are there already.
            await(() -> seen.refused() > before);
            Thread.sleep(random.nextInt(1_000, 6_000));
            felt += seen.refused() > before ? 1 : 0;
            disk.free();
            long began = System.nanoTime();
            disk.node().awaitReady();
            long taken = seen.taken();
            if (!await(() -> seen.taken() > taken)) {
                throw new IOException("The gateway takes no writes again");
            }
            progress.say("full %d of %d, writing again %.1f s after there was room"
                    .formatted(time, wanted, (System.nanoTime() - began) / 1e9));
        }
        Thread.sleep(3_000);
        return felt;
    }

    private static boolean await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
        while (System.nanoTime() < end) {
            if (condition.getAsBoolean()) {
                return true;
            }
            Thread.sleep(100);
        }
        return false;
    }
}
