import type { App, BlockAction } from '@slack/bolt';

import { actionIds, callbackIds } from '../action-ids.ts';
import { commandName } from '../commands.ts';
import { messageView } from '../views/delete-modal.ts';
import { helpAnswer } from '../views/help.ts';
import { notice, outdatedText } from '../views/notice.ts';
import { answer } from './answer.ts';
import type { ListenerDeps } from './listener-deps.ts';

/** Answers what no other listener does, so that nobody waits for nothing: what an older or a newer version has left. */
export function listenToUnknown(app: App, deps: ListenerDeps): void {
  app.command(allBut([commandName]), async ({ ack, command }) => {
    await ack();
    const interaction = {
      action: 'unknown command',
      userId: command.user_id,
      responseUrl: command.response_url,
    };
    await answer(deps, interaction, async () => ({
      outcome: 'misunderstood',
      answer: helpAnswer(`This bot answers to ${commandName}, not to ${command.command}.`),
    }));
  });
  app.action<BlockAction>(allBut(Object.values(actionIds)), async ({ ack, body }) => {
    await ack();
    // There is none where the button is in a modal.
    if (!body.response_url) return;
    const interaction = { action: 'unknown button', userId: body.user.id, responseUrl: body.response_url };
    await answer(deps, interaction, async () => ({ outcome: 'outdated', answer: notice(outdatedText) }));
  });
  app.view({ callback_id: allBut(Object.values(callbackIds)), type: 'view_submission' }, async ({ ack }) => {
    await ack({ response_action: 'update', view: messageView(outdatedText) });
  });
}

/** Matches every text but these. */
function allBut(texts: readonly string[]): RegExp {
  return new RegExp(`^(?!(?:${texts.map((text) => text.replace(/\W/g, '\\$&')).join('|')})$)`);
}
