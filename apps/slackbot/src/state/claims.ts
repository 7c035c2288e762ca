import type { Database } from './database.ts';

/** Names something that only one at a time may do, of all the processes that have the database open. */
export interface ClaimKey {
  readonly teamId: string;
  readonly name: string;
}

/** The right of one to do something. Whoever dies loses it at `untilMs`. */
export interface Claim {
  readonly owner: string;
  readonly nowMs: number;
  readonly untilMs: number;
}

/** Who is doing what at the moment. */
export interface Claims {
  /** Takes the right to do something, or keeps it for longer; false if somebody else has it. */
  take(key: ClaimKey, claim: Claim): boolean;
  /** Gives it back. */
  release(key: ClaimKey, owner: string): void;
}

/** Makes the claims that are in a database. */
export function createClaims(database: Database): Claims {
  const { sql } = database;
  // Whoever died will not give them back.
  const forget = sql.prepare('DELETE FROM claims WHERE until_ms <= ?');
  const take = sql.prepare(
    `INSERT INTO claims (team_id, name, owner, until_ms) VALUES (:teamId, :name, :owner, :untilMs)
     ON CONFLICT (team_id, name) DO UPDATE SET owner = :owner, until_ms = :untilMs
       WHERE owner = :owner`,
  );
  const release = sql.prepare('DELETE FROM claims WHERE team_id = ? AND name = ? AND owner = ?');
  return {
    take: ({ teamId, name }, { owner, nowMs, untilMs }) =>
      database.transaction(() => {
        forget.run(nowMs);
        return take.run({ teamId, name, owner, untilMs }).changes === 1;
      }),
    release: ({ teamId, name }, owner) => void database.transaction(() => release.run(teamId, name, owner)),
  };
}
