import type { Image } from '@registry-images/model';
import { formatAge } from '@registry-images/model';
import type { ModalView, SectionBlock } from '@slack/types';

import { callbackIds } from '../action-ids.ts';
import { encodeConfirmation, imageFingerprint, type Confirmation } from '../confirmation.ts';
import { shownName } from '../registry-scope.ts';
import { context, plainText, section } from './blocks.ts';
import { imagePhrase, imageSize, type ViewContext } from './image-facts.ts';
import { limits } from './limits.ts';
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

/** The blocks of {@link confirmView} besides those with tags, and the one that says how many tags are not named. */
const otherBlocks = 4;

/**
 * Asks whether to delete an image, naming every tag that goes. It cannot be submitted where there are more tags than a
 * modal can name: some 1800 of the longest kind. `changed`: what was asked before is not so any more.
 */
export function confirmView(
  image: Image,
  start: ConfirmationStart,
  view: ViewContext,
  { changed = false }: { readonly changed?: boolean } = {},
): ModalView {
  const introduction = [...(changed ? [section(changedText)] : []), section(imageText(image, view))];
  const confirmation = { ...start, imageId: image.id, fingerprint: imageFingerprint(image) };
  for (let sections = limits.modalBlocks - otherBlocks; ; sections -= 1) {
    const { blocks, areAll } = tagSections(image.tags, sections);
    const asked = areAll
      ? {
          ...modal('Cancel', [...introduction, ...blocks, context(':warning: This cannot be undone.')]),
          callback_id: callbackIds.confirmDelete,
          private_metadata: encodeConfirmation(confirmation),
          submit: plainText('Delete image'),
        }
      : modal('Close', [...introduction, ...blocks]);
    // How many bytes a character takes, nobody knows before it is written.
    if (Buffer.byteLength(JSON.stringify(asked)) <= limits.modalBytes) return asked;
  }
}

const changedText =
  ':warning: *The image has changed since you were asked.* Nothing was deleted. This is what it is now:';

function imageText(image: Image, view: ViewContext): string {
  return `*${code(shownName(view.scope, image.name))}*\n${facts(image, view)}`;
}

function facts(image: Image, { nowMs }: ViewContext): string {
  return [`Digest ${code(image.digest)}`, `${imageSize(image)} · ${formatAge(image.createdAt, nowMs)}`].join(
    '\n',
  );
}

function tagSections(
  tags: readonly string[],
  maxSections: number,
): { readonly blocks: SectionBlock[]; readonly areAll: boolean } {
  if (tags.length === 0) {
    return { blocks: [section('It has no tags. It will be deleted from the registry.')], areAll: true };
  }
  const lead =
    tags.length === 1 ? 'This tag goes' : tags.length === 2 ? 'Both tags go' : `All ${tags.length} tags go`;
  const { texts, shown } = pageText(
    [`*${lead} with it:* `, ...tags.map((tag) => code(tag))],
    '  ',
    maxSections,
  );
  const blocks = texts.map(section);
  const more = tags.length + 1 - shown;
  if (more === 0) return { blocks, areAll: true };
  const rest = `*and ${more} more tags*, ${tags.length} in all. Nothing is deleted here that cannot be shown: this dialog has no room for so many. Delete some of its tags in the registry, then try again.`;
  return { blocks: [...blocks, section(rest)], areAll: false };
}

function modal(close: string, blocks: ModalView['blocks']): ModalView {
  return { type: 'modal', title: plainText('Delete image'), close: plainText(close), blocks };
}
