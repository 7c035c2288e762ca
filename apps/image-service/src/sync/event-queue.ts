import type { Clock } from '@registry-images/oci';
import type { Logger } from 'pino';

import { backoffMs, isPassing } from './backoff.ts';
import { mergeOrders, type UpdateOrder, type UpdateRepository } from './repository-updates.ts';

/** The repositories that events tell of, each once, until they are read. */
export interface EventQueue {
  /** False where the queue is full: then only the next sweep sees what has changed. */
  add(order: UpdateOrder): boolean;
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

/** Makes an empty queue. What is added is read at once, if not too much else is. */
export function createEventQueue(deps: EventQueueDeps): EventQueue {
  const { update, logger, clock, random, signal, capacity = 10_000 } = deps;
  const waiting = new Map<string, UpdateOrder>();
  let running = 0;

  const read = async (order: UpdateOrder): Promise<void> => {
    for (let failures = 1; ; failures += 1) {
      try {
        await update(order);
        return;
      } catch (error) {
        if (!isPassing(error) || failures === tries) throw error;
        await clock.wait(backoffMs(failures, random()), signal);
      }
    }
  };
  const readNext = async (): Promise<void> => {
    running += 1;
    for (const [name, order] of waiting) {
      waiting.delete(name);
      try {
        await read(order);
      } catch (error) {
        if (signal.aborted) break;
        logger.warn({ err: error, name }, 'repository of an event not read');
      }
    }
    running -= 1;
  };

  return {
    add(order) {
      const { name } = order.repository;
      const other = waiting.get(name);
      if (!other && waiting.size >= capacity) return false;
      waiting.set(name, other ? mergeOrders(other, order) : order);
      if (running < concurrency && !signal.aborted) void readNext();
      return true;
    },
  };
}
