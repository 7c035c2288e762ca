import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { encodeListPosition, firstPage, pageAfter, pageBefore, parseListPosition } from './list-position.ts';
import { limits } from './views/limits.ts';

const token = fc.string({ minLength: 1, maxLength: 100 });

describe('encodeListPosition', () => {
  it('writes what parseListPosition reads, dropping the farthest pages where they do not fit', () => {
    fc.assert(
      fc.property(
        fc.option(fc.string({ maxLength: 255 })),
        fc.array(token, { maxLength: 60 }),
        (repository, tokens) => {
          const last = tokens.reduce(pageAfter, firstPage(repository ?? undefined));
          const value = encodeListPosition(last);
          const read = parseListPosition(value);
          expect(value.length).toBeLessThanOrEqual(limits.buttonValue);
          expect(read).toEqual({
            ...last,
            earlier: last.earlier.slice(last.earlier.length - (read?.earlier.length ?? 0)),
          });
        },
      ),
    );
  });

  it('refuses a token that fits into no button', () => {
    expect(() => encodeListPosition(pageAfter(firstPage(), 'x'.repeat(3000)))).toThrow(RangeError);
  });
});

describe('parseListPosition', () => {
  it('answers undefined for what is no position', () => {
    expect(parseListPosition('{"page":0,"token":"","earlier":[]}')).toBeUndefined();
    expect(parseListPosition('{"page":1,"token":"","earlier":[1]}')).toBeUndefined();
    expect(parseListPosition('{"page":1,"token":"","earlier":[],"repository":1}')).toBeUndefined();
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect(parseListPosition(value)).toBeUndefined();
      }),
    );
    fc.assert(
      fc.property(fc.json(), (value) => {
        expect(parseListPosition(value)).toBeUndefined();
      }),
    );
  });
});

describe('pageBefore', () => {
  it('leads back the way that pageAfter came', () => {
    const second = pageAfter(firstPage('a'), 't2');
    expect(pageBefore(pageAfter(second, 't3'))).toEqual(second);
    expect(pageBefore(second)).toEqual(firstPage('a'));
    expect(pageBefore(firstPage('a'))).toBeUndefined();
  });

  it('leads to the first page where the way back was forgotten', () => {
    expect(pageBefore({ repository: 'a', page: 40, token: 't40', earlier: [] })).toEqual(firstPage('a'));
  });
});
