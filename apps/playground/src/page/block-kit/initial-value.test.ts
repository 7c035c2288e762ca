import { describe, expect, it } from 'vitest';

import { initialValue } from './initial-value.ts';

describe('initialValue', () => {
  it.each([
    [{ type: 'plain_text_input', initial_value: 'a' }, 'a'],
    [{ type: 'datepicker', initial_date: '2026-11-23' }, '2026-11-23'],
    [{ type: 'datetimepicker', initial_date_time: 1_700_000_000 }, 1_700_000_000],
    [{ type: 'static_select', initial_option: { value: 'b' } }, 'b'],
    [{ type: 'checkboxes', initial_options: [{ value: 'a' }, { value: 'b' }] }, ['a', 'b']],
    [{ type: 'multi_users_select', initial_users: ['U1'] }, ['U1']],
    [{ type: 'plain_text_input' }, null],
  ])('of %j is %j', (element, expected) => expect(initialValue(element)).toEqual(expected));
});
