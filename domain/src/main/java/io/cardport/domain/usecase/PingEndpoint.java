package io.cardport.domain.usecase;

import io.cardport.domain.account.Scope;
import io.cardport.domain.delivery.Courier;
import io.cardport.domain.delivery.OutboundDelivery;
import io.cardport.domain.delivery.OutboundDelivery.Attempt;
import io.cardport.domain.delivery.OutboundDelivery.Outcome;
import io.cardport.domain.delivery.OutboundDelivery.Status;
import io.cardport.domain.delivery.OutboundDelivery.Told;
import io.cardport.domain.delivery.PingBody;
import io.cardport.domain.delivery.WebhookEndpoint;
import io.cardport.domain.delivery.WebhookSecret;
import io.cardport.domain.id.DistributorId;
import io.cardport.domain.id.EndpointId;
import io.cardport.domain.idempotency.Once;
import io.cardport.domain.operation.Subject;
import io.cardport.domain.secret.Secret;
import io.cardport.domain.store.Stores;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Sends a ping to one endpoint, at once and once, past everything that waits for it and also while it is disabled. It is in
 * the endpoint's log and not in the feed.
 */
public final class PingEndpoint {
    /** The type of a ping. */
    public static final String TYPE = "ping";

    private final Context context;
    private final Courier courier;
    private final PingBody body;
    private final Duration timeout;
    private final Keys keys;

    /**
     * Makes the use case.
     *
     * @param context what it works with
     * @param courier makes the attempt
     * @param body writes pings
     * @param timeout for the attempt as a whole
     */
    public PingEndpoint(Context context, Courier courier, PingBody body, Duration timeout) {
        this.context = context;
        this.courier = courier;
        this.body = body;
        this.timeout = timeout;
        this.keys = new Keys(context);
    }

    private sealed interface Begun {
        record Ended(Result<OutboundDelivery> result) implements Begun {}

        record Ready(WebhookEndpoint endpoint, List<Secret> secrets, long version) implements Begun {}
    }

    /**
     * Sends a ping and waits for what becomes of it.
     *
     * @param distributor who wants it
     * @param id which endpoint
     * @param once how it is to have its effect once; its key is claimed before anything is sent
     * @return the delivery with its attempt, or that there is no such endpoint
     */
    public Result<OutboundDelivery> handle(DistributorId distributor, EndpointId id, Once<OutboundDelivery> once) {
        return switch (context.work().write(stores -> begin(stores, distributor, id, once))) {
            case Begun.Ended(var result) -> result;
            case Begun.Ready ready -> {
                OutboundDelivery delivery = sent(ready);
                yield context.work().write(stores -> {
                    stores.outbound().log(delivery, context.now());
                    return keys.answered(stores, once, new Result.Settled<>(delivery));
                });
            }
        };
    }

    private Begun begin(Stores stores, DistributorId distributor, EndpointId id, Once<OutboundDelivery> once) {
        Instant busyUntil = context.now().plus(timeout).plus(Dispatch.GRACE);
        var taken =
                keys.claim(stores, once, new Subject.OfOperation(context.ids().operation()), busyUntil);
        if (taken.isPresent()) {
            stores.undo();
            return new Begun.Ended(new Result.Repeated<>(taken.get()));
        }
        Optional<WebhookEndpoint> endpoint = stores.endpoints().lock(new Scope.Own(distributor), id);
        if (endpoint.isEmpty()) {
            stores.undo();
            return new Begun.Ended(new Result.Declined<>(new Problem.NotFound()));
        }
        List<Secret> secrets = stores.endpoints().secrets(id, context.now()).stream()
                .map(WebhookSecret::value)
                .toList();
        return new Begun.Ready(endpoint.get(), secrets, stores.endpoints().nextPing(id));
    }

    private OutboundDelivery sent(Begun.Ready ready) {
        WebhookEndpoint endpoint = ready.endpoint();
        Told told = new Told(context.ids().event(), TYPE);
        Instant began = context.now();
        byte[] json = body.write(told.event(), endpoint.id(), ready.version(), began);
        var parcel = new Courier.Parcel(told.event(), endpoint.terms().url(), json, ready.secrets(), timeout);
        var reception = courier.deliver(parcel);
        Duration took = Duration.between(began, context.now());
        Attempt attempt = Attempt.of(reception, began, took.isNegative() ? Duration.ZERO : took);
        return new OutboundDelivery(
                context.ids().outbound(),
                endpoint.id(),
                endpoint.distributor(),
                told,
                attempt.outcome() == Outcome.TAKEN ? Status.DELIVERED : Status.DEAD,
                List.of(attempt),
                Optional.empty());
    }
}
