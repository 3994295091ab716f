package io.cardport.http;

/**
 * Where each exchange leaves one record, whatever became of it. Entries hold no header, no body and no value from a
 * path or query. Called on the thread of the exchange; what it throws is logged and changes nothing.
 */
@FunctionalInterface
public interface Journal {
    /**
     * Notes one exchange.
     *
     * @param entry the record
     */
    void note(JournalEntry entry);

    /**
     * A journal that writes to SLF4J at DEBUG, logger {@code io.cardport.http.journal}.
     *
     * @return the journal
     */
    static Journal toLog() {
        return new LogJournal();
    }
}
