import { describe, expect, it } from 'vitest';

import { isMatch } from './if-match.ts';

describe('isMatch', () => {
  it.each(['"a:1"', 'a:1', '*', '"x", "a:1"', 'x,a:1', ' "a:1" '])('finds "a:1" in %s', (ifMatch) => {
    expect(isMatch(ifMatch, ['"y"', 'a:1'])).toBe(true);
  });

  it.each(['"x"', 'W/"a:1"', '"a:1', 'a:1"', '"a:12"', '"A:1"', ',', ''])(
    'does not find it in %j',
    (ifMatch) => expect(isMatch(ifMatch, ['a:1'])).toBe(false),
  );
});
