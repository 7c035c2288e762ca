/** The tables of the journal: operations, and what each has to do, step by step. */
export const operationsSchema = `
  CREATE TABLE operations (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    description TEXT NOT NULL,
    caller TEXT NOT NULL,
    address TEXT,
    request_id TEXT,
    idempotency_key TEXT,
    image_id TEXT NOT NULL,
    repository TEXT NOT NULL,
    -- JSON: the options of the request.
    options TEXT NOT NULL,
    created_ms INTEGER NOT NULL,
    modified_ms INTEGER NOT NULL,
    ended_ms INTEGER,
    -- JSON: the Status of one that failed.
    error TEXT
  ) STRICT;
  CREATE UNIQUE INDEX operations_by_key ON operations (caller, idempotency_key) WHERE idempotency_key IS NOT NULL;
  -- No two for one image at once.
  CREATE UNIQUE INDEX operations_under_way ON operations (image_id) WHERE ended_ms IS NULL;
  CREATE INDEX operations_by_end ON operations (ended_ms) WHERE ended_ms IS NOT NULL;

  CREATE TABLE operation_steps (
    operation INTEGER NOT NULL REFERENCES operations (number) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    digest TEXT NOT NULL,
    role TEXT NOT NULL,
    -- JSON: the tags that the plan knew of.
    tags TEXT NOT NULL,
    outcome TEXT,
    PRIMARY KEY (operation, position)
  ) STRICT, WITHOUT ROWID;
`;

/** Several keys can lead to one operation: those of all who have asked for it. */
export const operationKeysSchema = `
  CREATE TABLE operation_keys (
    caller TEXT NOT NULL,
    idempotency_key TEXT NOT NULL,
    operation INTEGER NOT NULL REFERENCES operations (number) ON DELETE CASCADE,
    PRIMARY KEY (caller, idempotency_key)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX operation_keys_by_operation ON operation_keys (operation);
  INSERT INTO operation_keys
    SELECT caller, idempotency_key, number FROM operations WHERE idempotency_key IS NOT NULL;
  DROP INDEX operations_by_key;
  ALTER TABLE operations DROP COLUMN idempotency_key;
  -- Of an operation from before, any moment counts as later than none.
  ALTER TABLE operation_steps ADD COLUMN modified_ms INTEGER NOT NULL DEFAULT 0;
`;
