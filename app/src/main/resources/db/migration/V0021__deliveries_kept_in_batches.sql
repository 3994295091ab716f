-- Deliveries that pour in are kept many in a row and unpacked into inbox, inbox_dedupe and inbox_work once there is time.
CREATE TABLE inbox_batches (
    seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    deliveries integer NOT NULL,
    packed bytea NOT NULL
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 200, autovacuum_vacuum_cost_delay = 0);
COMMENT ON COLUMN inbox_batches.deliveries IS 'how many';
-- Sealed contents can't be compressed.
ALTER TABLE inbox_batches ALTER COLUMN packed SET STORAGE EXTERNAL;
