import type { Image } from '@registry-images/model';

import { askToConfirm, type DeletionForbidden, type OneByOne } from '../features/ask-to-confirm.ts';
import { planDeletion, type DeletionPlan } from '../features/plan-deletion.ts';
import { typedDigestLength } from '../features/request-deletion.ts';
import { shownName } from '../registry-scope.ts';
import type { DeletionRule } from '../state/deletion-request.ts';
import { cleanupDialog } from '../views/cleanup-view.ts';
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
  const { interaction, modal, images } = question;
  const plan = images.length === 1 ? await planDeletion(deps.images, images[0].id, deps.stopping) : undefined;
  const asked = await askToConfirm(
    { ...deps, confirmations: deps.state.confirmations },
    { actor: interaction.actor, images: plan ? [plan.image] : images },
  );
  if (asked.outcome !== 'asked') {
    await modal.show((view) => messageDialog(whyNotAsked(asked, view), view));
    return asked.outcome;
  }
  await modal.show(dialogOf(question, plan, asked));
  return plan && plan.refusals.length > 0 ? 'refused' : 'asked';
}

function dialogOf(
  { interaction, images, hasChanged = false }: DialogQuestion,
  plan: DeletionPlan | undefined,
  { confirmation, rule }: { readonly confirmation: { readonly id: string }; readonly rule: DeletionRule },
): Dialog {
  const [image] = images;
  const { actor, responseUrl, isPrivate } = interaction;
  const metadata = encodeMetadata({
    confirmationId: confirmation.id,
    channelId: actor.channelId,
    isPrivate,
    ...(responseUrl !== undefined && { responseUrl }),
    ...(rule.typesDigest && { digestEnd: image.digest.slice(-typedDigestLength) }),
  });
  return (view) =>
    plan ? deleteDialog({ plan, rule, metadata, hasChanged }, view) : cleanupDialog(images, metadata, view);
}

/** Why somebody is not even asked, as mark-up. */
export function whyNotAsked(asked: DeletionForbidden | OneByOne, view: View): string {
  if (asked.outcome === 'forbidden') {
    return forbiddenText('delete', shownName(view.scope, asked.image.name), asked.decision, view);
  }
  const names = asked.images.slice(0, 5).map((image) => imageMarkup(image, view));
  return view.texts.policy.oneByOne(names.join(', '));
}
