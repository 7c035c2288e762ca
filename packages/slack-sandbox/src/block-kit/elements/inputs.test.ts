import { describe, expect, it } from 'vitest';

import { mrkdwn, button, actions, input, type RuleCase } from '../samples.ts';
import { validateBlocks } from '../validate.ts';

const cases: readonly RuleCase[] = [
  [
    'actions hold no text inputs',
    actions(button),
    actions({ type: 'plain_text_input' }),
    '/0/elements/0/type',
  ],
  [
    'a date exists',
    actions({ type: 'datepicker', initial_date: '2024-02-29' }),
    actions({ type: 'datepicker', initial_date: '2023-02-29' }),
    '/0/elements/0/initial_date',
  ],
  [
    'a time is on the clock',
    actions({ type: 'timepicker', initial_time: '23:59' }),
    actions({ type: 'timepicker', initial_time: '24:00' }),
    '/0/elements/0/initial_time',
  ],
  [
    'a date with time has ten digits',
    actions({ type: 'datetimepicker', initial_date_time: 1628633820 }),
    actions({ type: 'datetimepicker', initial_date_time: 1628633820000 }),
    '/0/elements/0/initial_date_time',
  ],
  [
    'an input has a plain label',
    input({ type: 'plain_text_input' }),
    { ...input({ type: 'plain_text_input' }), label: mrkdwn('a') },
    '/0/label/type',
  ],
  ['an input holds an input', input({ type: 'plain_text_input' }), input(button), '/0/element/type'],
  [
    'files are asked for in modals only',
    input({ type: 'plain_text_input' }),
    input({ type: 'file_input' }),
    '/0/element/type',
  ],
  [
    'the shortest text is not longer than the longest',
    input({ type: 'plain_text_input', min_length: 2, max_length: 2 }),
    input({ type: 'plain_text_input', min_length: 3, max_length: 2 }),
    '/0/element',
  ],
  [
    'a text input takes 3000 characters at most',
    input({ type: 'plain_text_input', max_length: 3000 }),
    input({ type: 'plain_text_input', max_length: 3001 }),
    '/0/element/max_length',
  ],
  [
    'a number input starts within its limits',
    input({ type: 'number_input', is_decimal_allowed: false, min_value: '1', initial_value: '1' }),
    input({ type: 'number_input', is_decimal_allowed: false, min_value: '2', initial_value: '1' }),
    '/0/element',
  ],
  [
    'an email input starts with an address',
    input({ type: 'email_text_input', initial_value: 'a@b.example' }),
    input({ type: 'email_text_input', initial_value: 'a' }),
    '/0/element/initial_value',
  ],
  [
    'a rich text input shows 100 lines at most',
    input({ type: 'rich_text_input', max_lines: 100 }),
    input({ type: 'rich_text_input', max_lines: 101 }),
    '/0/element/max_lines',
  ],
  [
    'a dispatch says when',
    input({ type: 'plain_text_input', dispatch_action_config: { trigger_actions_on: ['on_enter_pressed'] } }),
    input({ type: 'plain_text_input', dispatch_action_config: { trigger_actions_on: ['on_click'] } }),
    '/0/element/dispatch_action_config/trigger_actions_on/0',
  ],
];

describe('validateBlocks', () => {
  it.each(cases)('holds that %s', (_rule, accepted, refused, pointer) => {
    expect(validateBlocks([accepted]).problems).toEqual([]);
    expect(validateBlocks([refused]).problems.map((problem) => problem.pointer)).toEqual([pointer]);
  });
});
