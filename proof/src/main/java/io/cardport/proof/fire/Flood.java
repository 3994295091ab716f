package io.cardport.proof.fire;

import io.cardport.proof.Counts;
import io.cardport.proof.Fire;
import io.cardport.proof.Progress;
import io.cardport.proof.Proof;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** SIGKILL of the gateway while webhooks pour in and are kept many in a row; afterwards each was read once. */
public final class Flood implements Proof {
    private static final int CONNECTIONS = 48;
    private static final int CARDS = 8;
    private static final int PATIENCE = 300;
    private static final long MOST_SECONDS = 900;

    @Override
    public String name() {
        return "flood";
    }

    @Override
    public String shows() {
        return "webhooks that pour in are read once each, however often the gateway is killed before it has read them";
    }

    @Override
    public Counts run(Fire fire, Progress progress) throws InterruptedException {
        return Ground.of(progress, folder -> burn(fire, progress, folder.resolve("data")));
    }

    private static Counts burn(Fire fire, Progress progress, Path data)
            throws IOException, SQLException, InterruptedException {
        Sandbox sandbox = new Sandbox(data);
        Counts counts = new Counts();
        int port = Node.freePort();
        Starting starting = Starting.on(data, port);
        try (Node node = new Node(data, port)) {
            node.start(starting);
            try (Door door = new Door(List.of(node.url()), sandbox.credentials())) {
                Purchases purchases = new Purchases(sandbox.credential(Issuer.UQPAY, "webhookSecret"), cards(door));
                try (Pouring pouring = new Pouring(node.url(), purchases)) {
                    pour(fire, progress, new Target(node, starting, sandbox, pouring), counts);
                    counts.told("seconds until all were read", untilRead(sandbox, progress));
                    compare(sandbox, pouring, counts);
                    events(Feed.whole(door), pouring, counts);
                }
            }
        } finally {
            sandbox.sweep();
        }
        return counts;
    }

    private record Target(Node node, Starting starting, Sandbox sandbox, Pouring pouring) {}

    /** Cards of one holder; their ids at the issuer. */
    private static List<String> cards(Door door) throws IOException, InterruptedException {
        String order = Orders.card(door, "flood", 1);
        List<String> cards = new ArrayList<>();
        for (int attempt = 0; cards.size() < CARDS && attempt < PATIENCE; attempt++) {
            if (door.ask(new Door.Ask("flood-" + cards.size(), "/v1/cards", order)) instanceof Answer.Given made
                    && door.get("/v1/cards/" + made.json().path("id").asText()) instanceof Answer.Given seen) {
                Issuer.UQPAY.cardId(seen.json()).ifPresent(cards::add);
            }
            Thread.sleep(100);
        }
        if (cards.size() < CARDS) {
            throw new IOException("UQPAY made no cards");
        }
        return cards;
    }

    private static void pour(Fire fire, Progress progress, Target target, Counts counts)
            throws IOException, SQLException, InterruptedException {
        Pouring pouring = target.pouring();
        pouring.start(CONNECTIONS);
        int kills = fire.of(20, 2);
        kill(fire, progress, target, kills, counts);
        pouring.end();
        counts.told("kills", kills)
                .told("purchases told", pouring.told())
                .told("acknowledgements, repetitions included", pouring.acknowledged())
                .told("answers 503, told again", pouring.turnedAway())
                .none("answers of any other kind", pouring.others());
    }

    private static void kill(Fire fire, Progress progress, Target target, int kills, Counts counts)
            throws IOException, SQLException, InterruptedException {
        SplittableRandom random = new SplittableRandom(fire.seed() ^ 0x666c6f6f);
        long packed = 0;
        long before = 0;
        for (int kill = 1; kill <= kills; kill++) {
            Thread.sleep(random.nextInt(600, 3_000));
            target.node().kill();
            long acknowledged = target.pouring().acknowledged();
            long now = packed(target.sandbox());
            packed += now;
            progress.say("kill %d of %d: %,d acknowledged since the last, %,d lie packed"
                    .formatted(kill, kills, acknowledged - before, now));
            before = acknowledged;
            target.node().start(target.starting());
        }
        counts.atLeast("deliveries that lay packed when a kill came", packed, kills);
    }

    private static long packed(Sandbox sandbox) throws SQLException {
        try (Connection database = sandbox.database()) {
            return Record.packed(database);
        }
    }

    private static long untilRead(Sandbox sandbox, Progress progress) throws SQLException, InterruptedException {
        long began = System.nanoTime();
        long seconds = 0;
        try (Connection database = sandbox.database()) {
            for (long left = unread(database); left > 0 && seconds < MOST_SECONDS; left = unread(database)) {
                Thread.sleep(500);
                long now = (System.nanoTime() - began) / 1_000_000_000;
                if (now / 10 > seconds / 10) {
                    progress.say("%,d still to be read".formatted(left));
                }
                seconds = now;
            }
        }
        return seconds;
    }

    private static long unread(Connection database) throws SQLException {
        Map<String, Long> left = Record.underWay(database);
        return left.getOrDefault("deliveries", 0L) + left.getOrDefault("events", 0L);
    }

    private static void compare(Sandbox sandbox, Pouring pouring, Counts counts) throws SQLException {
        try (Connection database = sandbox.database()) {
            Set<String> known = Record.read(database).transactions();
            long lost = 0;
            for (long number = 0; number < pouring.told(); number++) {
                lost += known.contains(Issuer.UQPAY.account() + "/" + Purchases.reference(number)) ? 0 : 1;
            }
            counts.none("lost: purchases that were acknowledged and are not known", lost)
                    .none("deliveries read but not applied", Record.notApplied(database));
        }
    }

    /** A purchase is told to the distributor by one event, its first version. */
    private static void events(List<Feed.Seen> feed, Pouring pouring, Counts counts) {
        Map<String, Long> last = new HashMap<>();
        Set<String> ids = new HashSet<>();
        long doubled = 0;
        long holes = 0;
        for (Feed.Seen event : feed) {
            doubled += ids.add(event.id()) ? 0 : 1;
            holes += event.version() == last.getOrDefault(event.subject(), 0L) + 1 ? 0 : 1;
            last.put(event.subject(), event.version());
        }
        long purchases = feed.stream()
                .filter(event -> event.subject().startsWith("txn_"))
                .count();
        counts.exactly("events of purchases", purchases, pouring.told())
                .none("doubled: events in the feed", doubled)
                .none("out of order or holes: versions in the feed", holes);
    }
}
