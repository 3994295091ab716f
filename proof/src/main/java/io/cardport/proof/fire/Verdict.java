package io.cardport.proof.fire;

import io.cardport.proof.Counts;
import io.cardport.proof.Fire;
import io.cardport.proof.Progress;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is left to be said once the load has ended. For one thread. */
final class Verdict {
    private static final long PATIENCE_NANOS = 300_000_000_000L;
    private static final int MOST_TRIES = 40;

    private final Door door;
    private final Sandbox sandbox;
    private final Journal journal;
    private final Progress progress;
    private final Counts counts;

    Verdict(Door door, Sandbox sandbox, Journal journal, Progress progress, Counts counts) {
        this.door = door;
        this.sandbox = sandbox;
        this.journal = journal;
        this.progress = progress;
        this.counts = counts;
    }

    /** Opens the gateway's database. */
    @FunctionalInterface
    interface Database {
        Connection open() throws SQLException;
    }

    /** Waits until nothing is under way, for five minutes at most, and counts what then is as it should not be. */
    void reach(Database database, Feed feed, Fire fire) throws SQLException, InterruptedException {
        long began = System.nanoTime();
        settle(database, began, fire);
        counts.told("seconds until everything was settled", (System.nanoTime() - began) / 1_000_000_000);
        try (Connection connection = database.open()) {
            Map<String, Long> left = Record.underWay(connection);
            Record record = Record.read(connection);
            Books.compare(record, sandbox, journal).count(counts);
            counts.none("stuck: operations neither final nor in review", left.getOrDefault("operations", 0L))
                    .none("stuck: deliveries neither applied nor in review", left.getOrDefault("deliveries", 0L))
                    .told(
                            "operations in review",
                            record.operations().stream()
                                    .filter(Record.Operation::inReview)
                                    .count());
            answers(record);
            // The reader ends last: what it has not seen by then it missed.
            Told told = Told.steady(database, door);
            events(told, feed.end());
        }
        counts.told(
                        "answers of any kind",
                        journal.answers().values().stream()
                                .mapToLong(java.util.concurrent.atomic.LongAdder::sum)
                                .sum())
                .none("answers that no contract has (5xx but 503)", journal.crashes())
                .none("keys that never got a final answer", journal.unanswered());
        journal.answers().forEach((name, count) -> progress.say("%,9d answers: %s".formatted(count.sum(), name)));
        journal.wrongs().forEach(wrong -> progress.say("WRONG " + wrong));
    }

    private void settle(Database database, long began, Fire fire) throws SQLException, InterruptedException {
        boolean quiet = false;
        String said = "";
        while (!quiet && System.nanoTime() - began < PATIENCE_NANOS) {
            Thread.sleep(1_000);
            try (Connection connection = database.open()) {
                Map<String, Long> left = Record.underWay(connection);
                int waiting = 0;
                for (Issuer issuer : Issuer.values()) {
                    waiting += sandbox.webhooksWaiting(issuer);
                }
                // What an issuer tells a last time only after minutes is no news by then; a long run waits for it all
                // the
                // same.
                boolean told = waiting == 0 || fire.length() == Fire.Length.SHORT;
                quiet = told && left.values().stream().allMatch(count -> count == 0);
                if (quiet) {
                    // What it finds wrong is told once only, at the end.
                    quiet = Books.compare(
                                            Record.read(connection),
                                            sandbox,
                                            new Journal().withPurchases(journal.purchases()))
                                    .healing()
                            == 0;
                }
                String now = "still under way: " + new java.util.TreeMap<>(left) + ", webhooks " + waiting;
                if (!quiet && !now.equals(said)) {
                    said = now;
                    progress.say(now);
                }
            }
        }
    }

    /** Every answer once more, and every resource that one named. */
    private void answers(Record record) {
        Set<String> named = new HashSet<>();
        long missing = 0;
        for (Journal.Promise promise : journal.promises()) {
            Optional<Answer.Given> now = insisted(() -> door.ask(promise.ask()));
            if (now.isEmpty() || !now.get().sameAs(promise.answer())) {
                journal.changed(promise, now.orElse(promise.answer()));
            }
            for (String field : List.of("id", "cardId", "topUpId", "cardholderId", "applicantId")) {
                named.add(promise.answer().json().path(field).asText());
            }
            String id = promise.answer().json().path("id").asText();
            if (promise.answer().status() / 100 == 2
                    && path(id).filter(path -> found(path)).isEmpty()) {
                missing++;
                journal.wrong("lost: " + id + " was promised");
            }
        }
        long unnamed = record.cards().values().stream()
                        .filter(card -> !card.status().equals("FAILED") && !named.contains(card.id()))
                        .count()
                + record.movements().values().stream()
                        .filter(one -> !one.state().equals("FAILED") && !named.contains(one.id()))
                        .count()
                + record.holders().values().stream()
                        .distinct()
                        .filter(id -> !named.contains(id))
                        .count();
        counts.told("writes acknowledged", journal.promises().size())
                .none("lost: acknowledged resources that are missing", missing)
                .none("changed: acknowledged answers", journal.changed())
                .none("phantom: resources here that no answer named", unnamed);
    }

    private boolean found(String path) {
        return insisted(() -> door.get(path))
                .filter(given -> given.status() == 200)
                .isPresent();
    }

    private static Optional<String> path(String id) {
        return switch (id.substring(0, Math.max(0, id.indexOf('_')))) {
            case "ch" -> Optional.of("/v1/cardholders/" + id);
            case "card" -> Optional.of("/v1/cards/" + id);
            case "top" -> Optional.of("/v1/top-ups/" + id);
            default -> Optional.empty();
        };
    }

    private static Optional<Answer.Given> insisted(java.util.function.Supplier<Answer> ask) {
        for (int attempt = 0; attempt < MOST_TRIES; attempt++) {
            if (ask.get() instanceof Answer.Given given
                    && given.status() != 429
                    && !(given.status() == 503 && given.told() == Answer.Told.FIRST)) {
                return Optional.of(given);
            }
            java.util.concurrent.locks.LockSupport.parkNanos(200_000_000L);
        }
        return Optional.empty();
    }

    /**
     * The feed, and the versions that its subjects had when it was read.
     *
     * @param versions of every resource that tells of itself by events
     * @param feed from its beginning
     */
    private record Told(Map<String, Long> versions, List<Feed.Seen> feed) {
        /** Issuers still repeat webhooks that failed: where a version moves during the reading it is read again. */
        static Told steady(Database database, Door door) throws SQLException, InterruptedException {
            try (Connection connection = database.open()) {
                for (int attempt = 1; ; attempt++) {
                    Map<String, Long> before = Record.versions(connection);
                    boolean moved = Record.underWay(connection).getOrDefault("events", 0L) == 0;
                    List<Feed.Seen> feed = Feed.whole(door);
                    Map<String, Long> after = Record.versions(connection);
                    if (moved && before.equals(after) || attempt == MOST_TRIES) {
                        return new Told(after, feed);
                    }
                    Thread.sleep(1_000);
                }
            }
        }
    }

    private void events(Told told, List<Feed.Seen> read) {
        List<Feed.Seen> whole = told.feed();
        Map<String, Long> last = new HashMap<>();
        Set<String> ids = new HashSet<>();
        long doubled = 0;
        long disordered = 0;
        long holes = 0;
        for (Feed.Seen event : whole) {
            doubled += ids.add(event.id()) ? 0 : 1;
            long before = last.getOrDefault(event.subject(), 0L);
            disordered += event.version() <= before ? 1 : 0;
            holes += event.version() > before + 1 ? 1 : 0;
            last.merge(event.subject(), event.version(), Math::max);
        }
        long tails = told.versions().entrySet().stream()
                .filter(one -> !one.getValue().equals(last.getOrDefault(one.getKey(), 0L)))
                .peek(one -> journal.wrong("hole: " + one + ", in the feed " + last.getOrDefault(one.getKey(), 0L)))
                .count();
        Set<String> got = new HashSet<>();
        read.forEach(event -> got.add(event.id()));
        counts.told("events", whole.size())
                .none("doubled: events in the feed", doubled)
                .none("out of order: versions in the feed", disordered)
                .none("holes: versions in the feed", holes + tails)
                .none(
                        "lost: events that a reader with a cursor missed",
                        ids.stream().filter(id -> !got.contains(id)).count())
                .none("doubled: events that a reader with a cursor saw twice", read.size() - got.size());
    }
}
