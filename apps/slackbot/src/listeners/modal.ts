import type { webApi } from '@slack/bolt';
import type { ModalView } from '@slack/types';

import { errorFields, type Log } from '../log.ts';
import { createLatestWins } from '../slack/latest-wins.ts';
import { isViewGone, ModalNotOpenedError, slackReason } from '../slack/slack-errors.ts';

/** A modal on a user's screen. */
export interface Modal {
  /**
   * Shows a view, after the one that is on its way; a view that was not sent yet is left out in favour of this one.
   * Never rejects: work must not fail because it cannot be watched.
   */
  show(view: ModalView): Promise<void>;
}

/**
 * Opens a modal. The trigger lives three seconds: this comes first, and whatever takes time after it.
 *
 * @throws ModalNotOpenedError if Slack does not open it.
 */
export async function openModal(
  client: webApi.WebClient,
  log: Log,
  triggerId: string,
  view: ModalView,
): Promise<Modal> {
  const opened = await client.views.open({ trigger_id: triggerId, view }).catch((error: unknown) => {
    throw new ModalNotOpenedError(error);
  });
  const viewId = opened.view?.id;
  if (viewId === undefined) throw new ModalNotOpenedError(new Error('The answer names no view.'));
  return createModal(client, log, viewId);
}

/** Takes hold of a modal that is open. Once the user has closed it, showing views does nothing. */
export function createModal(client: webApi.WebClient, log: Log, viewId: string): Modal {
  let isClosed = false;

  async function update(view: ModalView): Promise<void> {
    if (isClosed) return;
    try {
      await client.views.update({ view_id: viewId, view });
    } catch (error) {
      isClosed = isViewGone(error);
      if (!isClosed) log.warn('modal not updated', { reason: slackReason(error), error: errorFields(error) });
    }
  }

  return createLatestWins({ send: update });
}
