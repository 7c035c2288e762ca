import type { Delivery } from '../delivery/delivery.ts';
import type { ModalView } from '../workspace/view.ts';
import { viewToWire } from '../workspace/wire.ts';
import type { UserProfile } from '../workspace/workspace-facts.ts';
import { viewFailure } from './failure-text.ts';
import type { InteractionDeps } from './interaction-deps.ts';
import { personOf, workspaceFields } from './payload-fields.ts';

/**
 * Closes the view on top of a user's stack, or the whole stack, and tells the app of every view that asks for it.
 *
 * @see https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload#view_closed
 */
export async function closeView(
  { workspace, transport }: InteractionDeps,
  user: UserProfile,
  view: ModalView,
  all: boolean,
): Promise<Delivery> {
  const isCleared = all || view.clearOnClose;
  const root = workspace.views.find(view.rootViewId);
  const closed = workspace.views.close(isCleared && root ? root : view);
  let delivery: Delivery = { ok: true };
  for (const gone of closed.filter(({ notifyOnClose }) => notifyOnClose)) {
    const acknowledgement = await transport().deliver({
      kind: 'interactive',
      acceptsAnswer: false,
      payload: {
        type: 'view_closed',
        ...workspaceFields(workspace),
        user: personOf(user, workspace),
        view: viewToWire(gone, workspace),
        is_cleared: isCleared,
      },
    });
    if (!acknowledgement.ok) delivery = viewFailure(acknowledgement.error);
  }
  return delivery;
}
