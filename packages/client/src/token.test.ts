import { describe, expect, it } from 'vitest';

import { CredentialError } from './errors/credential-error.ts';
import { InvalidArgumentError } from './errors/invalid-argument-error.ts';
import { createTokenSource } from './token.ts';

const { signal } = new AbortController();

describe('createTokenSource', () => {
  it('gives the fixed token, what getToken gives, or none', async () => {
    await expect(createTokenSource({ token: 't1.abc' })(signal)).resolves.toBe('t1.abc');
    await expect(createTokenSource({ getToken: () => 't1.abc' })(signal)).resolves.toBe('t1.abc');
    await expect(createTokenSource({ getToken: async () => 't1.abc' })(signal)).resolves.toBe('t1.abc');
    await expect(createTokenSource({})(signal)).resolves.toBeUndefined();
  });

  it('asks each time and passes the signal on', async () => {
    const signals: AbortSignal[] = [];
    const source = createTokenSource({ getToken: (options) => `t${signals.push(options.signal)}` });
    await expect(source(signal)).resolves.toBe('t1');
    await expect(source(signal)).resolves.toBe('t2');
    expect(signals).toEqual([signal, signal]);
  });

  it('refuses both', () => {
    // @ts-expect-error The type excludes it; JavaScript does not.
    expect(() => createTokenSource({ token: 'a', getToken: () => 'b' })).toThrow(InvalidArgumentError);
  });

  it.each(['', 'hunter 2', 'hunter2\n', 'hunter2\r\nx-evil: 1', 'hünter2'])(
    'refuses the token %j without repeating it',
    async (token) => {
      expect(() => createTokenSource({ token })).toThrow(/^token must be visible ASCII/);
      const error = await createTokenSource({ getToken: () => token })(signal).catch(String);
      expect(error).toMatch(/^CredentialError: getToken gave something else/);
      expect(error).not.toMatch(/h.nter/);
    },
  );

  it('keeps why getToken failed as the cause and out of the message', async () => {
    const cause = new Error('hunter2 has expired');
    const failures = [
      () => {
        throw cause;
      },
      () => Promise.reject(cause),
    ];
    for (const getToken of failures) {
      const error: unknown = await createTokenSource({ getToken })(signal).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(CredentialError);
      expect(error).toHaveProperty('cause', cause);
      expect(JSON.stringify(error)).not.toContain('hunter2');
    }
  });
});
