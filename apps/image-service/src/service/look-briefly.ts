import type { Clock } from '@registry-images/oci';

import type { Sync } from '../sync/sync.ts';

/** What {@link lookBriefly} needs. */
export interface LookBrieflyDeps {
  readonly sync: Pick<Sync, 'refresh'>;
  readonly clock: Clock;
}

/** Clients give up after half a minute, and a registry of thousands of tags takes longer than that. */
const patienceMs = 5000;

/**
 * Brings what a repository has into the store, and does not wait for it longer than somebody does who has asked for
 * something else: what the store has then may be old. Looking goes on. Throws as `Sync.refresh` does.
 */
export async function lookBriefly(
  { sync, clock }: LookBrieflyDeps,
  repositoryName: string,
  signal: AbortSignal,
): Promise<void> {
  const waiting = new AbortController();
  try {
    await Promise.race([sync.refresh(repositoryName, signal), clock.wait(patienceMs, waiting.signal)]);
  } finally {
    waiting.abort();
  }
}
