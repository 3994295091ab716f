-- Identifiers are ours, sortable by the time they were made, and compare byte by byte.
-- Resources refer to each other by id without foreign keys: the check of a foreign key locks the parent's row, in an
-- order of its own, and every transaction locks in one order (cardholder, applicant, card, movement, operation).
-- Sealed columns (bytea) hold ciphertext bound to table, id and column; they are never searched.

CREATE TABLE house_keys (
    name text COLLATE "C" PRIMARY KEY,
    wrapped bytea NOT NULL
);
COMMENT ON TABLE house_keys IS 'keys that outlive the master keys, wrapped by one of those';

CREATE TABLE distributors (
    id text COLLATE "C" PRIMARY KEY,
    name text NOT NULL,
    accounts text[] NOT NULL,
    default_account text,
    signature_required boolean NOT NULL,
    created_at timestamptz NOT NULL
);

CREATE TABLE api_keys (
    id text COLLATE "C" PRIMARY KEY,
    distributor_id text COLLATE "C" NOT NULL,
    api_key_hash text COLLATE "C" NOT NULL UNIQUE,
    access_key_hash text COLLATE "C" NOT NULL,
    expires_at timestamptz,
    revoked_at timestamptz
);
CREATE INDEX api_keys_distributor ON api_keys (distributor_id, id);

CREATE TABLE admins (
    id text COLLATE "C" PRIMARY KEY,
    name text NOT NULL,
    role text NOT NULL,
    token_hash text COLLATE "C" NOT NULL UNIQUE,
    created_at timestamptz NOT NULL,
    revoked_at timestamptz
);

-- data_key is the holder's own key, wrapped; without it (erased) every sealed copy of the person is unreadable.
CREATE TABLE cardholders (
    id text COLLATE "C" PRIMARY KEY,
    distributor_id text COLLATE "C" NOT NULL,
    account text NOT NULL,
    data_key bytea,
    profile bytea NOT NULL,
    email_hash text COLLATE "C",
    external_reference text,
    reference text,
    reference_names text NOT NULL,
    version bigint NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
);
ALTER TABLE cardholders ALTER COLUMN profile SET STORAGE EXTERNAL;
CREATE UNIQUE INDEX cardholders_email ON cardholders (distributor_id, account, email_hash);
CREATE INDEX cardholders_email_anywhere ON cardholders (email_hash);
CREATE INDEX cardholders_distributor ON cardholders (distributor_id, id);
CREATE INDEX cardholders_external ON cardholders (external_reference) WHERE external_reference IS NOT NULL;

CREATE TABLE applicants (
    id text COLLATE "C" PRIMARY KEY,
    cardholder_id text COLLATE "C" NOT NULL,
    product_id text COLLATE "C" NOT NULL DEFAULT '',
    state text NOT NULL,
    standing text NOT NULL,
    submitted_at timestamptz,
    decided_at timestamptz,
    next_poll_at timestamptz,
    deadline timestamptz,
    polls integer NOT NULL,
    version bigint NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
);
COMMENT ON COLUMN applicants.product_id IS 'empty where the approval is for every product';
CREATE UNIQUE INDEX applicants_scope ON applicants (cardholder_id, product_id);
CREATE INDEX applicants_due ON applicants (next_poll_at) WHERE next_poll_at IS NOT NULL;

CREATE TABLE products (
    id text COLLATE "C" PRIMARY KEY,
    account text NOT NULL,
    reference text NOT NULL,
    name text NOT NULL,
    seen text NOT NULL,
    offered boolean NOT NULL
);
CREATE UNIQUE INDEX products_reference ON products (account, reference);

CREATE TABLE cards (
    id text COLLATE "C" PRIMARY KEY,
    distributor_id text COLLATE "C" NOT NULL,
    cardholder_id text COLLATE "C" NOT NULL,
    product_id text COLLATE "C" NOT NULL,
    account text NOT NULL,
    status text NOT NULL,
    last4 text,
    reference_values text[] NOT NULL,
    needs_review boolean NOT NULL,
    terms text NOT NULL,
    standing text NOT NULL,
    at_provider text NOT NULL,
    personal bytea NOT NULL,
    activation_code bytea,
    version bigint NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
) WITH (fillfactor = 85);
ALTER TABLE cards ALTER COLUMN personal SET STORAGE EXTERNAL;
CREATE INDEX cards_distributor ON cards (distributor_id, id);
CREATE INDEX cards_cardholder ON cards (cardholder_id, id);
CREATE INDEX cards_last4 ON cards (last4, id) WHERE last4 IS NOT NULL;
CREATE INDEX cards_references ON cards USING gin (reference_values);
CREATE INDEX cards_review ON cards (id) WHERE needs_review;

-- Beside the wide card, because a look is asked for and leased far more often than a card changes.
CREATE TABLE card_looks (
    card_id text COLLATE "C" PRIMARY KEY,
    look_at timestamptz NOT NULL,
    leased boolean NOT NULL
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
CREATE INDEX card_looks_due ON card_looks (look_at);

CREATE TABLE movements (
    id text COLLATE "C" PRIMARY KEY,
    distributor_id text COLLATE "C" NOT NULL,
    card_id text COLLATE "C" NOT NULL,
    operation_id text COLLATE "C" NOT NULL,
    kind text NOT NULL,
    amount_minor bigint NOT NULL,
    amount_currency char(3) NOT NULL,
    state text NOT NULL,
    fee_minor bigint,
    fee_currency char(3),
    credited_minor bigint,
    credited_currency char(3),
    funds_returned text NOT NULL,
    failure_code text,
    failure_message text,
    reference text NOT NULL,
    version bigint NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
);
CREATE INDEX movements_card ON movements (card_id, id);
CREATE INDEX movements_operation ON movements (operation_id);

CREATE TABLE card_transactions (
    id text COLLATE "C" PRIMARY KEY,
    distributor_id text COLLATE "C" NOT NULL,
    card_id text COLLATE "C" NOT NULL,
    cardholder_id text COLLATE "C",
    reference text NOT NULL,
    type text NOT NULL,
    status text NOT NULL,
    word text NOT NULL,
    amount_minor bigint NOT NULL,
    amount_currency char(3) NOT NULL,
    billing_minor bigint,
    billing_currency char(3),
    fee_minor bigint,
    fee_currency char(3),
    merchant_name text,
    merchant text,
    occurred_at timestamptz NOT NULL,
    version bigint NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX card_transactions_reference ON card_transactions (card_id, reference);
CREATE INDEX card_transactions_distributor ON card_transactions (distributor_id, id);
CREATE INDEX card_transactions_card ON card_transactions (card_id, id);
CREATE INDEX card_transactions_cardholder ON card_transactions (cardholder_id, id);

CREATE TABLE operations (
    id text COLLATE "C" PRIMARY KEY,
    distributor_id text COLLATE "C" NOT NULL,
    kind text NOT NULL,
    account text NOT NULL,
    subject_id text COLLATE "C" NOT NULL,
    card_id text COLLATE "C",
    lane text COLLATE "C",
    controls text,
    state text NOT NULL,
    state_detail text NOT NULL,
    next_at timestamptz,
    progress text NOT NULL,
    requested_by text COLLATE "C" NOT NULL,
    version bigint NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
) WITH (fillfactor = 85);
CREATE UNIQUE INDEX operations_lane ON operations (lane)
    WHERE lane IS NOT NULL AND state IN ('QUEUED', 'PENDING', 'UNSETTLED');
CREATE INDEX operations_due ON operations (next_at) WHERE next_at IS NOT NULL;
CREATE INDEX operations_open_card ON operations (card_id, id)
    WHERE card_id IS NOT NULL AND state IN ('QUEUED', 'PENDING', 'UNSETTLED');
CREATE INDEX operations_card ON operations (card_id, id) WHERE card_id IS NOT NULL;
CREATE INDEX operations_distributor ON operations (distributor_id, id);
CREATE INDEX operations_open ON operations (state, id) WHERE state IN ('QUEUED', 'PENDING', 'UNSETTLED');

CREATE TABLE claims (
    caller text COLLATE "C" NOT NULL,
    key text COLLATE "C" NOT NULL,
    fingerprint text COLLATE "C" NOT NULL,
    made_id text COLLATE "C" NOT NULL,
    busy_until timestamptz NOT NULL,
    claimed_at timestamptz NOT NULL DEFAULT now(),
    holder_id text COLLATE "C",
    answer_status integer,
    answer bytea,
    PRIMARY KEY (caller, key)
) WITH (fillfactor = 85);
ALTER TABLE claims ALTER COLUMN answer SET STORAGE EXTERNAL;
CREATE INDEX claims_holder ON claims (holder_id) WHERE holder_id IS NOT NULL;

CREATE TABLE provider_references (
    account text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    value text COLLATE "C" NOT NULL,
    subject_id text COLLATE "C",
    PRIMARY KEY (account, kind, value)
);
COMMENT ON COLUMN provider_references.subject_id IS 'empty while deliveries about it are parked';

CREATE TABLE parked_deliveries (
    account text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    value text COLLATE "C" NOT NULL,
    delivery_id text COLLATE "C" NOT NULL,
    parked_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (account, kind, value, delivery_id)
);
CREATE INDEX parked_deliveries_age ON parked_deliveries (parked_at);

-- Written once; the work on it and its verdict stand in narrow tables beside it.
CREATE TABLE inbox (
    id text COLLATE "C" PRIMARY KEY,
    account text NOT NULL,
    dedupe text NOT NULL,
    content bytea NOT NULL,
    received_at timestamptz NOT NULL
);
ALTER TABLE inbox ALTER COLUMN content SET STORAGE EXTERNAL;

CREATE TABLE inbox_work (
    delivery_id text COLLATE "C" PRIMARY KEY,
    next_at timestamptz NOT NULL,
    failures integer NOT NULL DEFAULT 0
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000,
        autovacuum_vacuum_cost_delay = 0);
CREATE INDEX inbox_work_due ON inbox_work (next_at, delivery_id);

CREATE TABLE inbox_outcomes (
    delivery_id text COLLATE "C" PRIMARY KEY,
    outcome text NOT NULL,
    failures integer NOT NULL
);
COMMENT ON TABLE inbox_outcomes IS 'a delivery with neither work nor a row here was applied without a failure';
CREATE INDEX inbox_outcomes_kind ON inbox_outcomes (outcome, delivery_id);

CREATE TABLE inbox_dedupe (
    account text COLLATE "C" NOT NULL,
    digest bytea NOT NULL,
    delivery_id text COLLATE "C" NOT NULL,
    PRIMARY KEY (account, digest)
);

CREATE TABLE events (
    seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id text COLLATE "C" NOT NULL UNIQUE,
    distributor_id text COLLATE "C" NOT NULL,
    type text NOT NULL,
    subject_id text COLLATE "C" NOT NULL,
    version bigint NOT NULL,
    occurred_at timestamptz NOT NULL,
    holder_id text COLLATE "C",
    body bytea NOT NULL
);
ALTER TABLE events ALTER COLUMN body SET STORAGE EXTERNAL;

CREATE TABLE events_pending (
    seq bigint PRIMARY KEY,
    distributor_id text COLLATE "C" NOT NULL
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_cost_delay = 0);

CREATE TABLE feed (
    pos bigint PRIMARY KEY,
    seq bigint NOT NULL UNIQUE,
    distributor_id text COLLATE "C" NOT NULL
);
CREATE INDEX feed_distributor ON feed (distributor_id, pos);

CREATE TABLE feed_head (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    last bigint NOT NULL
);
INSERT INTO feed_head (last) VALUES (0);

CREATE TABLE audit (
    seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    actor text COLLATE "C" NOT NULL,
    action text NOT NULL,
    subject_id text COLLATE "C",
    reason text NOT NULL,
    at timestamptz NOT NULL
);
CREATE INDEX audit_subject ON audit (subject_id, seq) WHERE subject_id IS NOT NULL;

CREATE TABLE ledger_entries (
    seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    account_kind text NOT NULL CHECK (account_kind IN ('FLOAT', 'TRANSIT', 'CARD')),
    account_id text COLLATE "C" NOT NULL,
    amount_minor bigint NOT NULL,
    amount_currency char(3) NOT NULL,
    operation_id text COLLATE "C" NOT NULL,
    booked_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ledger_entries_account ON ledger_entries (account_kind, account_id);
CREATE INDEX ledger_entries_operation ON ledger_entries (operation_id);

CREATE TABLE issuer_tokens (
    kind text COLLATE "C" NOT NULL,
    base_url text COLLATE "C" NOT NULL,
    client_id text COLLATE "C" NOT NULL,
    token bytea,
    expires_at timestamptz,
    PRIMARY KEY (kind, base_url, client_id)
);
