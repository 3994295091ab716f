package io.cardport.domain.store;

import io.cardport.domain.account.Scope;
import io.cardport.domain.delivery.WebhookEndpoint;
import io.cardport.domain.delivery.WebhookSecret;
import io.cardport.domain.event.EventType;
import io.cardport.domain.id.DistributorId;
import io.cardport.domain.id.EndpointId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Distributors' webhook endpoints and their secrets. */
public interface EndpointStore {
    /**
     * Finds an endpoint.
     *
     * @param scope who asks
     * @param id which
     * @return the endpoint, empty for missing and foreign alike
     */
    Optional<WebhookEndpoint> find(Scope scope, EndpointId id);

    /**
     * Finds an endpoint and locks its row until the transaction ends.
     *
     * @param scope who asks
     * @param id which
     * @return the endpoint, empty for missing and foreign alike
     */
    Optional<WebhookEndpoint> lock(Scope scope, EndpointId id);

    /**
     * Lists endpoints.
     *
     * @param scope whose
     * @param page which part
     * @return the part, newest first
     */
    Page<WebhookEndpoint> list(Scope scope, Page.Request page);

    /**
     * Endpoints that name a type of event and are enabled; {@code *} names none.
     *
     * @param distributor whose
     * @param type which type
     * @return oldest first
     */
    List<WebhookEndpoint> naming(DistributorId distributor, EventType type);

    /**
     * Adds an endpoint; events that commit from now on are queued for it.
     *
     * @param endpoint a new endpoint
     * @param secret its first secret
     */
    void insert(WebhookEndpoint endpoint, WebhookSecret secret);

    /**
     * Replaces an endpoint that this transaction has locked. One that is disabled is attempted no more; one that is enabled
     * again goes on at once.
     *
     * @param endpoint the endpoint as it is now
     */
    void update(WebhookEndpoint endpoint);

    /**
     * Removes an endpoint that this transaction has locked; what waits for it is given up, the log stays.
     *
     * @param id which
     */
    void delete(EndpointId id);

    /**
     * An endpoint's secrets that sign.
     *
     * @param id which endpoint
     * @param now database time
     * @return newest first
     */
    List<WebhookSecret> secrets(EndpointId id, Instant now);

    /**
     * Gives an endpoint that this transaction has locked another secret.
     *
     * @param id which endpoint
     * @param fresh the new one
     * @param end when those before it sign no more
     */
    void rotate(EndpointId id, WebhookSecret fresh, Instant end);

    /**
     * Counts the pings to an endpoint that this transaction has locked.
     *
     * @param id which
     * @return 1, 2, 3 …
     */
    long nextPing(EndpointId id);
}
