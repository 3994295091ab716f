-- Standing orders that cards are not to be used, and what they have done to each card.
CREATE TABLE freezes (
    id text COLLATE "C" PRIMARY KEY,
    cardholder_id text COLLATE "C",
    product_id text COLLATE "C",
    distributor_id text COLLATE "C",
    reason text NOT NULL,
    set_by text NOT NULL,
    set_at timestamptz NOT NULL,
    lifted_by text,
    lift_reason text,
    lifted_at timestamptz,
    gathered_to text COLLATE "C" NOT NULL,
    gather_at timestamptz,
    CHECK (num_nonnulls(cardholder_id, product_id, distributor_id) <= 1),
    CHECK ((lifted_at IS NULL) = (lifted_by IS NULL))
);
COMMENT ON TABLE freezes IS 'A freeze without cardholder, product and distributor is over all cards';
COMMENT ON COLUMN freezes.gathered_to IS 'The last card that was gathered; gather_at is empty when all are';
CREATE INDEX freezes_standing ON freezes (id) WHERE lifted_at IS NULL;
CREATE INDEX freezes_gather ON freezes (gather_at) WHERE gather_at IS NOT NULL;

CREATE TABLE freeze_cards (
    freeze_id text COLLATE "C" NOT NULL,
    card_id text COLLATE "C" NOT NULL,
    state text NOT NULL CHECK (state IN ('PENDING', 'CONFIRMED', 'UNSUPPORTED', 'RELEASED')),
    tries integer NOT NULL,
    next_at timestamptz,
    PRIMARY KEY (freeze_id, card_id)
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
CREATE INDEX freeze_cards_due ON freeze_cards (next_at) WHERE next_at IS NOT NULL;
CREATE INDEX cards_product ON cards (product_id, id);
