package io.cardport.domain.delivery;

import io.cardport.domain.id.EndpointId;
import io.cardport.domain.id.OutboundId;
import io.cardport.domain.operation.Subject;
import java.time.Instant;

/**
 * A delivery that somebody has taken on for one attempt.
 *
 * @param id which delivery
 * @param endpoint to where
 * @param subject what the event is about
 * @param claim whose attempt it is, and for how long
 * @param progress how it went so far
 * @param parcel what to send
 */
public record Consignment(
        OutboundId id, EndpointId endpoint, Subject subject, Claim claim, Progress progress, Courier.Parcel parcel) {
    /**
     * Whose attempt it is.
     *
     * @param number which claim of the subject's queue; an older one decides nothing any more
     * @param until the lease's end, when another node may take it, in database time
     */
    public record Claim(int number, Instant until) {}

    /**
     * How it went so far.
     *
     * @param failures how many attempts failed since it was queued or replayed
     * @param since when the event happened, or when it was replayed, in database time
     * @param failing how many times in a row the endpoint had failed when this was taken
     */
    public record Progress(int failures, Instant since, int failing) {}
}
