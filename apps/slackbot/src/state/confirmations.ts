import type { Database } from './database.ts';

/** A question to one user in one place, about images as they were then. It can be answered once, and not for ever. */
export interface Confirmation {
  /** Not to be guessed. */
  readonly id: string;
  readonly teamId: string;
  readonly userId: string;
  readonly channelId: string;
  readonly images: readonly ConfirmedImage[];
  readonly expiresAtMs: number;
}

/** An image as it was shown. */
export interface ConfirmedImage {
  readonly imageId: string;
  /** Its `imageFingerprint`, of which its digest is a part. */
  readonly fingerprint: string;
}

/** What there is of a confirmation. */
export type FoundConfirmation =
  | { readonly outcome: 'open'; readonly confirmation: Confirmation }
  /** It was answered before, which made this request. */
  | { readonly outcome: 'used'; readonly requestId: string }
  | { readonly outcome: 'expired' }
  /** There is none, or it is somebody else's or from somewhere else. */
  | { readonly outcome: 'unknown' };

/** Who answers, and where. */
export type Answerer = Pick<Confirmation, 'teamId' | 'userId' | 'channelId'>;

/** The confirmations that users were asked for. */
export interface Confirmations {
  /** Remembers a question. Those that expired more than a day ago are forgotten. */
  issue(confirmation: Confirmation): void;
  find(id: string, answerer: Answerer, nowMs: number): FoundConfirmation;
  /** Marks one as answered by a request; false if it was answered before. Belongs into the request's transaction. */
  use(id: string, requestId: string): boolean;
}

const keptMs = 24 * 3_600_000;

/** Makes the confirmations that are in a database. */
export function createConfirmations(database: Database): Confirmations {
  const { sql } = database;
  const insert = sql.prepare(
    'INSERT INTO confirmations (id, team_id, expires_at_ms, body) VALUES (?, ?, ?, ?)',
  );
  const forget = sql.prepare('DELETE FROM confirmations WHERE expires_at_ms < ?');
  const select = sql.prepare('SELECT body, request_id FROM confirmations WHERE id = ? AND team_id = ?');
  const mark = sql.prepare('UPDATE confirmations SET request_id = ? WHERE id = ? AND request_id IS NULL');
  return {
    issue(confirmation) {
      const { id, teamId, expiresAtMs } = confirmation;
      database.transaction(() => {
        insert.run(id, teamId, expiresAtMs, JSON.stringify(confirmation));
        forget.run(expiresAtMs - keptMs);
      });
    },
    find(id, { teamId, userId, channelId }, nowMs) {
      const row = select.get(id, teamId);
      if (!row) return { outcome: 'unknown' };
      // Nobody but `issue` writes these rows.
      const confirmation: Confirmation = JSON.parse(String(row['body']));
      if (confirmation.userId !== userId || confirmation.channelId !== channelId) {
        return { outcome: 'unknown' };
      }
      if (row['request_id'] !== null) return { outcome: 'used', requestId: String(row['request_id']) };
      return nowMs < confirmation.expiresAtMs ? { outcome: 'open', confirmation } : { outcome: 'expired' };
    },
    use: (id, requestId) => database.transaction(() => mark.run(requestId, id).changes === 1),
  };
}
