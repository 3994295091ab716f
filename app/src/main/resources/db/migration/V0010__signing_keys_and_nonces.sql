-- Public keys with which distributors sign their requests (RFC 9421).
CREATE TABLE signing_keys (
    id text COLLATE "C" PRIMARY KEY,
    distributor_id text COLLATE "C" NOT NULL,
    algorithm text NOT NULL,
    public_key text NOT NULL,
    description text NOT NULL,
    created_at timestamptz NOT NULL,
    not_before timestamptz,
    expires_at timestamptz,
    revoked_at timestamptz
);
CREATE INDEX signing_keys_distributor ON signing_keys (distributor_id, id);

-- Which nonces were used, for as long as a signature with them would still be young enough.
CREATE TABLE signature_nonces (
    key_id text COLLATE "C" NOT NULL,
    nonce text COLLATE "C" NOT NULL,
    forget_at timestamptz NOT NULL,
    PRIMARY KEY (key_id, nonce)
);
CREATE INDEX signature_nonces_forget ON signature_nonces (forget_at);
