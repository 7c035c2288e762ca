import { inspect } from 'node:util';

import { describe, expect, it } from 'vitest';

import { createTokenCredential } from './token.ts';

const { signal } = new AbortController();

describe('createTokenCredential', () => {
  it('gives a token that it was given, and shows it nowhere', async () => {
    const credential = createTokenCredential('hunter2');
    expect(credential.fixedToken?.()).toBe('hunter2');
    await expect(credential.getToken({ signal })).resolves.toBe('hunter2');
    expect(inspect(credential, { showHidden: true }) + JSON.stringify(credential)).not.toContain('hunter2');
  });

  it('asks a function each time', async () => {
    const asked: unknown[] = [];
    const credential = createTokenCredential((options) => `t${asked.push(options)}`);
    expect(credential).not.toHaveProperty('fixedToken');
    await expect(credential.getToken({ signal })).resolves.toBe('t1');
    await expect(credential.getToken({ signal, rejected: 't1' })).resolves.toBe('t2');
    expect(asked).toEqual([{ signal }, { signal, rejected: 't1' }]);
  });

  it('rejects where the function throws at once', async () => {
    const failing = createTokenCredential(() => {
      throw new Error('no');
    });
    await expect(failing.getToken({ signal })).rejects.toThrow('no');
  });

  it.each(['', 'hunter 2', 'hunter2\n', 'hunter2\r\nx-evil: 1', 'hünter2', undefined, 7])(
    'refuses the token %j without repeating it',
    (token) => {
      // @ts-expect-error The type excludes what is no string; JavaScript does not.
      const create = (): unknown => createTokenCredential(token);
      expect(create).toThrow(/^token must be visible ASCII/);
      expect(create).not.toThrow(/h.nter/);
    },
  );
});
