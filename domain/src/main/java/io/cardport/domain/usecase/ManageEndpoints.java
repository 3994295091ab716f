package io.cardport.domain.usecase;

import io.cardport.domain.account.Actor;
import io.cardport.domain.account.AuditEntry;
import io.cardport.domain.account.Scope;
import io.cardport.domain.delivery.EventFilter;
import io.cardport.domain.delivery.SecretMint;
import io.cardport.domain.delivery.WebhookEndpoint;
import io.cardport.domain.delivery.WebhookEndpoint.Reason;
import io.cardport.domain.delivery.WebhookEndpoint.State;
import io.cardport.domain.delivery.WebhookEndpoint.Terms;
import io.cardport.domain.delivery.WebhookSecret;
import io.cardport.domain.id.DistributorId;
import io.cardport.domain.id.EndpointId;
import io.cardport.domain.idempotency.Once;
import io.cardport.domain.store.Stores;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Makes and changes distributors' webhook endpoints; each change writes an audit row in its transaction. */
public final class ManageEndpoints {
    private static final int MOST_SECRETS = 5;

    private final Context context;
    private final SecretMint mint;
    private final Keys keys;

    /**
     * Makes the use case.
     *
     * @param context what it works with
     * @param mint makes secrets
     */
    public ManageEndpoints(Context context, SecretMint mint) {
        this.context = context;
        this.mint = mint;
        this.keys = new Keys(context);
    }

    /**
     * An endpoint with a secret that is shown this once.
     *
     * @param endpoint the endpoint
     * @param secret its new secret
     */
    public record Keyed(WebhookEndpoint endpoint, WebhookSecret secret) {}

    /** Whether a distributor wants anything taken to an endpoint. */
    public enum Wanted {
        /** Events are taken there. */
        ENABLED,
        /** Nothing is. */
        DISABLED
    }

    /**
     * What is to change of an endpoint; what is empty stays.
     *
     * @param url where
     * @param filter which events
     * @param description what it is called
     * @param wanted whether anything goes there
     */
    public record Change(
            Optional<URI> url, Optional<EventFilter> filter, Optional<String> description, Optional<Wanted> wanted) {}

    /**
     * Makes an endpoint, enabled.
     *
     * @param distributor whose
     * @param terms what goes where
     * @param once how it is to have its effect once
     * @return the endpoint with its secret
     */
    public Result<Keyed> create(DistributorId distributor, Terms terms, Once<Keyed> once) {
        WebhookSecret secret = fresh();
        Instant now = secret.createdAt();
        WebhookEndpoint endpoint =
                new WebhookEndpoint(context.ids().endpoint(), distributor, terms, new State.Enabled(), now, now);
        return context.work()
                .write(stores -> keys.within(stores, once, () -> {
                    stores.endpoints().insert(endpoint, secret);
                    audit(stores, new Actor.OfDistributor(distributor), "webhook_endpoint.create", endpoint.id());
                    return new Result.Settled<>(new Keyed(endpoint, secret));
                }));
    }

    private WebhookSecret fresh() {
        return new WebhookSecret(context.ids().key(), mint.mint(), context.now(), Optional.empty());
    }

    /**
     * Changes an endpoint.
     *
     * @param distributor who wants it
     * @param id which
     * @param change what is to change
     * @param once how it is to have its effect once
     * @return the endpoint, or that there is none
     */
    public Result<WebhookEndpoint> update(
            DistributorId distributor, EndpointId id, Change change, Once<WebhookEndpoint> once) {
        return locked(distributor, id, once, stores -> before -> {
            WebhookEndpoint after = changed(before, change, context.now());
            stores.endpoints().update(after);
            audit(stores, new Actor.OfDistributor(distributor), "webhook_endpoint.update", id);
            return new Result.Settled<>(after);
        });
    }

    private static WebhookEndpoint changed(WebhookEndpoint before, Change change, Instant now) {
        Terms was = before.terms();
        Terms terms = new Terms(
                change.url().orElse(was.url()),
                change.filter().orElse(was.filter()),
                change.description().orElse(was.description()));
        State state = change.wanted()
                .<State>map(wanted -> switch (wanted) {
                    case ENABLED -> new State.Enabled();
                    case DISABLED ->
                        before.state() instanceof State.Disabled already
                                ? already
                                : new State.Disabled(Reason.DISTRIBUTOR);
                })
                .orElse(before.state());
        return new WebhookEndpoint(before.id(), before.distributor(), terms, state, before.createdAt(), now);
    }

    /**
     * Removes an endpoint; what waits for it is given up.
     *
     * @param distributor who wants it
     * @param id which
     * @param once how it is to have its effect once
     * @return the endpoint as it was, or that there is none
     */
    public Result<WebhookEndpoint> delete(DistributorId distributor, EndpointId id, Once<WebhookEndpoint> once) {
        return locked(distributor, id, once, stores -> endpoint -> {
            stores.endpoints().delete(id);
            audit(stores, new Actor.OfDistributor(distributor), "webhook_endpoint.delete", id);
            return new Result.Settled<>(endpoint);
        });
    }

    /**
     * Gives an endpoint a new secret; those before it go on signing for a while.
     *
     * @param distributor who wants it
     * @param id which
     * @param overlap how long they go on
     * @param once how it is to have its effect once
     * @return the endpoint with its new secret, or what is wrong
     */
    public Result<Keyed> rotate(DistributorId distributor, EndpointId id, Duration overlap, Once<Keyed> once) {
        WebhookSecret secret = fresh();
        Instant end = secret.createdAt().plus(overlap);
        return locked(distributor, id, once, stores -> endpoint -> {
            stores.endpoints().rotate(id, secret, end);
            if (stores.endpoints().secrets(id, context.now()).size() > MOST_SECRETS) {
                return new Result.Declined<>(new Problem.InvalidFields(List.of(new Problem.Fault(
                        "/overlapHours", "must be 0 while " + MOST_SECRETS + " secrets are in use"))));
            }
            audit(stores, new Actor.OfDistributor(distributor), "webhook_endpoint.rotate-secret", id);
            return new Result.Settled<>(new Keyed(endpoint, secret));
        });
    }

    private <T> Result<T> locked(
            DistributorId distributor,
            EndpointId id,
            Once<T> once,
            Function<Stores, Function<WebhookEndpoint, Result<T>>> work) {
        return context.work()
                .write(stores -> keys.within(
                        stores,
                        once,
                        () -> stores.endpoints()
                                .lock(new Scope.Own(distributor), id)
                                .map(work.apply(stores))
                                .orElseGet(() -> new Result.Declined<>(new Problem.NotFound()))));
    }

    private void audit(Stores stores, Actor actor, String action, EndpointId id) {
        stores.audit().append(new AuditEntry(actor, action, Optional.empty(), id.value(), context.now()));
    }
}
