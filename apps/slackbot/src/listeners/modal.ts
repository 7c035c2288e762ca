import type { ModalView } from '@slack/types';

import { errorFields } from '../log.ts';
import { createLatestWins } from '../slack/latest-wins.ts';
import type { Render } from '../slack/renderer-memory.ts';
import { patience } from '../slack/slack-api.ts';
import { isSlackProblem } from '../slack/slack-call-error.ts';
import type { View } from '../views/view.ts';
import { viewOf, type ListenerDeps } from './listener-deps.ts';

/** Makes a modal of what the views need. */
export type Dialog = (view: View) => ModalView;

/** A modal on a user's screen. */
export interface Modal {
  /**
   * Shows a view, after the one that is on its way; a view that was not sent yet is left out in favour of this one.
   * Never rejects: work must not fail because it cannot be watched.
   */
  show(dialog: Dialog): Promise<void>;
}

type ModalDeps = Pick<
  ListenerDeps,
  'slack' | 'renderers' | 'log' | 'scope' | 'clock' | 'texts' | 'pullPrefix'
>;

/**
 * Opens a modal. The trigger lives three seconds: this comes first, and whatever takes time after it.
 *
 * @throws SlackCallError if Slack does not open it.
 */
export async function openModal(
  deps: ModalDeps,
  teamId: string,
  triggerId: string,
  dialog: Dialog,
): Promise<Modal> {
  const viewId = await deps.renderers.send(teamId, renderOf(deps, dialog), (view) =>
    deps.slack.openView(teamId, triggerId, view, patience.trigger),
  );
  return holdModal(deps, teamId, viewId);
}

/** Takes hold of a modal that is open. Once the user has closed it, showing views does nothing. */
export function holdModal(deps: ModalDeps, teamId: string, viewId: string): Modal {
  let isClosed = false;

  async function send(dialog: Dialog): Promise<void> {
    if (isClosed) return;
    try {
      await deps.renderers.send(teamId, renderOf(deps, dialog), (view) =>
        deps.slack.updateView(teamId, viewId, view, patience.user),
      );
    } catch (error) {
      isClosed = isSlackProblem(error, 'gone');
      if (!isClosed) deps.log.warn('modal not updated', { team: teamId, error: errorFields(error) });
    }
  }

  return createLatestWins({ send });
}

function renderOf(deps: ModalDeps, dialog: Dialog): Render<ModalView> {
  return (renderer) => dialog(viewOf(deps, renderer));
}
