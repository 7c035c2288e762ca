import type { App, BlockAction, ButtonAction } from '@slack/bolt';

import { actionIds } from '../action-ids.ts';
import { parseListPosition } from '../list-position.ts';
import { notice, outdatedText } from '../views/notice.ts';
import { answer } from './answer.ts';
import type { ListenerDeps } from './listener-deps.ts';
import { showList } from './show-list.ts';

/** Answers one of the buttons that lead to a page of a list. */
function listenToListButton(app: App, deps: ListenerDeps, actionId: string): void {
  app.action<BlockAction<ButtonAction>>(actionId, async ({ ack, action, body }) => {
    await ack();
    const position = parseListPosition(action.value);
    const interaction = { action: actionId, userId: body.user.id, responseUrl: body.response_url };
    await answer(deps, interaction, async () => {
      if (!position) return { outcome: 'outdated', answer: notice(outdatedText) };
      return { ...(await showList(deps, position)), replaceOriginal: true };
    });
  });
}

/** Answers the buttons that turn the pages of a list, read it anew, or lead back to it. */
export function listenToListButtons(app: App, deps: ListenerDeps): void {
  const { previousPage, nextPage, refreshList, backToList } = actionIds;
  for (const actionId of [previousPage, nextPage, refreshList, backToList]) {
    listenToListButton(app, deps, actionId);
  }
}
