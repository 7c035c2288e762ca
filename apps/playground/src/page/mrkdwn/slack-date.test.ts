import { describe, expect, it } from 'vitest';

import { formatSlackDate } from './slack-date.ts';

describe('formatSlackDate', () => {
  it('writes the forms into the text around them', () => {
    expect(formatSlackDate(1_700_000_000, 'made {date_num}')).toMatch(/^made .*2023/);
  });

  it('takes a form that says “today” for the plain one', () => {
    expect(formatSlackDate(1_700_000_000, '{date_short_pretty}')).toBe(
      formatSlackDate(1_700_000_000, '{date_short}'),
    );
  });

  it.each([
    ['a form that it has not', 1_700_000_000, '{ago}'],
    ['a time that no calendar has', 1e15, '{date}'],
  ])('leaves %s to the fallback', (_, seconds, format) => {
    expect(formatSlackDate(seconds, format)).toBeUndefined();
  });
});
