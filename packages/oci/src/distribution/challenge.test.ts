import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { parseChallenges } from './challenge.ts';

const read = (header: string) =>
  parseChallenges(header).map(({ scheme, params }) => Object.fromEntries([['scheme', scheme], ...params]));

const quote = (value: string) => `"${value.replaceAll(/["\\]/g, '\\$&')}"`;

describe('parseChallenges', () => {
  it('reads what registries send', () => {
    expect(read('Basic realm="registry"')).toEqual([{ scheme: 'basic', realm: 'registry' }]);
    expect(
      read('Bearer realm="https://auth.example/token",service="r",scope="repository:a/b:pull,push"'),
    ).toEqual([
      {
        scheme: 'bearer',
        realm: 'https://auth.example/token',
        service: 'r',
        scope: 'repository:a/b:pull,push',
      },
    ]);
  });

  it('tells several challenges apart, in one header or joined', () => {
    expect(read('Negotiate, Basic realm="a", charset="UTF-8" , Bearer realm="b"')).toEqual([
      { scheme: 'negotiate' },
      { scheme: 'basic', realm: 'a', charset: 'UTF-8' },
      { scheme: 'bearer', realm: 'b' },
    ]);
    expect(read('Negotiate YWJjZA==, Basic realm="a"')).toEqual([
      { scheme: 'negotiate' },
      { scheme: 'basic', realm: 'a' },
    ]);
  });

  it('puts up with other letters, spaces, a URL without quotes, and escapes', () => {
    expect(read('BEARER Realm = https://auth.example/token?a=b , SERVICE="a \\"b\\""')).toEqual([
      { scheme: 'bearer', realm: 'https://auth.example/token?a=b', service: 'a "b"' },
    ]);
  });

  it('takes the first of a parameter that comes twice', () => {
    expect(read('Bearer realm="a",realm="b"')).toEqual([{ scheme: 'bearer', realm: 'a' }]);
  });

  it('passes over what it cannot read', () => {
    expect(read('')).toEqual([]);
    expect(read('realm="a"')).toEqual([{ scheme: 'realm' }]);
    expect(read('"", Basic realm="a"')).toEqual([{ scheme: 'basic', realm: 'a' }]);
    expect(read('Bearer realm="never ends')).toEqual([{ scheme: 'bearer', realm: '' }]);
  });

  it('reads every list of challenges that can be written', () => {
    const words = fc.stringMatching(/^[a-z0-9!#$%&'*+.^_`|~-]{1,12}$/);
    const values = fc.stringMatching(/^[\x20-\x7e]{0,40}$/);
    const challenges = fc.record({ scheme: words, params: fc.dictionary(words, values, { minKeys: 1 }) });
    fc.assert(
      fc.property(fc.array(challenges, { minLength: 1, maxLength: 4 }), fc.boolean(), (list, tight) => {
        const write = (params: Record<string, string>) =>
          Object.entries(params).map(([name, value]) => `${name}${tight ? '=' : ' = '}${quote(value)}`);
        const header = list
          .map(({ scheme, params }) => `${scheme} ${write(params).join(tight ? ',' : ' , ')}`)
          .join(', ');
        const expected = list.map(({ scheme, params }) => ({
          scheme,
          params: new Map(Object.entries(params)),
        }));
        expect(parseChallenges(header)).toEqual(expected);
      }),
    );
  });

  it('comes to an end without an error, whatever it is given', () => {
    const pieces = fc.constantFrom('Basic', 'realm', '=', '"', '\\', ',', ' ', '<', 'a==', '\t');
    const headers = fc.oneof(
      fc.string(),
      fc.array(pieces).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(headers, (header) => {
        expect(() => parseChallenges(header)).not.toThrow();
      }),
    );
  });
});
