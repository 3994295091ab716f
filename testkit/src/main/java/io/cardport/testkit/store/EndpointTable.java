package io.cardport.testkit.store;

import io.cardport.domain.account.Scope;
import io.cardport.domain.delivery.OutboundDelivery.Status;
import io.cardport.domain.delivery.WebhookEndpoint;
import io.cardport.domain.delivery.WebhookSecret;
import io.cardport.domain.event.EventType;
import io.cardport.domain.id.DistributorId;
import io.cardport.domain.id.EndpointId;
import io.cardport.domain.store.EndpointStore;
import io.cardport.domain.store.Page;
import io.cardport.testkit.store.OutboundRows.Kept;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Webhook endpoints. */
record EndpointTable(Tables tables) implements EndpointStore {
    @Override
    public Optional<WebhookEndpoint> find(Scope scope, EndpointId id) {
        return kept(id).map(Kept::endpoint).filter(endpoint -> Listing.sees(scope, endpoint.distributor()));
    }

    private Optional<Kept> kept(EndpointId id) {
        return Optional.ofNullable(tables.outgoing.endpoints.get(id));
    }

    @Override
    public Optional<WebhookEndpoint> lock(Scope scope, EndpointId id) {
        return find(scope, id);
    }

    @Override
    public Page<WebhookEndpoint> list(Scope scope, Page.Request page) {
        return Listing.page(
                tables.outgoing.endpoints.values().stream().map(Kept::endpoint).toList(),
                endpoint -> Listing.sees(scope, endpoint.distributor()),
                endpoint -> endpoint.id().value(),
                page);
    }

    @Override
    public List<WebhookEndpoint> naming(DistributorId distributor, EventType type) {
        return tables.outgoing.endpoints.values().stream()
                .map(Kept::endpoint)
                .filter(endpoint -> endpoint.distributor().equals(distributor))
                .filter(endpoint -> endpoint.state() instanceof WebhookEndpoint.State.Enabled)
                .filter(endpoint -> endpoint.terms().filter().texts().contains(type.text()))
                .sorted(Comparator.comparing(endpoint -> endpoint.id().value()))
                .toList();
    }

    @Override
    public void insert(WebhookEndpoint endpoint, WebhookSecret secret) {
        tables.outgoing.endpoints.put(endpoint.id(), new Kept(endpoint, List.of(secret), 0));
    }

    @Override
    public void update(WebhookEndpoint endpoint) {
        Kept before = kept(endpoint.id()).orElseThrow();
        tables.outgoing.endpoints.put(endpoint.id(), new Kept(endpoint, before.secrets(), before.pings()));
        tables.outgoing.turns.remove(endpoint.id());
    }

    @Override
    public void delete(EndpointId id) {
        tables.outgoing.endpoints.remove(id);
        tables.outgoing.turns.remove(id);
        tables.outgoing.heads.keySet().removeIf(line -> line.endpoint().equals(id));
        List.copyOf(tables.outgoing.deliveries.values()).stream()
                .filter(row ->
                        row.delivery().endpoint().equals(id) && row.delivery().status() == Status.PENDING)
                .forEach(row -> tables.outgoing.put(row.ended(Status.DEAD)));
    }

    @Override
    public List<WebhookSecret> secrets(EndpointId id, Instant now) {
        return kept(id).map(Kept::secrets).orElse(List.of()).stream()
                .filter(secret -> secret.live(now))
                .toList();
    }

    @Override
    public void rotate(EndpointId id, WebhookSecret fresh, Instant end) {
        Kept before = kept(id).orElseThrow();
        List<WebhookSecret> secrets = new ArrayList<>(List.of(fresh));
        before.secrets().forEach(secret -> secrets.add(secret.until(end)));
        tables.outgoing.endpoints.put(id, new Kept(before.endpoint(), List.copyOf(secrets), before.pings()));
    }

    @Override
    public long nextPing(EndpointId id) {
        Kept before = kept(id).orElseThrow();
        tables.outgoing.endpoints.put(id, new Kept(before.endpoint(), before.secrets(), before.pings() + 1));
        return before.pings() + 1;
    }
}
