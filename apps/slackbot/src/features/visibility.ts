import type { Image } from '@registry-images/model';

import { decide, limitOf, type Decision } from '../policy/decide.ts';
import { actionsOf } from '../policy/policy.ts';
import { isMeant } from '../policy/subject.ts';
import { shownName } from '../registry-scope.ts';
import { principalOf, withPolicy, type Actor, type PolicySource } from './actor.ts';

/** What somebody may see, where they are. */
export interface Visibility {
  /** Whether that is everything, so that nothing has to be looked at one by one. */
  readonly isAll: boolean;
  /** Whether the images of a repository, by its name for people, may be seen, and by whom if not. */
  decide(repository: string): Decision;
  /** Whether an image may be seen. */
  canSee(image: Pick<Image, 'name'>): boolean;
}

/**
 * Asks the policy what somebody may see.
 *
 * @throws an Error if Slack cannot be asked who they are.
 */
export async function visibilityOf(source: PolicySource, actor: Actor): Promise<Visibility> {
  const own = await withPolicy(source, actor);
  const { policy, scope } = own;
  const principal = await principalOf(own, actor);
  const limit = limitOf(policy, actor.channelId);
  const isWide = policy.grants.some(
    ({ role, repositories, who }) =>
      actionsOf[role].includes('view') &&
      repositories.includes('*') &&
      who.some((subject) => isMeant(subject, principal)),
  );
  // A list asks for each image, of which thousands are in the same repository.
  const known = new Map<string, Decision>();

  function decideOnce(repository: string): Decision {
    const decision = known.get(repository) ?? decide(policy, principal, 'view', { repository });
    known.set(repository, decision);
    return decision;
  }

  return {
    isAll: isWide && (!limit || (limit.may.includes('view') && limit.repositories.includes('*'))),
    decide: decideOnce,
    canSee: ({ name }) => decideOnce(shownName(scope, name)).allowed,
  };
}
