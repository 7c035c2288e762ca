import type { CleanupRequest } from '../commands/command.ts';
import type { Actor } from '../features/actor.ts';
import { meantRepository, similarRepositories } from '../features/meant-repository.ts';
import { planCleanup, type CleanupPlan } from '../features/plan-cleanup.ts';
import { searchBounds } from '../features/search-images.ts';
import { visibilityOf } from '../features/visibility.ts';
import { matches } from '../query/filters.ts';
import { cleanupView } from '../views/cleanup-view.ts';
import { notice } from '../views/notice.ts';
import type { Reply } from './answer.ts';
import { forbiddenText } from './forbidden.ts';
import type { Interaction } from './interaction.ts';
import type { ListenerDeps } from './listener-deps.ts';

/** Shows what a cleanup would delete. */
export async function showCleanup(
  deps: ListenerDeps,
  { actor }: Interaction,
  asked: CleanupRequest,
): Promise<Reply> {
  const visibility = await visibilityOf(deps, actor);
  const repository = await meantRepository(deps, asked.repository, visibility);
  const request = { ...asked, repository };
  const decision = visibility.decide(repository);
  if (!decision.allowed) {
    return {
      outcome: 'forbidden',
      screen: (view) => notice(forbiddenText('view', repository, decision, view)),
    };
  }
  const plan = await planFor(deps, actor, request);
  const similar = plan.imagesRead === 0 ? await similarRepositories(deps, repository, visibility) : [];
  return {
    outcome: plan.images.length === 0 ? 'empty' : 'planned',
    screen: (view) => cleanupView({ request, plan, similar }, view),
  };
}

/** Plans a cleanup for somebody. */
export function planFor(
  deps: ListenerDeps,
  actor: Actor,
  { repository, filters, keepLast = 0 }: CleanupRequest,
): Promise<CleanupPlan> {
  return planCleanup(
    deps,
    { actor, repository, matches: matches(filters, deps.clock.now()), keepLast, bounds: searchBounds },
    deps.stopping,
  );
}
