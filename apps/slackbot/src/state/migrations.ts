/**
 * The statements that bring a database from one version to the next: the first makes version 1 of an empty one. Those
 * that were released once never change.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE deletion_requests (
    team_id TEXT NOT NULL,
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    state TEXT NOT NULL,
    requester TEXT NOT NULL,
    created_at_ms INTEGER NOT NULL,
    expires_at_ms INTEGER NOT NULL,
    -- The whole request but for its images, as JSON.
    body TEXT NOT NULL,
    -- Who carries it out at the moment, and until when they have it for themselves.
    lease_owner TEXT,
    lease_until_ms INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (team_id, id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX deletion_requests_by_state ON deletion_requests (state, team_id, created_at_ms);
  CREATE INDEX deletion_requests_by_requester ON deletion_requests (team_id, requester, created_at_ms);

  CREATE TABLE deletion_images (
    team_id TEXT NOT NULL,
    request_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    -- The image as it was asked for and what has become of it, as JSON.
    body TEXT NOT NULL,
    PRIMARY KEY (team_id, request_id, position),
    FOREIGN KEY (team_id, request_id) REFERENCES deletion_requests (team_id, id)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE audit_log (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    team_id TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    kind TEXT NOT NULL,
    user_id TEXT NOT NULL,
    channel_id TEXT,
    request_id TEXT,
    image_id TEXT,
    image_name TEXT,
    -- All of the entry, as JSON.
    body TEXT NOT NULL
  ) STRICT;
  CREATE INDEX audit_log_by_team ON audit_log (team_id, seq);
  CREATE INDEX audit_log_by_image ON audit_log (team_id, image_name, seq);
  CREATE INDEX audit_log_by_user ON audit_log (team_id, user_id, seq);
  CREATE INDEX audit_log_by_request ON audit_log (team_id, request_id, seq);
  CREATE TRIGGER audit_log_is_not_changed BEFORE UPDATE ON audit_log
    BEGIN SELECT RAISE(ABORT, 'the audit log can only be added to'); END;
  CREATE TRIGGER audit_log_is_not_deleted BEFORE DELETE ON audit_log
    BEGIN SELECT RAISE(ABORT, 'the audit log can only be added to'); END;
  CREATE TRIGGER audit_log_is_not_replaced BEFORE INSERT ON audit_log
    WHEN EXISTS (SELECT 1 FROM audit_log WHERE seq = NEW.seq)
    BEGIN SELECT RAISE(ABORT, 'the audit log can only be added to'); END;

  CREATE TABLE settings (
    team_id TEXT NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (team_id, name)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE confirmations (
    id TEXT NOT NULL PRIMARY KEY,
    team_id TEXT NOT NULL,
    expires_at_ms INTEGER NOT NULL,
    -- Whom and what it is for, as JSON.
    body TEXT NOT NULL,
    -- The request that it was used for.
    request_id TEXT
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX confirmations_by_expiry ON confirmations (expires_at_ms);
  `,
  `
  -- One row, which is written to find out whether anything can be.
  CREATE TABLE write_checks (
    id INTEGER PRIMARY KEY,
    filler BLOB NOT NULL
  ) STRICT;
  `,
  `
  -- The version that people see in its message. What was there before has been shown.
  ALTER TABLE deletion_requests ADD COLUMN shown_version INTEGER NOT NULL DEFAULT 0;
  UPDATE deletion_requests SET shown_version = version;
  CREATE INDEX deletion_requests_unshown ON deletion_requests (created_at_ms) WHERE shown_version < version;
  `,
  `
  -- What only one process at a time does, and until when it has it for itself.
  CREATE TABLE claims (
    team_id TEXT NOT NULL,
    name TEXT NOT NULL,
    owner TEXT NOT NULL,
    until_ms INTEGER NOT NULL,
    PRIMARY KEY (team_id, name)
  ) STRICT, WITHOUT ROWID;
  `,
];
