import type { Clock } from '../clock.ts';
import { createMethodQueue, type MethodQueue, type Patience } from './method-queue.ts';

/** The queues of all methods, in all workspaces. */
export interface MethodQueues {
  /** Makes a call in the queue of those that Slack counts with it. Throws what {@link MethodQueue.run} throws. */
  run<Result>(
    counted: { readonly teamId: string; readonly method: string; readonly channelId?: string },
    patience: Patience,
    call: () => Promise<Result>,
  ): Promise<Result>;
  /** How many calls of each method wait, in all workspaces; those of which none does are left out. */
  waiting(): ReadonlyMap<string, number>;
  /** Of how many queues something is remembered. */
  readonly count: number;
}

/** Makes {@link MethodQueues}. */
export function createMethodQueues(clock: Clock): MethodQueues {
  const queues = new Map<string, { readonly method: string; readonly queue: MethodQueue }>();

  /** There are as many channels as people like, and where Slack took nothing for a while, nobody may ever post again. */
  function forgetIdle(): void {
    for (const [key, { queue }] of queues) if (queue.isIdle) queues.delete(key);
  }

  return {
    async run({ teamId, method, channelId = '' }, patience, call) {
      const key = `${teamId} ${method} ${channelId}`;
      const { queue } = queues.get(key) ?? { queue: createMethodQueue(method, clock) };
      queues.set(key, { method, queue });
      try {
        return await queue.run(patience, call);
      } finally {
        forgetIdle();
      }
    },
    waiting() {
      const counts = new Map<string, number>();
      for (const { method, queue } of queues.values()) {
        if (queue.waiting > 0) counts.set(method, (counts.get(method) ?? 0) + queue.waiting);
      }
      return counts;
    },
    get count() {
      return queues.size;
    },
  };
}
