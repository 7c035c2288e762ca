import { describe, expect, it } from 'vitest';

import { createTokens, hashToken, makeToken } from './tokens.ts';

describe('createTokens', () => {
  const reader = makeToken();
  const find = createTokens([
    { name: 'ci', sha256: hashToken(reader), role: 'reader', repositories: ['prod/team/*'] },
    { name: 'ops', sha256: hashToken('another token'), role: 'deleter', repositories: ['prod/**', '**'] },
  ]);

  it('finds whose token it is, and what it is good for', () => {
    const ci = find(reader);
    expect([ci?.name, ci?.seesAll]).toEqual(['ci', false]);
    expect([ci?.canRead('prod/team/app'), ci?.canRead('prod/other')]).toEqual([true, false]);
    expect(ci?.canDelete('prod/team/app')).toBe(false);
    const ops = find('another token');
    expect([ops?.seesAll, ops?.canDelete('prod/team/app')]).toEqual([true, true]);
  });

  it('does not take the hash of a token for the token', () => {
    expect(find(hashToken(reader))).toBeUndefined();
  });
});

describe('makeToken', () => {
  it('makes 32 random bytes, in characters that a header can have', () => {
    expect(Buffer.from(makeToken(), 'base64url')).toHaveLength(32);
    expect(makeToken()).not.toBe(makeToken());
  });
});
