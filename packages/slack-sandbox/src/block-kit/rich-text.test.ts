import { describe, expect, it } from 'vitest';

import { richText, type RuleCase } from './samples.ts';
import { validateBlocks } from './validate.ts';

const cases: readonly RuleCase[] = [
  [
    'rich text has known parts',
    richText,
    { type: 'rich_text', elements: [{ type: 'rich_text_table', elements: [] }] },
    '/0/elements/0/type',
  ],
  [
    'preformatted text holds text and links only',
    {
      type: 'rich_text',
      elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text: 'a' }] }],
    },
    {
      type: 'rich_text',
      elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'user', user_id: 'U1' }] }],
    },
    '/0/elements/0/elements/0/type',
  ],
  [
    'a rich text color is hexadecimal',
    {
      type: 'rich_text',
      elements: [{ type: 'rich_text_section', elements: [{ type: 'color', value: '#a0B1c2' }] }],
    },
    {
      type: 'rich_text',
      elements: [{ type: 'rich_text_section', elements: [{ type: 'color', value: 'red' }] }],
    },
    '/0/elements/0/elements/0/value',
  ],
];

describe('validateBlocks', () => {
  it.each(cases)('holds that %s', (_rule, accepted, refused, pointer) => {
    expect(validateBlocks([accepted]).problems).toEqual([]);
    expect(validateBlocks([refused]).problems.map((problem) => problem.pointer)).toEqual([pointer]);
  });
});
