package io.cardport.bench;

import java.util.List;

/** How much of the gateway's work on its database {@link BareServer} does. */
enum BareForm {
    /** One row before the call to the issuer, one after it: the least that sending once takes. */
    BARE(
            List.of(
                    "CREATE TABLE intents (key text PRIMARY KEY, payload text NOT NULL)",
                    "CREATE TABLE told (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, payload text NOT NULL)"),
            List.of(
                    new Ask("INSERT INTO intents (key, payload) VALUES (?, ?)", "kr"),
                    new Ask(
                            "INSERT INTO told (payload) VALUES (?); INSERT INTO told (payload) VALUES (?); COMMIT",
                            "rr")),
            List.of(
                    new Ask("SELECT payload FROM intents WHERE key = ? FOR UPDATE", "k"),
                    new Ask(
                            "UPDATE intents SET payload = ? WHERE key = ?; INSERT INTO told (payload) VALUES (?); COMMIT",
                            "rkr"))),

    /**
     * As many statements of the same kinds as the gateway's two transactions have (claim, approvals, freezes, operation,
     * card, event; locks, references, what is parked, event, card, operation, answer), on tables with few indexes.
     */
    STATEMENTS(
            List.of(
                    "CREATE TABLE claims (key text PRIMARY KEY, payload text NOT NULL)",
                    "CREATE TABLE cards (key text PRIMARY KEY, payload text NOT NULL)",
                    "CREATE TABLE operations (key text PRIMARY KEY, payload text NOT NULL,"
                            + " next_at timestamptz NOT NULL DEFAULT now())",
                    "CREATE INDEX operations_due ON operations (next_at)",
                    "CREATE TABLE named (key text PRIMARY KEY, subject text)",
                    "CREATE TABLE events (seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, payload text NOT NULL)",
                    "CREATE TABLE pending (seq bigint PRIMARY KEY)"),
            List.of(
                    new Ask(
                            "INSERT INTO claims (key, payload) VALUES (?, ?) ON CONFLICT DO NOTHING;"
                                    + " SELECT * FROM cards WHERE key = ?; SELECT * FROM cards WHERE key = ?;"
                                    + " SELECT pg_advisory_xact_lock_shared(1); SELECT * FROM named WHERE key = ?",
                            "krkkk"),
                    new Ask(
                            "SELECT pg_advisory_xact_lock_shared(2); INSERT INTO operations (key, payload) VALUES (?, ?);"
                                    + " INSERT INTO cards (key, payload) VALUES (?, ?); " + Texts.TELL + "; COMMIT",
                            "krkrr")),
            List.of(
                    new Ask(
                            "SELECT * FROM cards WHERE key = ? FOR UPDATE; SELECT * FROM claims WHERE key = ? FOR UPDATE;"
                                    + " SELECT * FROM operations WHERE key = ? FOR UPDATE; INSERT INTO named (key)"
                                    + " VALUES (?) ON CONFLICT (key) DO UPDATE SET subject = named.subject"
                                    + " RETURNING subject; SELECT * FROM named WHERE key = ?;"
                                    + " SELECT * FROM claims WHERE key = ? FOR UPDATE",
                            "kkkkkk"),
                    new Ask(
                            Texts.TELL + "; UPDATE cards SET payload = ? WHERE key = ?;"
                                    + " UPDATE named SET subject = ? WHERE key = ?;"
                                    + " UPDATE named SET subject = ? WHERE key = ?;"
                                    + " UPDATE operations SET payload = ?, next_at = now() WHERE key = ?;"
                                    + " UPDATE claims SET payload = ? WHERE key = ?; COMMIT",
                            "rrkkkkkrkrk")));

    private final List<String> tables;
    private final List<Ask> before;
    private final List<Ask> after;

    BareForm(List<String> tables, List<Ask> before, List<Ask> after) {
        this.tables = tables;
        this.before = before;
        this.after = after;
    }

    private static final class Texts {
        static final String TELL =
                "WITH told AS (INSERT INTO events (payload) VALUES (?) RETURNING seq) INSERT INTO pending SELECT seq FROM told";
    }

    /**
     * Statements that go out in one round trip.
     *
     * @param text the statements
     * @param values what each parameter is: {@code k} the request's key, {@code r} a row's content
     */
    record Ask(String text, String values) {}

    List<String> tables() {
        return tables;
    }

    /** The transaction before the issuer is called. */
    List<Ask> before() {
        return before;
    }

    /** The transaction after it. */
    List<Ask> after() {
        return after;
    }
}
