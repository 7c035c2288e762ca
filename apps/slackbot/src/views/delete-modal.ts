import type { Image } from '@registry-images/model';
import { formatAge } from '@registry-images/model';
import type { ModalView } from '@slack/types';

import { callbackIds } from '../action-ids.ts';
import { encodeConfirmation, imageFingerprint, type Confirmation } from '../confirmation.ts';
import { shownName } from '../registry-scope.ts';
import { context, plainText, section } from './blocks.ts';
import { imagePhrase, imageSize, type ViewContext } from './image-facts.ts';
import { sectionBudget } from './limits.ts';
import { code } from './mrkdwn.ts';
import { pageText } from './paged-text.ts';

/** The modal with nothing but a text, as mark-up: before anything is known, and at the end. It cannot be submitted. */
export function messageView(text: string): ModalView {
  return modal('Close', [section(text)]);
}

/** What the modal says while the registry deletes. */
export function progressView(image: Image, elapsedMs: number, { scope }: ViewContext): ModalView {
  const seconds = Math.max(0, Math.floor(elapsedMs / 1000));
  return modal('Close', [
    section(`Deleting ${imagePhrase(image, scope)}…`),
    context(`${seconds} s so far. You may close this: the end is announced where you started.`),
  ]);
}

/** The fields of a {@link Confirmation} that do not come from the image. */
export type ConfirmationStart = Omit<Confirmation, 'imageId' | 'fingerprint'>;

/** Asks whether to delete an image, naming every tag that goes. `changed`: what was asked before is not so any more. */
export function confirmView(
  image: Image,
  start: ConfirmationStart,
  view: ViewContext,
  { changed = false }: { readonly changed?: boolean } = {},
): ModalView {
  const { tags } = image;
  const confirmation = { ...start, imageId: image.id, fingerprint: imageFingerprint(image) };
  return {
    ...modal('Cancel', [
      ...(changed
        ? [
            section(
              ':warning: *The image has changed since you were asked.* Nothing was deleted. This is what it is now:',
            ),
          ]
        : []),
      section(`*${code(shownName(view.scope, image.name))}*\n${facts(image, view)}`),
      ...tagSections(tags),
      context(':warning: This cannot be undone.'),
    ]),
    callback_id: callbackIds.confirmDelete,
    private_metadata: encodeConfirmation(confirmation),
    submit: plainText('Delete image'),
  };
}

function facts(image: Image, { nowMs }: ViewContext): string {
  return [`Digest ${code(image.digest)}`, `${imageSize(image)} · ${formatAge(image.createdAt, nowMs)}`].join(
    '\n',
  );
}

function tagSections(tags: readonly string[]): ReturnType<typeof section>[] {
  if (tags.length === 0) return [section('It has no tags. It will be deleted from the registry.')];
  const lead =
    tags.length === 1 ? 'This tag goes' : tags.length === 2 ? 'Both tags go' : `All ${tags.length} tags go`;
  const { texts, shown } = pageText(
    [`*${lead} with it:* `, ...tags.map(code)],
    '  ',
    sectionBudget.tagsInModal,
  );
  const more = tags.length + 1 - shown;
  return [
    ...texts.map(section),
    ...(more > 0 ? [section(`*and ${more} more tags*, ${tags.length} in all`)] : []),
  ];
}

function modal(close: string, blocks: ModalView['blocks']): ModalView {
  return { type: 'modal', title: plainText('Delete image'), close: plainText(close), blocks };
}
