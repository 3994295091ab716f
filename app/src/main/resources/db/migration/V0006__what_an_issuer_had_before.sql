-- What an issuer that keeps no reference of ours had before an operation was sent: what is new afterwards may be its work.
-- Of an initial-load or top-up webhook only card and amount are known, of an issue only holder and product.
CREATE TABLE operation_lanes (
    operation_id text COLLATE "C" PRIMARY KEY,
    ids text[] NOT NULL
);
