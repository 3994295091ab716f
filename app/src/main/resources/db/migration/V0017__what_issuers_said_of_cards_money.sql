-- The last word of an issuer, for the time when it can't be asked.
CREATE TABLE card_funds (
    card_id text COLLATE "C" PRIMARY KEY,
    available_minor bigint NOT NULL,
    available_currency char(3) NOT NULL,
    pending_minor bigint,
    pending_currency char(3),
    refundable_minor bigint,
    refundable_currency char(3),
    as_of timestamptz NOT NULL
) WITH (fillfactor = 70);
