import { describe, expect, it } from 'vitest';

import { createClientOf, createScriptedService } from '../../test/scripted-service.ts';
import { createVirtualClock } from '../../test/test-clock.ts';
import type { ImagesClient } from '../client.ts';
import type { LogEntry } from '../logger.ts';

/** What is logged while a client talks to a service that gives the answers. */
async function logOf(
  answers: (() => Response | Promise<Response>)[],
  use: (client: ImagesClient) => Promise<unknown>,
): Promise<LogEntry[]> {
  const entries: LogEntry[] = [];
  const client = createClientOf(createScriptedService(...answers), {
    clock: createVirtualClock(() => 0.5),
    logger: (entry) => entries.push(entry),
    retry: {},
  });
  await use(client).catch(() => {});
  return entries;
}

const common = {
  method: 'images.get',
  httpMethod: 'GET',
  url: 'http://registry.test/container-registry/v1/images/i1',
  requestId: undefined,
  serverTraceId: undefined,
};
const ok = (): Response => Response.json({ id: 'i1' }, { headers: { 'x-request-id': 'r' } });
const hang = (): Promise<Response> => new Promise(() => {});
const notFound = (): Response => Response.json({ code: 5 }, { status: 404 });
const unavailable = (): Response => new Response(null, { status: 503 });

describe('createLog', () => {
  it('logs success, with what was repeated for it', async () => {
    await expect(logOf([unavailable, ok], ({ images }) => images.get('i1'))).resolves.toEqual([
      {
        ...common,
        level: 'info',
        message: 'attempt failed',
        attempts: 1,
        httpStatus: 503,
        errorCode: 'API',
        status: 'UNAVAILABLE',
        durationMs: 0,
        delayMs: 250,
      },
      {
        ...common,
        level: 'debug',
        message: 'call succeeded',
        attempts: 2,
        httpStatus: 200,
        requestId: 'r',
        durationMs: 250,
      },
    ]);
  });

  it('logs failure, once', async () => {
    await expect(logOf([notFound], ({ images }) => images.get('i1'))).resolves.toEqual([
      {
        ...common,
        level: 'warn',
        message: 'call failed',
        attempts: 1,
        httpStatus: 404,
        errorCode: 'API',
        status: 'NOT_FOUND',
        durationMs: 0,
      },
    ]);
  });

  it('logs a time that is up as failure, and an abort as such', async () => {
    const late = await logOf([hang], ({ images }) => images.get('i1', { timeoutMs: 5 }));
    expect(late).toMatchObject([{ message: 'call failed', errorCode: 'TIMEOUT', durationMs: 5 }]);
    const controller = new AbortController();
    const abort = (): Promise<Response> => {
      controller.abort('hunter2');
      return hang();
    };
    const aborted = await logOf([abort], ({ images }) => images.get('i1', { signal: controller.signal }));
    expect(aborted).toMatchObject([{ level: 'debug', message: 'call aborted', attempts: 1 }]);
    expect(JSON.stringify(aborted)).not.toContain('hunter2');
  });

  it('leaves out the query', async () => {
    const entries = await logOf([() => Response.json({})], ({ images }) =>
      images.list({ repositoryName: 'team/secret' }).first(1),
    );
    expect(entries).toMatchObject([{ method: 'images.list', message: 'call succeeded' }]);
    expect(JSON.stringify(entries)).not.toContain('secret');
  });
});
