package io.cardport.app.health;

import io.cardport.http.Journal;
import io.cardport.http.JournalEntry;
import io.cardport.http.JournalEntry.Ending;
import io.cardport.http.NotSentCause;
import io.cardport.http.Verdict;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** What became of the last calls to each issuer from this node; fed by the adapters' journals. */
@Singleton
public final class IssuerCalls {
    /** One lost answer is the network's daily life; three in a row are an issuer that is away. */
    private static final int FAILURES_UNTIL_DOWN = 3;

    private final MeterRegistry meters;
    private final Journal log = Journal.toLog();
    private final Map<String, Standing> standings = new ConcurrentHashMap<>();

    IssuerCalls(MeterRegistry meters) {
        this.meters = meters;
    }

    /** Whether an issuer answers. */
    public enum Health {
        /** It answers. */
        UP,
        /** Its last calls failed: no answer, a failure of its own, or our credentials refused. */
        DOWN,
        /** It was not called since the start. */
        UNKNOWN
    }

    /**
     * How an issuer stands.
     *
     * @param health whether it answers
     * @param failures calls that failed since the last that did not
     * @param lastCallAt when the last call began
     * @param lastEndings how the last call of each kind ended: an HTTP status or a word
     */
    public record Standing(Health health, int failures, Optional<Instant> lastCallAt, Map<String, String> lastEndings) {
        private static final Standing NEVER_CALLED = new Standing(Health.UNKNOWN, 0, Optional.empty(), Map.of());

        private Standing after(JournalEntry entry) {
            Map<String, String> endings = new TreeMap<>(lastEndings);
            endings.put(entry.name(), entry.ending().toString());
            int failed = switch (Verdict.of(entry.ending())) {
                case ANSWERS -> 0;
                case FAILS, OUT_OF_REACH -> failures + 1;
                case NOTHING -> failures;
            };
            Health now = failed >= FAILURES_UNTIL_DOWN ? Health.DOWN : failed == 0 ? Health.UP : health;
            return new Standing(now, failed, Optional.of(entry.at()), Map.copyOf(endings));
        }
    }

    /**
     * The journal of an account's adapter.
     *
     * @param account our name for it
     * @return where its calls are noted
     */
    public Journal journalOf(String account) {
        return entry -> {
            log.note(entry);
            if (made(entry.ending())) {
                standings.compute(
                        account, (name, before) -> (before == null ? Standing.NEVER_CALLED : before).after(entry));
            }
            meters.timer(
                            "cardport.issuer.calls",
                            "account",
                            account,
                            "call",
                            entry.name(),
                            "ending",
                            entry.ending().toString())
                    .record(entry.took());
        };
    }

    /** What an open circuit or our own budget held back was no call, and hides no failure that was seen. */
    private static boolean made(Ending ending) {
        return !(ending instanceof Ending.Unsent(NotSentCause cause))
                || cause != NotSentCause.CIRCUIT_OPEN && cause != NotSentCause.RATE_BUDGET;
    }

    /**
     * How an account's issuer stands.
     *
     * @param account our name for it
     * @return as seen from this node
     */
    public Standing of(String account) {
        return standings.getOrDefault(account, Standing.NEVER_CALLED);
    }
}
