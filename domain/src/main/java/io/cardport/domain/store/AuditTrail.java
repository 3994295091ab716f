package io.cardport.domain.store;

import io.cardport.domain.account.AuditEntry;

/** Who did what, written in the transaction of the change; only ever added to. */
public interface AuditTrail {
    /**
     * Adds an entry.
     *
     * @param entry who did what
     */
    void append(AuditEntry entry);

    /**
     * Lists entries.
     *
     * @param page which part
     * @return the part, newest first
     */
    Page<Recorded> list(Page.Request page);

    /**
     * An entry as it was written.
     *
     * @param id its place, growing
     * @param entry who did what
     */
    record Recorded(String id, AuditEntry entry) {}
}
