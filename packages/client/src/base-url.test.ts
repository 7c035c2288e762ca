import { describe, expect, it } from 'vitest';

import { operationsBaseUrlOf, parseBaseUrl } from './base-url.ts';
import { InvalidArgumentError } from './errors/invalid-argument-error.ts';

describe('parseBaseUrl', () => {
  it.each([
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['http://127.0.0.1:8080/', 'http://127.0.0.1:8080'],
    ['HTTPS://Registry.Test:443', 'https://registry.test'],
    ['https://registry.test/team/api//', 'https://registry.test/team/api'],
    ['http://[::1]:8080/a/../b', 'http://[::1]:8080/b'],
    ['http://registry.test/{imageId}', 'http://registry.test/%7BimageId%7D'],
  ])('reads %s as %s', (value, expected) => {
    expect(parseBaseUrl('baseUrl', value)).toBe(expected);
  });

  it.each([
    '',
    'registry.test',
    '/api',
    'ftp://registry.test',
    'file:///etc/passwd',
    'http://',
    'http://registry.test?a=b',
    'http://registry.test#a',
  ])('refuses %j', (value) => {
    expect(() => parseBaseUrl('baseUrl', value)).toThrow(InvalidArgumentError);
  });

  it.each(['http://user:hunter2@registry.test', 'http://user:hunter2@', 'hunter2:x@registry.test'])(
    'does not repeat the password of %s',
    (value) => {
      expect(() => parseBaseUrl('baseUrl', value)).toThrow(/^baseUrl must (?:(?!hunter2.*@|x@).)*$/);
    },
  );
});

describe('operationsBaseUrlOf', () => {
  it('knows the host that serves the operations of Yandex Cloud', () => {
    expect(operationsBaseUrlOf('https://container-registry.api.cloud.yandex.net')).toBe(
      'https://operation.api.cloud.yandex.net',
    );
  });

  it.each([
    'http://127.0.0.1:8080/prefix',
    'https://container-registry.api.cloud.yandex.net.evil.test',
    'https://constructor',
  ])('takes %s for both', (baseUrl) => {
    expect(operationsBaseUrlOf(baseUrl)).toBe(baseUrl);
  });
});
