-- Ed25519 keys under which outgoing webhooks are signed; the public half is derived from the private one.
CREATE TABLE delivery_keys (
    kid text COLLATE "C" PRIMARY KEY,
    private_key bytea NOT NULL,
    signs_from timestamptz NOT NULL
);
COMMENT ON COLUMN delivery_keys.private_key IS 'sealed by a master key';
