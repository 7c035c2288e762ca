import type { Clock } from '../clock.ts';
import type { DeletionRequest } from '../state/deletion-request.ts';
import type { DeletionRequests, RequestKey } from '../state/deletion-requests.ts';
import { auditLines } from './audit-lines.ts';

/** What expiring needs. */
export interface ExpireDeps {
  readonly clock: Pick<Clock, 'now'>;
  readonly state: { readonly requests: DeletionRequests };
}

/** How many are ended at once. The others are ended the next time. */
const batchSize = 100;

/** Ends the requests that have waited for too long, and answers them as they are now. To be called now and then. */
export function expireDeletions(deps: ExpireDeps): readonly DeletionRequest[] {
  const waiting = deps.state.requests.list({
    states: ['awaiting-approval', 'approved'],
    expiredAtMs: deps.clock.now(),
    limit: batchSize,
  });
  return waiting.flatMap((request) => expireDeletion(deps, request) ?? []);
}

/** Ends one request if it has waited for too long; undefined if it has not, or has begun. */
export function expireDeletion({ clock, state }: ExpireDeps, key: RequestKey): DeletionRequest | undefined {
  const atMs = clock.now();
  const result = state.requests.apply(key, { kind: 'expire', atMs }, (after) =>
    auditLines(after, { kind: 'expiry', atMs }),
  );
  return result.outcome === 'changed' ? result.request : undefined;
}
