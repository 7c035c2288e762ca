import type { CleanupRequest } from '../commands/command.ts';
import { proposeCleanup } from '../features/propose-cleanup.ts';
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
  const proposed = await proposeCleanup(deps, actor, asked, deps.stopping);
  if (proposed.outcome === 'forbidden') {
    const { repository, decision } = proposed;
    return {
      outcome: 'forbidden',
      screen: (view) => notice(forbiddenText('view', repository, decision, view)),
    };
  }
  return {
    outcome: proposed.plan.images.length === 0 ? 'empty' : 'planned',
    screen: (view) => cleanupView(proposed, view),
  };
}
