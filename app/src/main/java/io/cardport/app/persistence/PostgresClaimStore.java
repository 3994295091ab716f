package io.cardport.app.persistence;

import io.cardport.app.sealing.Place;
import io.cardport.domain.account.Actor;
import io.cardport.domain.idempotency.Claim;
import io.cardport.domain.idempotency.StoredAnswer;
import io.cardport.domain.store.ClaimStore;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;

/** Idempotency keys in PostgreSQL. An answer is sealed with the key of the cardholder whom it shows. */
final class PostgresClaimStore implements ClaimStore {
    private static final int CLAIM_ATTEMPTS = 10;
    private static final String ANSWER = "UPDATE claims SET answer_status = ?, answer = ?, holder_id = ?"
            + " WHERE caller = ? AND key = ? AND answer_status IS NULL";

    private final Sql sql;
    private final HolderKeys keys;
    private final ReadAhead<Key, Claiming> ahead = new ReadAhead<>();
    /** Who made what, of claims that this transaction has locked and that have no answer. */
    private final HeldRows<Key, String> unanswered = new HeldRows<>();

    private enum Claiming {
        OURS,
        TAKEN
    }

    PostgresClaimStore(Sql sql, HolderKeys keys) {
        this.sql = sql;
        this.keys = keys;
    }

    @Override
    public Optional<Claim> claim(Claim claim) {
        // Whoever holds the key may release it between the two statements.
        for (int attempt = 0; attempt < CLAIM_ATTEMPTS; attempt++) {
            Claiming claiming = ahead.take(key(claim)).orElseGet(() -> {
                claimAhead(claim);
                sql.ask();
                return ahead.take(key(claim)).orElseThrow();
            });
            if (claiming == Claiming.OURS) {
                return Optional.empty();
            }
            Optional<Claim> holder = find(claim.caller(), claim.key());
            if (holder.isPresent()) {
                return holder;
            }
        }
        throw new IllegalStateException("A key was claimed and released too often");
    }

    /** Claims a key with the next question. */
    void claimAhead(Claim claim) {
        sql.later(
                claimed -> ahead.keep(key(claim), claimed == 1 ? Claiming.OURS : Claiming.TAKEN),
                "INSERT INTO claims (caller, key, fingerprint, made_id, busy_until) VALUES (?, ?, ?, ?, ?)"
                        + " ON CONFLICT (caller, key) DO NOTHING",
                claim.caller().text(),
                claim.key(),
                claim.fingerprint(),
                claim.made().id(),
                claim.busyUntil());
    }

    /** Locks a claim with the next question: what has no answer then gets none from anybody else. */
    void lockAhead(Key key) {
        sql.later(
                "SELECT made_id FROM claims WHERE caller = ? AND key = ? AND answer_status IS NULL FOR UPDATE",
                row -> Read.text(row, "made_id"),
                found -> found.forEach(made -> unanswered.hold(key, made)),
                key.caller().text(),
                key.key());
    }

    private static Key key(Claim claim) {
        return new Key(claim.caller(), claim.key());
    }

    @Override
    public Optional<Claim> find(Actor caller, String key) {
        return sql.first("SELECT * FROM claims WHERE caller = ? AND key = ?", this::read, caller.text(), key);
    }

    @Override
    public StoredAnswer answer(Actor caller, String key, StoredAnswer answer) {
        Key whose = new Key(caller, key);
        Optional<String> ours = unanswered.held(whose);
        if (ours.isPresent()) {
            sql.later(ANSWER, answering(whose, keys.holderOf(ours.get()), answer));
            unanswered.letGo(whose);
            return answer;
        }
        Optional<String> holder = sql.first(
                        "SELECT made_id FROM claims WHERE caller = ? AND key = ?",
                        row -> Read.text(row, "made_id"),
                        caller.text(),
                        key)
                .flatMap(keys::holderOf);
        if (sql.update(ANSWER, answering(whose, holder, answer)) == 1) {
            return answer;
        }
        return find(caller, key).flatMap(Claim::answer).orElse(answer);
    }

    private Object[] answering(Key key, Optional<String> holder, StoredAnswer answer) {
        String caller = key.caller().text();
        return new Object[] {
            answer.status(), keys.seal(holder, place(caller, key.key()), packed(answer)), holder, caller, key.key()
        };
    }

    @Override
    public Optional<StoredAnswer> release(Actor caller, String key) {
        int released = sql.update(
                "DELETE FROM claims WHERE caller = ? AND key = ? AND answer_status IS NULL", caller.text(), key);
        return released == 1 ? Optional.empty() : find(caller, key).flatMap(Claim::answer);
    }

    private Claim read(ResultSet row) throws SQLException {
        String caller = Read.text(row, "caller");
        String key = Read.text(row, "key");
        int status = row.getInt("answer_status");
        Optional<String> holder = Read.maybeText(row, "holder_id");
        Optional<StoredAnswer> answer = Read.maybeBytes(row, "answer")
                .flatMap(kept -> keys.unseal(holder, place(caller, key), kept))
                .map(packed -> unpacked(status, packed));
        return new Claim(
                Actor.parse(caller),
                key,
                Read.text(row, "fingerprint"),
                Subjects.of(Read.text(row, "made_id")),
                Read.time(row, "busy_until"),
                answer);
    }

    /** Headers and body in one sealed value: length of the headers' JSON (4), the JSON, the body's exact bytes. */
    private static byte[] packed(StoredAnswer answer) {
        byte[] headers = StoredJson.bytes(answer.headers());
        return ByteBuffer.allocate(4 + headers.length + answer.body().length)
                .putInt(headers.length)
                .put(headers)
                .put(answer.body())
                .array();
    }

    private static StoredAnswer unpacked(int status, byte[] packed) {
        int body = 4 + ByteBuffer.wrap(packed).getInt();
        String headers = new String(packed, 4, body - 4, StandardCharsets.UTF_8);
        return new StoredAnswer(status, StoredJson.texts(headers), Arrays.copyOfRange(packed, body, packed.length));
    }

    private static Place place(String caller, String key) {
        return new Place("claims", caller + " " + key, "answer");
    }
}
