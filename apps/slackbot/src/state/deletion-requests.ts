import type { AuditEntry } from './audit-entry.ts';
import type { AuditLog } from './audit-log.ts';
import type { Database } from './database.ts';
import type { DeletionRequest, DeletionState, RequestedImage } from './deletion-request.ts';
import { queryOf, type Query } from './query.ts';
import { transition, type DeletionEvent, type Transition } from './transition.ts';

/** Names a request. */
export type RequestKey = Pick<DeletionRequest, 'teamId' | 'id'>;

/** What comes of an event for a request that may not be there. */
export type Applied = Transition | { readonly outcome: 'unknown-request' };

/** Which requests are meant. Those that are left out do not matter. */
export interface RequestFilter {
  readonly teamId?: string;
  readonly states?: readonly DeletionState[];
  readonly requester?: string;
  /** Only those whose time is over at this time. */
  readonly expiredAtMs?: number;
  readonly limit: number;
}

/** The requests to delete images. */
export interface DeletionRequests {
  /** Stores a new request, with the lines of the audit about it. */
  add(request: DeletionRequest, audit: readonly AuditEntry[]): void;
  get(key: RequestKey): DeletionRequest | undefined;
  /**
   * Lets something happen to a request as it is now, and stores it with the lines of the audit about it; both or
   * neither. Of several at once, in whatever processes, each sees what the one before has made of the request.
   */
  apply(
    key: RequestKey,
    event: DeletionEvent,
    audit?: (after: DeletionRequest) => readonly AuditEntry[],
  ): Applied;
  /** The newest requests first. */
  list(filter: RequestFilter): readonly DeletionRequest[];
  /**
   * Takes an approved or running request to carry it out, or keeps it for longer; false if somebody else has it or there
   * is nothing to carry out. Whoever dies loses it at `untilMs`.
   */
  lease(key: RequestKey, lease: Lease): boolean;
  /** Gives a request back. */
  release(key: RequestKey, owner: string): void;
  /** The approved and running requests that nobody has, the oldest first. */
  unattended(nowMs: number): readonly RequestKey[];
  /** People see this version of a request from now on, or nobody needs to. */
  markShown(key: RequestKey, version: number): void;
  /** The requests of which people see an older version, or nothing yet; the oldest first. */
  unshown(limit: number): readonly DeletionRequest[];
}

/** The right of one to carry a request out. */
export interface Lease {
  readonly owner: string;
  readonly nowMs: number;
  readonly untilMs: number;
}

/** Makes the requests that are in a database. */
export function createDeletionRequests(database: Database, auditLog: AuditLog): DeletionRequests {
  const { sql } = database;
  const insert = sql.prepare(
    `INSERT INTO deletion_requests
     (team_id, id, version, state, requester, created_at_ms, expires_at_ms, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const update = sql.prepare(
    `UPDATE deletion_requests SET version = ?, state = ?, body = ? WHERE team_id = ? AND id = ? AND version = ?`,
  );
  const select = sql.prepare('SELECT body FROM deletion_requests WHERE team_id = ? AND id = ?');
  const insertImage = sql.prepare(
    'INSERT INTO deletion_images (team_id, request_id, position, body) VALUES (?, ?, ?, ?)',
  );
  const updateImage = sql.prepare(
    'UPDATE deletion_images SET body = ? WHERE team_id = ? AND request_id = ? AND position = ?',
  );
  const selectImages = sql.prepare(
    'SELECT body FROM deletion_images WHERE team_id = ? AND request_id = ? ORDER BY position',
  );
  const lease = sql.prepare(
    `UPDATE deletion_requests SET lease_owner = :owner, lease_until_ms = :untilMs
     WHERE team_id = :teamId AND id = :id AND state IN ('approved', 'running')
       AND (lease_owner = :owner OR lease_until_ms <= :nowMs)`,
  );
  const release = sql.prepare(
    `UPDATE deletion_requests SET lease_owner = NULL, lease_until_ms = 0
     WHERE team_id = ? AND id = ? AND lease_owner = ?`,
  );
  const markShown = sql.prepare(
    'UPDATE deletion_requests SET shown_version = max(shown_version, ?) WHERE team_id = ? AND id = ?',
  );
  const selectUnshown = sql.prepare(
    'SELECT team_id, id FROM deletion_requests WHERE shown_version < version ORDER BY created_at_ms LIMIT ?',
  );
  const selectUnattended = sql.prepare(
    `SELECT team_id, id FROM deletion_requests
     WHERE state IN ('approved', 'running') AND lease_until_ms <= ? ORDER BY created_at_ms, id`,
  );

  function get({ teamId, id }: RequestKey): DeletionRequest | undefined {
    const row = select.get(teamId, id);
    if (!row) return undefined;
    // Nobody but this module writes these rows.
    const rest: Omit<DeletionRequest, 'images'> = JSON.parse(String(row['body']));
    const images = selectImages.all(teamId, id).map(({ body }): RequestedImage => JSON.parse(String(body)));
    return { ...rest, images };
  }

  function replace(before: DeletionRequest, after: DeletionRequest): void {
    const { teamId, id, version, state } = after;
    const { changes } = update.run(version, state, bodyOf(after), teamId, id, before.version);
    if (changes !== 1) throw new Error(`Request ${id} was changed outside of its transaction.`);
    for (const [position, image] of after.images.entries()) {
      if (image !== before.images[position]) updateImage.run(JSON.stringify(image), teamId, id, position);
    }
  }

  return {
    get,
    add(request, audit) {
      database.transaction(() => {
        const { teamId, id, version, state, requester, createdAtMs, expiresAtMs, images } = request;
        insert.run(teamId, id, version, state, requester, createdAtMs, expiresAtMs, bodyOf(request));
        for (const [position, image] of images.entries()) {
          insertImage.run(teamId, id, position, JSON.stringify(image));
        }
        auditLog.append(audit);
      });
    },
    apply(key, event, audit = () => []) {
      return database.transaction((): Applied => {
        const before = get(key);
        if (!before) return { outcome: 'unknown-request' };
        const result = transition(before, event);
        if (result.outcome === 'changed') {
          replace(before, result.request);
          auditLog.append(audit(result.request));
        }
        return result;
      });
    },
    list(filter) {
      const { text, values } = keysQuery(filter);
      const rows = sql.prepare(text).all(...values);
      return rows.map(toKey).flatMap((key) => get(key) ?? []);
    },
    lease: ({ teamId, id }, { owner, nowMs, untilMs }) =>
      database.transaction(() => lease.run({ teamId, id, owner, nowMs, untilMs }).changes === 1),
    release: ({ teamId, id }, owner) => void database.transaction(() => release.run(teamId, id, owner)),
    unattended: (nowMs) => selectUnattended.all(nowMs).map(toKey),
    markShown: ({ teamId, id }, version) =>
      void database.transaction(() => markShown.run(version, teamId, id)),
    unshown(limit) {
      const keys = selectUnshown.all(limit).map(toKey);
      return keys.flatMap((key) => get(key) ?? []);
    },
  };
}

/** The query for the requests that are meant. */
export function keysQuery({ teamId, states, requester, expiredAtMs, limit }: RequestFilter): Query {
  return queryOf({
    select: 'team_id, id FROM deletion_requests',
    where: [
      ['team_id =', teamId],
      ['requester =', requester],
      ['state IN', states],
      ['expires_at_ms <=', expiredAtMs],
    ],
    orderBy: 'created_at_ms DESC, id',
    limit,
  });
}

function bodyOf({ images: _images, ...rest }: DeletionRequest): string {
  return JSON.stringify(rest);
}

function toKey({ team_id: teamId, id }: Readonly<Record<string, unknown>>): RequestKey {
  return { teamId: String(teamId), id: String(id) };
}
