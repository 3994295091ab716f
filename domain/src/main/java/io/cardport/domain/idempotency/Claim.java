package io.cardport.domain.idempotency;

import io.cardport.domain.account.Actor;
import io.cardport.domain.operation.Subject;
import java.time.Instant;
import java.util.Optional;

/**
 * A claim of an idempotency key. It commits together with the operation that it stands for and is never taken back once an
 * attempt may have left.
 *
 * @param caller whose key it is
 * @param key 1 to 255 visible ASCII characters
 * @param fingerprint keyed hash of the request, lower-case hex
 * @param made the resource that the request made or changed; a repeat after a crash shows it as it stands
 * @param busyUntil until when the first request may still be running, in database time
 * @param answer the first answer, once there is one
 */
public record Claim(
        Actor caller, String key, String fingerprint, Subject made, Instant busyUntil, Optional<StoredAnswer> answer) {}
