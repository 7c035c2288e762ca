import { ConnectionError } from '@registry-images/client';
import { describe, expect, it } from 'vitest';

import { createLog, errorFields } from './log.ts';

describe('createLog', () => {
  it('writes one JSON object a line, without the secrets', () => {
    const lines: string[] = [];
    const log = createLog({ write: (line) => lines.push(line), now: () => 0, secrets: ['xoxb-1'] });
    log.error('failed', { error: errorFields(new Error('token xoxb-1\nrefused')) });
    expect(lines).toHaveLength(1);
    expect(lines[0]).not.toMatch(/xoxb|\n/);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      time: '1970-01-01T00:00:00.000Z',
      level: 'error',
      msg: 'failed',
    });
  });
});

describe('errorFields', () => {
  it('keeps causes, and lets the client say what may be said of its errors', () => {
    expect(errorFields(new Error('a', { cause: new Error('b') }))).toMatchObject({ cause: { message: 'b' } });
    expect(errorFields(new ConnectionError('c', { cause: 'd' }))).toEqual({
      name: 'ConnectionError',
      code: 'CONNECTION',
      message: 'c',
    });
    expect(errorFields('text')).toEqual({ message: 'text' });
  });
});
