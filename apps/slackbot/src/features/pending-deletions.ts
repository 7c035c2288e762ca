import type { DeletionRequest } from '../state/deletion-request.ts';
import type { DeletionRequests } from '../state/deletion-requests.ts';
import { principalOf, withPolicy, type Actor, type PolicySource } from './actor.ts';
import { mayDecide, whereToDecide } from './may-decide.ts';

/** So many that wait are looked at, the newest. */
const maxWaiting = 200;

/** The requests that wait for an approval and are somebody's business. */
export interface PendingDeletions {
  /** Their own, and those that they can decide about where they are. The oldest first. */
  readonly here: readonly DeletionRequest[];
  /** The channels of those that they have not approved and can decide about only there, by the message that is there. */
  readonly elsewhere: readonly string[];
}

/**
 * Finds the requests that wait for an approval and are somebody's business.
 *
 * @throws an Error if Slack cannot be asked who they are.
 */
export async function pendingDeletions(
  source: PolicySource & { readonly state: { readonly requests: DeletionRequests } },
  actor: Actor,
): Promise<PendingDeletions> {
  const { teamId, userId } = actor;
  const waiting = source.state.requests.list({ teamId, states: ['awaiting-approval'], limit: maxWaiting });
  if (waiting.length === 0) return { here: [], elsewhere: [] };
  const known = await withPolicy(source, actor);
  const principal = await principalOf(known, actor);
  const here: DeletionRequest[] = [];
  const elsewhere = new Set<string>();
  for (const request of waiting.toReversed()) {
    if (request.requester === userId || mayDecide(known, principal, request)) here.push(request);
    else if (waitsInChannel(request, userId) && whereToDecide(known, principal, request) === 'channel') {
      elsewhere.add(request.channelId);
    }
  }
  return { here, elsewhere: [...elsewhere] };
}

/** Whether a request has a message where it was made, in which somebody has not approved it yet. */
function waitsInChannel({ channelId, message, approvals }: DeletionRequest, userId: string): boolean {
  return message?.channelId === channelId && !approvals.some((approval) => approval.userId === userId);
}
