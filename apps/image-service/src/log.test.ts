import { AsyncLocalStorage } from 'node:async_hooks';

import { describe, expect, it } from 'vitest';

import type { RequestFacts } from './http/request-id.ts';
import { createLogger } from './log.ts';

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
