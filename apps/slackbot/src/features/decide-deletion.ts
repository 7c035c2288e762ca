import type { Clock } from '../clock.ts';
import { decide, type Principal } from '../policy/decide.ts';
import { needsMetBy, ruleOf } from '../policy/rule.ts';
import type { Subject } from '../policy/subject.ts';
import type { AuditKind } from '../state/audit-entry.ts';
import { missingApprovals, type DeletionRequest, type LapseReason } from '../state/deletion-request.ts';
import type { State } from '../state/state.ts';
import type { DeletionEvent, TransitionRefusal } from '../state/transition.ts';
import { whenFree } from '../state/when-free.ts';
import { principalOf, withPolicy, type Actor, type PolicyOnImages, type PolicySource } from './actor.ts';
import { auditLines } from './audit-lines.ts';
import { lapseDeletion } from './lapse-deletion.ts';
import {
  asksForTheSame,
  mayApprove,
  mayDecide,
  placeToDecide,
  targetsOf,
  type PlaceToDecide,
} from './may-decide.ts';

/** Why a decision does not count. */
export type DecisionRefusal =
  | TransitionRefusal
  /** The policy does not let the user decide about it: these may, or nobody if there are none. */
  | { readonly kind: 'not-approver'; readonly whoMay: readonly Subject[] }
  /** The user may, but not here: where they may, if they may where the request can be decided about. */
  | { readonly kind: 'channel'; readonly where: PlaceToDecide; readonly channelId: string }
  /** Nobody can approve it any more, so that the request has ended. */
  | { readonly kind: LapseReason };

/** What comes of a decision. */
export type Decided =
  /** Where the request is `approved` after an approval, it is to be run. */
  | { readonly outcome: 'decided'; readonly request: DeletionRequest }
  | { readonly outcome: 'refused'; readonly refusal: DecisionRefusal; readonly request: DeletionRequest }
  | { readonly outcome: 'unknown-request' };

/** A decision of somebody about a request of the same workspace. */
export interface Decision {
  readonly actor: Actor;
  readonly requestId: string;
}

/** What decisions need. */
export interface DecideDeps extends PolicySource {
  readonly clock: Pick<Clock, 'now'>;
  readonly state: Pick<State, 'requests' | 'auditLog' | 'transaction'>;
}

/** The same, where the policy is known. */
type KnownDeps = DecideDeps & PolicyOnImages;

/**
 * Approves a request. It counts if the policy of today lets the user approve, and the requester delete; never for one's
 * own request, and once for each user.
 *
 * @throws an Error if Slack cannot be asked who somebody is.
 */
export async function approveDeletion(deps: DecideDeps, decision: Decision): Promise<Decided> {
  const { teamId: _teamId, ...approver } = decision.actor;
  const request = find(deps, decision);
  let countsFor: readonly string[] = [];
  if (request && isUpTo(approver.userId, request)) {
    const known = await withPolicy(deps, request);
    const principal = await principalOf(known, decision.actor);
    countsFor = needsMetBy(known.policy, principal, targetsOf(deps, request));
    if (asksForTheSame(known, request) && countsFor.length === 0) {
      const refusal = whyNot(known, request, principal, mayApprove);
      return whenFree(() => refuse(deps, decision, 'approval', { request, refusal }));
    }
    const because = await obstacleTo(known, request);
    if (because) return whenFree(() => deps.state.transaction(() => lapse(deps, decision, request, because)));
  }
  const atMs = deps.clock.now();
  return whenFree(() =>
    settle(deps, decision, 'approval', { kind: 'approve', ...approver, atMs, countsFor }),
  );
}

/**
 * Rejects a request, which who may approve some of it can do, and who administers it. One is enough.
 *
 * @throws an Error if Slack cannot be asked who somebody is.
 */
export async function rejectDeletion(deps: DecideDeps, decision: Decision): Promise<Decided> {
  const { userId } = decision.actor;
  const request = find(deps, decision);
  if (request && isUpTo(userId, request)) {
    const known = await withPolicy(deps, request);
    const principal = await principalOf(known, decision.actor);
    if (!mayDecide(known, principal, request)) {
      const refusal = whyNot(known, request, principal, mayDecide);
      return whenFree(() => refuse(deps, decision, 'rejection', { request, refusal }));
    }
  }
  const atMs = deps.clock.now();
  return whenFree(() => settle(deps, decision, 'rejection', { kind: 'reject', userId, atMs }));
}

/** Takes a request back, which only its requester can. */
export function cancelDeletion(deps: DecideDeps, decision: Decision): Promise<Decided> {
  const { userId } = decision.actor;
  const atMs = deps.clock.now();
  return whenFree(() => settle(deps, decision, 'cancellation', { kind: 'cancel', userId, atMs }));
}

function find({ state }: DecideDeps, { actor, requestId }: Decision): DeletionRequest | undefined {
  return state.requests.get({ teamId: actor.teamId, id: requestId });
}

/** Whether the policy is to be asked. Of one's own requests, and of those that are decided, the request knows more. */
function isUpTo(userId: string, { state, requester }: DeletionRequest): boolean {
  return state === 'awaiting-approval' && userId !== requester;
}

function settle(deps: DecideDeps, decision: Decision, kind: AuditKind, event: DeletionEvent): Decided {
  const { actor, requestId } = decision;
  const act = { kind, atMs: deps.clock.now(), by: actor };
  const result = deps.state.requests.apply({ teamId: actor.teamId, id: requestId }, event, (after) =>
    auditLines(after, act),
  );
  const request = find(deps, decision);
  if (!request || result.outcome === 'unknown-request') return { outcome: 'unknown-request' };
  if (result.outcome === 'changed') return { outcome: 'decided', request: result.request };
  return refuse(deps, decision, kind, { request, refusal: result.refusal });
}

/** What somebody tried and could not do stands in the audit, too. */
function refuse(
  { clock, state }: DecideDeps,
  { actor }: Decision,
  tried: AuditKind,
  { request, refusal }: { readonly request: DeletionRequest; readonly refusal: DecisionRefusal },
): Decided {
  const note = `${tried}: ${refusal.kind}`;
  state.auditLog.append(auditLines(request, { kind: 'refusal', atMs: clock.now(), by: actor, note }));
  return { outcome: 'refused', refusal, request };
}

/** Ends a request that somebody tried to approve, unless it was decided meanwhile. */
function lapse(
  deps: DecideDeps,
  decision: Decision,
  request: DeletionRequest,
  because: LapseReason,
): Decided {
  const applied = lapseDeletion(deps, request, because);
  if (applied.outcome === 'unknown-request') return applied;
  const refusal = applied.outcome === 'refused' ? applied.refusal : { kind: because };
  return refuse(deps, decision, 'approval', { request: find(deps, decision) ?? request, refusal });
}

/** Why somebody may not do what they could do if `may` held where they are. */
function whyNot(
  deps: KnownDeps,
  request: DeletionRequest,
  principal: Principal,
  may: typeof mayApprove,
): DecisionRefusal {
  const targets = targetsOf(deps, request);
  const unlimited = { ...deps, policy: { ...deps.policy, channels: [] } };
  if (may(unlimited, principal, request)) {
    const where = placeToDecide(principal, request, (placed) => may(deps, placed, request));
    return { kind: 'channel', where, channelId: request.channelId };
  }
  const missing = new Set(missingApprovals(request).map(({ need }) => need.name));
  const { needs } = ruleOf(deps.policy, targets, request.requester);
  const whoMay = needs.filter(({ name }) => missing.has(name)).flatMap(({ approvers }) => approvers);
  return { kind: 'not-approver', whoMay };
}

/** Why nobody can approve a request any more, since the policy or the requester's groups are others now. */
async function obstacleTo(deps: KnownDeps, request: DeletionRequest): Promise<LapseReason | undefined> {
  const { teamId, channelId, requester: userId, isStranger } = request;
  if (!asksForTheSame(deps, request)) return 'policy-changed';
  const targets = targetsOf(deps, request);
  const requester = await principalOf(deps, { teamId, channelId, userId, ...(isStranger && { isStranger }) });
  const mayDelete = targets.every((target) => decide(deps.policy, requester, 'delete', target).allowed);
  if (!mayDelete) return 'requester-may-not';
  for (const { countsFor, ...approver } of request.approvals) {
    const met = needsMetBy(deps.policy, await principalOf(deps, { teamId, ...approver }), targets);
    if (!countsFor.every((name) => met.includes(name))) return 'approver-may-not';
  }
  return undefined;
}
