import { anyOverlap } from './overlap.ts';
import { actionsOf, type Action, type Policy, type Protection } from './policy.ts';
import { uniqueSubjects, type Subject } from './subject.ts';

/** Who may do something in one of the repositories that some patterns mean, each once. */
export function holdersOf(
  { grants }: Policy,
  action: Action,
  repositories: readonly string[],
): readonly Subject[] {
  const holders = grants
    .filter((grant) => actionsOf[grant.role].includes(action) && anyOverlap(grant.repositories, repositories))
    .flatMap(({ who }) => who);
  return uniqueSubjects(holders);
}

/** Who may approve something that a protection protects, each once. */
export function possibleApprovers(policy: Policy, protection: Protection): readonly Subject[] {
  return protection.approvers ?? holdersOf(policy, 'approve', protection.repositories);
}
