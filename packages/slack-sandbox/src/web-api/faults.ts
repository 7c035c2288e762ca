import type { Fault } from './api-call.ts';

/** What stands for the `response_url`s among the methods that can be disturbed. */
export const responseUrlTarget = 'response_url';

/** The disturbances that are still to come, by method. */
export interface Faults {
  /** Adds a fault for the next `times` calls after those that are already disturbed. */
  add(method: string, fault: Fault, times: number): void;
  /** The fault for a call that arrives now. */
  next(method: string): Fault | undefined;
}

/** Keeps faults in memory. */
export function createFaults(): Faults {
  const queues = new Map<string, { readonly fault: Fault; left: number }[]>();
  return {
    add(method, fault, times) {
      const queue = queues.get(method) ?? [];
      queues.set(method, queue);
      queue.push({ fault, left: times });
    },
    next(method) {
      const queue = queues.get(method) ?? [];
      while (queue[0] && queue[0].left <= 0) queue.shift();
      const [current] = queue;
      if (current) current.left -= 1;
      return current?.fault;
    },
  };
}
