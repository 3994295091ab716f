package io.cardport.http;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes entries as one line each. */
final class LogJournal implements Journal {
    private static final Logger LOG = LoggerFactory.getLogger("io.cardport.http.journal");

    @Override
    public void note(JournalEntry entry) {
        LOG.debug(
                "{} {} {} {} {} ms, {} B out, {} B in",
                entry.name(),
                entry.method(),
                entry.pathTemplate(),
                entry.ending(),
                entry.took().toMillis(),
                entry.bytesSent(),
                entry.bytesReceived());
    }
}
