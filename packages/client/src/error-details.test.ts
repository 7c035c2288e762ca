import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { decodeErrorDetail, type ErrorDetail } from './error-details.ts';

const typed = (name: string, fields: object): Record<string, unknown> => ({
  '@type': `type.googleapis.com/google.rpc.${name}`,
  ...fields,
});

const known: [ErrorDetail['type'], fields: object, decoded: object][] = [
  [
    'ErrorInfo',
    { reason: 'IN_USE', domain: 'registry', metadata: { image: 'i' } },
    { reason: 'IN_USE', domain: 'registry', metadata: { image: 'i' } },
  ],
  [
    'BadRequest',
    { fieldViolations: [{ field: 'filter', description: 'no', newer: 1 }] },
    { fieldViolations: [{ field: 'filter', description: 'no' }] },
  ],
  [
    'PreconditionFailure',
    { violations: [{ type: 'REF', subject: 'i' }] },
    { violations: [{ type: 'REF', subject: 'i', description: '' }] },
  ],
  ['QuotaFailure', { violations: null }, { violations: [] }],
  ['RetryInfo', { retryDelay: '1.5s' }, { retryDelayMs: 1500 }],
  ['RequestInfo', { requestId: 'r' }, { requestId: 'r', servingData: '' }],
  ['Help', { links: [{ url: 'u' }] }, { links: [{ description: '', url: 'u' }] }],
  ['LocalizedMessage', { locale: 'de', message: 'nein' }, { locale: 'de', message: 'nein' }],
];

describe('decodeErrorDetail', () => {
  it.each(known)('reads %s', (type, fields, decoded) => {
    expect(decodeErrorDetail(typed(type, fields))).toEqual({ type, ...decoded });
  });

  it.each(known)('reads %s of which everything is left out', (type) => {
    expect(decodeErrorDetail(typed(type, {}))).toHaveProperty('type', type);
  });

  it.each([
    ['another type', typed('DebugInfo', { detail: 'd' })],
    ['a type of another package', { '@type': 'type.googleapis.com/my.ErrorInfo', reason: 'x' }],
    ['the name of what every object has', typed('toString', {})],
    ['no type', { reason: 'x' }],
    ['a wrong field', typed('ErrorInfo', { reason: 5 })],
    ['a wrong item', typed('BadRequest', { fieldViolations: ['x'] })],
    ['a wrong duration', typed('RetryInfo', { retryDelay: '-1s' })],
  ])('keeps %s as it is', (_what, detail) => {
    expect(decodeErrorDetail(detail)).toEqual({ type: 'Other', detail });
  });

  it('never throws', () => {
    const names = fc.constantFrom(...known.map(([name]) => name));
    fc.assert(
      fc.property(names, fc.dictionary(fc.string(), fc.jsonValue()), fc.jsonValue(), (name, fields, json) => {
        const members = ['violations', 'fieldViolations', 'links', 'metadata', 'retryDelay', 'reason'];
        const wild = Object.fromEntries(members.map((member) => [member, json]));
        expect(decodeErrorDetail(typed(name, { ...fields, ...wild }))).toHaveProperty('type');
      }),
    );
  });
});
