import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { createVirtualClock } from '../../test/test-clock.ts';
import { ApiError } from '../errors/api-error.ts';
import { ConnectionError } from '../errors/connection-error.ts';
import { DecodeError } from '../errors/decode-error.ts';
import { TimeoutError } from '../errors/timeout-error.ts';
import { defaultRetryPolicy, type RetryOptions } from '../retry-options.ts';
import type { Exchange } from './exchange.ts';
import { createRetryBudget, type RetryBudget } from './retry-budget.ts';
import { createRetry } from './retry.ts';

const lost = new ConnectionError('reset', { retryable: true });
const apiError = (status: ApiError['status'], retryAfterMs?: number, retryable = true): ApiError =>
  new ApiError('m', { status, httpStatus: 500, serverMessage: '', retryAfterMs, retryable });

/** Runs a call whose attempts fail with the errors, one after the other, and then succeed. */
async function run(
  errors: readonly unknown[],
  {
    retry = {},
    budget = createRetryBudget(),
    random = () => 1,
    deadlineMs = 30_000,
    signal = new AbortController().signal,
    onRetry = () => {},
  }: {
    retry?: RetryOptions;
    budget?: RetryBudget;
    random?: () => number;
    deadlineMs?: number;
    signal?: AbortSignal;
    onRetry?: NonNullable<Exchange['onRetry']>;
  } = {},
): Promise<{ attemptsAt: number[]; error?: unknown }> {
  const clock = createVirtualClock(random);
  const attemptsAt: number[] = [];
  const step = createRetry(clock, budget, defaultRetryPolicy, async (exchange) => {
    const error = errors[attemptsAt.length];
    attemptsAt.push(clock.now());
    if (error !== undefined) throw error;
    return exchange.call.decode('done');
  });
  const exchange: Exchange = {
    call: { method: 'images.get', options: { retry }, decode: (json) => json },
    httpMethod: 'GET',
    url: 'http://registry.test/',
    headers: {},
    deadlineMs,
    timeoutMs: 30_000,
    onRetry,
    progress: { attempts: 0 },
  };
  return step(exchange, signal).then(
    () => ({ attemptsAt }),
    (error: unknown) => ({ attemptsAt, error }),
  );
}

describe('createRetry', () => {
  it.each([
    ['a broken connection', lost],
    ['an attempt that took too long', new TimeoutError('m', 5)],
    ['UNAVAILABLE', apiError('UNAVAILABLE')],
    ['RESOURCE_EXHAUSTED with a time', apiError('RESOURCE_EXHAUSTED', 1)],
  ])('repeats %s', async (_what, error) => {
    await expect(run([error])).resolves.toMatchObject({ attemptsAt: [0, expect.any(Number)] });
  });

  it.each([
    ['NOT_FOUND', apiError('NOT_FOUND', undefined, false)],
    ['RESOURCE_EXHAUSTED without a time', apiError('RESOURCE_EXHAUSTED')],
    ['INTERNAL, whatever time it says', apiError('INTERNAL', 1, false)],
    ['an answer that is not the schema', new DecodeError('m', '')],
    ['what is no error of this package', new TypeError('bug')],
  ])('does not repeat %s', async (_what, error) => {
    await expect(run([error])).resolves.toEqual({ attemptsAt: [0], error });
  });

  it('ends with the error of the fourth attempt, after pauses whose bound doubles', async () => {
    const errors = [lost, lost, lost, apiError('UNAVAILABLE')];
    const { attemptsAt, error } = await run(errors);
    expect(attemptsAt).toEqual([0, 500, 1500, 3500]);
    expect(error).toBe(errors[3]);
  });

  it('keeps to the options of the call', async () => {
    const retry = { maxAttempts: 6, firstDelayMs: 10, maxDelayMs: 25 };
    const { attemptsAt } = await run([lost, lost, lost, lost], { retry });
    expect(attemptsAt).toEqual([0, 10, 30, 55, 80]);
    await expect(run([lost], { retry: { maxAttempts: 1 } })).resolves.toEqual({
      attemptsAt: [0],
      error: lost,
    });
    await expect(run([], { retry: { maxAttempts: 0 } })).resolves.toMatchObject({
      attemptsAt: [],
      error: { argument: 'retry.maxAttempts' },
    });
  });

  it('pauses at random, from not at all to the bound', async () => {
    await fc.assert(
      fc.asyncProperty(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), async (chance) => {
        const { attemptsAt } = await run([lost, lost], { random: () => chance });
        expect(attemptsAt).toEqual([0, chance * 500, chance * 500 + chance * 1000]);
      }),
    );
  });

  it('does not come back before the time that the service asks for', async () => {
    const { attemptsAt } = await run([apiError('UNAVAILABLE', 20_000)], { random: () => 0.5 });
    expect(attemptsAt).toEqual([0, 20_250]);
  });

  it('fails at once where the pause would outlast the call', async () => {
    const error = apiError('UNAVAILABLE', 60_000);
    await expect(run([error])).resolves.toEqual({ attemptsAt: [0], error });
  });

  it('tells before each pause', async () => {
    const told: unknown[] = [];
    await run([lost, lost], { onRetry: (error, delayMs) => told.push([error, delayMs]) });
    expect(told).toEqual([
      [lost, 500],
      [lost, 1000],
    ]);
  });

  it('ends a pause with the reason of an abort, and does not repeat an aborted attempt', async () => {
    const within = new AbortController();
    const paused = await run([lost], {
      signal: within.signal,
      onRetry: () => queueMicrotask(() => within.abort('enough')),
    });
    expect(paused).toEqual({ attemptsAt: [0], error: 'enough' });
    await expect(run([lost], { signal: AbortSignal.abort('enough') })).resolves.toEqual({
      attemptsAt: [0],
      error: 'enough',
    });
  });

  it('stops repeating when all calls together have repeated too much, until calls succeed', async () => {
    const budget = createRetryBudget();
    const forever = Array.from({ length: 4 }, () => lost);
    let attempts = 0;
    for (let call = 0; call < 100; call += 1) attempts += (await run(forever, { budget })).attemptsAt.length;
    expect(attempts).toBe(200);
    await expect(run([lost], { budget })).resolves.toMatchObject({ attemptsAt: [0], error: lost });
    for (let call = 0; call < 5; call += 1) await run([], { budget });
    await expect(run([lost], { budget })).resolves.toEqual({ attemptsAt: [0, 500] });
    await expect(run([lost], { budget })).resolves.toEqual({ attemptsAt: [0, 500] });
  });
});
