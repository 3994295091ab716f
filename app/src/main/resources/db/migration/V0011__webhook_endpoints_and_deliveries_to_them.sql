-- Where distributors want their events taken, and how far each event has come.
CREATE TABLE webhook_endpoints (
    id text COLLATE "C" PRIMARY KEY,
    distributor_id text COLLATE "C" NOT NULL,
    url text NOT NULL,
    event_types text[] NOT NULL,
    description text NOT NULL,
    state text NOT NULL CHECK (state IN ('ENABLED', 'GONE', 'DISTRIBUTOR')),
    pings bigint NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
);
COMMENT ON COLUMN webhook_endpoints.state IS 'ENABLED, or why it is disabled';
CREATE INDEX webhook_endpoints_distributor ON webhook_endpoints (distributor_id, id);

CREATE TABLE webhook_secrets (
    id text COLLATE "C" PRIMARY KEY,
    endpoint_id text COLLATE "C" NOT NULL,
    secret bytea NOT NULL,
    created_at timestamptz NOT NULL,
    ends_at timestamptz
);
CREATE INDEX webhook_secrets_endpoint ON webhook_secrets (endpoint_id);

-- One row for each event and endpoint; what the event says stands in events alone.
CREATE TABLE outbound_deliveries (
    id text COLLATE "C" PRIMARY KEY,
    endpoint_id text COLLATE "C" NOT NULL,
    distributor_id text COLLATE "C" NOT NULL,
    event_id text COLLATE "C" NOT NULL,
    event_seq bigint,
    type text NOT NULL,
    subject_id text COLLATE "C" NOT NULL,
    pos bigint NOT NULL,
    status text NOT NULL CHECK (status IN ('PENDING', 'DELIVERED', 'DEAD')),
    attempts integer NOT NULL,
    since timestamptz NOT NULL
) WITH (fillfactor = 85);
COMMENT ON COLUMN outbound_deliveries.event_seq IS 'empty of a ping, which is no event of the feed';
CREATE UNIQUE INDEX outbound_deliveries_event ON outbound_deliveries (endpoint_id, event_id);
CREATE INDEX outbound_deliveries_endpoint ON outbound_deliveries (endpoint_id, id);
CREATE INDEX outbound_deliveries_line ON outbound_deliveries (endpoint_id, subject_id, pos) WHERE status = 'PENDING';
CREATE INDEX outbound_deliveries_dead ON outbound_deliveries (id) WHERE status = 'DEAD';
CREATE INDEX outbound_deliveries_of_event ON outbound_deliveries (event_id);

CREATE TABLE outbound_attempts (
    seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    delivery_id text COLLATE "C" NOT NULL,
    at timestamptz NOT NULL,
    outcome text NOT NULL,
    status integer,
    millis bigint NOT NULL
);
CREATE INDEX outbound_attempts_delivery ON outbound_attempts (delivery_id, seq);

-- Of each endpoint and subject the one delivery that may be attempted: the next follows its end.
CREATE TABLE outbound_queue (
    endpoint_id text COLLATE "C" NOT NULL,
    subject_id text COLLATE "C" NOT NULL,
    delivery_id text COLLATE "C" NOT NULL,
    since timestamptz NOT NULL,
    next_at timestamptz NOT NULL,
    taken boolean NOT NULL DEFAULT false,
    claims integer NOT NULL DEFAULT 0,
    failures integer NOT NULL DEFAULT 0,
    PRIMARY KEY (endpoint_id, subject_id)
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000,
        autovacuum_vacuum_cost_delay = 0);
CREATE INDEX outbound_queue_due ON outbound_queue (endpoint_id, next_at);
CREATE INDEX outbound_queue_taken ON outbound_queue (endpoint_id, next_at) WHERE taken;
CREATE INDEX outbound_queue_since ON outbound_queue (since);

-- How far the feed is queued; what happened before there were endpoints is nobody's.
CREATE TABLE outbound_head (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    last bigint NOT NULL
);
INSERT INTO outbound_head (last) SELECT last FROM feed_head;

-- Whose turn it is: an endpoint for which nothing waits has no turn and costs nothing.
CREATE TABLE outbound_turns (
    endpoint_id text COLLATE "C" PRIMARY KEY,
    enabled boolean NOT NULL,
    turn_at timestamptz,
    rest_until timestamptz,
    failing integer NOT NULL DEFAULT 0
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500,
        autovacuum_vacuum_cost_delay = 0);
CREATE INDEX outbound_turns_due ON outbound_turns (turn_at) WHERE enabled AND turn_at IS NOT NULL;

-- Events are written in the order of time, so this is small; replays by time begin here.
CREATE INDEX events_time ON events USING brin (occurred_at) WITH (pages_per_range = 16);
