package io.cardport.domain.card;

import io.cardport.domain.id.OperationId;
import java.time.Instant;

/**
 * What somebody asked for and no issuer has confirmed. From the commit of a lock or close on, our own decisions treat the
 * card as locked.
 *
 * @param kind what was asked for
 * @param by who asked
 * @param requestedAt when, in database time
 * @param operation the operation that carries it
 */
public record PendingChange(ChangeKind kind, LockOwner by, Instant requestedAt, OperationId operation) {
    /** What can be asked for. */
    public enum ChangeKind {
        /** Activating. */
        ACTIVATE,
        /** Locking. */
        LOCK,
        /** Unlocking. */
        UNLOCK,
        /** Terminating. */
        CLOSE
    }
}
