import { describe, expect, it } from 'vitest';

import type { Credential } from './credential.ts';
import { InvalidArgumentError } from './errors/invalid-argument-error.ts';
import { credentialOf, type GetToken } from './token.ts';

const { signal } = new AbortController();

function asking(getToken: GetToken): Credential {
  const credential = credentialOf({ getToken });
  if (typeof credential !== 'object') throw new Error('There is no credential to ask.');
  return credential;
}

describe('credentialOf', () => {
  it('is none where nothing is said, and the one that is given', () => {
    const credential = { description: 'mine', getToken: async () => 't1' };
    expect(credentialOf({})).toBeUndefined();
    expect(credentialOf({ credential })).toBe(credential);
  });

  it('is a fixed token as it is', () => {
    expect(credentialOf({ token: 't1.abc' })).toBe('t1.abc');
  });

  it('asks a function each time', async () => {
    const asked: unknown[] = [];
    const credential = asking((options) => `t${asked.push(options)}`);
    await expect(credential.getToken({ signal })).resolves.toBe('t1');
    await expect(credential.getToken({ signal, rejected: 't1' })).resolves.toBe('t2');
    expect(asked).toEqual([{ signal }, { signal, rejected: 't1' }]);
  });

  it('rejects where the function throws at once', async () => {
    const failing = asking(() => {
      throw new Error('no');
    });
    await expect(failing.getToken({ signal })).rejects.toThrow('no');
  });

  it('refuses a token that is given for a credential', () => {
    // @ts-expect-error The type excludes it; JavaScript does not.
    expect(() => credentialOf({ credential: 'hunter2' })).toThrow(/^token must be visible ASCII/);
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
