import { describe, expect, it } from 'vitest';

import { ServiceError } from './errors.ts';
import { toStatus } from './status.ts';

describe('toStatus', () => {
  it('tells the caller what an error of the API says', () => {
    expect(
      toStatus(new ServiceError('NOT_FOUND', 'Not here.', { cause: new Error('/secret') }), 'i'),
    ).toEqual({
      code: 5,
      message: 'Not here.',
      details: [],
    });
  });

  it('tells the caller to try again while the database cannot be written', () => {
    const busy = Object.assign(new Error('database is locked'), { errcode: 5 });
    expect(toStatus(busy, 'i')).toMatchObject({ code: 14, message: expect.stringContaining('try again') });
  });

  it.each([new Error('/secret/path'), new TypeError('x is undefined'), 'text', undefined])(
    'tells the caller of %s only where the log has it',
    (error) => {
      const status = toStatus(error, 'incident-1');
      expect(status).toMatchObject({ code: 13, message: expect.stringContaining('incident-1') });
      expect(JSON.stringify(status)).not.toMatch(/secret|undefined/);
    },
  );
});
