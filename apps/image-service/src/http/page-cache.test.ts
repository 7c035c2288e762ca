import { describe, expect, it } from 'vitest';

import { createPageCache } from './page-cache.ts';

const page = (text: string) => () => new TextEncoder().encode(text);
const failing = () => {
  throw new Error('made again');
};
const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

describe('createPageCache', () => {
  it('answers what was made for the key, until the version changes', () => {
    const cache = createPageCache();
    expect(textOf(cache.get('a', 1, page('one')))).toBe('one');
    expect(textOf(cache.get('a', 1, failing))).toBe('one');
    expect(textOf(cache.get('a', 2, page('two')))).toBe('two');
    expect(textOf(cache.get('b', 2, page('other')))).toBe('other');
  });

  it('keeps within its bytes what was asked for last', () => {
    const cache = createPageCache({ maxBytes: 40 });
    for (const key of ['a', 'b', 'c', 'd']) cache.get(key, 1, page('12345678'));
    cache.get('a', 1, failing);
    cache.get('e', 1, page('12345678'));
    expect(() => cache.get('b', 1, failing)).toThrow('made again');
    for (const key of ['a', 'c', 'd', 'e']) cache.get(key, 1, failing);
  });

  it('does not give everything up for one large answer', () => {
    const cache = createPageCache({ maxBytes: 40 });
    cache.get('a', 1, page('1234'));
    expect(textOf(cache.get('b', 1, page('12345678901')))).toBe('12345678901');
    expect(() => cache.get('b', 1, failing)).toThrow('made again');
    cache.get('a', 1, failing);
  });

  it('keeps nothing of what could not be made', () => {
    const cache = createPageCache();
    expect(() => cache.get('a', 1, failing)).toThrow('made again');
    expect(textOf(cache.get('a', 1, page('one')))).toBe('one');
  });
});
