import { describe, expect, it } from 'vitest';

import type { Answer } from './exchange.ts';
import { isNotFound, refusalOf } from './refusal.ts';

function answer(status: number, body: unknown, headers: Record<string, string> = {}): Answer {
  return {
    method: 'GET',
    url: new URL('https://registry.example/v2/app/tags/list?n=1000'),
    status,
    headers: new Headers(headers),
    receivedAt: 0,
    body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
  };
}

const codeOf = (status: number, code = 'X', headers?: Record<string, string>) =>
  refusalOf(answer(status, { errors: [{ code }] }, headers)).code;

describe('isNotFound', () => {
  it.each([
    [404, 'MANIFEST_UNKNOWN', true],
    [404, 'SOMETHING_ELSE', true],
    [404, '', false],
    [404, 'UNSUPPORTED', false],
    [404, 'DENIED', false],
    [400, 'MANIFEST_UNKNOWN', false],
  ])('is, for %d %s, %s', (status, code, expected) => {
    expect(isNotFound(answer(status, { errors: [{ code }] }))).toBe(expected);
  });
});

describe('refusalOf', () => {
  it.each([
    [401, 'UNAUTHORIZED'],
    [403, 'DENIED'],
    [404, 'UNEXPECTED_ANSWER'],
    [400, 'REFUSED'],
    [405, 'UNSUPPORTED'],
    [408, 'UNREACHABLE'],
    [409, 'REFUSED'],
    [412, 'REFUSED'],
    [429, 'RATE_LIMITED'],
    [500, 'UNREACHABLE'],
    [501, 'UNSUPPORTED'],
    [204, 'UNEXPECTED_ANSWER'],
    [304, 'UNEXPECTED_ANSWER'],
  ])('takes %d for %s', (status, code) => {
    expect(codeOf(status)).toBe(code);
  });

  it('looks at what the registry says where the status does not tell', () => {
    expect(codeOf(400, 'UNSUPPORTED')).toBe('UNSUPPORTED');
    expect(codeOf(404, 'UNSUPPORTED')).toBe('UNSUPPORTED');
    expect(codeOf(404, 'DENIED')).toBe('DENIED');
    expect(codeOf(405, 'DENIED')).toBe('REFUSED');
    expect(codeOf(401, 'DENIED', { 'www-authenticate': 'Bearer realm="r",error="insufficient_scope"' })).toBe(
      'DENIED',
    );
  });

  it('keeps the facts and says them', () => {
    const errors = [
      { code: 'NAME_INVALID', message: 'invalid repository name', detail: { secret: 1 } },
      { code: 'SIZE_INVALID' },
    ];
    const error = refusalOf(answer(400, { errors }, { 'retry-after': '3' }));
    expect(error).toMatchObject({
      status: 400,
      url: 'https://registry.example/v2/app/tags/list',
      retryAfterMs: 3000,
      reasons: [
        { code: 'NAME_INVALID', message: 'invalid repository name' },
        { code: 'SIZE_INVALID', message: '' },
      ],
    });
    expect(error.message).toBe(
      'GET https://registry.example/v2/app/tags/list: it was refused (HTTP 400; NAME_INVALID invalid repository name; SIZE_INVALID).',
    );
  });

  it.each(['', '<html>', '[]', '{"errors":7}', '{"errors":[7,null]}', '{"errors":null}', '{'])(
    'finds no reason in %j',
    (body) => {
      expect(refusalOf(answer(400, body)).reasons).toEqual([]);
    },
  );

  it('bounds what a registry can write into a log', () => {
    const errors = Array.from({ length: 1000 }, () => ({
      code: 'c'.repeat(9999),
      message: 'm'.repeat(9999),
    }));
    expect(refusalOf(answer(400, { errors })).message.length).toBeLessThan(10_000);
  });
});
