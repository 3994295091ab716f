package io.cardport.domain.delivery;

import io.cardport.domain.id.EventId;
import io.cardport.domain.secret.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * Takes an event to an endpoint: one attempt, signed as Standard Webhooks 1.0 says, over https to public addresses only
 * (soundness 27), bounded in time and memory whatever the receiver does.
 */
@FunctionalInterface
public interface Courier {
    /**
     * Makes one attempt. Blocks the calling (virtual) thread, at most for the parcel's timeout; never throws for what a
     * receiver or its network does.
     *
     * @param parcel what goes where
     * @return what became of it
     */
    Reception deliver(Parcel parcel);

    /**
     * One attempt.
     *
     * @param event the id that every attempt of it carries as {@code webhook-id}
     * @param url where it goes
     * @param body the event as it was frozen, UTF-8 JSON
     * @param secrets the endpoint's secrets now, newest first: one {@code v1} signature each
     * @param timeout for all of the attempt
     */
    record Parcel(EventId event, URI url, byte[] body, List<Secret> secrets, Duration timeout) {}
}
