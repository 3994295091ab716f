package io.cardport.domain.account;

import io.cardport.domain.operation.Subject;
import java.time.Instant;
import java.util.Optional;

/**
 * Who did what to what and why; written in the same transaction as the change.
 *
 * @param actor who
 * @param action what, such as {@code card.lock}
 * @param subject to what, where it is one thing
 * @param reason why, as the actor gave it; may be empty
 * @param at when, in database time
 */
public record AuditEntry(Actor actor, String action, Optional<Subject> subject, String reason, Instant at) {}
