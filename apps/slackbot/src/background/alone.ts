import type { Clock } from '../clock.ts';
import { pause } from '../slack/pause.ts';
import type { ClaimKey, Claims } from '../state/claims.ts';
import { whenFree } from '../state/when-free.ts';

/** What {@link alone} needs. */
export interface AloneDeps {
  readonly state: { readonly claims: Claims };
  readonly clock: Clock;
  /** Makes an id that nobody else has. */
  readonly newId: () => string;
}

/** Whoever is silent for longer is dead. */
const claimMs = 60_000;

/**
 * Does work that must not be done twice at once, in whatever processes; undefined if somebody else is at it.
 *
 * @throws what `work` throws; a DatabaseError where it cannot be claimed.
 */
export async function alone<Result>(
  { state: { claims }, clock, newId }: AloneDeps,
  key: ClaimKey,
  work: () => Promise<Result>,
): Promise<Result | undefined> {
  const owner = newId();
  const take = (): Promise<boolean> =>
    whenFree(() => {
      const nowMs = clock.now();
      return claims.take(key, { owner, nowMs, untilMs: nowMs + claimMs });
    });
  if (!(await take())) return undefined;
  const done = new AbortController();
  const keep = async (): Promise<never> => {
    for (;;) {
      await pause(clock, claimMs / 4, done.signal);
      await take();
    }
  };
  // It ends with the work, or where the database does not take it, upon which somebody else may.
  const keeping = keep().catch(() => undefined);
  try {
    return await work();
  } finally {
    done.abort();
    await keeping;
    // What is not given back lapses; the work is done all the same.
    await whenFree(() => claims.release(key, owner)).catch(() => undefined);
  }
}
