import { randomBytes } from 'node:crypto';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { digestKeyLength } from '../store/digest-key.ts';
import { formatPageToken, parsePageToken } from './page-token.ts';

const place = {
  repository: 7,
  digestKey: randomBytes(digestKeyLength),
  createdMs: 1.79e12,
  modifiedMs: 1.8e12,
};
const scope = { key: 'k', query: 'q' };
const refused = expect.objectContaining({
  code: 'INVALID_ARGUMENT',
  message: expect.stringMatching(/^pageToken /),
});

describe('formatPageToken', () => {
  it('fits in the 100 characters of the API', () => {
    expect(formatPageToken({ ...place, repository: 2 ** 48 - 1 }, scope)).toHaveLength(86);
  });
});

describe('parsePageToken', () => {
  it('reads the place back', () => {
    fc.assert(
      fc.property(
        fc.record({
          repository: fc.nat({ max: 2 ** 48 - 1 }),
          digestKey: fc.uint8Array({ minLength: digestKeyLength, maxLength: digestKeyLength }),
          createdMs: fc.integer(),
          modifiedMs: fc.integer(),
        }),
        (some) => {
          const read = parsePageToken(formatPageToken(some, scope), scope);
          expect({ ...read, digestKey: Uint8Array.from(read.digestKey) }).toEqual(some);
        },
      ),
    );
  });

  it.each([
    { key: 'k', query: 'p' },
    { key: 'l', query: 'q' },
  ])('refuses the token of another query or another store', (other) => {
    expect(() => parsePageToken(formatPageToken(place, scope), other)).toThrow(refused);
  });

  it('refuses a token with any one character changed', () => {
    const token = formatPageToken(place, scope);
    for (let index = 0; index < token.length; index += 1) {
      const other = token[index] === 'A' ? 'B' : 'A';
      const changed = token.slice(0, index) + other + token.slice(index + 1);
      expect(() => parsePageToken(changed, scope)).toThrow(refused);
    }
  });

  it('refuses whatever this service did not write', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ minLength: 1 }), fc.base64String({ minLength: 1 })), (token) => {
        expect(() => parsePageToken(token, scope)).toThrow(refused);
      }),
    );
  });
});
