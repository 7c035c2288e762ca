import { describe, expect, it } from 'vitest';

import { InvalidArgumentError } from './errors/invalid-argument-error.ts';
import { credentialOf } from './token.ts';

const { signal } = new AbortController();

describe('credentialOf', () => {
  it('is none where nothing is said, and the one that is given', () => {
    const credential = { description: 'mine', getToken: async () => 't1' };
    expect(credentialOf({})).toBeUndefined();
    expect(credentialOf({ credential })).toBe(credential);
  });

  it('wraps a fixed token and a function, without showing a token', async () => {
    const fixed = credentialOf({ token: 't1.abc' });
    await expect(fixed?.getToken({ signal })).resolves.toBe('t1.abc');
    expect(JSON.stringify(fixed)).not.toContain('t1.abc');
    const asked: unknown[] = [];
    const asking = credentialOf({ getToken: (options) => `t${asked.push(options)}` });
    await expect(asking?.getToken({ signal })).resolves.toBe('t1');
    await expect(asking?.getToken({ signal, rejected: 't1' })).resolves.toBe('t2');
    expect(asked).toEqual([{ signal }, { signal, rejected: 't1' }]);
  });

  it('rejects where the function throws at once', async () => {
    const failing = credentialOf({
      getToken() {
        throw new Error('no');
      },
    });
    await expect(failing?.getToken({ signal })).rejects.toThrow('no');
  });

  it('refuses several', () => {
    const credential = { description: 'mine', getToken: async () => 't1' };
    // @ts-expect-error The type excludes it; JavaScript does not.
    expect(() => credentialOf({ token: 'a', getToken: () => 'b' })).toThrow(InvalidArgumentError);
    // @ts-expect-error The type excludes it; JavaScript does not.
    expect(() => credentialOf({ token: 'a', credential })).toThrow(InvalidArgumentError);
  });

  it.each(['', 'hunter 2', 'hunter2\n', 'hunter2\r\nx-evil: 1', 'hünter2'])(
    'refuses the token %j without repeating it',
    (token) => {
      expect(() => credentialOf({ token })).toThrow(/^token must be visible ASCII/);
      expect(() => credentialOf({ token })).not.toThrow(/h.nter/);
    },
  );
});
