package io.cardport.proof.fire;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the gateway's database holds at one moment.
 *
 * @param references what an issuer's ids stand for: {@code account/kind/value} to our id
 * @param holders the holder of each approval, and each holder's own id
 * @param operations all of them
 * @param cards all of them
 * @param movements all top-ups, by their amounts
 * @param transactions {@code account/reference} of all transactions
 */
record Record(
        Map<String, String> references,
        Map<String, String> holders,
        List<Operation> operations,
        Map<String, Card> cards,
        Map<Long, Movement> movements,
        Set<String> transactions) {

    /** An operation: its id, kind, account, card if any, lane if any (else empty) and state. */
    record Operation(String id, String kind, String account, String card, String lane, String state) {
        boolean inReview() {
            return state.equals("UNSETTLED");
        }
    }

    /** A card: its id, account, holder and status. */
    record Card(String id, String account, String holder, String status) {}

    /** A top-up: its id and state. */
    record Movement(String id, String state) {}

    @FunctionalInterface
    private interface Row {
        void take(ResultSet row) throws SQLException;
    }

    /** Reads all of it in one snapshot. */
    static Record read(Connection database) throws SQLException {
        database.setAutoCommit(false);
        database.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        Record all = new Record(
                new HashMap<>(), new HashMap<>(), new ArrayList<>(), new HashMap<>(), new HashMap<>(), new HashSet<>());
        each(
                database,
                "SELECT account || '/' || kind || '/' || value, subject_id FROM provider_references WHERE subject_id IS NOT NULL",
                row -> all.references.put(row.getString(1), row.getString(2)));
        each(
                database,
                "SELECT id, cardholder_id FROM applicants UNION ALL SELECT id, id FROM cardholders",
                row -> all.holders.put(row.getString(1), row.getString(2)));
        each(
                database,
                "SELECT id, kind, account, coalesce(card_id, ''), coalesce(lane, ''), state FROM operations",
                row -> all.operations.add(new Operation(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6))));
        each(
                database,
                "SELECT id, account, cardholder_id, status FROM cards",
                row -> all.cards.put(
                        row.getString(1),
                        new Card(row.getString(1), row.getString(2), row.getString(3), row.getString(4))));
        each(
                database,
                "SELECT amount_minor, id, state FROM movements",
                row -> all.movements.put(row.getLong(1), new Movement(row.getString(2), row.getString(3))));
        each(
                database,
                "SELECT c.account || '/' || t.reference FROM card_transactions t JOIN cards c ON c.id = t.card_id",
                row -> all.transactions.add(row.getString(1)));
        database.rollback();
        return all;
    }

    /** The version of every resource that tells of itself by events, 0 where it has not. */
    static Map<String, Long> versions(Connection database) throws SQLException {
        Map<String, Long> versions = new HashMap<>();
        each(
                database,
                "SELECT id, version FROM cardholders UNION ALL SELECT id, version FROM applicants"
                        + " UNION ALL SELECT id, version FROM cards UNION ALL SELECT id, version FROM movements"
                        + " UNION ALL SELECT id, version FROM operations UNION ALL SELECT id, version FROM card_transactions",
                row -> versions.put(row.getString(1), row.getLong(2)));
        return versions;
    }

    private static void each(Connection database, String sql, Row row) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                row.take(rows);
            }
        }
    }

    /** How much is still under way: operations, deliveries to be applied, events to be put into the feed. */
    static Map<String, Long> underWay(Connection database) throws SQLException {
        Map<String, Long> counts = new HashMap<>();
        each(
                database,
                "SELECT (SELECT count(*) FROM operations WHERE state IN ('QUEUED', 'PENDING')),"
                        + " (SELECT count(*) FROM inbox_work) + (SELECT coalesce(sum(deliveries), 0) FROM inbox_batches),"
                        + " (SELECT count(*) FROM events_pending)",
                row -> {
                    counts.put("operations", row.getLong(1));
                    counts.put("deliveries", row.getLong(2));
                    counts.put("events", row.getLong(3));
                });
        return counts;
    }

    /** How many deliveries are kept many in a row. */
    static long packed(Connection database) throws SQLException {
        return number(database, "SELECT coalesce(sum(deliveries), 0) FROM inbox_batches");
    }

    /** How many deliveries were not applied when they were read. */
    static long notApplied(Connection database) throws SQLException {
        return number(database, "SELECT count(*) FROM inbox_outcomes WHERE outcome <> 'APPLIED'");
    }

    private static long number(Connection database, String sql) throws SQLException {
        List<Long> numbers = new ArrayList<>();
        each(database, sql, row -> numbers.add(row.getLong(1)));
        return numbers.getFirst();
    }

    /** What an issuer's id stands for. */
    Optional<String> subject(Issuer issuer, String kind, String id) {
        return Optional.ofNullable(references.get(issuer.account() + "/" + kind + "/" + id));
    }

    /** How many operations of a holder that order a card are in review. */
    long issuesInReview(String holder) {
        return operations.stream()
                .filter(one -> one.inReview() && one.kind().equals("ISSUE_CARD"))
                .filter(one -> Optional.ofNullable(cards.get(one.card()))
                        .filter(card -> card.holder().equals(holder))
                        .isPresent())
                .count();
    }

    /** How many operations of an account that make a person known are in review. */
    long peopleInReview(Issuer issuer) {
        return operations.stream()
                .filter(one -> one.inReview() && one.account().equals(issuer.account()))
                .filter(one ->
                        one.kind().equals("REGISTER_CARDHOLDER") || one.kind().equals("SUBMIT_APPLICANT"))
                .count();
    }

    /** Whether anything about a card waits for somebody. */
    boolean unfinished(String card) {
        return operations.stream()
                .anyMatch(one -> one.card().equals(card)
                        && (one.inReview()
                                || one.state().equals("QUEUED")
                                || one.state().equals("PENDING")));
    }
}
