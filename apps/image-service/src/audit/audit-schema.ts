/**
 * The table of the audit log. It only ever grows: the database itself refuses everything else. That is against mistakes;
 * whoever owns the file can drop the triggers, too.
 */
export const auditSchema = `
  CREATE TABLE audit (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    at_ms INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    caller TEXT NOT NULL,
    -- JSON: the whole entry.
    entry TEXT NOT NULL
  ) STRICT;
  CREATE INDEX audit_by_time ON audit (at_ms);
  CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit
  BEGIN SELECT RAISE(ABORT, 'the audit log is never changed'); END;
  CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit
  BEGIN SELECT RAISE(ABORT, 'nothing is taken out of the audit log'); END;
`;

/** `INSERT OR REPLACE` takes a row out without its being deleted (https://sqlite.org/lang_conflict.html). */
export const auditInsertSchema = `
  CREATE TRIGGER audit_is_not_replaced BEFORE INSERT ON audit
  WHEN EXISTS (SELECT 1 FROM audit WHERE number = NEW.number)
  BEGIN SELECT RAISE(ABORT, 'the audit log is never changed'); END;
`;
