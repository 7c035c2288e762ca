import { setImmediate } from 'node:timers/promises';

import { digestOf, OciError } from '@registry-images/oci';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';

import { createStepClock } from '../../test/step-clock.ts';
import type { Repository } from '../source/repository.ts';
import { createEventQueue, type EventOrder } from './event-queue.ts';
import type { UpdateOrder, UpdateOutcome } from './repository-updates.ts';

const [one, two] = [digestOf(Buffer.from('one')), digestOf(Buffer.from('two'))] as const;

function makeOrder(name: string, expected: EventOrder['expected'] = new Map()): EventOrder {
  const repository: Repository = {
    name,
    read: () => Promise.reject(new Error('Nobody reads it.')),
    stamp: () => Promise.resolve(undefined),
    delete: () => Promise.reject(new Error('Nobody deletes it.')),
  };
  const hints = { tags: new Set(expected.keys()), digests: new Set<never>() };
  return { repository, hints, expected, isUrgent: true };
}

const outcome = (tags: Readonly<Record<string, typeof one>> = {}): UpdateOutcome => ({
  added: 0,
  removed: 0,
  retagged: 0,
  tags: new Map(Object.entries(tags)),
});

/** A queue whose reading is what `update` says; `orders` has what was read. */
function makeQueue(update: () => Promise<UpdateOutcome>, capacity?: number) {
  const orders: UpdateOrder[] = [];
  const logs: string[] = [];
  const clock = createStepClock();
  const stopping = new AbortController();
  const queue = createEventQueue({
    update: (order) => {
      orders.push(order);
      return update();
    },
    logger: pino({ level: 'debug' }, { write: (line) => void logs.push(line) }),
    clock,
    random: () => 0,
    signal: stopping.signal,
    ...(capacity !== undefined && { capacity }),
  });
  const pass = async (): Promise<number> => {
    const ms = await clock.waiting();
    clock.pass();
    await setImmediate();
    return ms;
  };
  return { queue, orders, logs, pass, stop: () => stopping.abort() };
}

describe('createEventQueue', () => {
  it('has a repository read at once', () => {
    const { queue, orders } = makeQueue(() => Promise.resolve(outcome()));
    expect(queue.add(makeOrder('a'))).toBe(true);
    expect(orders).toHaveLength(1);
  });

  it('looks again for a tag that is not there yet', async () => {
    const answers = [outcome(), outcome({ v1: two }), outcome({ v1: one })];
    const { queue, orders, pass } = makeQueue(() => Promise.resolve(answers.shift() ?? outcome()));
    queue.add(makeOrder('a', new Map([['v1', one]])));
    expect([await pass(), await pass()]).toEqual([30, 120]);
    expect(orders).toHaveLength(3);
    expect(answers).toEqual([]);
  });

  it('takes a tag that is never what it was told for one that has moved', async () => {
    const { queue, orders, pass } = makeQueue(() => Promise.resolve(outcome({ v1: two })));
    queue.add(makeOrder('a', new Map([['v1', one]])));
    expect([await pass(), await pass(), await pass(), await pass()]).toEqual([30, 120, 500, 2000]);
    expect(orders).toHaveLength(5);
  });

  it('tries again while the registry cannot be reached, and then leaves it to the next sweep', async () => {
    const down = new OciError('UNREACHABLE', 'no');
    const { queue, orders, pass, logs } = makeQueue(() => Promise.reject(down));
    queue.add(makeOrder('a'));
    expect([await pass(), await pass(), await pass(), await pass()]).toEqual([1000, 2000, 4000, 8000]);
    expect(orders).toHaveLength(5);
    expect(logs.join('')).toContain('event without effect');
  });

  it('tries again while another program writes the database', async () => {
    let isBusy = true;
    const busy = Object.assign(new Error('database is locked'), { errcode: 5 });
    const { queue, orders, pass, logs } = makeQueue(() =>
      isBusy ? Promise.reject(busy) : Promise.resolve(outcome()),
    );
    queue.add(makeOrder('a'));
    isBusy = false;
    expect(await pass()).toBe(1000);
    expect(orders).toHaveLength(2);
    expect(logs).toEqual([]);
  });

  it('reads 8 repositories at once, and each once for all events that wait', async () => {
    const reading = Promise.withResolvers<UpdateOutcome>();
    const { queue, orders } = makeQueue(() => reading.promise, 2);
    for (let index = 0; index < 8; index += 1) expect(queue.add(makeOrder(`a${index}`))).toBe(true);
    expect(queue.add(makeOrder('b', new Map([['v1', one]])))).toBe(true);
    expect(queue.add(makeOrder('b', new Map([['v2', two]])))).toBe(true);
    expect(queue.add(makeOrder('c'))).toBe(true);
    expect(queue.add(makeOrder('d'))).toBe(false);
    expect(orders).toHaveLength(8);
    reading.resolve(outcome({ v1: one, v2: two }));
    await setImmediate();
    expect(orders.map(({ repository }) => repository.name).slice(8)).toEqual(['b', 'c']);
    expect(orders[8]?.hints?.tags).toEqual(new Set(['v1', 'v2']));
  });

  it('takes nothing any more when the sync has stopped', () => {
    const { queue, orders, stop } = makeQueue(() => Promise.resolve(outcome()));
    stop();
    expect(queue.add(makeOrder('a'))).toBe(false);
    expect(orders).toEqual([]);
  });
});
