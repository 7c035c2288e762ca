import type { CleanupRequest } from '../commands/command.ts';
import type { Decision } from '../policy/decide.ts';
import { matches } from '../query/filters.ts';
import type { Actor, PolicySource } from './actor.ts';
import { meantRepository, similarRepositories, type SimilarRepositories } from './meant-repository.ts';
import { planCleanup, type CleanupDeps, type CleanupPlan } from './plan-cleanup.ts';
import type { ResolveDeps } from './resolve-image.ts';
import { searchBounds } from './search-images.ts';
import { visibilityOf } from './visibility.ts';

/** What a cleanup would delete, or why somebody may not see it. */
export type ProposedCleanup =
  | {
      readonly outcome: 'proposed';
      /** What was asked for, with the repository that is meant. */
      readonly request: CleanupRequest;
      readonly plan: CleanupPlan;
      /** What may have been meant, where there is no repository with images of the name that was typed. */
      readonly meant?: SimilarRepositories;
    }
  | {
      readonly outcome: 'forbidden';
      readonly repository: string;
      readonly decision: Exclude<Decision, { allowed: true }>;
    };

/**
 * Plans a cleanup that somebody has typed, and deletes nothing.
 *
 * @throws what `planCleanup` throws.
 */
export async function proposeCleanup(
  deps: ResolveDeps & PolicySource,
  actor: Actor,
  asked: CleanupRequest,
  signal: AbortSignal,
): Promise<ProposedCleanup> {
  const visibility = await visibilityOf(deps, actor);
  const repository = await meantRepository(deps, asked.repository, { visibility, addresses: 'own' }, signal);
  const decision = visibility.decide(repository);
  if (!decision.allowed) return { outcome: 'forbidden', repository, decision };
  const request = { ...asked, repository };
  const plan = await planRequest(deps, actor, request, signal);
  const meant = plan.imagesRead === 0 && (await similarRepositories(deps, repository, visibility));
  return { outcome: 'proposed', request, plan, ...(meant && { meant }) };
}

/** Plans a cleanup of a repository that is known. Throws what `planCleanup` throws. */
export function planRequest(
  deps: CleanupDeps,
  actor: Actor,
  { repository, filters, keepLast = 0 }: CleanupRequest,
  signal: AbortSignal,
): Promise<CleanupPlan> {
  const isMeant = matches(filters, deps.clock.now());
  return planCleanup(deps, { actor, repository, matches: isMeant, keepLast, bounds: searchBounds }, signal);
}
