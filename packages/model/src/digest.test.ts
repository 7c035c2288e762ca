import { describe, expect, it } from 'vitest';

import { readVectors } from '../test/vectors.ts';
import { isDigest, shortDigest, splitDigest } from './digest.ts';

describe('isDigest', () => {
  it.each(readVectors('digest_valid'))('accepts %s', (line) => expect(isDigest(line)).toBe(true));
  it.each(readVectors('digest_invalid'))('refuses "%s"', (line) => expect(isDigest(line)).toBe(false));
  it('refuses what is not a string', () => expect([undefined, null, 1, {}].some(isDigest)).toBe(false));
  it('refuses the empty string', () => expect(isDigest('')).toBe(false));
  it('refuses a line break at the end', () => expect(isDigest('blake3:abc\n')).toBe(false));
});

describe('splitDigest', () => {
  it('takes algorithm and encoded part apart', () => {
    expect(splitDigest('sha256+b64u:LCa0=')).toEqual({ algorithm: 'sha256+b64u', encoded: 'LCa0=' });
  });
});

describe('shortDigest', () => {
  it('keeps the first 12 digits', () => {
    expect(shortDigest(`sha256:4f06b3c21b8e${'0'.repeat(52)}`)).toBe('4f06b3c21b8e');
  });
});
