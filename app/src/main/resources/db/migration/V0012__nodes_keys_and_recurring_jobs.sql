-- Every running gateway says here each few seconds that it lives, and what it reads beyond what every version reads.
CREATE TABLE nodes (
    id text COLLATE "C" PRIMARY KEY,
    started_at timestamptz NOT NULL,
    heartbeat_at timestamptz NOT NULL,
    version text NOT NULL,
    reads text[] NOT NULL
) WITH (fillfactor = 70);

-- Words and keys that are written since every living node had said that it reads them.
CREATE TABLE stored_words (
    word text COLLATE "C" PRIMARY KEY,
    since timestamptz NOT NULL
);

CREATE TABLE encryption_keys (
    id text COLLATE "C" PRIMARY KEY,
    check_value bytea NOT NULL,
    active boolean NOT NULL,
    listed_at timestamptz NOT NULL
);
COMMENT ON COLUMN encryption_keys.check_value IS 'sealed by the key, so that a node with other bytes under its id finds out';
CREATE UNIQUE INDEX encryption_keys_active ON encryption_keys (active) WHERE active;

-- As db-scheduler 16 wants it. One row for each recurring job, whatever number of nodes runs.
CREATE TABLE scheduled_tasks (
    task_name text NOT NULL,
    task_instance text NOT NULL,
    task_data bytea,
    execution_time timestamptz NOT NULL,
    picked boolean NOT NULL,
    picked_by text,
    last_success timestamptz,
    last_failure timestamptz,
    consecutive_failures integer,
    last_heartbeat timestamptz,
    version bigint NOT NULL,
    priority smallint,
    PRIMARY KEY (task_name, task_instance)
);
CREATE INDEX scheduled_tasks_execution_time ON scheduled_tasks (execution_time);
CREATE INDEX scheduled_tasks_last_heartbeat ON scheduled_tasks (last_heartbeat);
