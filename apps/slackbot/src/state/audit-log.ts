import type { AuditEntry, StoredAuditEntry } from './audit-entry.ts';
import type { Database } from './database.ts';
import { queryOf, type Query } from './query.ts';

/** Is told of lines of the audit once they are stored, to pass them on. */
export interface AuditSink {
  recorded(entries: readonly StoredAuditEntry[]): void;
}

/** Which lines are meant. Those that are left out do not matter. */
export interface AuditFilter {
  /** The name of a repository on the wire. */
  readonly imageName?: string;
  readonly userId?: string;
  readonly requestId?: string;
}

/** The log of who wanted what and what came of it. It can only be added to. */
export interface AuditLog {
  /** Adds lines, as a part of the current transaction if there is one. */
  append(entries: readonly AuditEntry[]): void;
  /** The latest lines before `beforeSeq`, the newest first. */
  latest(
    teamId: string,
    filter: AuditFilter & { readonly limit: number; readonly beforeSeq?: number },
  ): readonly StoredAuditEntry[];
  /** The lines after `seq`, the oldest first: for whoever passes them on, and has to know where they were. */
  after(teamId: string, seq: number, limit: number): readonly StoredAuditEntry[];
}

/** Makes the log that is in a database. */
export function createAuditLog(database: Database, sink?: AuditSink): AuditLog {
  const { sql } = database;
  const insert = sql.prepare(
    `INSERT INTO audit_log (team_id, at_ms, kind, user_id, channel_id, request_id, image_id, image_name, body)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const following = sql.prepare(
    'SELECT seq, body FROM audit_log WHERE team_id = ? AND seq > ? ORDER BY seq LIMIT ?',
  );

  function store(entry: AuditEntry): StoredAuditEntry {
    const { teamId, atMs, kind, userId, channelId, requestId, image } = entry;
    const { lastInsertRowid } = insert.run(
      teamId,
      atMs,
      kind,
      userId,
      channelId ?? null,
      requestId ?? null,
      image?.imageId ?? null,
      image?.name ?? null,
      JSON.stringify(entry),
    );
    return { ...entry, seq: Number(lastInsertRowid) };
  }

  return {
    append(entries) {
      if (entries.length === 0) return;
      database.transaction(() => {
        const stored = entries.map(store);
        database.afterCommit(() => sink?.recorded(stored));
      });
    },
    latest(teamId, filter) {
      const { text, values } = latestQuery(teamId, filter);
      return sql
        .prepare(text)
        .all(...values)
        .map(toEntry);
    },
    after: (teamId, seq, limit) => following.all(teamId, seq, limit).map(toEntry),
  };
}

/** The query for the latest lines. */
export function latestQuery(
  teamId: string,
  { imageName, userId, requestId, beforeSeq, limit }: Parameters<AuditLog['latest']>[1],
): Query {
  return queryOf({
    select: 'seq, body FROM audit_log',
    where: [
      ['team_id =', teamId],
      ['image_name =', imageName],
      ['user_id =', userId],
      ['request_id =', requestId],
      ['seq <', beforeSeq],
    ],
    orderBy: 'seq DESC',
    limit,
  });
}

/** Nobody but `store` writes these rows. */
function toEntry({ seq, body }: Readonly<Record<string, unknown>>): StoredAuditEntry {
  const entry: AuditEntry = JSON.parse(String(body));
  return { ...entry, seq: Number(seq) };
}
