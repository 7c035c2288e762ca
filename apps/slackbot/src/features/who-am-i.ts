import { limitOf, type Principal } from '../policy/decide.ts';
import {
  actionsOf,
  actions,
  type Action,
  type ChannelLimit,
  type Policy,
  type Protection,
  type Role,
} from '../policy/policy.ts';
import { isMeant, uniqueSubjects, type Subject, type UserGroup } from '../policy/subject.ts';
import { principalOf, withPolicy, type Actor, type PolicySource } from './actor.ts';

/**
 * One thing that somebody may do, and where; or may not, and who may. Those who may approve count among those who `administer`:
 * they reject, too, as in `mayDecide`.
 */
export interface Right {
  readonly action: Action;
  /** The patterns of the repositories; none if the user may not do it. */
  readonly repositories: readonly string[];
  /** Who may do it somewhere; nobody if there are none. */
  readonly whoMay: readonly Subject[];
}

/** What somebody may do. */
export interface Rights {
  readonly userId: string;
  /** Whether the policy is that of a file, or the default, under which everybody may see and delete. */
  readonly source: Policy['source'];
  readonly groups: readonly UserGroup[];
  readonly roles: readonly Role[];
  /** Each action once, wherever the user is. */
  readonly rights: readonly Right[];
  /** What the channel leaves of it; undefined where it takes nothing away. */
  readonly limit: ChannelLimit | undefined;
  /** What nobody deletes just so. */
  readonly protections: readonly Protection[];
}

/**
 * Tells somebody what they may do.
 *
 * @throws an Error if Slack cannot be asked who they are.
 */
export async function whoAmI(source: PolicySource, actor: Actor): Promise<Rights> {
  const known = await withPolicy(source, actor);
  const { policy } = known;
  const principal = await principalOf(known, actor);
  const own = policy.grants.filter(({ who }) => who.some((subject) => isMeant(subject, principal)));
  return {
    userId: actor.userId,
    source: policy.source,
    groups: principal.groups,
    roles: [...new Set(own.map(({ role }) => role))],
    rights: actions.map((action) => rightTo(policy, principal, action)),
    limit: limitHere(policy, actor.channelId),
    protections: policy.protections,
  };
}

function limitHere(policy: Policy, channelId: string | undefined): ChannelLimit | undefined {
  const limit = limitOf(policy, channelId);
  if (!limit) return undefined;
  const may = actions.filter(
    (action) => limit.may.includes(action) || (action === 'administer' && limit.may.includes('approve')),
  );
  const takesAway = may.length < actions.length || !limit.repositories.includes('*');
  return takesAway ? { ...limit, may } : undefined;
}

function rightTo({ grants, protections }: Policy, principal: Principal, action: Action): Right {
  const isDeciding = action === 'approve' || action === 'administer';
  const lines = grants
    .filter(
      ({ role }) => actionsOf[role].includes(action) || (isDeciding && actionsOf[role].includes('approve')),
    )
    .map(({ who, repositories }) => ({ who, repositories }));
  // Who is named beside a protection approves there, and needs no role for it.
  const named = isDeciding ? protections : [];
  for (const { approvers, repositories } of named)
    if (approvers) lines.push({ who: approvers, repositories });
  const own = lines.filter(({ who }) => who.some((subject) => isMeant(subject, principal)));
  return {
    action,
    repositories: [...new Set(own.flatMap(({ repositories }) => repositories))],
    whoMay: uniqueSubjects(lines.flatMap(({ who }) => who)),
  };
}
