import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { validateBlocks, validateMessage, validateSuggestions, validateView } from './validate.ts';

const divider = { type: 'divider' };
const plain = (text: string): object => ({ type: 'plain_text', text });
const repeat = (count: number, block: object): object[] => Array.from({ length: count }, () => block);
const button = (actionId: string): object => ({ type: 'button', action_id: actionId, text: plain('Go') });
const modal = { type: 'modal', title: plain('a'), blocks: [divider] };
const input = { type: 'input', label: plain('a'), element: { type: 'plain_text_input' } };

function pointers(report: { problems: readonly { pointer: string }[] }): string[] {
  return report.problems.map(({ pointer }) => pointer);
}

function table(text: string): object {
  return { type: 'table', rows: [[{ type: 'raw_text', text }]] };
}

function dataTable(text: string): object {
  const rich = {
    type: 'rich_text',
    elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }],
  };
  return { type: 'data_table', caption: 'a', rows: [[{ type: 'raw_text', text: 'x' }], [rich]] };
}

/** JSON whose objects look like blocks now and then, so that rules deep inside are reached. */
const nearlyBlocks = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.jsonValue({ maxDepth: 1 }),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(
      fc.constantFrom(
        'type',
        'text',
        'elements',
        'element',
        'rows',
        'blocks',
        'child_blocks',
        'options',
        '__proto__',
      ),
      fc.oneof(
        fc.constantFrom<unknown>(
          'section',
          'actions',
          'container',
          'data_table',
          'constructor',
          'modal',
          'button',
        ),
        tie('value'),
      ),
      { maxKeys: 5 },
    ),
  ),
})).value;

describe('validateMessage', () => {
  it('takes 50 blocks and no more', () => {
    expect(pointers(validateMessage({ text: 'a', blocks: repeat(50, divider) }))).toEqual([]);
    expect(pointers(validateMessage({ text: 'a', blocks: repeat(51, divider) }))).toEqual(['/blocks']);
  });

  it('warns of blocks without a text, and does not refuse them', () => {
    const { problems, warnings } = validateMessage({ blocks: [divider] });
    expect(problems).toEqual([]);
    expect(warnings.map(({ code }) => code)).toEqual(['missing_text_in_message']);
    expect(validateMessage({ text: 'a', blocks: [divider] }).warnings).toEqual([]);
  });

  it('refuses a message without text and blocks', () => {
    expect(pointers(validateMessage({}))).toEqual(['']);
    expect(pointers(validateMessage({ text: '', blocks: [] }))).toEqual(['']);
  });

  it('refuses a text of more than 40000 characters', () => {
    expect(pointers(validateMessage({ text: 'x'.repeat(40_001) }))).toEqual(['/text']);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(nearlyBlocks, (value) => {
        expect(validateMessage(value).problems).toBeInstanceOf(Array);
        expect(validateMessage({ blocks: value }).problems).toBeInstanceOf(Array);
      }),
    );
  });
});

describe('validateBlocks', () => {
  it('refuses a block_id that is there already, inside a container too', () => {
    const first = { type: 'divider', block_id: 'a' };
    const holder = { type: 'container', title: plain('a'), child_blocks: [first] };
    expect(pointers(validateBlocks([first, holder]))).toEqual(['/1/child_blocks/0/block_id']);
  });

  it('wants action_ids to be unique in their block only', () => {
    const actions = { type: 'actions', elements: [button('a')] };
    expect(pointers(validateBlocks([actions, actions]))).toEqual([]);
    const twice = { type: 'actions', elements: [button('a'), button('a')] };
    expect(pointers(validateBlocks([twice]))).toEqual(['/0/elements/1/action_id']);
  });

  it('adds up the markdown of all blocks', () => {
    const half = { type: 'markdown', text: 'x'.repeat(6000) };
    expect(pointers(validateBlocks([half, half]))).toEqual([]);
    expect(pointers(validateBlocks([half, half, { type: 'markdown', text: 'x' }]))).toEqual(['']);
  });

  it('takes one table, of 10000 characters at most', () => {
    expect(pointers(validateBlocks([table('x'.repeat(10_000))]))).toEqual([]);
    expect(pointers(validateBlocks([table('x'.repeat(10_001))]))).toEqual(['']);
    expect(pointers(validateBlocks([table('x'), table('x')]))).toEqual(['']);
  });

  it('adds up the characters of all data tables, those of rich text too', () => {
    expect(pointers(validateBlocks([dataTable('x'.repeat(9999)), dataTable('x'.repeat(9999))]))).toEqual([]);
    expect(pointers(validateBlocks([dataTable('x'.repeat(9999)), dataTable('x'.repeat(10_000))]))).toEqual([
      '',
    ]);
  });

  it('takes two charts', () => {
    const chart = {
      type: 'data_visualization',
      title: 'a',
      chart: { type: 'pie', segments: [{ label: 'a', value: 1 }] },
    };
    expect(pointers(validateBlocks(repeat(2, chart)))).toEqual([]);
    expect(pointers(validateBlocks(repeat(3, chart)))).toEqual(['']);
  });
});

describe('validateView', () => {
  it('takes 100 blocks and no more', () => {
    expect(pointers(validateView({ ...modal, blocks: repeat(100, divider) }))).toEqual([]);
    expect(pointers(validateView({ ...modal, blocks: repeat(101, divider) }))).toEqual(['/blocks']);
  });

  it('wants a submit button where there is an input', () => {
    expect(pointers(validateView({ ...modal, blocks: [input], submit: plain('a') }))).toEqual([]);
    expect(pointers(validateView({ ...modal, blocks: [input] }))).toEqual(['']);
  });

  it('allows one element to have the focus', () => {
    const focused = { ...input, element: { type: 'plain_text_input', focus_on_load: true } };
    expect(pointers(validateView({ ...modal, submit: plain('a'), blocks: [focused] }))).toEqual([]);
    expect(pointers(validateView({ ...modal, submit: plain('a'), blocks: [focused, focused] }))).toEqual([
      '/blocks',
    ]);
  });

  it.each([
    ['title', plain('x'.repeat(24)), plain('x'.repeat(25)), '/title/text'],
    ['submit', plain('x'.repeat(24)), plain('x'.repeat(25)), '/submit/text'],
    ['close', plain('x'.repeat(24)), plain('x'.repeat(25)), '/close/text'],
    ['private_metadata', 'x'.repeat(3000), 'x'.repeat(3001), '/private_metadata'],
    ['callback_id', 'x'.repeat(255), 'x'.repeat(256), '/callback_id'],
    ['external_id', 'x'.repeat(255), 'x'.repeat(256), '/external_id'],
  ])('limits %s', (field, accepted, refused, pointer) => {
    expect(pointers(validateView({ ...modal, [field]: accepted }))).toEqual([]);
    expect(pointers(validateView({ ...modal, [field]: refused }))).toEqual([pointer]);
  });

  it('lets a Home view show tables, and no title', () => {
    expect(pointers(validateView({ type: 'home', blocks: [table('a')] }))).toEqual([]);
    expect(pointers(validateView({ type: 'home', title: plain('a'), blocks: [table('a')] }))).toEqual(['']);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(nearlyBlocks, (value) => {
        expect(validateView(value).problems).toBeInstanceOf(Array);
        expect(validateView({ ...modal, blocks: value }).problems).toBeInstanceOf(Array);
      }),
    );
  });
});

describe('validateSuggestions', () => {
  it('takes no options, which is how an app says that it found none', () => {
    expect(validateSuggestions({ options: [] }).problems).toEqual([]);
    expect(validateSuggestions({ option_groups: [] }).problems).toEqual([]);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(nearlyBlocks, (value) => {
        expect(validateSuggestions(value).problems).toBeInstanceOf(Array);
        expect(validateSuggestions({ options: value }).problems).toBeInstanceOf(Array);
      }),
    );
  });
});
