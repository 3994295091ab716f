-- How far an account's card transactions were read without a webhook that told of them. A round under way has a place: in
-- the issuer's list, or the issuer's id of the last card that was asked for.
CREATE TABLE transaction_readings (
    account text COLLATE "C" PRIMARY KEY,
    read_until timestamptz,
    round_began timestamptz,
    round_place text
);
