import type { App, ViewSubmitAction } from '@slack/bolt';

import { isDirect } from '../direct-messages.ts';
import { requestDeletion, type Requested } from '../features/request-deletion.ts';
import { callbackNames } from '../views/action-names.ts';
import { messageDialog, outdatedDialog } from '../views/delete-dialog.ts';
import { digestEndErrors, readDeleteInputs, type DeleteInputs } from '../views/dialog-blocks.ts';
import { channelMarkup } from '../views/people.ts';
import { requestText } from '../views/request-text.ts';
import { answer } from './answer.ts';
import { askInDialog, whyNotAsked } from './ask-in-dialog.ts';
import { parseDeleteMetadata } from './dialog-metadata.ts';
import { followRequest } from './follow-request.ts';
import { ofSubmission, type PlacedInteraction } from './interaction.ts';
import { viewOf, type ListenerDeps } from './listener-deps.ts';
import { holdModal, type Modal } from './modal.ts';
import { tellingFailures } from './open-delete-dialog.ts';

/** Makes a request of a confirmation: once, however often it arrives. */
export function listenToConfirmDeletion(app: App, deps: ListenerDeps): void {
  const constraints = { callback_id: callbackNames.confirmDelete, type: 'view_submission' } as const;
  app.view<ViewSubmitAction>(constraints, async ({ ack, body, view: submitted, context }) => {
    const metadata = parseDeleteMetadata(submitted.private_metadata);
    const inputs = readDeleteInputs(submitted.state?.values);
    // Text alone, which every workspace takes.
    const view = viewOf(deps, 'sections');
    if (!metadata) {
      await ack({ response_action: 'update', view: outdatedDialog(view) });
      return;
    }
    const { digestEnd } = metadata;
    const errors = digestEnd === undefined ? {} : digestEndErrors(inputs, digestEnd, view);
    if (Object.keys(errors).length > 0) {
      await ack({ response_action: 'errors', errors });
      return;
    }
    await ack({ response_action: 'update', view: messageDialog(view.texts.delete.checking, view) });
    const interaction = ofSubmission(callbackNames.confirmDelete, { body, context }, metadata);
    const modal = holdModal(deps, interaction.actor.teamId, submitted.id);
    await answer(deps, interaction, () =>
      tellingFailures(deps, interaction, modal, () =>
        confirm(deps, { interaction, modal, inputs, confirmationId: metadata.confirmationId }),
      ),
    );
  });
}

interface Confirming {
  readonly interaction: PlacedInteraction;
  readonly modal: Modal;
  readonly inputs: DeleteInputs;
  readonly confirmationId: string;
}

/** Answers a word for the log. */
async function confirm(deps: ListenerDeps, confirming: Confirming): Promise<string> {
  const { interaction, inputs, confirmationId } = confirming;
  const { reason, digestEnd } = inputs;
  const requested = await requestDeletion(
    deps,
    {
      confirmationId,
      actor: interaction.actor,
      ...(reason !== undefined && { reason }),
      ...(digestEnd !== undefined && { typedDigest: digestEnd }),
    },
    deps.stopping,
  );
  if (requested.outcome === 'requested') return followRequest(deps, confirming, requested.request);
  return refuse(deps, confirming, requested);
}

async function refuse(
  deps: ListenerDeps,
  { interaction, modal }: Confirming,
  requested: Exclude<Requested, { outcome: 'requested' }>,
): Promise<string> {
  const { outcome } = requested;
  if (outcome === 'changed') {
    const [first, ...others] = requested.images;
    if (first && others.length === 0) {
      await askInDialog(deps, { interaction, modal, images: [first], hasChanged: true });
      return outcome;
    }
  }
  await modal.show((view) => {
    const { policy, cleanup } = view.texts;
    if (outcome === 'waiting') {
      const { request } = requested;
      const where = request.message?.channelId ?? request.channelId;
      const waiting = isDirect(where) ? policy.waitingAtHome : policy.waiting(channelMarkup(where));
      return messageDialog(`${waiting} ${requestText(request, view)}`, view);
    }
    if (outcome === 'repeated') return messageDialog(requestText(requested.request, view), view);
    if (outcome === 'changed') return messageDialog(cleanup.changed, view);
    if (outcome === 'forbidden' || outcome === 'one-by-one') {
      return messageDialog(whyNotAsked(requested, view), view);
    }
    if (outcome === 'wrong-digest') return messageDialog(view.texts.delete.wrongDigest, view);
    return messageDialog(policy.requested[outcome], view);
  });
  return outcome;
}
