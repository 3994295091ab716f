-- Until when an issuer's own record of its webhooks was read, for what the issuer sent and we never got.
CREATE TABLE webhook_pulls (
    account text COLLATE "C" PRIMARY KEY,
    pulled_at timestamptz NOT NULL
);
