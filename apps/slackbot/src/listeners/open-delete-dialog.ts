import { findImage, type WantedImage } from '../features/find-image.ts';
import { errorFields } from '../log.ts';
import { chooseDialog } from '../views/choose-dialog.ts';
import { messageDialog } from '../views/delete-dialog.ts';
import { failureOf, type Reply } from './answer.ts';
import { askInDialog } from './ask-in-dialog.ts';
import { placeMetadata } from './dialog-metadata.ts';
import { interactionFields, type PlacedInteraction } from './interaction.ts';
import type { ListenerDeps } from './listener-deps.ts';
import { openModal, type Modal } from './modal.ts';
import { notFoundText } from './not-found.ts';

/** Opens the modal that asks whether to delete an image, or says why that cannot be asked. */
export function openDeleteDialog(
  deps: ListenerDeps,
  interaction: PlacedInteraction & { readonly triggerId: string },
  wanted: WantedImage,
): Promise<Reply> {
  return withDialog(deps, interaction, {
    looking: deps.texts.delete.looking,
    work: (modal) => askForImage(deps, { interaction, modal, wanted }),
  });
}

/** Asks in an open modal whether to delete an image, or says why that cannot be asked. Answers a word for the log. */
export async function askForImage(
  deps: ListenerDeps,
  {
    interaction,
    modal,
    wanted,
  }: { readonly interaction: PlacedInteraction; readonly modal: Modal; readonly wanted: WantedImage },
): Promise<string> {
  const found = await findImage(deps, interaction.actor, wanted, deps.stopping);
  if (found.outcome === 'found') return askInDialog(deps, { interaction, modal, images: [found.image] });
  const canChoose = wanted.kind === 'name' && found.outcome !== 'forbidden';
  await modal.show((view) => {
    const why = notFoundText(wanted, found, view);
    return canChoose
      ? chooseDialog('delete', placeMetadata(interaction), view, why)
      : messageDialog(why, view);
  });
  return found.outcome;
}

/**
 * Opens a modal at once, which says what the bot is `looking` for, and then does what takes time. The user looks at the modal:
 * failures are told there. `work` answers a word for the log.
 *
 * @throws SlackCallError if Slack does not open it.
 */
export async function withDialog(
  deps: ListenerDeps,
  interaction: PlacedInteraction & { readonly triggerId: string },
  { looking, work }: { readonly looking: string; readonly work: (modal: Modal) => Promise<string> },
): Promise<Reply> {
  const { actor, triggerId } = interaction;
  const modal = await openModal(deps, actor.teamId, triggerId, (view) => messageDialog(looking, view));
  return tellingFailures(deps, interaction, modal, () => work(modal));
}

/** Does work that answers a word for the log, and whose failure is told in a modal. Never rejects. */
export async function tellingFailures(
  deps: ListenerDeps,
  interaction: PlacedInteraction,
  modal: Modal,
  work: () => Promise<string>,
): Promise<Reply> {
  try {
    return { outcome: await work() };
  } catch (error) {
    const { outcome, text, incidentId } = failureOf(deps, interaction, error);
    deps.log.error('failed', {
      ...interactionFields(interaction),
      outcome,
      incidentId,
      error: errorFields(error),
    });
    await modal.show((view) => messageDialog(text, view));
    return { outcome, isFailure: true };
  }
}
