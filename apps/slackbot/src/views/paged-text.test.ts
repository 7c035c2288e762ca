import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { pageText } from './paged-text.ts';

describe('pageText', () => {
  it('keeps every item whole and in order, within the limits', () => {
    const items = fc.array(fc.string({ minLength: 1, maxLength: 12, unit: fc.constantFrom('a', 'b') }));
    fc.assert(
      fc.property(
        items,
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 5, max: 40 }),
        (all, maxTexts, maxLength) => {
          const { texts, shown } = pageText(all, ' ', maxTexts, maxLength);
          expect(texts.length).toBeLessThanOrEqual(maxTexts);
          for (const text of texts) expect(text.length).toBeLessThanOrEqual(maxLength);
          expect(texts.flatMap((text) => text.split(' '))).toEqual(all.slice(0, shown));
        },
      ),
    );
  });

  it('shows all where there is room', () => {
    expect(pageText(['a', 'b', 'c'], ' ', 2, 3)).toEqual({ texts: ['a b', 'c'], shown: 3 });
    expect(pageText([], ' ', 2)).toEqual({ texts: [], shown: 0 });
  });
});
