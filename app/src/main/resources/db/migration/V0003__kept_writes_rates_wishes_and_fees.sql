-- How many writes of an account wait for its issuer is asked whenever another one is to be kept.
CREATE INDEX operations_kept ON operations (account) WHERE state = 'QUEUED';

-- One budget of calls per client at an issuer, whatever accounts and nodes share it; nodes take slices of it.
CREATE TABLE issuer_rates (
    kind text COLLATE "C" NOT NULL,
    base_url text COLLATE "C" NOT NULL,
    client_id text COLLATE "C" NOT NULL,
    full_at timestamptz NOT NULL,
    PRIMARY KEY (kind, base_url, client_id)
) WITH (fillfactor = 70);
COMMENT ON COLUMN issuer_rates.full_at IS 'when the budget will be full again if nobody takes from it';

-- What a cardholder is to become once the issuer has said so; sealed with the holder's key and gone with its erasure.
ALTER TABLE operations ADD COLUMN wish bytea;

-- Which deliveries changed a card, for whoever has to find out what happened to it.
CREATE TABLE card_deliveries (
    card_id text COLLATE "C" NOT NULL,
    delivery_id text COLLATE "C" NOT NULL,
    PRIMARY KEY (card_id, delivery_id)
);

ALTER TABLE ledger_entries DROP CONSTRAINT ledger_entries_account_kind_check;
ALTER TABLE ledger_entries
    ADD CONSTRAINT ledger_entries_account_kind_check CHECK (account_kind IN ('FLOAT', 'TRANSIT', 'CARD', 'FEE'));
