import type { DeletionRule, NeededApproval } from '../state/deletion-request.ts';
import { approversOf, decide, protectionsOf, type Principal, type Target } from './decide.ts';
import type { Policy, Protection } from './policy.ts';
import { isMeant } from './subject.ts';

/** What a policy asks for before these images are deleted. The requester, if there is one yet, is not among the approvers. */
export function ruleOf(policy: Policy, targets: readonly Target[], requester?: string): DeletionRule {
  const needs = new Map<string, NeededApproval>();
  let typesDigest = false;
  for (const target of targets) {
    const { repository } = target;
    for (const protection of protectionsOf(policy, target)) {
      typesDigest ||= protection.typesDigest;
      const { approvals } = protection;
      const key = `${policy.protections.indexOf(protection)} ${repository}`;
      if (approvals === 0 || needs.has(key)) continue;
      const name = newName(protection, repository, [...needs.values()]);
      const approvers = approversOf(policy, protection, repository).filter(
        (subject) => subject.kind !== 'user' || subject.userId !== requester,
      );
      needs.set(key, { name, approvals, approvers });
    }
  }
  return { needs: [...needs.values()], typesDigest };
}

/** Whether enough may approve. Who is in a group, nobody can tell here: of those it is taken for granted. */
export function canBeMet({ needs }: DeletionRule): boolean {
  return needs.every(
    ({ approvals, approvers }) =>
      approvers.some(({ kind }) => kind !== 'user') || approvers.length >= approvals,
  );
}

/**
 * The needs of a rule that the approval of a user counts for, where they are; none if the user may not approve, or may
 * not do it there. That nobody approves what they ask for themselves is up to the request.
 */
export function needsMetBy(
  policy: Policy,
  principal: Principal,
  targets: readonly Target[],
): readonly string[] {
  const places = targets.filter((target) => decide(policy, principal, 'approve', target).allowed);
  return ruleOf(policy, places)
    .needs.filter(({ approvers }) => approvers.some((subject) => isMeant(subject, principal)))
    .map(({ name }) => name);
}

/** Whether two rules ask for the same approvals, by whomever. */
export function asksTheSame(one: DeletionRule, other: DeletionRule): boolean {
  return (
    one.needs.length === other.needs.length &&
    one.needs.every(({ name, approvals }) =>
      other.needs.some((need) => need.name === name && need.approvals === approvals),
    )
  );
}

/** Two protections may have the same tags, for repositories that overlap: then both have to be met. */
function newName({ tags }: Protection, repository: string, taken: readonly NeededApproval[]): string {
  const name = `${repository}: ${tags.join(', ')}`;
  const count = taken.filter((need) => need.name === name || need.name.startsWith(`${name} (`)).length;
  return count === 0 ? name : `${name} (${count + 1})`;
}
