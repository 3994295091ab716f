package io.cardport.testkit.store;

import io.cardport.domain.card.Card;
import io.cardport.domain.delivery.Consignment;
import io.cardport.domain.delivery.EventFilter;
import io.cardport.domain.delivery.OutboundDelivery;
import io.cardport.domain.delivery.OutboundDelivery.Attempt;
import io.cardport.domain.delivery.OutboundDelivery.Outcome;
import io.cardport.domain.delivery.WebhookEndpoint;
import io.cardport.domain.delivery.WebhookEndpoint.State;
import io.cardport.domain.delivery.WebhookSecret;
import io.cardport.domain.event.EventDraft;
import io.cardport.domain.event.EventType;
import io.cardport.domain.id.EventId;
import io.cardport.domain.secret.Secret;
import io.cardport.domain.store.OutboundStore.Filter;
import io.cardport.domain.store.OutboundStore.Lease;
import io.cardport.domain.store.OutboundStore.Replayed;
import io.cardport.domain.store.OutboundStore.Verdict;
import io.cardport.domain.store.OutboundStore.Wish;
import io.cardport.domain.store.Page;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Webhook endpoints, events for them, and what is taken there; for contracts. */
abstract class OutboundTrials extends StoreTrials {
    static final Page.Request ALL = new Page.Request(100, Optional.empty());
    static final Instant NOW = Rows.NOW;
    static final Duration TIMEOUT = Duration.ofSeconds(15);
    static final EventFilter EVERY = new EventFilter.Every();

    final WebhookEndpoint endpoint(EventFilter filter) {
        WebhookEndpoint endpoint = new WebhookEndpoint(
                rows().ids.endpoint(),
                rows().distributor,
                new WebhookEndpoint.Terms(
                        URI.create("https://example.com/" + rows().ids.nextBody()), filter, "mine"),
                new State.Enabled(),
                NOW,
                NOW);
        WebhookSecret secret = new WebhookSecret(rows().ids.key(), Secret.of("whsec_first"), NOW, Optional.empty());
        rows().write(stores -> stores.endpoints().insert(endpoint, secret));
        return endpoint;
    }

    final void rotate(WebhookEndpoint endpoint, String text, Instant at, Instant end) {
        WebhookSecret fresh = new WebhookSecret(rows().ids.key(), Secret.of(text), at, Optional.empty());
        rows().write(stores -> stores.endpoints().rotate(endpoint.id(), fresh, end));
    }

    final List<Secret> secrets(WebhookEndpoint endpoint, Instant now) {
        return read(stores -> stores.endpoints().secrets(endpoint.id(), now)).stream()
                .map(WebhookSecret::value)
                .toList();
    }

    final EventId happened(Card card, EventType type, Instant at) {
        EventDraft event =
                new EventDraft(rows().ids.event(), type, rows().distributor, new EventDraft.Content.OfCard(card), at);
        rows().write(stores -> stores.outbox().append(event));
        return event.id();
    }

    final void queued() {
        opened().feed().sequence(10_000);
        while (this.<Integer>write(stores -> stores.outbound().fanOut(1_000)) > 0) {
            // until there is nothing new
        }
    }

    /** What one endpoint has due; what other tests left is taken with it and stays there. */
    final List<Consignment> take(WebhookEndpoint endpoint, Instant now) {
        Lease lease = new Lease(now, now.plusSeconds(20), TIMEOUT);
        return write(stores -> stores.outbound().take(lease, 10_000)).stream()
                .filter(one -> one.endpoint().equals(endpoint.id()))
                .toList();
    }

    final List<EventId> deliverAll(WebhookEndpoint endpoint, Instant now) {
        List<EventId> all = new ArrayList<>();
        for (List<Consignment> due = take(endpoint, now); !due.isEmpty(); due = take(endpoint, now)) {
            for (Consignment one : due) {
                settle(one, new Verdict.Delivered(), now);
                all.add(one.parcel().event());
            }
        }
        return all;
    }

    static List<EventId> events(List<Consignment> taken) {
        return taken.stream().map(one -> one.parcel().event()).toList();
    }

    static Consignment of(List<Consignment> taken, EventId event) {
        return taken.stream()
                .filter(one -> one.parcel().event().equals(event))
                .findFirst()
                .orElseThrow(() -> new AssertionError(event + " was not taken, but " + events(taken)));
    }

    final void settle(Consignment one, Verdict verdict, Instant now) {
        Attempt attempt = verdict instanceof Verdict.Delivered
                ? new Attempt(now, Outcome.TAKEN, Optional.of(204), Duration.ofMillis(12))
                : new Attempt(now, Outcome.TIMEOUT, Optional.empty(), Duration.ofMillis(15_000));
        rows().write(stores -> stores.outbound().settle(one, attempt, verdict, now));
    }

    final Replayed replay(WebhookEndpoint endpoint, Wish wish, Instant now, int limit) {
        return write(stores -> stores.outbound().replay(endpoint, wish, now, limit));
    }

    final OutboundDelivery delivery(Consignment one) {
        return read(stores -> stores.outbound().find(rows().own, one.id())).orElseThrow();
    }

    final List<OutboundDelivery> deliveries(WebhookEndpoint endpoint) {
        return listed(new Filter(rows().own, Optional.of(endpoint.id()), Optional.empty(), Optional.empty()));
    }

    final List<OutboundDelivery> listed(Filter filter) {
        return read(stores -> stores.outbound().list(filter, ALL)).data();
    }
}
