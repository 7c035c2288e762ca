import type { DeletionRequest } from '../state/deletion-request.ts';
import type { DeletionRequests } from '../state/deletion-requests.ts';
import { principalOf, withPolicy, type Actor, type PolicySource } from './actor.ts';
import { mayDecide } from './may-decide.ts';

/** So many that wait are looked at, the newest. */
const maxWaiting = 200;

/**
 * The requests that wait for an approval and are somebody's business: their own, and those that they can decide about. The
 * oldest first.
 *
 * @throws an Error if Slack cannot be asked who they are.
 */
export async function pendingDeletions(
  source: PolicySource & { readonly state: { readonly requests: DeletionRequests } },
  actor: Actor,
): Promise<readonly DeletionRequest[]> {
  const { teamId, userId } = actor;
  const waiting = source.state.requests.list({ teamId, states: ['awaiting-approval'], limit: maxWaiting });
  if (waiting.length === 0) return [];
  const known = await withPolicy(source, actor);
  const principal = await principalOf(known, actor);
  return waiting
    .filter((request) => request.requester === userId || mayDecide(known, principal, request))
    .toReversed();
}
