import { formatBytes, type Image } from '@registry-images/model';
import type { Button, KnownBlock } from '@slack/types';

import { actionIds } from '../action-ids.ts';
import { encodeImageTarget } from '../image-target.ts';
import { encodeListPosition, firstPage, type ListPosition } from '../list-position.ts';
import { shownName } from '../registry-scope.ts';
import type { Answer } from './answer.ts';
import { button, context, header, section } from './blocks.ts';
import {
  approximateBytes,
  blobLine,
  creationTime,
  imageSize,
  imageTitle,
  isUnreadable,
  type ViewContext,
} from './image-facts.ts';
import { limits, sectionBudget } from './limits.ts';
import { code, escapeMrkdwn } from './mrkdwn.ts';
import { pageText } from './paged-text.ts';

/** Everything about one image, and the buttons to delete it and to go back to the list. */
export function inspectAnswer(image: Image, view: ViewContext, list?: ListPosition): Answer {
  const title = imageTitle(image, view.scope);
  return {
    text: escapeMrkdwn(`${title}: ${imageSize(image)}, ${image.digest}`),
    blocks: [
      header(title),
      ...tagBlocks(image),
      section(facts(image, view)),
      ...layerBlocks(image),
      { type: 'actions', elements: [deleteButton(image, title), listButton(image, view, list)] },
    ],
  };
}

function tagBlocks({ tags }: Image): KnownBlock[] {
  if (tags.length === 0) return [section('*Tags*  _untagged_')];
  const { texts, shown } = pageText(
    ['*Tags* ', ...tags.map((tag) => code(tag))],
    '  ',
    sectionBudget.tagsInMessage,
  );
  const more = tags.length + 1 - shown;
  return [
    ...texts.map(section),
    ...(more > 0 ? [context(`and ${more} more tags (${tags.length} in all)`)] : []),
  ];
}

function facts(image: Image, { scope, nowMs }: ViewContext): string {
  return [
    `*Digest*  ${code(image.digest)}`,
    `*Reference*  ${code(`${shownName(scope, image.name)}@${image.digest}`)}`,
    `*Id*  ${code(image.id)}`,
    `*Size*  ${imageSize(image)}${isUnreadable(image) ? '' : ' compressed'}`,
    `*Created*  ${creationTime(image, nowMs)}`,
    `*Config*  ${configFact(image)}`,
  ].join('\n');
}

function configFact(image: Image): string {
  if (image.config)
    return `${code(image.config.digest)}  ${formatBytes(approximateBytes(image.config.size))}`;
  return isUnreadable(image)
    ? '_unknown: the registry could not read this image, it may be damaged_'
    : '_none: an index of several platforms_';
}

function layerBlocks(image: Image): KnownBlock[] {
  const { layers } = image;
  if (layers.length === 0) return [section('*Layers*  _none_')];
  const totalBytes = layers.reduce((sum, layer) => sum + approximateBytes(layer.size), 0);
  const lines = layers.map((layer) => blobLine(layer, totalBytes));
  const { texts, shown } = pageCode(lines);
  const more = layers.length - shown;
  return [
    section(`*Layers* (${layers.length}): digest, size, share`),
    ...texts.map(section),
    ...(more > 0 ? [context(`and ${more} more layers`)] : []),
  ];
}

/** Lines in the style of code, which must not be torn from their fences. */
function pageCode(lines: readonly string[]): { texts: string[]; shown: number } {
  const fence = '```';
  const { texts, shown } = pageText(
    lines,
    '\n',
    sectionBudget.layersInMessage,
    limits.sectionText - 2 * fence.length,
  );
  return { texts: texts.map((text) => fence + text + fence), shown };
}

function deleteButton(image: Image, title: string): Button {
  return button({
    text: 'Delete…',
    actionId: actionIds.delete,
    value: encodeImageTarget({ imageId: image.id }),
    label: `Delete ${title}`,
    style: 'danger',
  });
}

function listButton(image: Image, { scope }: ViewContext, list?: ListPosition): Button {
  return button({
    text: list ? 'Back to the list' : 'All of this repository',
    actionId: actionIds.backToList,
    value: encodeListPosition(list ?? firstPage(shownName(scope, image.name))),
  });
}
