import type { Digest } from '@registry-images/model';
import type { Clock } from '@registry-images/oci';
import type { Logger } from 'pino';

import { backoffMs, isPassing } from './backoff.ts';
import {
  mergeOrders,
  type UpdateOrder,
  type UpdateOutcome,
  type UpdateRepository,
} from './repository-updates.ts';

/** What events say of one repository. */
export interface EventOrder extends UpdateOrder {
  /** What was pushed under which tag. */
  readonly expected: ReadonlyMap<string, Digest>;
}

/** The repositories that events tell of, each once, until they are read. */
export interface EventQueue {
  /** False where the queue is full: then only the next sweep sees what has changed. */
  add(order: EventOrder): boolean;
  /** What waits to be read of a repository; it goes on waiting. Undefined for nothing. */
  waitingFor(name: string): EventOrder | undefined;
}

/** What {@link createEventQueue} needs. */
export interface EventQueueDeps {
  readonly update: UpdateRepository;
  readonly logger: Logger;
  readonly clock: Clock;
  /** A number from 0 up to, not including, 1. */
  readonly random: () => number;
  readonly signal: AbortSignal;
  /** The most repositories that may wait; 10,000 by default. */
  readonly capacity?: number;
}

/** How many repositories are read at once because of events. */
const concurrency = 8;
/** How often a repository is tried while its registry cannot be reached, before it is left to the next sweep. */
const tries = 5;
/**
 * When to look again for a tag that is not there yet, in ms: CNCF Distribution tells of a push before it writes the tag.
 * After that it is one that has moved on.
 */
const settlingMs: readonly number[] = [30, 120, 500, 2000];

interface Waiting {
  readonly order: EventOrder;
  /** How often it was tried already. */
  readonly tried: number;
}

/** Makes an empty queue. What is added is read at once, if not too much else is. */
export function createEventQueue(deps: EventQueueDeps): EventQueue {
  const { update, logger, clock, random, signal, capacity = 10_000 } = deps;
  const waiting = new Map<string, Waiting>();
  let running = 0;
  let pausing = 0;

  /** How long to wait before the repository is read again; undefined where all is as it should be. */
  const pauseAfter = async ({ order, tried }: Waiting): Promise<number | undefined> => {
    try {
      return isSettled(order, await update(order)) ? undefined : settlingMs[tried];
    } catch (error) {
      if (isPassing(error) && tried + 1 < tries) return backoffMs(tried + 1, random());
      if (!signal.aborted) logger.warn({ err: error, name: order.repository.name }, 'event without effect');
      return undefined;
    }
  };
  const again = async ({ order, tried }: Waiting, pauseMs: number): Promise<void> => {
    pausing += 1;
    // Rejects when the sync stops, and only then.
    await clock.wait(pauseMs, signal).catch(() => {});
    pausing -= 1;
    add({ order, tried: tried + 1 });
  };
  const readAll = async (): Promise<void> => {
    running += 1;
    for (const [name, next] of waiting) {
      waiting.delete(name);
      const pauseMs = await pauseAfter(next);
      if (pauseMs !== undefined) void again(next, pauseMs);
    }
    running -= 1;
  };
  const add = (added: Waiting): boolean => {
    const { name } = added.order.repository;
    const other = waiting.get(name);
    if (signal.aborted || (!other && waiting.size + pausing >= capacity)) return false;
    waiting.set(name, other ? merge(other, added) : added);
    if (running < concurrency) void readAll();
    return true;
  };
  return {
    add: (order) => add({ order, tried: 0 }),
    waitingFor: (name) => waiting.get(name)?.order,
  };
}

function merge(one: Waiting, other: Waiting): Waiting {
  // What was added first may be an older one that is tried again.
  const [first, last] = one.tried > other.tried ? [one, other] : [other, one];
  const expected = new Map([...first.order.expected, ...last.order.expected]);
  return {
    order: { ...mergeOrders(first.order, last.order), expected },
    tried: Math.min(one.tried, other.tried),
  };
}

function isSettled({ expected }: EventOrder, { tags }: UpdateOutcome): boolean {
  return [...expected].every(([tag, digest]) => tags.get(tag) === digest);
}
