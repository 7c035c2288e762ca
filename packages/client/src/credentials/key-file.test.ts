import { inspect } from 'node:util';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { createTestKey } from '../../test/test-key.ts';
import { InvalidArgumentError } from '../errors/invalid-argument-error.ts';
import { parseServiceAccountKey } from './key-file.ts';

const { file } = await createTestKey('ajekey1', 'ajeaccount1');

describe('parseServiceAccountKey', () => {
  it('reads the text of a key file, what is in it, and what the API gives', () => {
    const { id, service_account_id: serviceAccountId, private_key: privateKey } = file;
    const forms = [JSON.stringify(file), file, { id, serviceAccountId, privateKey }];
    const [first, ...others] = forms.map(parseServiceAccountKey);
    expect(first).toMatchObject({ id: 'ajekey1', serviceAccountId: 'ajeaccount1' });
    expect(others).toEqual([first, first]);
  });

  it('takes PEM with and without the line of Yandex Cloud, and with other line ends', () => {
    const bare = file.private_key.slice(file.private_key.indexOf('-----BEGIN'));
    const expected = parseServiceAccountKey(file);
    for (const privateKey of [bare, file.private_key.replaceAll('\n', '\r\n'), `\n\n${bare}\n\n`]) {
      expect(parseServiceAccountKey({ ...file, private_key: privateKey })).toEqual(expected);
    }
  });

  it.each([
    ['not JSON', 'hunter2', 'is not a JSON object'],
    ['nothing', undefined, 'is not a JSON object'],
    ['null', 'null', 'is not a JSON object'],
    ['no id', { ...file, id: undefined }, 'has no id'],
    ['the key of a user', { id: 'k', user_account_id: 'u', private_key: 'p' }, 'has no service_account_id'],
    ['no private key', { ...file, private_key: '' }, 'has no private_key'],
    ['a private key that is none', { ...file, private_key: 'hunter2' }, 'PKCS #8'],
    [
      'PKCS #1',
      { ...file, private_key: '-----BEGIN RSA PRIVATE KEY-----\nAA==\n-----END RSA PRIVATE KEY-----' },
      'PKCS #8',
    ],
    [
      'PEM that is not base64',
      { ...file, private_key: '-----BEGIN PRIVATE KEY-----\nA\n-----END PRIVATE KEY-----' },
      'PKCS #8',
    ],
  ])('refuses %s, and says why', (_what, key, problem) => {
    expect(() => parseServiceAccountKey(key)).toThrow(InvalidArgumentError);
    expect(() => parseServiceAccountKey(key)).toThrow(problem);
  });

  it('never shows what it refuses', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), (length) => {
        const text = JSON.stringify({ private_key: file.private_key.slice(0, length), id: 'hunter2' });
        for (const key of [text, text.slice(0, length), text.slice(1)]) {
          let shown = '';
          try {
            parseServiceAccountKey(key);
          } catch (error) {
            shown = inspect(error, { depth: 10 }).replaceAll(/^ {4}at .*$/gm, '');
          }
          expect(shown).toMatch(/^InvalidArgumentError: key /);
          expect(shown).not.toMatch(/hunter2|PLEASE|BEGIN/);
        }
      }),
    );
  });
});
