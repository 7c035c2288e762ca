import { describe, expect, it } from 'vitest';

import { deletion, digest, makeOperations, steps } from '../../test/operations.ts';
import { ServiceError } from '../errors.ts';
import { openDatabase } from '../store/database.ts';
import type { StepOutcome } from './deletion.ts';

describe('createOperations', () => {
  it('does the steps in their order, and says what became of each', async () => {
    const done: string[] = [];
    const { operations, audit, removed } = makeOperations(async (_deletion, step) => {
      done.push(step.digest);
      return step.role === 'image' ? 'deleted' : 'kept';
    });
    const { id } = operations.start(deletion({ steps: steps('a', 'b', 'c') }));
    expect(operations.underWay('img1')?.id).toBe(id);
    await operations.drain();
    expect(done).toEqual([digest('a'), digest('b'), digest('c')]);
    const ended = operations.get(id);
    expect(ended?.endedMs).toBeDefined();
    expect(ended?.steps.map(({ outcome }) => outcome)).toEqual(['deleted', 'kept', 'kept']);
    expect(operations.underWay('img1')).toBeUndefined();
    expect(removed).toEqual([`local/app@${digest('a')}`]);
    expect(audit.map(({ outcome }) => outcome)).toEqual(['accepted', 'done']);
    expect(audit[1]).toMatchObject({
      caller: 'ci',
      address: '127.0.0.1',
      requestId: 'r1',
      imageId: 'img1',
      name: 'local/app',
      digest: digest('a'),
      tags: ['tag-a', 'tag-b', 'tag-c'],
      operationId: id,
    });
  });

  it('has what was not there asked for again, and nothing that it deleted or kept', async () => {
    const outcomes = new Map<string, StepOutcome>([
      [digest('a'), 'gone'],
      [digest('b'), 'deleted'],
    ]);
    const made = makeOperations(async (_deletion, step) => outcomes.get(step.digest) ?? 'kept');
    made.operations.start(deletion({ steps: steps('a', 'b', 'c') }));
    await made.operations.drain();
    expect(made.forgotten).toEqual([`local/app@${digest('a')}`]);
    expect(made.removed).toEqual([`local/app@${digest('a')}`, `local/app@${digest('b')}`]);
  });

  it('ends in failure where a step does, and leaves the others alone', async () => {
    let tried = 0;
    const { operations, audit, failures } = makeOperations(async () => {
      tried += 1;
      throw new ServiceError('FAILED_PRECONDITION', 'Not that one.');
    });
    const { id } = operations.start(deletion({ steps: steps('a', 'b') }));
    await operations.drain();
    expect(operations.get(id)).toMatchObject({ error: { code: 9, message: 'Not that one.' } });
    expect([tried, failures.length]).toEqual([1, 1]);
    expect(audit[1]).toMatchObject({
      outcome: 'failed',
      code: 'FAILED_PRECONDITION',
      message: 'Not that one.',
    });
  });

  it('tells the caller nothing of an error that nobody foresaw', async () => {
    const { operations, failures } = makeOperations(async () => {
      throw new TypeError('/srv/secret');
    });
    const { id } = operations.start(deletion());
    await operations.drain();
    expect(operations.get(id)?.error).toMatchObject({ code: 13 });
    expect(operations.get(id)?.error?.message).not.toContain('secret');
    expect(failures).toEqual([new TypeError('/srv/secret')]);
  });

  it('tries again while the registry is down', async () => {
    let left = 3;
    const { operations, waits } = makeOperations(async () => {
      left -= 1;
      if (left > 0) throw new ServiceError('UNAVAILABLE', 'Down.');
      return 'deleted';
    });
    const { id } = operations.start(deletion());
    await operations.drain();
    expect(operations.get(id)?.error).toBeUndefined();
    expect(waits).toEqual([500, 1000]);
  });

  it('gives up after half an hour', async () => {
    const { operations, waits } = makeOperations(async () => {
      throw new ServiceError('UNAVAILABLE', 'Down.');
    });
    const { id } = operations.start(deletion());
    await operations.drain();
    expect(operations.get(id)?.error).toMatchObject({ code: 14, message: 'Down.' });
    const waited = waits.reduce((sum, ms) => sum + ms, 0);
    expect(waited).toBeGreaterThan(28 * 60_000);
    expect(waited).toBeLessThanOrEqual(30 * 60_000);
  });

  it('does those of one repository one after another, and those of others meanwhile', async () => {
    const running = new Set<string>();
    const seen: string[] = [];
    const gates = new Map<string, () => void>();
    const { operations } = makeOperations(async ({ imageId }) => {
      running.add(imageId);
      seen.push([...running].join('+'));
      await new Promise<void>((resolve) => gates.set(imageId, resolve));
      running.delete(imageId);
      return 'deleted';
    });
    operations.start(deletion({ imageId: 'a1', repository: 'local/a' }));
    operations.start(deletion({ imageId: 'a2', repository: 'local/a' }));
    operations.start(deletion({ imageId: 'b1', repository: 'local/b' }));
    await new Promise(setImmediate);
    expect(seen).toEqual(['a1', 'a1+b1']);
    gates.get('a1')?.();
    await new Promise(setImmediate);
    expect(seen.at(-1)).toBe('b1+a2');
    for (const open of gates.values()) open();
    await operations.drain();
  });

  it('does not let a slow registry hold up another one', async () => {
    const { promise, resolve } = Promise.withResolvers<StepOutcome>();
    const { operations } = makeOperations(({ repository }) =>
      repository.startsWith('slow/') ? promise : Promise.resolve('deleted'),
    );
    for (let index = 0; index < 40; index += 1) {
      operations.start(deletion({ imageId: `i${index}`, repository: `slow/r${index}` }));
    }
    const { id } = operations.start(deletion({ imageId: 'other', repository: 'fast/app' }));
    await new Promise(setImmediate);
    expect(operations.get(id)?.endedMs).toBeDefined();
    resolve('deleted');
    await operations.drain();
  });

  it('has no more than eight steps under way in a registry', async () => {
    let running = 0;
    let most = 0;
    const { operations } = makeOperations(async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise(setImmediate);
      running -= 1;
      return 'deleted';
    });
    for (let index = 0; index < 40; index += 1) {
      operations.start(deletion({ imageId: `i${index}`, repository: `local/r${index}` }));
    }
    await operations.drain();
    expect(most).toBe(8);
  });

  it('stops after the step that is under way, and the next run does the rest', async () => {
    const database = openDatabase(':memory:');
    const { promise, resolve } = Promise.withResolvers<StepOutcome>();
    const first = makeOperations(() => promise, database);
    const { id } = first.operations.start(deletion({ steps: steps('a', 'b') }));
    const waiting = first.operations.start(deletion({ imageId: 'img2', steps: steps('c') }));
    await new Promise(setImmediate);
    const stopped = first.operations.stop();
    resolve('deleted');
    await stopped;
    expect(first.operations.get(id)?.steps.map(({ outcome }) => outcome)).toEqual(['deleted', undefined]);
    expect(first.operations.get(id)?.endedMs).toBeUndefined();

    const done: string[] = [];
    const second = makeOperations(async (_deletion, step) => {
      done.push(step.digest);
      return 'gone';
    }, database);
    second.operations.resume();
    await second.operations.drain();
    expect(done).toEqual([digest('b'), digest('c')]);
    expect([id, waiting.id].map((one) => second.operations.get(one)?.error)).toEqual([undefined, undefined]);
    expect(second.operations.counts()).toEqual({ underWay: 0, succeeded: 2, failed: 0 });
    expect([...first.audit, ...second.audit].map(({ outcome }) => outcome)).toEqual([
      'accepted',
      'accepted',
      'done',
      'done',
    ]);
  });

  it('stops at once while it waits for a registry that is down', async () => {
    const database = openDatabase(':memory:');
    const { operations } = makeOperations(async () => {
      throw new ServiceError('UNAVAILABLE', 'Down.');
    }, database);
    operations.start(deletion());
    await operations.stop();
    expect(operations.counts().underWay).toBe(1);
  });

  it('goes by how long it has waited, whatever the time of day is set to', async () => {
    let left = 5;
    const { operations, pass } = makeOperations(async () => {
      pass(365 * 24 * 3_600_000);
      left -= 1;
      if (left > 0) throw new ServiceError('UNAVAILABLE', 'Down.');
      return 'deleted';
    });
    const { id } = operations.start(deletion());
    await operations.drain();
    expect(operations.get(id)?.error).toBeUndefined();
  });

  it('remembers every key with which it was asked for one', async () => {
    const { operations } = makeOperations(async () => 'deleted');
    const { id } = operations.start(deletion(), 'k1');
    operations.join(id, 'somebody', 'k1');
    operations.join(id, 'ci', 'k2');
    await operations.drain();
    const found = [operations.startedWith('ci', 'k1'), operations.startedWith('ci', 'k2')];
    expect([...found, operations.startedWith('somebody', 'k1')].map((one) => one?.id)).toEqual([id, id, id]);
    expect(operations.startedWith('somebody', 'k2')).toBeUndefined();
    expect(operations.startedWith('ci', undefined)).toBeUndefined();
  });

  it('forgets what ended more than 30 days ago', async () => {
    const { operations, pass } = makeOperations(async () => 'deleted');
    const { id } = operations.start(deletion());
    await operations.drain();
    pass(30 * 24 * 3_600_000);
    operations.start(deletion({ imageId: 'img2' }));
    expect(operations.get(id)).toBeDefined();
    pass(2 * 3_600_000);
    operations.start(deletion({ imageId: 'img3' }));
    expect(operations.get(id)).toBeUndefined();
    await operations.drain();
  });
});
