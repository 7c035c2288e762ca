import type { App, BlockAction, ButtonAction } from '@slack/bolt';

import { actionIds } from '../action-ids.ts';
import { parseImageTarget } from '../image-target.ts';
import { notice, outdatedText } from '../views/notice.ts';
import { answer } from './answer.ts';
import type { ListenerDeps } from './listener-deps.ts';
import { showImage } from './show-image.ts';

/** Answers the button beside an image in a list: the list makes room for the image. */
export function listenToInspectButton(app: App, deps: ListenerDeps): void {
  app.action<BlockAction<ButtonAction>>(actionIds.inspect, async ({ ack, action, body }) => {
    await ack();
    const target = parseImageTarget(action.value);
    const interaction = {
      action: actionIds.inspect,
      userId: body.user.id,
      imageId: target?.imageId,
      responseUrl: body.response_url,
    };
    await answer(deps, interaction, async () => {
      if (!target) return { outcome: 'outdated', answer: notice(outdatedText) };
      const reply = await showImage(deps, { kind: 'button', id: target.imageId }, target.list);
      return { ...reply, replaceOriginal: reply.outcome === 'inspected' };
    });
  });
}
