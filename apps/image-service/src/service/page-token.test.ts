import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { formatPageToken, parsePageToken } from './page-token.ts';

const key = {
  name: 'local/team/app',
  digest: `sha256:${'a1'.repeat(32)}`,
  createdMs: 1.79e12,
  modifiedMs: 5.5,
};
const refused = expect.objectContaining({
  code: 'INVALID_ARGUMENT',
  message: expect.stringMatching(/^pageToken /),
});

describe('formatPageToken', () => {
  it('fits in the 100 characters of the API, however long the name', () => {
    expect(formatPageToken({ ...key, name: 'a'.repeat(255) }, 'q'.repeat(1000))).toHaveLength(88);
  });
});

describe('parsePageToken', () => {
  it('reads the key back', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('sha256', 'sha512'),
        fc.stringMatching(/^[a-f0-9]{64}$/),
        fc.double({ noNaN: true }),
        fc.double({ noNaN: true }),
        (algorithm, hex, createdMs, modifiedMs) => {
          const some = { name: key.name, digest: `${algorithm}:${hex}`, createdMs, modifiedMs };
          expect(parsePageToken(formatPageToken(some, 'q'), 'q', ['other', key.name])).toEqual(some);
        },
      ),
    );
  });

  it('refuses the token of another query', () => {
    expect(() => parsePageToken(formatPageToken(key, 'q'), 'p', [key.name])).toThrow(refused);
  });

  it('refuses a token with any one character changed', () => {
    const token = formatPageToken(key, 'q');
    for (let index = 0; index < token.length; index += 1) {
      const other = token[index] === 'A' ? 'B' : 'A';
      const changed = token.slice(0, index) + other + token.slice(index + 1);
      expect(() => parsePageToken(changed, 'q', [key.name])).toThrow(refused);
    }
  });

  it('refuses whatever this service did not write', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ minLength: 1 }), fc.base64String({ minLength: 1 })), (token) => {
        expect(() => parsePageToken(token, 'q', [key.name])).toThrow(refused);
      }),
    );
  });

  it('says that a token whose repository has gone has expired', () => {
    expect(() => parsePageToken(formatPageToken(key, 'q'), 'q', [])).toThrow(/expired/);
  });
});
