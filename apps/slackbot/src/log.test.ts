import { ConnectionError } from '@registry-images/client';
import { describe, expect, it } from 'vitest';

import { toBoltLogger } from './bolt-logger.ts';
import { createLog, errorFields, type Log } from './log.ts';

/** The line that a log with these secrets writes. */
function lineOf(secrets: string[], write: (log: Log) => void): string {
  const lines: string[] = [];
  write(createLog({ write: (line) => lines.push(line), now: () => 0, secrets }));
  expect(lines).toHaveLength(1);
  return lines[0] ?? '';
}

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

describe('createLog with levels and well-known fields', () => {
  it('leaves out what matters less than its level', () => {
    const lines: string[] = [];
    const log = createLog({ write: (line) => lines.push(line), now: () => 0, secrets: [], level: 'warn' });
    log.debug('a');
    log.info('b');
    log.warn('c');
    log.error('d');
    expect(lines.map((line): unknown => JSON.parse(line))).toMatchObject([{ msg: 'c' }, { msg: 'd' }]);
  });

  it('keeps out of the log what is a secret by its name', () => {
    const line = lineOf([], (log) =>
      log.warn('odd', {
        token: 'xoxb-hush',
        body: { response_url: 'https://hooks/hush', trigger_id: 'hush', user: 'U1' },
      }),
    );
    expect(line).not.toContain('hush');
    expect(JSON.parse(line)).toMatchObject({ body: { user: 'U1', response_url: '[secret]' } });
  });
});

describe('createLog with secrets that JSON writes in another way', () => {
  const secret = 'ab"cd\\ef';
  const error = new Error(`no ${secret}`, { cause: `nor ${secret}!` });

  it.each<[string, (log: Log) => void]>([
    ['our own lines', (log) => log.error('failed', { error: errorFields(error) })],
    ["the lines of Slack's library", (log) => toBoltLogger(log).error('no', error, `nor ${secret}!`)],
  ])('keeps them out of %s', (_whose, write) => {
    const line = lineOf([secret], write);
    expect(line).toContain('no [secret]');
    expect(line).toContain('nor [secret]!');
    expect(line).not.toContain('cd');
  });
});

describe('createLog with tokens of Slack of which nobody has told it', () => {
  it('masks them wherever they are', () => {
    const line = lineOf([], (log) =>
      log.error('failed', { tokens: 'xoxb-12-Ab,xapp-1-A0-9f xoxe.xoxp-1-Mi0 (xoxp-3)', app: 'app-1' }),
    );
    expect(JSON.parse(line)).toMatchObject({
      tokens: '[secret],[secret] [secret] ([secret])',
      app: 'app-1',
    });
  });
});

describe('createLog with short secrets', () => {
  it('masks what is in the values alone, the longest first', () => {
    const line = lineOf(['e', 'token', 'token-2', 'msg'], (log) =>
      log.error('failed', { msg2: 'token-2 e', list: ['token'], level2: 2 }),
    );
    expect(JSON.parse(line)).toEqual({
      time: '1970-01-01T00:00:00.000Z',
      level: 'error',
      msg: 'failed',
      msg2: '[secret] [secret]',
      list: ['[secret]'],
      level2: 2,
    });
  });
});

describe('errorFields', () => {
  it('keeps causes, and lets the client say what may be said of its errors', () => {
    expect(errorFields(new Error('a', { cause: new Error('b') }))).toMatchObject({ cause: { message: 'b' } });
    expect(errorFields(new ConnectionError('c', { cause: 'd' }))).toMatchObject({
      name: 'ConnectionError',
      code: 'CONNECTION',
      message: 'c',
    });
    expect(errorFields('text')).toEqual({ message: 'text' });
  });
});
