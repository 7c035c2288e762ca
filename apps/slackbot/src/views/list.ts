import { formatAge, shortDigest, type Image } from '@registry-images/model';
import type { ActionsBlock, KnownBlock } from '@slack/types';

import { actionIds } from '../action-ids.ts';
import { commandName } from '../commands.ts';
import type { ImageList } from '../features/list-images.ts';
import { encodeImageTarget } from '../image-target.ts';
import { encodeListPosition, firstPage, pageAfter, pageBefore, type ListPosition } from '../list-position.ts';
import { shownName } from '../registry-scope.ts';
import type { Answer } from './answer.ts';
import { button, context, header, section } from './blocks.ts';
import { imageSize, imageTitle, tagLine, type ViewContext } from './image-facts.ts';
import { code, escapeMrkdwn } from './mrkdwn.ts';

/** So many tags stand in one line of the list; inspecting an image shows them all. */
const tagsInLine = 5;

/** One page of a list of images. */
export function listAnswer(list: ImageList, view: ViewContext): Answer {
  const { position, images, nextPageToken } = list;
  if (images.length === 0 && position.page === 1 && nextPageToken === '') return emptyList(position);
  const title = position.repository === undefined ? 'Images' : `Images in ${position.repository}`;
  const text = `${title}: page ${position.page}${nextPageToken === '' && position.page > 1 ? ', the last' : ''}`;
  return {
    text: escapeMrkdwn(`${text}, ${count(images.length)}.`),
    blocks: [
      header(title),
      ...(images.length === 0 ? [section('No images on this page.')] : []),
      ...images.map((image) => imageRow(image, position, view)),
      navigation(list),
      context(`Page ${position.page} · ${count(images.length)} · newest first · only you see this`),
    ],
  };
}

function imageRow(image: Image, list: ListPosition, { scope, nowMs }: ViewContext): KnownBlock {
  const facts = [imageSize(image), formatAge(image.createdAt, nowMs), code(shortDigest(image.digest))];
  const name = code(shownName(scope, image.name));
  return {
    ...section(`*${name}*  ${tagLine(image, tagsInLine)}\n${facts.join(' · ')}`),
    accessory: button({
      text: 'Inspect',
      actionId: actionIds.inspect,
      value: encodeImageTarget({ imageId: image.id, list }),
      label: `Inspect ${imageTitle(image, scope)}`,
    }),
  };
}

function navigation({ position, nextPageToken }: ImageList): ActionsBlock {
  const previous = pageBefore(position);
  return {
    type: 'actions',
    elements: [
      ...(previous
        ? [
            button({
              text: previous.page === position.page - 1 ? 'Previous' : 'First page',
              actionId: actionIds.previousPage,
              value: encodeListPosition(previous),
            }),
          ]
        : []),
      ...(nextPageToken === ''
        ? []
        : [
            button({
              text: 'Next',
              actionId: actionIds.nextPage,
              value: encodeListPosition(pageAfter(position, nextPageToken)),
            }),
          ]),
      refreshButton(position),
    ],
  };
}

function emptyList(position: ListPosition): Answer {
  const { repository } = position;
  const text =
    repository === undefined
      ? 'The registry has no images yet. Push one, then press Refresh.'
      : `${code(repository)} has no images, or there is no such repository. \`${commandName} list\` shows all that there are.`;
  return {
    text,
    blocks: [section(text), { type: 'actions', elements: [refreshButton(firstPage(repository))] }],
  };
}

function refreshButton(position: ListPosition): ReturnType<typeof button> {
  return button({ text: 'Refresh', actionId: actionIds.refreshList, value: encodeListPosition(position) });
}

function count(images: number): string {
  return images === 1 ? '1 image' : `${images} images`;
}
