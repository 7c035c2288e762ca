import { describe, expect, it } from 'vitest';

import {
  httpStatusOf,
  statusCodeName,
  statusCodeNumber,
  statusCodeOfHttp,
  statusCodes,
} from './status-code.ts';

describe('statusCodes', () => {
  it('are the 17 codes of google.rpc.Code, numbered from 0', () => {
    expect(statusCodes.map(statusCodeNumber)).toEqual(Array.from({ length: 17 }, (_, number) => number));
  });

  it('are found again by their numbers', () => {
    expect(statusCodes.map((code) => statusCodeName(statusCodeNumber(code)))).toEqual(statusCodes);
  });
});

describe('statusCodeName', () => {
  it.each([17, -1, 1.5, Number.NaN])('calls %s unknown', (number) =>
    expect(statusCodeName(number)).toBe('UNKNOWN'),
  );
});

describe('statusCodeOfHttp', () => {
  it('chooses a code that answers with that status, for every status that a code has', () => {
    const statuses = [...new Set(statusCodes.map(httpStatusOf))];
    expect(statuses.map((status) => httpStatusOf(statusCodeOfHttp(status)))).toEqual(statuses);
  });

  it('reads what proxies answer', () => {
    expect([204, 418, 502, 508].map(statusCodeOfHttp)).toEqual([
      'OK',
      'FAILED_PRECONDITION',
      'UNAVAILABLE',
      'UNKNOWN',
    ]);
  });
});
