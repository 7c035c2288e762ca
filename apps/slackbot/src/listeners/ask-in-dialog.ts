import type { Image } from '@registry-images/model';

import { askToConfirm, type DeletionForbidden, type OneByOne } from '../features/ask-to-confirm.ts';
import { planDeletion } from '../features/plan-deletion.ts';
import { previewCleanup } from '../features/preview-cleanup.ts';
import { typedDigestLength } from '../features/request-deletion.ts';
import { shownName } from '../registry-scope.ts';
import type { DeletionRule } from '../state/deletion-request.ts';
import { cleanupDialog, nothingGoes } from '../views/cleanup-view.ts';
import { deleteDialog, messageDialog } from '../views/delete-dialog.ts';
import { imageMarkup } from '../views/image-row.ts';
import type { View } from '../views/view.ts';
import { encodeMetadata } from './dialog-metadata.ts';
import { forbiddenText } from './forbidden.ts';
import type { PlacedInteraction } from './interaction.ts';
import type { ListenerDeps } from './listener-deps.ts';
import type { Dialog, Modal } from './modal.ts';

/** What is asked about, and where. */
export interface DialogQuestion {
  readonly interaction: PlacedInteraction;
  readonly modal: Modal;
  readonly images: readonly [Image, ...Image[]];
  /** Whether what was asked before is not so any more. */
  readonly hasChanged?: boolean;
}

/**
 * Asks in an open modal whether to delete images, as they are now, or says why that cannot be asked. Answers a word for the
 * log.
 */
export async function askInDialog(deps: ListenerDeps, question: DialogQuestion): Promise<string> {
  const { images, modal } = question;
  const [image, ...others] = images;
  if (others.length === 0) {
    const plan = await planDeletion(deps.images, image.id, deps.stopping);
    const { hasChanged = false } = question;
    const outcome = await ask(
      deps,
      question,
      [plan.image],
      (asked) => (view) => deleteDialog({ plan, hasChanged, ...asked }, view),
    );
    return outcome === 'asked' && plan.refusals.length > 0 ? 'refused' : outcome;
  }
  const cleanup = await previewCleanup(deps.images, images, deps.stopping);
  const [first, ...rest] = cleanup.images;
  if (!first) {
    await modal.show((view) => messageDialog(nothingGoes(cleanup, view), view));
    return 'refused';
  }
  return ask(
    deps,
    question,
    [first, ...rest],
    ({ metadata }) =>
      (view) =>
        cleanupDialog(cleanup, metadata, view),
  );
}

/** What a dialog carries, and what it asks for besides the confirmation. */
interface AskedDialog {
  readonly metadata: string;
  readonly rule: DeletionRule;
}

async function ask(
  deps: ListenerDeps,
  { interaction, modal }: DialogQuestion,
  images: readonly [Image, ...Image[]],
  dialogOf: (asked: AskedDialog) => Dialog,
): Promise<string> {
  const { actor, responseUrl, isPrivate } = interaction;
  const asked = await askToConfirm(deps, { actor, images });
  if (asked.outcome !== 'asked') {
    await modal.show((view) => messageDialog(whyNotAsked(asked, view), view));
    return asked.outcome;
  }
  const { rule, confirmation } = asked;
  const metadata = encodeMetadata({
    confirmationId: confirmation.id,
    channelId: actor.channelId,
    isPrivate,
    ...(responseUrl !== undefined && { responseUrl }),
    ...(rule.typesDigest && { digestEnd: images[0].digest.slice(-typedDigestLength) }),
  });
  await modal.show(dialogOf({ metadata, rule }));
  return 'asked';
}

/** Why somebody is not even asked, as mark-up. */
export function whyNotAsked(asked: DeletionForbidden | OneByOne, view: View): string {
  if (asked.outcome === 'forbidden') {
    return forbiddenText('delete', shownName(view.scope, asked.image.name), asked.decision, view);
  }
  const names = asked.images.slice(0, 5).map((image) => imageMarkup(image, view));
  return view.texts.policy.oneByOne(names.join(', '));
}
