import type { KnownBlock } from '@slack/types';
import { describe, expect, it } from 'vitest';

import type { JsonObject } from '../../json.ts';
import { actions, button, input, mrkdwn, plain, raw, richText } from '../samples.ts';
import type { Surface } from '../surfaces.ts';
import { blockOn } from './block.ts';

const everywhere: readonly Surface[] = ['message', 'modal', 'home'];
const messageAndHome: readonly Surface[] = ['message', 'home'];
const messageOnly: readonly Surface[] = ['message'];

const card = { type: 'card', title: mrkdwn('a') };
const task = { type: 'task_card', task_id: 'a', title: 'a', status: 'complete' };
const video = {
  type: 'video',
  alt_text: 'a',
  title: plain('a'),
  video_url: 'https://a.example/',
  thumbnail_url: 'https://a.example/',
};

/** A block of every type and where Slack shows it: https://docs.slack.dev/reference/block-kit/blocks */
const shown = {
  actions: [actions(button), everywhere],
  alert: [{ type: 'alert', text: plain('a') }, ['modal']],
  card: [card, everywhere],
  carousel: [{ type: 'carousel', elements: [card] }, messageAndHome],
  container: [{ type: 'container', title: plain('a'), child_blocks: [{ type: 'divider' }] }, messageAndHome],
  context: [{ type: 'context', elements: [plain('a')] }, everywhere],
  context_actions: [
    { type: 'context_actions', elements: [{ type: 'icon_button', icon: 'trash', text: plain('a') }] },
    messageOnly,
  ],
  data_table: [{ type: 'data_table', caption: 'a', rows: [[raw('a')], [raw('b')]] }, messageAndHome],
  data_visualization: [
    {
      type: 'data_visualization',
      title: 'a',
      chart: { type: 'pie', segments: [{ label: 'a', value: 1 }] },
    },
    messageOnly,
  ],
  divider: [{ type: 'divider' }, everywhere],
  file: [{ type: 'file', external_id: 'a', source: 'remote' }, messageOnly],
  header: [{ type: 'header', text: plain('a') }, everywhere],
  image: [{ type: 'image', alt_text: 'a', slack_file: { id: 'F1' } }, everywhere],
  input: [input({ type: 'plain_text_input' }), everywhere],
  markdown: [{ type: 'markdown', text: 'a' }, messageOnly],
  plan: [{ type: 'plan', title: 'a', tasks: [task] }, messageOnly],
  rich_text: [richText, everywhere],
  section: [{ type: 'section', text: plain('a') }, everywhere],
  table: [{ type: 'table', rows: [[raw('a')]] }, messageAndHome],
  task_card: [task, messageOnly],
  video: [video, everywhere],
} satisfies Record<KnownBlock['type'] | 'data_visualization', [JsonObject, readonly Surface[]]>;

describe('blockOn', () => {
  it.each(Object.entries(shown))('knows where %s is shown', (_type, [block, surfaces]) => {
    const accepting = everywhere.filter((surface) => blockOn[surface](block, '').length === 0);
    expect(accepting).toEqual(surfaces);
  });
});
