import { getEventListeners } from 'node:events';
import type { Socket } from 'node:net';

import { expect } from 'vitest';

import { createTokenCredential } from '../../src/credentials/token.ts';
import { createImagesClient, type ImagesClient } from '../../src/index.ts';
import { serveBytes } from './fault-server.ts';
import { createLimitClock, type LimitClock } from './limit-clock.ts';

/** Every method of the API, by its name. */
export const methods: [string, (client: ImagesClient, signal: AbortSignal) => Promise<unknown>][] = [
  ['images.list', ({ images }, signal) => images.list({}, { signal }).first(10)],
  ['images.get', ({ images }, signal) => images.get('i1', { signal })],
  ['images.delete', ({ images }, signal) => images.delete('i1', { signal })],
  ['operations.get', ({ operations }, signal) => operations.get('o1', { signal })],
];

/** What became of a call. */
export interface FaultRun {
  /** What the call gave, or rejected with. */
  readonly result: unknown;
  /** How long it took by the clock, in ms. */
  readonly tookMs: number;
  readonly requests: number;
}

/** What a server does with each connection, once a request came. */
export type Answer = (socket: Socket, clock: LimitClock, abort: () => void, request: number) => void;

/**
 * Lets a client call a server that goes wrong, and makes sure that nothing is left open: no connection, no timer, no
 * listener.
 */
export async function runFault(
  call: (client: ImagesClient, signal: AbortSignal) => Promise<unknown>,
  answer: Answer,
): Promise<FaultRun> {
  const clock = createLimitClock();
  const controller = new AbortController();
  const server = await serveBytes((socket, request) =>
    answer(socket, clock, () => controller.abort('enough'), request),
  );
  const client = createImagesClient({
    baseUrl: server.baseUrl,
    clock,
    credential: createTokenCredential('hunter2'),
  });
  const result = await call(client, controller.signal).catch((error: unknown) => error);
  await server.allClosed();
  expect(clock.sleeping()).toBe(0);
  expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
  return { result, tookMs: clock.now(), requests: server.requests() };
}
