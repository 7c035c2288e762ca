import type { Image } from '@registry-images/model';
import type { Button, CardBlock, KnownBlock } from '@slack/types';

import { encodeImageTarget } from '../image-target.ts';
import { pulledName, shownName } from '../registry-scope.ts';
import { actionNames } from './action-names.ts';
import type { Answer } from './answer.ts';
import { button, context, header, section } from './blocks.ts';
import { actionRow, preformatted } from './elements.ts';
import { approximateBytes, imageTitle, isUnreadable } from './image-facts.ts';
import { imageRow } from './image-row.ts';
import { layerBlocks } from './layer-blocks.ts';
import { limits, sectionBudget } from './limits.ts';
import { encodeListPlace, listStart } from './list-place.ts';
import { clip, code } from './mrkdwn.ts';
import { pageText } from './paged-text.ts';
import { timeMarkup } from './people.ts';
import type { View } from './view.ts';

/** Everything about one image, how to pull it, and the buttons to delete it and to see its repository. */
export function inspectView(image: Image, view: View): Answer {
  const title = imageTitle(image, view.scope);
  const row = imageRow(image, view);
  return {
    text: view.texts.inspect.summary(code(title), row.size, code(image.digest)),
    blocks: [
      ...headBlocks(image, title, view),
      ...tagBlocks(image, view),
      section(facts(image, view)),
      ...platformBlocks(image, view),
      ...layerBlocks(image, view),
      ...pullBlocks(image, view),
    ],
  };
}

/** The name and what to do: a card, or where there are none a heading and a row of buttons. */
function headBlocks(image: Image, title: string, view: View): KnownBlock[] {
  const { size, age } = imageRow(image, view);
  const buttons = [deleteButton(image, title, view), listButton(image, view)];
  if (view.renderer === 'sections') return [header(title), ...actionRow('image-actions', buttons)];
  const card: CardBlock = {
    type: 'card',
    block_id: 'image',
    // A card takes 150 characters, of which the longest name needs more: the facts below show it whole.
    title: { type: 'mrkdwn', text: code(clip(title, 60)), verbatim: true },
    subtitle: { type: 'mrkdwn', text: `${size} · ${age}`, verbatim: true },
    actions: buttons,
  };
  return [card];
}

function tagBlocks({ tags }: Image, { texts }: View): KnownBlock[] {
  const lead = `*${texts.inspect.tags}* `;
  if (tags.length === 0) return [section(`${lead} _${texts.common.untagged}_`)];
  const { texts: pages, shown } = pageText(
    [lead, ...tags.map((tag) => code(tag))],
    '  ',
    sectionBudget.tagsInMessage,
  );
  const more = tags.length + 1 - shown;
  return [...pages.map(section), ...(more > 0 ? [context(texts.inspect.moreTags(more, tags.length))] : [])];
}

function facts(image: Image, view: View): string {
  const { inspect } = view.texts;
  const { size } = imageRow(image, view);
  const name = shownName(view.scope, image.name);
  return [
    `*${inspect.digest}*  ${code(`${name}@${image.digest}`)}`,
    `*${inspect.id}*  ${code(image.id)}`,
    `*${inspect.size}*  ${size}${isUnreadable(image) ? '' : ` ${inspect.compressed}`}`,
    `*${inspect.created}*  ${createdFact(image, view)}`,
    `*${inspect.config}*  ${configFact(image, view)}`,
  ].join('\n');
}

function createdFact({ createdAt }: Image, { nowMs, texts }: View): string {
  const timeMs = Date.parse(createdAt);
  if (Number.isNaN(timeMs)) return texts.common.unknown;
  return texts.inspect.createdAt(timeMarkup(timeMs), texts.common.age(createdAt, nowMs));
}

function configFact(image: Image, { texts }: View): string {
  const { config } = image;
  if (config) return `${code(config.digest)}  ${texts.common.bytes(approximateBytes(config.size))}`;
  return `_${isUnreadable(image) ? texts.inspect.unreadable : texts.inspect.noConfig}_`;
}

function platformBlocks({ platforms }: Image, { texts }: View): KnownBlock[] {
  if (platforms.length === 0) return [];
  const { texts: pages, shown } = pageText(
    [`*${texts.inspect.platforms}* `, ...platforms.map((platform) => code(platform))],
    '  ',
    1,
  );
  const more = platforms.length + 1 - shown;
  return [...pages.map(section), ...(more > 0 ? [context(texts.common.andMore(more))] : [])];
}

function pullBlocks(image: Image, { pullPrefix, scope, texts }: View): KnownBlock[] {
  if (pullPrefix === undefined) return [];
  const name = `${pullPrefix}/${pulledName(scope, image.name)}`;
  const [tag] = image.tags;
  return [
    section(`*${texts.inspect.pull}*`),
    ...(tag === undefined
      ? []
      : [preformatted('pull-by-tag', pullCommand(`${name}:${tag}`)), context(texts.inspect.pullByTag)]),
    preformatted('pull-by-digest', pullCommand(`${name}@${image.digest}`)),
    context(texts.inspect.pullByDigest),
  ];
}

function pullCommand(reference: string): string {
  return clip(`docker pull ${reference}`, limits.sectionText);
}

function deleteButton(image: Image, title: string, { texts }: View): Button {
  return button({
    text: texts.common.deleteButton,
    actionId: actionNames.delete,
    value: encodeImageTarget({ imageId: image.id }),
    label: texts.common.deleteLabel(title),
    style: 'danger',
  });
}

function listButton(image: Image, { scope, texts }: View): Button {
  const repository = shownName(scope, image.name);
  return button({
    text: texts.inspect.wholeRepository,
    actionId: actionNames.showList,
    value: encodeListPlace(listStart({ repository: clip(repository, 255), filters: {} })),
  });
}
