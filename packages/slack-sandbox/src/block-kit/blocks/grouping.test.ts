import { describe, expect, it } from 'vitest';

import { plain, mrkdwn, long, times, button, raw, type RuleCase } from '../samples.ts';
import { validateBlocks } from '../validate.ts';

function container(more: object): object {
  return { type: 'container', title: plain('More'), child_blocks: [{ type: 'divider' }], ...more };
}

const table = { type: 'table', rows: [[raw('a')]] };
const dataTable = { type: 'data_table', caption: 'a', rows: [[raw('a')], [raw('a')]] };

const cases: readonly RuleCase[] = [
  [
    'a card shows something',
    { type: 'card', title: mrkdwn('a') },
    { type: 'card', subtitle: mrkdwn('a') },
    '/0',
  ],
  [
    'a card title has 150 characters at most',
    { type: 'card', title: mrkdwn(long(150)) },
    { type: 'card', title: mrkdwn(long(151)) },
    '/0/title/text',
  ],
  [
    'a card body has 200 characters at most',
    { type: 'card', body: mrkdwn(long(200)) },
    { type: 'card', body: mrkdwn(long(201)) },
    '/0/body/text',
  ],
  [
    'a card has 3 buttons at most',
    { type: 'card', actions: times(3, button) },
    { type: 'card', actions: times(4, button) },
    '/0/actions',
  ],
  [
    'a card has one icon',
    { type: 'card', title: mrkdwn('a'), slack_icon: { type: 'icon', name: 'cube' } },
    {
      type: 'card',
      title: mrkdwn('a'),
      slack_icon: { type: 'icon', name: 'cube' },
      icon: { type: 'image', alt_text: 'a', slack_file: { id: 'F1' } },
    },
    '/0',
  ],
  [
    'a carousel has 10 cards at most',
    { type: 'carousel', elements: times(10, { type: 'card', title: mrkdwn('a') }) },
    { type: 'carousel', elements: times(11, { type: 'card', title: mrkdwn('a') }) },
    '/0/elements',
  ],
  [
    'a container has a title',
    container({}),
    { type: 'container', child_blocks: [{ type: 'divider' }] },
    '/0',
  ],
  [
    'a container has 10 children at most',
    container({ child_blocks: times(10, { type: 'divider' }) }),
    container({ child_blocks: times(11, { type: 'divider' }) }),
    '/0/child_blocks',
  ],
  [
    'a container holds no data tables',
    container({ child_blocks: [table] }),
    container({ child_blocks: [dataTable] }),
    '/0/child_blocks/0/type',
  ],
  [
    'only a collapsible container is collapsed',
    container({ is_collapsible: true, default_collapsed: true }),
    container({ default_collapsed: true }),
    '/0/default_collapsed',
  ],
];

describe('validateBlocks', () => {
  it.each(cases)('holds that %s', (_rule, accepted, refused, pointer) => {
    expect(validateBlocks([accepted]).problems).toEqual([]);
    expect(validateBlocks([refused]).problems.map((problem) => problem.pointer)).toEqual([pointer]);
  });
});
