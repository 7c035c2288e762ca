import { decide } from '../policy/decide.ts';
import { needsMetBy } from '../policy/rule.ts';
import type { DeletionRequest } from '../state/deletion-request.ts';
import type { DeletionRequests } from '../state/deletion-requests.ts';
import { principalOf, targetOf, type Actor, type PolicySource } from './actor.ts';

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
  const { policy, scope, state } = source;
  const { teamId, userId } = actor;
  const waiting = state.requests.list({ teamId, states: ['awaiting-approval'], limit: maxWaiting });
  if (waiting.length === 0) return [];
  const principal = await principalOf(source, actor);
  const concerns = ({ requester, images }: DeletionRequest): boolean => {
    if (requester === userId) return true;
    const targets = images.map((image) => targetOf(scope, image));
    return (
      needsMetBy(policy, principal, targets).length > 0 ||
      targets.some((target) => decide(policy, principal, 'administer', target).allowed)
    );
  };
  return waiting.filter(concerns).toReversed();
}
