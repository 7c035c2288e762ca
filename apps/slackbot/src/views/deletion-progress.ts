import type { KnownBlock, RichTextBlock, TaskCardBlock } from '@slack/types';

import { shownName } from '../registry-scope.ts';
import {
  isEnd,
  type DeletionRequest,
  type ImageState,
  type RequestedImage,
} from '../state/deletion-request.ts';
import { section } from './blocks.ts';
import { imageMarkup } from './image-row.ts';
import { limits } from './limits.ts';
import { clip, oneLine } from './mrkdwn.ts';
import { pageText } from './paged-text.ts';
import type { View } from './view.ts';

/** Tasks in one plan: as many as a message has blocks. */
const maxTasks = limits.messageBlocks;
const lineSections = 8;

/** How far the deletion of each image is, once it has begun: as tasks, or as lines. What went wrong comes first. */
export function progressBlocks(request: Pick<DeletionRequest, 'state' | 'images'>, view: View): KnownBlock[] {
  const { state, images } = request;
  if (state !== 'running' && state !== 'done' && state !== 'approved') return [];
  const ordered = images.toSorted((one, other) => rank[one.state] - rank[other.state]);
  const explanations = explanationBlocks(ordered);
  if (view.renderer === 'sections') return [...lines(ordered, view), ...explanations];
  const [image] = ordered;
  if (image && ordered.length === 1) return [taskCard(image, view, 'in_progress'), ...explanations];
  const ended = images.filter((one) => isEnd(one.state)).length;
  return [
    {
      type: 'plan',
      block_id: 'progress',
      title: view.texts.request.progress(ended, images.length),
      tasks: ordered.slice(0, maxTasks).map((one) => taskCard(one, view, 'pending')),
    },
    ...explanations,
  ];
}

/** What needs attention comes before what goes on, and that before what is well. */
const rank: Readonly<Record<ImageState, number>> = {
  failed: 0,
  refused: 0,
  unknown: 0,
  changed: 0,
  running: 1,
  pending: 2,
  gone: 3,
  deleted: 3,
};

const statuses: Readonly<Record<ImageState, TaskCardBlock['status']>> = {
  pending: 'pending',
  running: 'in_progress',
  deleted: 'complete',
  gone: 'complete',
  changed: 'error',
  refused: 'error',
  failed: 'error',
  unknown: 'error',
};

/** `waiting` stands for an image that has not begun: a task by itself may not be pending. */
function taskCard(image: RequestedImage, view: View, waiting: 'pending' | 'in_progress'): TaskCardBlock {
  const status = statuses[image.state];
  return {
    type: 'task_card',
    task_id: image.imageId || '-',
    title: clip(oneLine(imageLabel(image, view)), 250),
    status: status === 'pending' ? waiting : status,
    output: plain(view.texts.request.states[image.state]),
  };
}

/** An image in plain text: `team/app: v1, latest`. */
function imageLabel({ name, tags, digest }: RequestedImage, { scope, texts }: View): string {
  const what =
    tags.length === 0 ? `${texts.common.untagged}, ${clip(digest, 20)}` : clip(tags.join(', '), 100);
  return `${clip(shownName(scope, name), 120)}: ${what}`;
}

function lines(images: readonly RequestedImage[], view: View): KnownBlock[] {
  const { states, moreImages } = view.texts.request;
  const all = images.map(
    (image) => `${signs[image.state]} ${imageMarkup(image, view)}: ${states[image.state]}`,
  );
  const { texts, shown } = pageText(all, '\n', lineSections);
  return [...texts.map(section), ...(all.length > shown ? [section(moreImages(all.length - shown))] : [])];
}

/** Beside the words, never instead of them. */
const signs: Readonly<Record<ImageState, string>> = {
  pending: ':white_circle:',
  running: ':hourglass_flowing_sand:',
  deleted: ':white_check_mark:',
  gone: ':white_check_mark:',
  changed: ':warning:',
  refused: ':no_entry:',
  failed: ':x:',
  unknown: ':question:',
};

/** Why it did not go well and what to do, each sentence once, however many images it is for. */
function explanationBlocks(images: readonly RequestedImage[]): KnownBlock[] {
  const messages = [...new Set(images.flatMap(({ message }) => (message === undefined ? [] : [message])))];
  return pageText(messages, '\n', 2).texts.map(section);
}

function plain(text: string): RichTextBlock {
  return {
    type: 'rich_text',
    elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }],
  };
}
