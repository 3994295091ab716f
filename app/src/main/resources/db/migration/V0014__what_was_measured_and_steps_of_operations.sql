-- What one node measured for all of them.
CREATE TABLE measures (
    name text COLLATE "C" NOT NULL,
    account text COLLATE "C" NOT NULL,
    currency text COLLATE "C" NOT NULL,
    value bigint NOT NULL,
    measured_at timestamptz NOT NULL,
    PRIMARY KEY (name, account, currency)
) WITH (fillfactor = 70);
COMMENT ON COLUMN measures.account IS 'empty where the value is about no account';

-- What was tried about an operation that did not simply succeed, for whoever has to find out what became of it.
CREATE TABLE operation_steps (
    operation_id text COLLATE "C" NOT NULL,
    seq bigint GENERATED ALWAYS AS IDENTITY,
    at timestamptz NOT NULL,
    kind text NOT NULL,
    detail text NOT NULL,
    PRIMARY KEY (operation_id, seq)
);

-- Idempotency keys are forgotten by age.
CREATE INDEX claims_age ON claims (claimed_at);
