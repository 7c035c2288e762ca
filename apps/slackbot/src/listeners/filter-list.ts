import type { App, BlockAction, ButtonAction, ViewSubmitAction } from '@slack/bolt';

import { actionNames, callbackNames } from '../views/action-names.ts';
import { outdatedDialog } from '../views/delete-dialog.ts';
import { filterDialog, readFilterInputs } from '../views/filter-dialog.ts';
import { listStart, parseListPlace } from '../views/list-place.ts';
import { answer, outdated } from './answer.ts';
import { encodeMetadata, parseDialogPlace } from './dialog-metadata.ts';
import { hasPlace, ofAction, ofSubmission } from './interaction.ts';
import { viewOf, type ListenerDeps } from './listener-deps.ts';
import { openModal } from './modal.ts';
import { showList } from './show-list.ts';

/** Opens the dialog that filters a list. */
export function listenToFilterButton(app: App, deps: ListenerDeps): void {
  app.action<BlockAction<ButtonAction>>(actionNames.filterList, async ({ ack, action, body, context }) => {
    await ack();
    const place = parseListPlace(action.value);
    const interaction = ofAction(actionNames.filterList, { body, context });
    await answer(deps, interaction, async () => {
      if (!place || !hasPlace(interaction)) return outdated;
      const { actor, responseUrl, isPrivate, triggerId } = interaction;
      const metadata = encodeMetadata({
        channelId: actor.channelId,
        isPrivate,
        ...(responseUrl !== undefined && { responseUrl }),
      });
      await openModal(deps, actor.teamId, triggerId, (view) => filterDialog(place.request, metadata, view));
      return { outcome: 'asked' };
    });
  });
}

/** Shows the list that the dialog asks for, in the place of the one that it was opened from. */
export function listenToFilterSubmission(app: App, deps: ListenerDeps): void {
  const constraints = { callback_id: callbackNames.filterList, type: 'view_submission' } as const;
  app.view<ViewSubmitAction>(constraints, async ({ ack, body, view: submitted, context }) => {
    const view = viewOf(deps, 'sections');
    const opened = parseDialogPlace(submitted.private_metadata);
    if (!opened) {
      await ack({
        response_action: 'update',
        view: outdatedDialog(view),
      });
      return;
    }
    const read = readFilterInputs(submitted.state?.values, view);
    if (!read.ok) {
      await ack({ response_action: 'errors', errors: { ...read.errors } });
      return;
    }
    await ack();
    const interaction = ofSubmission(callbackNames.filterList, { body, context }, opened);
    await showList(deps, interaction, listStart(read.request), opened.isPrivate ? 'original' : 'new');
  });
}
