import type { App, ViewSubmitAction } from '@slack/bolt';

import { callbackNames } from '../views/action-names.ts';
import { chooseDialog, readChosenImage } from '../views/choose-dialog.ts';
import { messageDialog, outdatedDialog } from '../views/delete-dialog.ts';
import type { RowChoice } from '../views/row-choice.ts';
import { answer, type Reply } from './answer.ts';
import { parseDialogPlace, placeMetadata } from './dialog-metadata.ts';
import { ofSubmission, type PlacedInteraction } from './interaction.ts';
import { viewOf, type ListenerDeps } from './listener-deps.ts';
import { holdModal, openModal } from './modal.ts';
import { askForImage, tellingFailures } from './open-delete-dialog.ts';
import { showImage } from './show-image.ts';

/** Opens the dialog that asks which image is meant. */
export async function openChooseDialog(
  deps: ListenerDeps,
  interaction: PlacedInteraction & { readonly triggerId: string },
  verb: RowChoice['verb'],
): Promise<Reply> {
  const { actor, triggerId } = interaction;
  const metadata = placeMetadata(interaction);
  await openModal(deps, actor.teamId, triggerId, (view) => chooseDialog(verb, metadata, view));
  return { outcome: 'asked' };
}

/** Inspects the image that was chosen, or asks in the same modal whether to delete it. */
export function listenToChosenImages(app: App, deps: ListenerDeps): void {
  listenToChoice(app, deps, callbackNames.chooseToInspect);
  listenToChoice(app, deps, callbackNames.chooseToDelete);
}

function listenToChoice(app: App, deps: ListenerDeps, name: string): void {
  const constraints = { callback_id: name, type: 'view_submission' } as const;
  app.view<ViewSubmitAction>(constraints, async ({ ack, body, view: submitted, context }) => {
    const view = viewOf(deps, 'sections');
    const opened = parseDialogPlace(submitted.private_metadata);
    const imageId = readChosenImage(submitted.state?.values);
    if (!opened || imageId === undefined) {
      await ack({
        response_action: 'update',
        view: outdatedDialog(view),
      });
      return;
    }
    const interaction = ofSubmission(name, { body, context }, opened);
    const wanted = { kind: 'id', imageId } as const;
    if (name === callbackNames.chooseToInspect) {
      await ack();
      await answer(deps, interaction, () => showImage(deps, interaction, wanted));
      return;
    }
    await ack({ response_action: 'update', view: messageDialog(view.texts.delete.looking, view) });
    const modal = holdModal(deps, interaction.actor.teamId, submitted.id);
    await answer(deps, interaction, () =>
      tellingFailures(deps, interaction, modal, () => askForImage(deps, { interaction, modal, wanted })),
    );
  });
}
