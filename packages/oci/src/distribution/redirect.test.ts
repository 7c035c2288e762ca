import { describe, expect, it } from 'vitest';

import type { Answer } from './exchange.ts';
import { redirectTarget } from './redirect.ts';

const origin = 'https://registry.example';

function answer(location: string | undefined, fields: Partial<Answer> = {}): Answer {
  return {
    method: 'GET',
    url: new URL('/v2/app/blobs/x', origin),
    status: 307,
    headers: new Headers(location === undefined ? {} : { location }),
    receivedAt: 0,
    body: new Uint8Array(),
    ...fields,
  };
}

const targetOf = (location: string | undefined, anyOrigin = true) =>
  redirectTarget(answer(location), { origin, anyOrigin })?.href;

describe('redirectTarget', () => {
  it.each([200, 300, 304, 404])('is nothing for the status %d', (status) => {
    expect(redirectTarget(answer('/x', { status }), { origin, anyOrigin: true })).toBeUndefined();
  });

  it('stays with the registry for everything, by a relative reference or an absolute one', () => {
    expect(targetOf('../y?z', false)).toBe('https://registry.example/v2/app/y?z');
    expect(targetOf('https://registry.example:443/y', false)).toBe('https://registry.example/y');
  });

  it('goes to another origin for what is verified', () => {
    expect(targetOf('https://storage.example/b?signature=s')).toBe('https://storage.example/b?signature=s');
    expect(() => targetOf('https://storage.example/b?signature=s', false)).toThrow(
      'GET https://registry.example/v2/app/blobs/x: it is redirected to https://storage.example, and only blobs',
    );
  });

  it.each([
    'http://storage.example/',
    'ftp://storage.example/',
    'data:text/plain,x',
    'https://user:secret@storage.example/',
    'https://localhost/',
    'https://localhost./',
    'https://127.0.0.1./',
    'https://db.localhost:9200/',
    'https://127.0.0.1/',
    'https://127.1/',
    'https://0x7f000001/',
    'https://0/',
    'https://[::1]/',
    'https://[::]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:169.254.169.254]/',
    'https://[fe80::1]/',
    'https://169.254.169.254/latest/meta-data/',
  ])('refuses %s', (location) => {
    expect(() => targetOf(location)).toThrow(expect.objectContaining({ code: 'UNEXPECTED_ANSWER' }));
  });

  it('lets a registry of this machine name its neighbours', () => {
    const registry = 'http://127.0.0.1:5000';
    const redirected = answer('http://localhost:9000/b', { url: new URL(registry) });
    const target = redirectTarget(redirected, { origin: registry, anyOrigin: true });
    expect(target?.href).toBe('http://localhost:9000/b');
  });

  it.each([undefined, '', 'https://'])('refuses to go to %j', (location) => {
    expect(() => targetOf(location)).toThrow('redirected to nowhere');
  });

  it('does not redirect what changes something', () => {
    const redirected = answer('/x', { method: 'DELETE' });
    expect(() => redirectTarget(redirected, { origin, anyOrigin: false })).toThrow('only reading may be');
  });

  it('never quotes the path or the query of another place', () => {
    expect(() => targetOf('https://127.0.0.1/secret?signature=s')).toThrow(/https:\/\/127\.0\.0\.1, which/);
  });
});
