import { actionsOf, type Policy, type Protection } from './policy.ts';
import { subjectKey } from './subject.ts';

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
function unreachable({ grants }: Policy, protection: Protection, path: string): string[] {
  const { approvals, approvers } = protection;
  if (approvals === 0) {
    if (approvers) {
      return [
        `${path}.approvers names somebody, but ${path}.approvals is 0. Set it to 1 or more, or leave approvers out.`,
      ];
    }
    return protection.typesDigest ? [] : [`${path} asks for nothing. Set "approvals" or "typeDigest: true".`];
  }
  const able =
    approvers ?? grants.filter(({ role }) => actionsOf[role].includes('approve')).flatMap(({ who }) => who);
  if (able.length === 0) {
    return [`${path} needs an approver, and nobody is one. Add "approvers" there, or "approver" to roles.`];
  }
  const users = new Set(able.map((subject) => subjectKey(subject)));
  if (able.every(({ kind }) => kind === 'user') && users.size < approvals) {
    const what = approvers ? `${path}.approvers names` : `roles.approver and roles.admin name`;
    return [
      `${path}.approvals is ${approvals}, but ${what} ${users.size}. Name more users, or ask for fewer approvals.`,
    ];
  }
  return [];
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
