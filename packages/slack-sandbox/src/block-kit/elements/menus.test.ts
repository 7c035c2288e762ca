import { describe, expect, it } from 'vitest';

import { plain, long, option, options, actions, type RuleCase } from '../samples.ts';
import { validateBlocks } from '../validate.ts';

const cases: readonly RuleCase[] = [
  [
    'an option value has 150 characters at most',
    actions({ type: 'static_select', options: [{ text: plain('a'), value: long(150) }] }),
    actions({ type: 'static_select', options: [{ text: plain('a'), value: long(151) }] }),
    '/0/elements/0/options/0/value',
  ],
  [
    'an option text has 75 characters at most',
    actions({ type: 'static_select', options: [option(long(75))] }),
    actions({ type: 'static_select', options: [option(long(76))] }),
    '/0/elements/0/options/0/text/text',
  ],
  [
    'a select has 100 options at most',
    actions({ type: 'static_select', options: options(100) }),
    actions({ type: 'static_select', options: options(101) }),
    '/0/elements/0/options',
  ],
  [
    'a select has options or groups, not both',
    actions({ type: 'static_select', option_groups: [{ label: plain('a'), options: [option('a')] }] }),
    actions({
      type: 'static_select',
      options: [option('a')],
      option_groups: [{ label: plain('a'), options: [option('b')] }],
    }),
    '/0/elements/0',
  ],
  [
    'an initial option is among the options',
    actions({ type: 'static_select', options: [option('a')], initial_option: option('a') }),
    actions({ type: 'static_select', options: [option('a')], initial_option: option('b') }),
    '/0/elements/0',
  ],
  [
    'option values are unique',
    actions({ type: 'static_select', options: [option('a'), option('b')] }),
    actions({ type: 'static_select', options: [option('a'), option('a')] }),
    '/0/elements/0',
  ],
  [
    'radio buttons have 10 options at most',
    actions({ type: 'radio_buttons', options: options(10) }),
    actions({ type: 'radio_buttons', options: options(11) }),
    '/0/elements/0/options',
  ],
  [
    'checkboxes start with options that they have',
    actions({ type: 'checkboxes', options: [option('a')], initial_options: [option('a')] }),
    actions({ type: 'checkboxes', options: [option('a')], initial_options: [option('b')] }),
    '/0/elements/0',
  ],
  [
    'a placeholder has 150 characters at most',
    actions({ type: 'users_select', placeholder: plain(long(150)) }),
    actions({ type: 'users_select', placeholder: plain(long(151)) }),
    '/0/elements/0/placeholder/text',
  ],
  [
    'a conversation filter filters something',
    actions({ type: 'conversations_select', filter: { include: ['im'] } }),
    actions({ type: 'conversations_select', filter: {} }),
    '/0/elements/0/filter',
  ],
  [
    'an external select asks after a number of letters',
    actions({ type: 'external_select', min_query_length: 0 }),
    actions({ type: 'external_select', min_query_length: -1 }),
    '/0/elements/0/min_query_length',
  ],
  [
    'a multi select takes at least one',
    actions({ type: 'multi_users_select', max_selected_items: 1 }),
    actions({ type: 'multi_users_select', max_selected_items: 0 }),
    '/0/elements/0/max_selected_items',
  ],
];

describe('validateBlocks', () => {
  it.each(cases)('holds that %s', (_rule, accepted, refused, pointer) => {
    expect(validateBlocks([accepted]).problems).toEqual([]);
    expect(validateBlocks([refused]).problems.map((problem) => problem.pointer)).toEqual([pointer]);
  });
});
