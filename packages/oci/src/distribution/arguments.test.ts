import { describe, expect, it } from 'vitest';

import {
  checkCount,
  checkCredentials,
  checkReference,
  checkRepository,
  checkTimeoutMs,
  checkUserAgent,
  isBearerToken,
  parseOrigin,
} from './arguments.ts';

const invalid = expect.objectContaining({ name: 'OciError', code: 'INVALID_ARGUMENT' });

describe('parseOrigin', () => {
  it('takes a URL without a path', () => {
    expect(parseOrigin('url', 'HTTPS://Registry.example:443/')).toBe('https://registry.example');
    expect(parseOrigin('url', 'http://[::1]:5000')).toBe('http://[::1]:5000');
  });

  it.each([
    'registry.example',
    'registry.example:5000',
    '',
    'ftp://r.example',
    'https://r.example/v2/',
    'https://r.example?x',
    'https://r.example#x',
    'https://alice:hunter2@r.example',
  ])('refuses %j', (url) => {
    expect(() => parseOrigin('url', url)).toThrow(invalid);
    expect(() => parseOrigin('url', url)).not.toThrow('hunter2');
  });
});

describe('checkCredentials', () => {
  it.each([
    { username: 'alice', password: '' },
    { username: '', password: 'pä:ss wörd' },
    { token: 'abc.def_-~+/=' },
  ])('takes %j', (credentials) => {
    expect(checkCredentials(credentials)).toBe(credentials);
  });

  it.each([
    { username: 'al:ice', password: 'hunter2' },
    { username: 'alice', password: 'hunter2\r\nx: y' },
    { token: 'hunter2\n' },
    { token: '' },
  ])('refuses %j without quoting it', (credentials) => {
    expect(() => checkCredentials(credentials)).toThrow(invalid);
    expect(() => checkCredentials(credentials)).not.toThrow('hunter2');
  });
});

describe('isBearerToken', () => {
  it('takes visible ASCII alone', () => {
    expect([isBearerToken('a.b'), isBearerToken('a b'), isBearerToken('ä'), isBearerToken(7)]).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });
});

describe('checkUserAgent', () => {
  it('refuses what no header can carry', () => {
    expect(checkUserAgent('image-service/1.0 (x)')).toBe('image-service/1.0 (x)');
    for (const wrong of ['', ' ', 'a\nb', 'ä']) expect(() => checkUserAgent(wrong)).toThrow(invalid);
  });
});

describe('checkTimeoutMs', () => {
  it('refuses what a timer does not wait for', () => {
    expect(checkTimeoutMs('timeoutMs', 0.5)).toBe(0.5);
    for (const wrong of [0, -1, 2 ** 31, Number.NaN, Infinity])
      expect(() => checkTimeoutMs('timeoutMs', wrong)).toThrow(invalid);
  });
});

describe('checkCount', () => {
  it('refuses what is no number of things', () => {
    expect(checkCount('limits.tries', 1)).toBe(1);
    for (const wrong of [0, 1.5, Number.NaN])
      expect(() => checkCount('limits.tries', wrong)).toThrow(invalid);
  });
});

describe('checkRepository', () => {
  it.each(['..', 'a/../b', 'A', '', 'a?b', 'a//b', 'a'.repeat(256)])('refuses %j', (repository) => {
    expect(() => checkRepository(repository)).toThrow(invalid);
  });
});

describe('checkReference', () => {
  const digest = `sha256:${'0'.repeat(64)}`;

  it('takes tags and digests', () => {
    expect([checkReference('v1'), checkReference(digest)]).toEqual(['v1', digest]);
  });

  it.each(['sha256:00', 'sha256:', '..', '.', '', 'a/b', 'v1?x', digest.toUpperCase()])(
    'refuses %j',
    (reference) => {
      expect(() => checkReference(reference)).toThrow(invalid);
    },
  );

  it('refuses a digest that it cannot verify', () => {
    expect(() => checkReference('blake3:00')).toThrow(
      expect.objectContaining({ code: 'UNSUPPORTED_DIGEST' }),
    );
  });
});
