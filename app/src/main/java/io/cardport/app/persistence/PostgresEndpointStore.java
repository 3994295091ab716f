package io.cardport.app.persistence;

import io.cardport.app.sealing.KeyRing;
import io.cardport.app.sealing.Place;
import io.cardport.domain.account.Scope;
import io.cardport.domain.delivery.EventFilter;
import io.cardport.domain.delivery.WebhookEndpoint;
import io.cardport.domain.delivery.WebhookEndpoint.Reason;
import io.cardport.domain.delivery.WebhookEndpoint.State;
import io.cardport.domain.delivery.WebhookSecret;
import io.cardport.domain.event.EventType;
import io.cardport.domain.id.DistributorId;
import io.cardport.domain.id.EndpointId;
import io.cardport.domain.id.KeyId;
import io.cardport.domain.secret.Secret;
import io.cardport.domain.store.EndpointStore;
import io.cardport.domain.store.Page;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Webhook endpoints in PostgreSQL; their secrets are sealed with the house's key. */
final class PostgresEndpointStore implements EndpointStore {
    private static final String ALL = "SELECT * FROM webhook_endpoints";
    private static final String ENABLED = "ENABLED";

    private final Sql sql;
    private final KeyRing house;

    PostgresEndpointStore(Sql sql, KeyRing house) {
        this.sql = sql;
        this.house = house;
    }

    @Override
    public Optional<WebhookEndpoint> find(Scope scope, EndpointId id) {
        return one(scope, id, "");
    }

    @Override
    public Optional<WebhookEndpoint> lock(Scope scope, EndpointId id) {
        return one(scope, id, " FOR NO KEY UPDATE");
    }

    private Optional<WebhookEndpoint> one(Scope scope, EndpointId id, String locking) {
        Condition condition = Condition.in(scope, "distributor_id").and("id = ?", id);
        return sql.first(ALL + condition.where() + locking, PostgresEndpointStore::read, condition.parameters());
    }

    @Override
    public Page<WebhookEndpoint> list(Scope scope, Page.Request page) {
        return Pages.read(
                sql,
                ALL,
                Condition.in(scope, "distributor_id"),
                "id",
                page,
                new Pages.Listed<>(
                        PostgresEndpointStore::read, endpoint -> endpoint.id().value()));
    }

    @Override
    public List<WebhookEndpoint> naming(DistributorId distributor, EventType type) {
        return sql.list(
                ALL + " WHERE distributor_id = ? AND state = '" + ENABLED + "' AND ? = ANY(event_types) ORDER BY id",
                PostgresEndpointStore::read,
                distributor,
                type.text());
    }

    @Override
    public void insert(WebhookEndpoint endpoint, WebhookSecret secret) {
        sql.insert(
                "webhook_endpoints",
                new Columns()
                        .with("id", endpoint.id())
                        .with("distributor_id", endpoint.distributor())
                        .with("created_at", endpoint.createdAt())
                        .and(changing(endpoint)));
        sql.later("INSERT INTO outbound_turns (endpoint_id, enabled) VALUES (?, ?)", endpoint.id(), enabled(endpoint));
        insert(endpoint.id(), secret);
    }

    private void insert(EndpointId endpoint, WebhookSecret secret) {
        byte[] clear = secret.value().utf8();
        try {
            sql.insert(
                    "webhook_secrets",
                    new Columns()
                            .with("id", secret.id())
                            .with("endpoint_id", endpoint)
                            .with("secret", house.seal(place(secret.id()), clear))
                            .with("created_at", secret.createdAt())
                            .with("ends_at", secret.endsAt()));
        } finally {
            Arrays.fill(clear, (byte) 0);
        }
    }

    private static Place place(KeyId secret) {
        return new Place("webhook_secrets", secret.value(), "secret");
    }

    @Override
    public void update(WebhookEndpoint endpoint) {
        sql.update("webhook_endpoints", changing(endpoint), endpoint.id());
        // What the mover, which may hold the row, has queued by its commit is seen by the statement after the wait
        // only.
        sql.later(
                "SELECT endpoint_id FROM outbound_turns WHERE endpoint_id = ? FOR UPDATE",
                row -> Read.text(row, "endpoint_id"),
                locked -> {},
                endpoint.id());
        sql.later(
                "UPDATE outbound_turns SET enabled = ?, failing = 0, rest_until = NULL,"
                        + " turn_at = (SELECT min(next_at) FROM outbound_queue q WHERE q.endpoint_id = ?)"
                        + " WHERE endpoint_id = ?",
                enabled(endpoint),
                endpoint.id(),
                endpoint.id());
    }

    private static Columns changing(WebhookEndpoint endpoint) {
        return new Columns()
                .with("url", endpoint.terms().url().toString())
                .with("event_types", endpoint.terms().filter().texts().toArray(String[]::new))
                .with("description", endpoint.terms().description())
                .with(
                        "state",
                        switch (endpoint.state()) {
                            case State.Enabled() -> ENABLED;
                            case State.Disabled(Reason reason) -> reason.name();
                        })
                .with("updated_at", endpoint.updatedAt());
    }

    private static boolean enabled(WebhookEndpoint endpoint) {
        return endpoint.state() instanceof State.Enabled;
    }

    @Override
    public void delete(EndpointId id) {
        // The mover holds endpoints until its commit, and what it has queued by then goes as well.
        sql.list("SELECT id FROM webhook_endpoints WHERE id = ? FOR UPDATE", row -> Read.text(row, "id"), id);
        sql.later("DELETE FROM outbound_queue WHERE endpoint_id = ?", id);
        sql.later("DELETE FROM outbound_turns WHERE endpoint_id = ?", id);
        sql.later("UPDATE outbound_deliveries SET status = 'DEAD' WHERE endpoint_id = ? AND status = 'PENDING'", id);
        sql.later("DELETE FROM webhook_secrets WHERE endpoint_id = ?", id);
        sql.later("DELETE FROM webhook_endpoints WHERE id = ?", id);
    }

    @Override
    public List<WebhookSecret> secrets(EndpointId id, Instant now) {
        return sql.list(
                "SELECT * FROM webhook_secrets WHERE endpoint_id = ? AND (ends_at IS NULL OR ends_at > ?)"
                        + " ORDER BY created_at DESC, id DESC",
                row -> secret(row, house),
                id,
                now);
    }

    static WebhookSecret secret(ResultSet row, KeyRing house) throws SQLException {
        KeyId id = new KeyId(Read.text(row, "id"));
        byte[] clear = house.unseal(place(id), Read.bytes(row, "secret"));
        CharBuffer text = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(clear));
        char[] value = new char[text.remaining()];
        text.get(value);
        Arrays.fill(text.array(), '\0');
        Arrays.fill(clear, (byte) 0);
        return new WebhookSecret(
                id, Secret.owning(value), Read.time(row, "created_at"), Read.maybeTime(row, "ends_at"));
    }

    @Override
    public void rotate(EndpointId id, WebhookSecret fresh, Instant end) {
        sql.later("DELETE FROM webhook_secrets WHERE endpoint_id = ? AND ends_at <= ?", id, fresh.createdAt());
        sql.later(
                "UPDATE webhook_secrets SET ends_at = least(coalesce(ends_at, ?), ?) WHERE endpoint_id = ?",
                end,
                end,
                id);
        insert(id, fresh);
    }

    @Override
    public long nextPing(EndpointId id) {
        return sql.first(
                        "UPDATE webhook_endpoints SET pings = pings + 1 WHERE id = ? RETURNING pings",
                        row -> row.getLong("pings"),
                        id)
                .orElseThrow();
    }

    static WebhookEndpoint read(ResultSet row) throws SQLException {
        String state = Read.text(row, "state");
        List<String> types = List.of((String[]) row.getArray("event_types").getArray());
        return new WebhookEndpoint(
                new EndpointId(Read.text(row, "id")),
                new DistributorId(Read.text(row, "distributor_id")),
                new WebhookEndpoint.Terms(
                        URI.create(Read.text(row, "url")),
                        EventFilter.parse(types).orElseThrow(),
                        Read.text(row, "description")),
                state.equals(ENABLED) ? new State.Enabled() : new State.Disabled(Reason.valueOf(state)),
                Read.time(row, "created_at"),
                Read.time(row, "updated_at"));
    }
}
