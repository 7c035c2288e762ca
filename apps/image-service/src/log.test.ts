import { AsyncLocalStorage } from 'node:async_hooks';
import { Writable } from 'node:stream';

import { describe, expect, it } from 'vitest';

import type { RequestFacts } from './http/request-id.ts';
import { createLogger, toLogDestination } from './log.ts';

function makeLog() {
  const lines: string[] = [];
  const requests = new AsyncLocalStorage<RequestFacts>();
  const logger = createLogger({ requests, destination: { write: (line) => void lines.push(line) } });
  return { logger, requests, lines };
}

describe('createLogger', () => {
  it('takes secrets out that are logged by mistake', () => {
    const { logger, lines } = makeLog();
    const error = Object.assign(new Error('refused'), { token: 's3cret' });
    logger.info({ password: 's3cret', headers: { authorization: 'Bearer s3cret' }, err: error }, 'oops');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ password: '[secret]', err: { token: '[secret]' } });
    expect(lines.join('')).not.toContain('s3cret');
  });

  it('says for which request a line is, also after waiting', async () => {
    const { logger, requests, lines } = makeLog();
    await requests.run({ requestId: 'r-1' }, async () => {
      await Promise.resolve();
      logger.info('inside');
    });
    logger.info('outside');
    const ids = lines.map((line): unknown => JSON.parse(line).requestId);
    expect(ids).toEqual(['r-1', undefined]);
  });
});

describe('toLogDestination', () => {
  it('goes on where the stream takes no more', () => {
    const failing = new Writable({ write: (_chunk, _encoding, done) => done(new Error('EPIPE')) });
    const destination = toLogDestination(failing);
    destination.write('one\n');
    expect(() => destination.write('two\n')).not.toThrow();
  });

  it('does not keep more than some MiB for a reader that is too slow', () => {
    const stalled = new Writable({ write: () => undefined });
    const destination = toLogDestination(stalled);
    for (let lines = 0; lines < 100; lines += 1) destination.write(`${'x'.repeat(1024 * 1024 - 1)}\n`);
    expect(stalled.writableLength).toBe(8 * 1024 * 1024);
  });
});
