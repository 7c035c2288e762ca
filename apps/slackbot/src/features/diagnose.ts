import { possibleApprovers } from '../policy/holders.ts';
import { namesIn } from '../policy/names.ts';
import type { Policy, Protection } from '../policy/policy.ts';
import type { Subject } from '../policy/subject.ts';

/** Why something does not work. */
export interface Failed {
  /** As whoever refused put it. */
  readonly reason: string;
  /** Whether Slack could not be asked at all, so that nothing is known of what was asked. */
  readonly isSlackAway?: boolean;
}

/** Something that works, or why not. */
export type Check = { readonly ok: true } | ({ readonly ok: false } & Failed);

/** A channel, as far as the bot can see it. */
export type ChannelFact = 'member' | 'not-member' | 'archived' | 'unknown';

/** What was found out about the bot's surroundings. What could not be asked for want of something else is left out. */
export interface DoctorFacts {
  readonly policy: Policy;
  /** Whether Slack takes the bot token. */
  readonly botToken: Check;
  /** Whether Slack takes the app-level token; missing over HTTP. */
  readonly appToken?: Check;
  /** The scopes that the bot uses, as its manifest has them. */
  readonly neededScopes: readonly string[];
  /** The scopes of the bot token. */
  readonly grantedScopes?: readonly string[];
  /** The channels of {@link namesIn}, by id. */
  readonly channels?: ReadonlyMap<string, ChannelFact>;
  /** The users of {@link namesIn}, by id. */
  readonly users?: ReadonlyMap<string, 'active' | 'deactivated' | 'unknown'>;
  /** All user groups, or why they cannot be seen. */
  readonly groups?:
    | readonly { readonly id: string; readonly handle: string; readonly memberCount: number }[]
    | Failed;
  /** Whether the Image API lists an image with the bot's credentials. */
  readonly imageApi: Check;
  /** Whether the database can be opened and written. */
  readonly database: Check;
}

/** What is wrong, or odd. */
export type Trouble =
  | {
      readonly kind: 'bot-token' | 'app-token' | 'image-api' | 'database' | 'groups';
      readonly reason: string;
    }
  | {
      readonly kind: 'slack-away';
      readonly what: 'bot-token' | 'app-token' | 'groups';
      readonly reason: string;
    }
  | { readonly kind: 'missing-scope' | 'extra-scope'; readonly scope: string }
  | { readonly kind: 'channel'; readonly channelId: string; readonly is: Exclude<ChannelFact, 'member'> }
  | {
      readonly kind: 'audit-channel';
      readonly channelId: string;
      readonly is: Exclude<ChannelFact, 'member'>;
    }
  | { readonly kind: 'user'; readonly userId: string; readonly is: 'deactivated' | 'unknown' }
  /** The policy names them, and the bot could not ask about them. */
  | { readonly kind: 'unseen-channels' | 'unseen-users'; readonly ids: readonly string[] }
  | { readonly kind: 'unknown-group'; readonly group: string }
  /** All who may approve are fewer than have to. */
  | {
      readonly kind: 'too-few-approvers';
      readonly tags: readonly string[];
      readonly have: number;
      readonly need: number;
    }
  | { readonly kind: 'no-policy' };

/** Something that somebody should look at. Of a `problem` something does not work; of a `warning` nothing has to. */
export interface Finding {
  readonly level: 'problem' | 'warning';
  readonly trouble: Trouble;
}

/** Tells what is wrong with the bot's surroundings; nothing, if all is well. */
export function diagnose(facts: DoctorFacts): readonly Finding[] {
  const { policy } = facts;
  return [
    ...refused('bot-token', facts.botToken),
    ...refused('app-token', facts.appToken),
    ...scopes(facts),
    ...failed('image-api', facts.imageApi),
    ...failed('database', facts.database),
    ...channels(facts),
    ...users(facts),
    ...groups(facts),
    ...policy.protections.flatMap((protection) => tooFewApprovers(facts, protection)),
    ...(policy.source === 'default' ? [warning({ kind: 'no-policy' })] : []),
  ];
}

function problem(trouble: Trouble): Finding {
  return { level: 'problem', trouble };
}

function warning(trouble: Trouble): Finding {
  return { level: 'warning', trouble };
}

function failed(kind: 'image-api' | 'database', check: Check): Finding[] {
  return check.ok ? [] : [problem({ kind, reason: check.reason })];
}

function refused(what: 'bot-token' | 'app-token', check?: Check): Finding[] {
  return check === undefined || check.ok ? [] : [unlessAway(what, check)];
}

/** What Slack has refused; or that it could not be asked, which is no fault of what it was asked about. */
function unlessAway(what: 'bot-token' | 'app-token' | 'groups', { reason, isSlackAway }: Failed): Finding {
  return problem(isSlackAway === true ? { kind: 'slack-away', what, reason } : { kind: what, reason });
}

function scopes({ neededScopes, grantedScopes }: DoctorFacts): Finding[] {
  if (!grantedScopes) return [];
  const missing = neededScopes.filter((scope) => !grantedScopes.includes(scope));
  const extra = grantedScopes.filter((scope) => !neededScopes.includes(scope));
  return [
    ...missing.map((scope) => problem({ kind: 'missing-scope', scope })),
    ...extra.map((scope) => warning({ kind: 'extra-scope', scope })),
  ];
}

/** To post the audit the bot has to be in the channel; of a limit it is enough that there is such a channel. */
function channels({ policy, channels: known }: DoctorFacts): Finding[] {
  if (!known) return [];
  const { channelIds } = namesIn(policy);
  const found = channelIds.flatMap((channelId) => {
    const is = known.get(channelId);
    if (is === undefined || is === 'member') return [];
    if (channelId === policy.auditChannelId) return [problem({ kind: 'audit-channel', channelId, is })];
    return [warning({ kind: 'channel', channelId, is })];
  });
  return [...found, ...unseen('unseen-channels', channelIds, known)];
}

function users({ policy, users: known }: DoctorFacts): Finding[] {
  if (!known) return [];
  const { userIds } = namesIn(policy);
  const found = userIds.flatMap((userId) => {
    const is = known.get(userId);
    return is === undefined || is === 'active' ? [] : [problem({ kind: 'user', userId, is })];
  });
  return [...found, ...unseen('unseen-users', userIds, known)];
}

/** What is not known is not fine. */
function unseen(
  kind: 'unseen-channels' | 'unseen-users',
  named: readonly string[],
  known: ReadonlyMap<string, unknown>,
): Finding[] {
  const ids = named.filter((id) => !known.has(id));
  return ids.length === 0 ? [] : [warning({ kind, ids })];
}

function groups({ policy, groups: known }: DoctorFacts): Finding[] {
  const { groups: named } = namesIn(policy);
  if (!known || named.length === 0) return [];
  if ('reason' in known) return [unlessAway('groups', known)];
  const unknown = named.filter((group) => !known.some(({ id, handle }) => group === id || group === handle));
  return unknown.map((group) => problem({ kind: 'unknown-group', group }));
}

/** Counts who may approve, at most: somebody in two groups counts twice, so that no policy is called wrong that is right. */
function tooFewApprovers({ policy, groups: known }: DoctorFacts, protection: Protection): Finding[] {
  if (!known || 'reason' in known) return [];
  const counts = possibleApprovers(policy, protection).map((subject) => countOf(subject, known));
  const have = counts.reduce((sum, count) => sum + count, 0);
  const { approvals: need, tags } = protection;
  return have < need ? [problem({ kind: 'too-few-approvers', tags, have, need })] : [];
}

function countOf(
  subject: Subject,
  known: readonly { readonly id: string; readonly handle: string; readonly memberCount: number }[],
): number {
  if (subject.kind === 'everyone') return Infinity;
  if (subject.kind === 'user') return 1;
  return known.find(({ id, handle }) => subject.group === id || subject.group === handle)?.memberCount ?? 0;
}
