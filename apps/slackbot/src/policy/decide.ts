import { createGlob } from '../query/glob.ts';
import { actionsOf, type Action, type ChannelLimit, type Policy, type Protection } from './policy.ts';
import { isMeant, uniqueSubjects, type PolicyUser, type Subject } from './subject.ts';

/** Who does something, and where. */
export interface Principal extends PolicyUser {
  /** Missing where there is no channel, as in App Home. */
  readonly channelId?: string;
}

/** What something is done to. */
export interface Target {
  /** The name of the repository that people see. */
  readonly repository: string;
  /** None stands for the repository as a whole. */
  readonly tags?: readonly string[];
}

/** Whether somebody may do something, and who may if they may not. */
export type Decision =
  | { readonly allowed: true }
  /** The user has no right to it anywhere. Nobody has if `whoMay` is empty. */
  | { readonly allowed: false; readonly because: 'role'; readonly whoMay: readonly Subject[] }
  /** The user has the right to it, but nobody may do it in this channel. */
  | { readonly allowed: false; readonly because: 'channel'; readonly whoMay: readonly [] }
  /** The user has the right to ask for it, but too few others could approve. `decide` itself does not look at that. */
  | { readonly allowed: false; readonly because: 'approvers'; readonly whoMay: readonly [] };

/** Decides whether somebody may do something. The role comes first; the channel can only take away from it. */
export function decide(policy: Policy, principal: Principal, action: Action, target: Target): Decision {
  const whoMay = subjectsWho(policy, action, target);
  if (!whoMay.some((subject) => isMeant(subject, principal))) {
    return { allowed: false, because: 'role', whoMay };
  }
  const limit = limitOf(policy, principal.channelId);
  const isWithin =
    !limit || (limit.may.includes(action) && matchesAny(limit.repositories, target.repository));
  return isWithin ? { allowed: true } : { allowed: false, because: 'channel', whoMay: [] };
}

/** The limit of a channel, or of every place without one of its own; undefined where nothing is limited. */
export function limitOf({ channels }: Policy, channelId: string | undefined): ChannelLimit | undefined {
  return (
    channels.find((limit) => limit.channelId === channelId) ??
    channels.find((limit) => limit.channelId === '*')
  );
}

/** The protections that an image falls under. */
export function protectionsOf({ protections }: Policy, { repository, tags = [] }: Target): Protection[] {
  return protections.filter(
    (protection) =>
      matchesAny(protection.repositories, repository) && tags.some((tag) => matchesAny(protection.tags, tag)),
  );
}

/** Who may approve what a protection protects in a repository. */
export function approversOf(policy: Policy, protection: Protection, repository: string): readonly Subject[] {
  return protection.approvers ?? subjectsWithRole(policy, 'approve', repository);
}

/** Whether one of the patterns matches. */
function matchesAny(patterns: readonly string[], text: string): boolean {
  return patterns.some((pattern) => createGlob(pattern)(text));
}

function subjectsWho(policy: Policy, action: Action, target: Target): readonly Subject[] {
  const { repository } = target;
  if (action !== 'approve') return subjectsWithRole(policy, action, repository);
  const deciding = protectionsOf(policy, target).filter(({ approvals }) => approvals > 0);
  if (deciding.length === 0) return subjectsWithRole(policy, action, repository);
  return uniqueSubjects(deciding.flatMap((protection) => approversOf(policy, protection, repository)));
}

function subjectsWithRole({ grants }: Policy, action: Action, repository: string): readonly Subject[] {
  const fitting = grants.filter(
    ({ role, repositories }) => actionsOf[role].includes(action) && matchesAny(repositories, repository),
  );
  return uniqueSubjects(fitting.flatMap(({ who }) => who));
}
