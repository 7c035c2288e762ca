import { normalizeOperation, type WireOperation } from '@registry-images/model';
import { describe, expect, it } from 'vitest';

import { createStoppedClock, createVirtualClock } from '../test/test-clock.ts';
import { ApiError } from './errors/api-error.ts';
import { OperationFailedError, OperationTimeoutError } from './errors/operation-errors.ts';
import { createOperationHandle } from './operation-handle.ts';

const running: WireOperation = { id: 'o', metadata: { imageId: 'i' } };
const done: WireOperation = { ...running, done: true, response: {} };
const refused = { code: 9, message: 'An index still refers to it.', details: [{ reason: 'IN_USE' }] };

const facts = { attempts: 1, httpStatus: 200, requestId: undefined, serverTraceId: undefined };
const notFound = new ApiError('m', {
  status: 'NOT_FOUND',
  httpStatus: 404,
  serverMessage: '',
  retryAfterMs: undefined,
});

/** A handle, and when each poll came. The last answer is given again and again. */
function handleOf(
  started: WireOperation,
  answers: (WireOperation | Error)[],
  { random, headers = {} }: { random?: () => number; headers?: Record<string, string> } = {},
) {
  const clock = createVirtualClock(random);
  const polls: number[] = [];
  const handle = createOperationHandle(
    clock,
    {
      async getOperation(operationId, { options, decode }) {
        const answer = answers[Math.min(polls.length, answers.length - 1)];
        polls.push(clock.now());
        if (!answer || answer instanceof Error) throw answer ?? new Error(`Nobody expected ${operationId}.`);
        options.onResponse?.({ ...facts, headers: new Headers(headers) });
        return decode(answer);
      },
    },
    { imageId: 'i', operation: normalizeOperation(started) },
  );
  return { handle, polls };
}

describe('createOperationHandle', () => {
  it('says what was started', () => {
    const { handle } = handleOf(running, []);
    expect(handle).toMatchObject({ id: 'o', imageId: 'i', operation: { done: false } });
  });

  it('does not ask about an operation that is done', async () => {
    const { handle, polls } = handleOf(done, []);
    await expect(handle.wait()).resolves.toBeUndefined();
    expect(polls).toEqual([]);
  });

  it('asks at once, then after pauses that grow from 1 s to 10 s', async () => {
    const { handle, polls } = handleOf(running, [...Array.from({ length: 9 }, () => running), done], {
      random: () => 1,
    });
    await handle.wait();
    const pauses = polls.slice(1).map((time, index) => time - (polls[index] ?? 0));
    expect(polls[0]).toBe(0);
    expect(pauses.map((ms) => Math.round(ms))).toEqual([
      1000, 1500, 2250, 3375, 5063, 7594, 10_000, 10_000, 10_000,
    ]);
  });

  it('shortens a pause by up to a quarter', async () => {
    const { handle, polls } = handleOf(running, [running, done], { random: () => 0 });
    await handle.wait();
    expect(polls).toEqual([0, 750]);
  });

  it('tells each state that it sees and keeps the latest', async () => {
    const { handle } = handleOf(running, [running, notFound, running, done]);
    const seen: boolean[] = [];
    await handle.wait({ onProgress: (operation) => seen.push(operation.done) });
    expect(seen).toEqual([false, false, true]);
    expect(handle.operation.done).toBe(true);
  });

  it('ends with what onProgress throws, be it an error that is tolerated of a poll', async () => {
    const { handle, polls } = handleOf(running, [running]);
    const onProgress = (): void => {
      throw notFound;
    };
    await expect(handle.wait({ onProgress })).rejects.toBe(notFound);
    expect(polls).toHaveLength(1);
  });

  it('takes an operation without error and response for a success', async () => {
    const { handle } = handleOf(running, [{ id: 'o', done: true }]);
    await expect(handle.wait()).resolves.toBeUndefined();
  });

  it('asks when the service wants to be asked', async () => {
    const headers = { 'x-operation-poll-interval': '30' };
    const { handle, polls } = handleOf(running, [running, running, done], { headers });
    await handle.wait();
    expect(polls).toEqual([0, 30_000, 60_000]);
  });

  it.each(['0', '-1', 'soon', '', '1e9'])('does not take the interval %j', async (interval) => {
    const headers = { 'x-operation-poll-interval': interval };
    const { handle, polls } = handleOf(running, [running, done], { headers, random: () => 1 });
    await handle.wait();
    expect(polls).toEqual([0, 1000]);
  });

  it('is JSON of what it has seen', async () => {
    const { handle } = handleOf(running, [done]);
    expect(handle.toJSON()).toEqual({ imageId: 'i', operation: normalizeOperation(running) });
    await handle.wait();
    expect(JSON.parse(JSON.stringify(handle))).toMatchObject({ imageId: 'i', operation: { done: true } });
  });

  it('goes on while an error is there and the operation is not done', async () => {
    const { handle, polls } = handleOf(running, [{ ...running, error: refused }, running, done]);
    await expect(handle.wait()).resolves.toBeUndefined();
    expect(polls).toHaveLength(3);
  });

  it('throws an OperationFailedError with the reason, as often as it is asked', async () => {
    const { handle, polls } = handleOf(running, [running, { ...running, done: true, error: refused }]);
    const error = {
      name: 'OperationFailedError',
      operationId: 'o',
      imageId: 'i',
      status: 'FAILED_PRECONDITION',
      serverMessage: 'An index still refers to it.',
      details: [{ type: 'Other', detail: { reason: 'IN_USE' } }],
      message: 'Deleting image i failed in operation o: FAILED_PRECONDITION: An index still refers to it.',
    };
    await expect(handle.wait()).rejects.toMatchObject(error);
    await expect(handle.wait()).rejects.toMatchObject(error);
    expect(polls).toHaveLength(2);
  });

  it('calls a failure without a reason UNKNOWN', async () => {
    const { handle } = handleOf({ ...done, error: {} }, []);
    await expect(handle.wait()).rejects.toThrow(OperationFailedError);
    await expect(handle.wait()).rejects.toThrow('UNKNOWN: no reason given.');
  });

  it('tolerates three answers of NOT_FOUND and not a fourth', async () => {
    const three = handleOf(running, [notFound, notFound, running, notFound, done]);
    await expect(three.handle.wait()).resolves.toBeUndefined();
    const four = handleOf(running, [notFound, notFound, notFound, notFound, done]);
    await expect(four.handle.wait()).rejects.toBe(notFound);
    expect(four.polls).toHaveLength(4);
  });

  it('rejects with the error of a poll that fails, and can wait again', async () => {
    const failure = new Error('connection lost');
    const { handle } = handleOf(running, [running, failure, done]);
    await expect(handle.wait()).rejects.toBe(failure);
    await expect(handle.wait()).resolves.toBeUndefined();
  });

  it('gives up after ten minutes, and says that the operation may go on', async () => {
    const { handle, polls } = handleOf(running, [running]);
    const wait = handle.wait();
    await expect(wait).rejects.toThrow(OperationTimeoutError);
    await expect(wait).rejects.toMatchObject({
      operationId: 'o',
      imageId: 'i',
      timeoutMs: 600_000,
      retryable: true,
      state: { imageId: 'i', operation: { id: 'o', done: false } },
    });
    await expect(wait).rejects.toThrow('has not ended after 600000 ms. Operation o may still run.');
    expect(polls.at(-1)).toBeGreaterThan(590_000);
    expect(polls.at(-1)).toBeLessThan(600_000);
  });

  it('gives up after the time that it is given, within a pause', async () => {
    const { handle, polls } = handleOf(running, [running]);
    await expect(handle.wait({ timeoutMs: 100 })).rejects.toThrow(OperationTimeoutError);
    expect(polls).toEqual([0]);
  });

  it('ends with the reason of an abort within a pause', async () => {
    const { handle, polls } = handleOf(running, [running]);
    const controller = new AbortController();
    const onProgress = (): void => queueMicrotask(() => controller.abort('enough'));
    await expect(handle.wait({ signal: controller.signal, onProgress })).rejects.toBe('enough');
    expect(polls).toHaveLength(1);
  });

  it('serves two waits at once', async () => {
    const { handle } = handleOf(running, [running, running, running, done]);
    await expect(Promise.all([handle.wait(), handle.wait()])).resolves.toEqual([undefined, undefined]);
  });

  it('does not forget the end when an older answer comes after it', async () => {
    const older = Promise.withResolvers<WireOperation>();
    const newer = Promise.withResolvers<WireOperation>();
    const answers = [older.promise, newer.promise];
    const handle = createOperationHandle(
      createStoppedClock(),
      { getOperation: async (_id, { decode }) => decode(await answers.shift()) },
      { imageId: 'i', operation: normalizeOperation(running) },
    );
    const waits = Promise.allSettled([handle.wait(), handle.wait()]);
    newer.resolve({ ...running, done: true, error: refused });
    older.resolve(running);
    const reasons = (await waits).map((result) => result.status);
    expect(reasons).toEqual(['rejected', 'rejected']);
    expect(handle.operation).toMatchObject({ done: true, error: refused });
  });
});
