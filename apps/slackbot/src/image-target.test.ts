import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { encodeImageTarget, parseImageTarget } from './image-target.ts';
import { firstPage, pageAfter } from './list-position.ts';

describe('encodeImageTarget', () => {
  it('writes what parseImageTarget reads', () => {
    const list = pageAfter(firstPage('team/app'), 't2');
    expect(parseImageTarget(encodeImageTarget({ imageId: 'crp1', list }))).toEqual({ imageId: 'crp1', list });
    expect(parseImageTarget(encodeImageTarget({ imageId: 'crp1' }))).toEqual({ imageId: 'crp1' });
  });
});

describe('parseImageTarget', () => {
  it.each(['', '{}', '{"imageId":1}', '{"imageId":".."}', '{"imageId":"a/b"}', '{"imageId":"a","list":{}}'])(
    'answers undefined for %s',
    (value) => {
      expect(parseImageTarget(value)).toBeUndefined();
    },
  );

  it('answers undefined for anything else', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect(parseImageTarget(value)).toBeUndefined();
      }),
    );
  });
});
