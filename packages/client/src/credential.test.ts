import { describe, expect, it } from 'vitest';

import { tokenOrCredential, type Credential } from './credential.ts';

const mine: Credential = { description: 'mine', getToken: async () => 't1' };

describe('tokenOrCredential', () => {
  it('is none where there is none, and a credential that is to be asked as it is', () => {
    expect(tokenOrCredential(undefined)).toBeUndefined();
    expect(tokenOrCredential(mine)).toBe(mine);
  });

  it('takes a credential that is a function, such as a class', () => {
    const made = Object.assign(() => {}, mine);
    expect(tokenOrCredential(made)).toBe(made);
  });

  it('is the token of a credential that never has another', () => {
    expect(tokenOrCredential({ ...mine, fixedToken: () => 't2' })).toBe('t2');
  });

  it.each([['hunter2'], [null], [{ token: 'hunter2' }], [() => 'hunter2']])(
    'refuses %o for a credential, without quoting it',
    (value) => {
      // @ts-expect-error The type excludes it; JavaScript does not.
      expect(() => tokenOrCredential(value)).toThrow(
        /^credential must be an object, and must give visible ASCII characters\.$/,
      );
    },
  );

  it.each(['', 'hunter 2', 'hunter2\r\nx-evil: 1'])(
    'refuses the fixed token %j without quoting it',
    (token) => {
      expect(() => tokenOrCredential({ ...mine, fixedToken: () => token })).toThrow(
        /^credential must be an object, and must give visible ASCII characters\.$/,
      );
    },
  );
});
