import type { webApi } from '@slack/bolt';

import type { ImageArgument } from '../command-syntax.ts';
import { describeFailure } from '../failure.ts';
import { findImage } from '../features/find-image.ts';
import { errorFields } from '../log.ts';
import { confirmView, messageView } from '../views/delete-modal.ts';
import { notFoundText } from '../views/not-found.ts';
import { interactionFields, type Interaction, type Reply } from './answer.ts';
import type { ListenerDeps } from './listener-deps.ts';
import { openModal } from './modal.ts';

/** What {@link openDeleteDialog} is asked for. */
export interface DeleteDialogRequest {
  readonly interaction: Interaction;
  readonly client: webApi.WebClient;
  readonly triggerId: string;
  readonly argument: ImageArgument;
}

/** Opens the modal that asks whether to delete an image, or says why that cannot be asked. */
export async function openDeleteDialog(
  deps: ListenerDeps,
  { interaction, client, triggerId, argument }: DeleteDialogRequest,
): Promise<Reply> {
  const { userId, responseUrl } = interaction;
  const modal = await openModal(client, deps.log, triggerId, messageView('Looking for the image…'));
  try {
    const found = await findImage(deps, argument, deps.stopping);
    if (found.outcome !== 'found') {
      await modal.show(messageView(notFoundText(argument, found)));
      return { outcome: found.outcome };
    }
    const fromButton = argument.kind === 'button';
    const start = { confirmationId: deps.newId(), userId, responseUrl, fromButton };
    const view = confirmView(found.image, start, { scope: deps.scope, nowMs: deps.clock.now() });
    await modal.show(view);
    return { outcome: view.submit ? 'asked' : 'too_many_tags' };
  } catch (error) {
    // The user looks at the modal: that is where the failure belongs.
    const { outcome, text, incidentId } = describeFailure(error, deps.newId);
    deps.log.error('failed', {
      ...interactionFields(interaction),
      outcome,
      incidentId,
      error: errorFields(error),
    });
    await modal.show(messageView(text));
    return { outcome };
  }
}
