import { holdersOf, possibleApprovers } from './holders.ts';
import { anyOverlap } from './overlap.ts';
import type { Policy, Protection } from './policy.ts';
import { subjectKey, type Subject } from './subject.ts';

/** What a policy says twice, or against itself, each with its place in the file and what to do. */
export function findContradictions(policy: Policy): string[] {
  return [
    ...repeatedGrants(policy),
    ...policy.protections.flatMap((protection, index) => [
      ...unreachable(policy, protection, `protected[${index}]`),
      ...repeatedProtection(policy, index),
    ]),
  ];
}

/** The same role for the same people in the same repositories. */
function repeatedGrants({ grants }: Policy): string[] {
  const seen = new Set<string>();
  return grants.flatMap(({ role, who, repositories }) =>
    who.flatMap((subject) => {
      const key = JSON.stringify([role, subjectKey(subject), repositories.toSorted()]);
      if (!seen.has(key)) {
        seen.add(key);
        return [];
      }
      const where = repositories.map((pattern) => `"${pattern}"`).join(', ');
      return [`roles.${role} names ${subjectKey(subject)} twice for ${where}. Leave one out.`];
    }),
  );
}

/** Approvals that can never be had. */
function unreachable(policy: Policy, protection: Protection, path: string): string[] {
  const { approvals, approvers } = protection;
  if (approvals === 0) {
    if (approvers) {
      return [
        `${path}.approvers names somebody, but ${path}.approvals is 0. Set it to 1 or more, or leave approvers out.`,
      ];
    }
    return protection.typesDigest ? [] : [`${path} asks for nothing. Set "approvals" or "typeDigest: true".`];
  }
  const able = possibleApprovers(policy, protection);
  if (able.length === 0) {
    return [
      `${path} needs an approver, and nobody is one in its repositories. Add "approvers" there, or "approver" to roles.`,
    ];
  }
  if (!isApprovedSomewhere(policy, protection)) {
    return [
      `${path} needs an approval, and "channels" lets nobody approve there, in no channel. Add "approve" to one of them.`,
    ];
  }
  const users = usersAmong(able);
  if (!users) return [];
  const what = approvers ? `${path}.approvers names` : `roles.approver and roles.admin name`;
  if (users.size < approvals) {
    return [
      `${path}.approvals is ${approvals}, but ${what} ${users.size}. Name more users, or ask for fewer approvals.`,
    ];
  }
  const deleters = usersAmong(holdersOf(policy, 'delete', protection.repositories));
  // Without anybody who deletes there is nobody to ask, either, which may be meant.
  if (!deleters || deleters.size === 0) return [];
  const canAsk = [...deleters].some((user) => users.size - (users.has(user) ? 1 : 0) >= approvals);
  return canAsk
    ? []
    : [
        `${path}.approvals is ${approvals}, but ${what} ${users.size}, and whoever may delete there is one of them: nobody approves what they ask for themselves. Name more users.`,
      ];
}

/** Whether there is a place where somebody can approve. The limit of "*" is that of every place without one of its own. */
function isApprovedSomewhere({ channels }: Policy, { repositories }: Protection): boolean {
  if (!channels.some(({ channelId }) => channelId === '*')) return true;
  return channels.some(
    (limit) => limit.may.includes('approve') && anyOverlap(limit.repositories, repositories),
  );
}

/** The ids of users; undefined if others are among them, who cannot be counted here. */
function usersAmong(subjects: readonly Subject[]): ReadonlySet<string> | undefined {
  const ids = subjects.flatMap((subject) => (subject.kind === 'user' ? [subject.userId] : []));
  return ids.length === subjects.length ? new Set(ids) : undefined;
}

/** A protection that says of the same tags and repositories what an earlier one says. */
function repeatedProtection({ protections }: Policy, index: number): string[] {
  const keys = protections.map(({ tags, repositories }) =>
    JSON.stringify([tags.toSorted(), repositories.toSorted()]),
  );
  const earlier = keys.findIndex((key) => key === keys[index]);
  if (earlier === index) return [];
  return [
    `protected[${index}] is for the same tags and repositories as protected[${earlier}]. Make one of the two.`,
  ];
}
