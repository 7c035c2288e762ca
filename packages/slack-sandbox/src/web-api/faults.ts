import type { Fault } from './api-call.ts';

/** The disturbances that are still to come, by method. */
export interface Faults {
  /** Adds a fault for the next `times` calls after those that are already disturbed. */
  add(method: string, fault: Fault, times: number): void;
  /** The fault for a call that arrives now. */
  next(method: string): Fault | undefined;
}

/** Keeps faults in memory. */
export function createFaults(): Faults {
  const queues = new Map<string, readonly Fault[]>();
  return {
    add(method, fault, times) {
      queues.set(method, [...(queues.get(method) ?? []), ...Array.from({ length: times }, () => fault)]);
    },
    next(method) {
      const [fault, ...rest] = queues.get(method) ?? [];
      queues.set(method, rest);
      return fault;
    },
  };
}
