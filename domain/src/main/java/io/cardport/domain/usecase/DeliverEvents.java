package io.cardport.domain.usecase;

import io.cardport.domain.account.Actor;
import io.cardport.domain.account.AuditEntry;
import io.cardport.domain.account.Scope;
import io.cardport.domain.delivery.Consignment;
import io.cardport.domain.delivery.Courier;
import io.cardport.domain.delivery.OutboundDelivery.Attempt;
import io.cardport.domain.delivery.Reception;
import io.cardport.domain.delivery.RetrySchedule;
import io.cardport.domain.delivery.WebhookEndpoint;
import io.cardport.domain.delivery.WebhookEndpoint.Reason;
import io.cardport.domain.delivery.WebhookEndpoint.State;
import io.cardport.domain.store.OutboundStore.Lease;
import io.cardport.domain.store.OutboundStore.Verdict;
import io.cardport.domain.store.Stores;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Takes events to distributors' endpoints, at least once each (soundness 14, 15). Any number of nodes may do it at once:
 * what one has taken comes back when its lease ends, and a node that comes late to its own lease sends nothing.
 */
public final class DeliverEvents {
    /** What a lease lasts beyond the attempt: to begin it, and to note it. */
    private static final Duration SLACK = Duration.ofSeconds(5);

    /** How long the last attempt of a delivery has before somebody else gives it up. */
    private static final Duration GRACE = Duration.ofMinutes(5);

    private final Context context;
    private final Courier courier;
    private final Pace pace;
    private final RandomGenerator random;

    /**
     * How events are delivered.
     *
     * @param schedule when failed ones are tried again
     * @param timeout for one attempt as a whole
     */
    public record Pace(RetrySchedule schedule, Duration timeout) {}

    /**
     * Makes the use case.
     *
     * @param context what it works with
     * @param courier makes the attempts
     * @param pace how events are delivered
     * @param random spreads retries
     */
    public DeliverEvents(Context context, Courier courier, Pace pace, RandomGenerator random) {
        this.context = context;
        this.courier = courier;
        this.pace = pace;
        this.random = random;
    }

    /**
     * Queues what is new in the feed.
     *
     * @param limit how many events at most
     * @return how many there were
     */
    public int fanOut(int limit) {
        return context.work().write(stores -> stores.outbound().fanOut(limit));
    }

    /**
     * Takes what is due.
     *
     * @param limit how many at most
     * @return each to be given to {@link #carry} at once
     */
    public List<Consignment> take(int limit) {
        Instant now = context.now();
        Lease lease = new Lease(now, now.plus(pace.timeout()).plus(SLACK), pace.timeout());
        return context.work().write(stores -> stores.outbound().take(lease, limit));
    }

    /**
     * Makes one attempt and notes what became of it.
     *
     * @param consignment what was taken
     * @return the attempt, empty where its time was over before it began
     */
    public Optional<Attempt> carry(Consignment consignment) {
        Instant began = context.now();
        if (!began.plus(pace.timeout()).isBefore(consignment.claim().until())) {
            return Optional.empty();
        }
        Reception reception = courier.deliver(consignment.parcel());
        Instant ended = context.now();
        Duration took = Duration.between(began, ended);
        Attempt attempt = Attempt.of(reception, began, took.isNegative() ? Duration.ZERO : took);
        Verdict verdict = verdict(consignment, reception, ended);
        context.work().write(stores -> {
            // Its row comes first in the order of locks, its change takes the last one.
            Optional<WebhookEndpoint> gone = reception instanceof Reception.Gone
                    ? stores.endpoints().lock(new Scope.Everything(), consignment.endpoint())
                    : Optional.empty();
            stores.outbound().settle(consignment, attempt, verdict, ended);
            gone.ifPresent(endpoint -> switchOff(stores, endpoint, ended));
            return verdict;
        });
        return Optional.of(attempt);
    }

    private Verdict verdict(Consignment consignment, Reception reception, Instant now) {
        return switch (reception) {
            case Reception.Taken ignored -> new Verdict.Delivered();
            case Reception.Declined(int ignored, Optional<Duration> retryAfter) -> failed(consignment, retryAfter, now);
            case Reception.Gone() -> failed(consignment, Optional.empty(), now);
            case Reception.Unreached ignored -> failed(consignment, Optional.empty(), now);
        };
    }

    private Verdict failed(Consignment consignment, Optional<Duration> retryAfter, Instant now) {
        Consignment.Progress progress = consignment.progress();
        Instant rest = now.plus(pace.schedule().rest(progress.failing() + 1, retryAfter, random.nextDouble()));
        return switch (pace.schedule()
                .after(progress.failures() + 1, progress.since(), now, retryAfter, random.nextDouble())) {
            case RetrySchedule.Next.Again(Instant at) -> new Verdict.Again(at, rest);
            case RetrySchedule.Next.Over() -> new Verdict.Dead(rest);
        };
    }

    static void switchOff(Stores stores, WebhookEndpoint endpoint, Instant now) {
        if (endpoint.state() instanceof State.Enabled) {
            stores.endpoints().update(endpoint.in(new State.Disabled(Reason.GONE), now));
            String id = endpoint.id().value();
            stores.audit()
                    .append(new AuditEntry(new Actor.System(), "webhook_endpoint.gone", Optional.empty(), id, now));
        }
    }

    /**
     * Gives up what is too old: it waited behind others, or nothing is sent to its endpoint.
     *
     * @param limit how many at most
     * @return how many became dead letters
     */
    public int expire(int limit) {
        Instant now = context.now();
        Instant before = now.minus(pace.schedule().maxAge()).minus(GRACE);
        return context.work().write(stores -> stores.outbound().expire(before, now, limit));
    }
}
