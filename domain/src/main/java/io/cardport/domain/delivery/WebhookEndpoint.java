package io.cardport.domain.delivery;

import io.cardport.domain.id.DistributorId;
import io.cardport.domain.id.EndpointId;
import java.net.URI;
import java.time.Instant;

/**
 * Where a distributor wants its events taken. It gets those that happen from its making on, while it is enabled.
 *
 * @param id our id
 * @param distributor whose
 * @param terms what goes where
 * @param state whether anything goes there
 * @param createdAt when it was made, in database time
 * @param updatedAt when it last changed, in database time
 */
public record WebhookEndpoint(
        EndpointId id, DistributorId distributor, Terms terms, State state, Instant createdAt, Instant updatedAt) {
    /**
     * What goes where.
     *
     * @param url as {@link EndpointUrl} takes it
     * @param filter which events
     * @param description what the distributor's people call it, at most 200 characters; may be empty
     */
    public record Terms(URI url, EventFilter filter, String description) {}

    /** Whether anything goes there. */
    public sealed interface State {
        /** Events are taken there. */
        record Enabled() implements State {}

        /**
         * Nothing is attempted and nothing new is queued; what waits goes on when it is enabled again.
         *
         * @param reason why
         */
        record Disabled(Reason reason) implements State {}
    }

    /** Why an endpoint is disabled. */
    public enum Reason {
        /** The receiver answered 410. */
        GONE,
        /** The distributor wants it so. */
        DISTRIBUTOR
    }

    /**
     * The endpoint in another state.
     *
     * @param next the state
     * @param at when, in database time
     * @return a copy
     */
    public WebhookEndpoint in(State next, Instant at) {
        return new WebhookEndpoint(id, distributor, terms, next, createdAt, at);
    }
}
