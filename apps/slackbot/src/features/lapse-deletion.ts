import type { Clock } from '../clock.ts';
import type { LapseReason } from '../state/deletion-request.ts';
import type { Applied, DeletionRequests, RequestKey } from '../state/deletion-requests.ts';
import { auditLines } from './audit-lines.ts';

/** What it takes to end a request that nobody can approve any more. */
export interface LapseDeps {
  readonly clock: Pick<Clock, 'now'>;
  readonly state: { readonly requests: Pick<DeletionRequests, 'apply'> };
}

/** Ends a request that nobody can approve any more, so that it can be made again. */
export function lapseDeletion({ clock, state }: LapseDeps, key: RequestKey, because: LapseReason): Applied {
  const atMs = clock.now();
  return state.requests.apply(key, { kind: 'lapse', because, atMs }, (after) =>
    auditLines(after, { kind: 'lapse', atMs, note: because }),
  );
}
