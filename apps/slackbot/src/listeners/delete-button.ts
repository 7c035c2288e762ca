import type { App, BlockAction, ButtonAction } from '@slack/bolt';

import { actionIds } from '../action-ids.ts';
import { parseImageTarget } from '../image-target.ts';
import { notice, outdatedText } from '../views/notice.ts';
import { answer } from './answer.ts';
import type { ListenerDeps } from './listener-deps.ts';
import { openDeleteDialog } from './open-delete-dialog.ts';

/** Answers the button that begins the deletion of the image that is shown. */
export function listenToDeleteButton(app: App, deps: ListenerDeps): void {
  app.action<BlockAction<ButtonAction>>(actionIds.delete, async ({ ack, action, body, client }) => {
    await ack();
    const target = parseImageTarget(action.value);
    const interaction = {
      action: actionIds.delete,
      userId: body.user.id,
      imageId: target?.imageId,
      responseUrl: body.response_url,
    };
    await answer(deps, interaction, async () => {
      if (!target) return { outcome: 'outdated', answer: notice(outdatedText) };
      const argument = { kind: 'button', id: target.imageId } as const;
      return openDeleteDialog(deps, { interaction, client, triggerId: body.trigger_id, argument });
    });
  });
}
