import type { Button, KnownBlock } from '@slack/types';

import { isDirect } from '../direct-messages.ts';
import { isEnd, isOpen, missingApprovals, type DeletionRequest } from '../state/deletion-request.ts';
import { actionNames } from './action-names.ts';
import type { Answer } from './answer.ts';
import { button, context, header, plainText, section } from './blocks.ts';
import { progressBlocks } from './deletion-progress.ts';
import { actionRow, quote } from './elements.ts';
import { imageMarkup, imageText } from './image-row.ts';
import { clip, code, oneLine } from './mrkdwn.ts';
import { pageText } from './paged-text.ts';
import { subjectsMarkup, timeMarkup, userMarkup } from './people.ts';
import type { View } from './view.ts';

/** What {@link deletionMessage} shows of a request. */
export type ShownRequest = Omit<DeletionRequest, 'version' | 'message'>;

/** Sections for the tags of one image; a message has room for them, however long they are. */
const tagSections = 12;
/** Sections for a list of images. */
const imageSections = 8;

/**
 * The message about a deletion, from the wish to its end: who asked for what and why, who approved, how far it is. The buttons
 * are there only while they make sense; whether somebody may press them is decided when they do. `isPrivate`: nobody but the
 * requester sees the message, who can only take the request back.
 */
export function deletionMessage(
  request: ShownRequest,
  view: View,
  isPrivate: boolean = isDirect(request.channelId),
): Answer {
  const words = view.texts.request;
  const what = requestMarkup(request, view);
  const progress = progressBlocks(request, view);
  const isWaiting = request.state === 'awaiting-approval';
  const asks = (isWaiting ? words.asks : words.askedFor)(userMarkup(request.requester), what);
  const title = isGone(request) ? words.allGone : words.titles[request.state];
  return {
    text: `${title}: ${asks}`,
    blocks: [
      header(title),
      section(asks),
      ...imageBlocks(request, progress.length > 0, view),
      ...reasonBlocks(request, view),
      ...progress,
      ...decisionBlocks(request, view),
      ...actionRow(
        'decision',
        decisionButtons(request, view, isPrivate ? { viewerId: request.requester } : {}),
      ),
      context(footnote(request, view)),
    ],
  };
}

/** Whether every image went, by this request or before it. */
function isGone({ state, images }: ShownRequest): boolean {
  return state === 'done' && images.every((image) => image.state === 'deleted' || image.state === 'gone');
}

/** What a request is about in a few words, as mark-up. */
export function requestMarkup({ images }: Pick<DeletionRequest, 'images'>, view: View): string {
  const [image] = images;
  return image && images.length === 1 ? imageMarkup(image, view) : view.texts.common.images(images.length);
}

/** Of a request in the label of a button: with the words around it, it is as long as a label may be. */
export const heardLength = 40;

/** What a request is about, as plain text of any length. */
export function requestTitle({ images }: Pick<DeletionRequest, 'images'>, view: View): string {
  const [image] = images;
  return image && images.length === 1 ? imageText(image, view) : view.texts.common.images(images.length);
}

/** The buttons that a request has in its state: all of them, or those that may be of use to the one who sees them. */
export function decisionButtons(
  request: Pick<DeletionRequest, 'id' | 'state' | 'images' | 'requester'>,
  view: View,
  { viewerId, heard }: { readonly viewerId?: string; readonly heard?: string } = {},
): Button[] {
  const words = view.texts.request;
  if (request.state !== 'awaiting-approval') return [];
  const what = requestTitle(request, view);
  const said = heard ?? clip(what, heardLength);
  const decide = (text: string, actionId: string, label: string): Button =>
    button({ text, actionId, value: request.id, label });
  const others: Button[] = [
    {
      ...decide(words.approve, actionNames.approve, words.approveLabel(said)),
      style: 'danger',
      confirm: {
        title: plainText(words.approveTitle),
        text: plainText(words.approveConfirm(clip(oneLine(what), 200))),
        confirm: plainText(words.approve),
        deny: plainText(words.notYet),
        style: 'danger',
      },
    },
    decide(words.reject, actionNames.reject, words.rejectLabel(said)),
  ];
  const own = [decide(words.cancel, actionNames.cancel, words.cancelLabel(said))];
  if (viewerId === undefined) return [...others, ...own];
  return viewerId === request.requester ? own : others;
}

/**
 * Of one image every tag that goes, of several images a line each: as many as a message has room for. `areFollowed`: how far
 * each of several images is stands elsewhere.
 */
function imageBlocks({ images }: ShownRequest, areFollowed: boolean, view: View): KnownBlock[] {
  const words = view.texts.request;
  const [image] = images;
  if (image && images.length === 1) {
    const facts = [code(image.digest), view.texts.common.bytes(image.sizeBytes)].join(' · ');
    if (image.tags.length <= 5) return [context(facts)];
    const { texts, shown } = pageText(
      [`*${words.allTags(image.tags.length)}* `, ...image.tags.map((tag) => code(tag))],
      '  ',
      tagSections,
    );
    const more = image.tags.length + 1 - shown;
    return [...texts.map(section), ...(more > 0 ? [context(words.moreTags(more))] : []), context(facts)];
  }
  const { texts, shown } = pageText(
    (areFollowed ? [] : images).map((one) => `• ${imageMarkup(one, view)}`),
    '\n',
    imageSections,
  );
  const more = areFollowed ? 0 : images.length - shown;
  const bytes = images.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  return [
    ...texts.map(section),
    ...(more > 0 ? [context(words.moreImages(more))] : []),
    context(words.freed(view.texts.common.bytes(bytes))),
  ];
}

function reasonBlocks({ reason }: ShownRequest, { texts }: View): KnownBlock[] {
  if (reason === undefined) return [context(texts.request.noReason)];
  return [section(`*${texts.request.reason}*`), quote(clip(reason, 1000))];
}

function decisionBlocks(request: ShownRequest, view: View): KnownBlock[] {
  const words = view.texts.request;
  const lines = [
    ...request.approvals.map(({ userId, atMs }) => words.approvedBy(userMarkup(userId), timeMarkup(atMs))),
    ...(request.state === 'awaiting-approval' ? missingLines(request, view) : []),
    ...(request.state === 'rejected' ? [words.rejectedBy(userMarkup(request.rejectedBy ?? ''))] : []),
    ...(request.state === 'expired' ? [words.expired] : []),
    ...(request.state === 'cancelled' ? [words.cancelled] : []),
    ...(request.lapsedBecause ? [words.lapsed(view.texts.policy.decision[request.lapsedBecause])] : []),
  ];
  return pageText(lines, '\n', 4).texts.map(section);
}

/** What a request still needs, as mark-up. */
export function missingLines(request: ShownRequest, view: View): string[] {
  return missingApprovals(request).map(({ need, missing }) =>
    view.texts.request.missing(code(need.name), missing, subjectsMarkup(need.approvers, view)),
  );
}

function footnote({ state, images, createdAtMs, expiresAtMs }: ShownRequest, { texts }: View): string {
  const words = texts.request;
  const ended = images.filter((image) => isEnd(image.state)).length;
  return [
    words.asked(timeMarkup(createdAtMs)),
    ...(state === 'awaiting-approval' ? [words.expires(timeMarkup(expiresAtMs))] : []),
    ...(isOpen({ state }) && state !== 'awaiting-approval' ? [words.progress(ended, images.length)] : []),
  ].join(' · ');
}
