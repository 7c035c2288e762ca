import { describe, expect, it } from 'vitest';

import { algorithmOf, digestOf } from './digest.ts';

describe('digestOf', () => {
  it('computes sha256 unless told otherwise', () => {
    const empty = new Uint8Array();
    expect(digestOf(empty)).toBe('sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(digestOf(empty, 'sha512')).toMatch(/^sha512:cf83e1357eefb8bd[a-f0-9]{112}$/);
  });
});

describe('algorithmOf', () => {
  it('refuses an algorithm that cannot be verified', () => {
    expect(algorithmOf(digestOf(new Uint8Array(), 'sha512'))).toBe('sha512');
    expect(() => algorithmOf('blake3:00')).toThrow(expect.objectContaining({ code: 'UNSUPPORTED_DIGEST' }));
  });
});
