import { describe, expect, it } from 'vitest';

import { plain, mrkdwn, long, times, button, raw, actions, input, type RuleCase } from '../samples.ts';
import { validateBlocks, validateView } from '../validate.ts';

const row = [raw('a')];

function modal(block: object): object {
  return { type: 'modal', title: plain('a'), submit: plain('b'), blocks: [block] };
}

const cases: readonly RuleCase[] = [
  ['a block needs a known type', { type: 'divider' }, { type: 'dividor' }, '/0/type'],
  ['a block has no unknown fields', { type: 'divider' }, { type: 'divider', color: 'red' }, '/0'],
  [
    'a block_id has 255 characters at most',
    { type: 'divider', block_id: long(255) },
    { type: 'divider', block_id: long(256) },
    '/0/block_id',
  ],
  [
    'a block_id is not empty',
    { type: 'divider', block_id: 'a' },
    { type: 'divider', block_id: '' },
    '/0/block_id',
  ],
  ['a section needs text or fields', { type: 'section', fields: [plain('a')] }, { type: 'section' }, '/0'],
  [
    'a section text has 3000 characters at most',
    { type: 'section', text: plain(long(3000)) },
    { type: 'section', text: plain(long(3001)) },
    '/0/text/text',
  ],
  [
    'a text is not empty',
    { type: 'section', text: plain('a') },
    { type: 'section', text: plain('') },
    '/0/text/text',
  ],
  ['a text is an object', { type: 'section', text: plain('a') }, { type: 'section', text: 'a' }, '/0/text'],
  [
    'a section has 10 fields at most',
    { type: 'section', fields: times(10, plain('a')) },
    { type: 'section', fields: times(11, plain('a')) },
    '/0/fields',
  ],
  [
    'a section field has 2000 characters at most',
    { type: 'section', fields: [plain(long(2000))] },
    { type: 'section', fields: [plain(long(2001))] },
    '/0/fields/0/text',
  ],
  [
    'an accessory is an element',
    { type: 'section', text: plain('a'), accessory: button },
    { type: 'section', text: plain('a'), accessory: { type: 'plain_text_input' } },
    '/0/accessory/type',
  ],
  [
    'a header is plain text',
    { type: 'header', text: plain('a') },
    { type: 'header', text: mrkdwn('a') },
    '/0/text/type',
  ],
  [
    'a header has 150 characters at most',
    { type: 'header', text: plain(long(150)) },
    { type: 'header', text: plain(long(151)) },
    '/0/text/text',
  ],
  [
    'a header has a level from 1 to 4',
    { type: 'header', text: plain('a'), level: 4 },
    { type: 'header', text: plain('a'), level: 5 },
    '/0/level',
  ],
  [
    'a context has 10 elements at most',
    { type: 'context', elements: times(10, mrkdwn('a')) },
    { type: 'context', elements: times(11, mrkdwn('a')) },
    '/0/elements',
  ],
  [
    'actions have 25 elements at most',
    actions(...times(25, button)),
    actions(...times(26, button)),
    '/0/elements',
  ],
  ['actions are not empty', actions(button), actions(), '/0/elements'],
  [
    'context actions have 5 elements at most',
    { type: 'context_actions', elements: times(5, { type: 'icon_button', icon: 'trash', text: plain('a') }) },
    { type: 'context_actions', elements: times(6, { type: 'icon_button', icon: 'trash', text: plain('a') }) },
    '/0/elements',
  ],
  ['an alert is for modals', { type: 'divider' }, { type: 'alert', text: plain('a') }, '/0/type'],
];

describe('validateBlocks', () => {
  it.each(cases)('holds that %s', (_rule, accepted, refused, pointer) => {
    expect(validateBlocks([accepted]).problems).toEqual([]);
    expect(validateBlocks([refused]).problems.map((problem) => problem.pointer)).toEqual([pointer]);
  });

  it('says what a rule expects and what it got', () => {
    expect(validateBlocks([{ type: 'header', text: plain(long(151)) }]).problems).toEqual([
      {
        pointer: '/0/text/text',
        code: 'failed_constraint',
        message: 'must be less than 151 characters',
        constraint: { type: 'max_length', expected: [150], got: 151 },
      },
    ]);
  });
});

const modalCases: readonly RuleCase[] = [
  [
    'an alert has 200 characters at most',
    { type: 'alert', text: plain(long(200)) },
    { type: 'alert', text: plain(long(201)) },
    '/blocks/0/text/text',
  ],
  [
    'an alert has a known level',
    { type: 'alert', text: plain('a'), level: 'error' },
    { type: 'alert', text: plain('a'), level: 'fatal' },
    '/blocks/0/level',
  ],
  ['a table is not for modals', { type: 'divider' }, { type: 'table', rows: [row] }, '/blocks/0/type'],
  [
    'a container is not for modals',
    { type: 'card', title: mrkdwn('a') },
    { type: 'container', title: plain('a'), child_blocks: [{ type: 'divider' }] },
    '/blocks/0/type',
  ],
  [
    'a modal may ask for 10 files at most',
    input({ type: 'file_input', max_files: 10 }),
    input({ type: 'file_input', max_files: 11 }),
    '/blocks/0/element/max_files',
  ],
];

describe('validateView', () => {
  it.each(modalCases)('holds that %s', (_rule, accepted, refused, pointer) => {
    expect(validateView(modal(accepted)).problems).toEqual([]);
    expect(validateView(modal(refused)).problems.map((problem) => problem.pointer)).toEqual([pointer]);
  });
});
