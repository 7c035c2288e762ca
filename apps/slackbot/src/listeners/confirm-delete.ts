import type { App, ViewSubmitAction } from '@slack/bolt';

import { callbackIds } from '../action-ids.ts';
import { parseConfirmation } from '../confirmation.ts';
import { messageView } from '../views/delete-modal.ts';
import { notice, outdatedText } from '../views/notice.ts';
import { answer } from './answer.ts';
import type { ListenerDeps } from './listener-deps.ts';
import { createModal } from './modal.ts';
import { runDeletion } from './run-deletion.ts';

/** Deletes an image once its deletion was confirmed: once, however often the confirmation arrives. */
export function listenToConfirmDelete(app: App, deps: ListenerDeps): void {
  const constraints = { callback_id: callbackIds.confirmDelete, type: 'view_submission' } as const;
  app.view<ViewSubmitAction>(constraints, async ({ ack, body, view, client }) => {
    const confirmation = parseConfirmation(view.private_metadata);
    if (!confirmation || confirmation.userId !== body.user.id) {
      await ack({ response_action: 'update', view: messageView(outdatedText) });
      return;
    }
    await ack({
      response_action: 'update',
      view: messageView('Looking whether the image is still the same…'),
    });
    const modal = createModal(client, deps.log, view.id);
    const { userId, imageId, responseUrl } = confirmation;
    const interaction = { action: callbackIds.confirmDelete, userId, imageId, responseUrl };
    await answer(deps, interaction, async () => {
      const deletion = deps.deletions.run(confirmation.confirmationId, () =>
        runDeletion(deps, confirmation, modal),
      );
      const { outcome, view: endView, announcement, deleted } = await deletion.result;
      await modal.show(endView);
      if (!deletion.isFirst) return { outcome: 'repeated' };
      return {
        outcome,
        deleted,
        ...(announcement !== undefined && { answer: notice(announcement) }),
        replaceOriginal: confirmation.fromButton && (outcome === 'deleted' || outcome === 'gone'),
      };
    });
  });
}
