import { randomUUID } from 'node:crypto';

import { normalizeOperation, type Operation } from '@registry-images/model';

import { toStatus } from '../status.ts';

/** Work to be done under an operation. */
export interface OperationStart {
  /** For people; at most 256 characters. */
  readonly description: string;
  readonly createdBy: string;
  readonly imageId: string;
  /** By which the operation is found again. */
  readonly idempotencyKey?: string | undefined;
  /** Rejects where the work failed. */
  readonly work: () => Promise<void>;
}

/** What {@link createOperations} needs. */
export interface OperationsOptions {
  /** The time, in ms since the Unix epoch. */
  readonly now: () => number;
  /** Called with every error that an operation ended with, and the operation's id. */
  readonly onFailure: (error: unknown, operationId: string) => void;
}

/** The operations of this process: those under way, and the latest of those that have ended. */
export interface Operations {
  /** Starts work and answers at once. */
  start(start: OperationStart): Operation;
  /** The operation with this id, as it is now; undefined where there is none, or it ended long ago. */
  get(id: string): Operation | undefined;
  /** The operation that was started with a key; undefined for none, and once the operation is forgotten. */
  startedWith(idempotencyKey: string | undefined): Operation | undefined;
  /** The operation that is under way for an image. */
  running(imageId: string): Operation | undefined;
  /** Waits until every operation that was started has ended. */
  drain(): Promise<void>;
}

/** How many operations that have ended are remembered. */
const remembered = 1000;

/**
 * Makes an empty set of operations.
 *
 * They are held in memory: after a restart an operation is not found any more. What it did can be seen in the images; a
 * deletion that was interrupted can be asked for again.
 */
export function createOperations({ now, onFailure }: OperationsOptions): Operations {
  const operations = new Map<string, Operation>();
  const keys = new Map<string, string>();
  const running = new Map<string, { readonly id: string; readonly ended: Promise<void> }>();

  const update = (id: string, change: Partial<Operation>): void => {
    const operation = operations.get(id);
    if (operation) operations.set(id, { ...operation, ...change, modifiedAt: timestamp(now()) });
  };

  const run = async (id: string, { work }: OperationStart): Promise<void> => {
    try {
      await work();
      update(id, { done: true, response: {} });
    } catch (error) {
      onFailure(error, id);
      update(id, { done: true, error: toStatus(error, id) });
    }
  };

  return {
    start(start) {
      const id = `op${randomUUID().replaceAll('-', '')}`;
      const at = timestamp(now());
      const operation = normalizeOperation({
        id,
        description: start.description.slice(0, 256),
        createdAt: at,
        modifiedAt: at,
        createdBy: start.createdBy,
        metadata: { imageId: start.imageId },
      });
      operations.set(id, operation);
      if (start.idempotencyKey !== undefined) keys.set(start.idempotencyKey, id);
      forgetOldest(operations);
      forgetOldestKeys(keys, operations);
      const ended = run(id, start).finally(() => running.delete(start.imageId));
      running.set(start.imageId, { id, ended });
      return operation;
    },
    get: (id) => operations.get(id),
    startedWith: (key) => operations.get(keys.get(key ?? '') ?? ''),
    running(imageId) {
      const id = running.get(imageId)?.id;
      return id === undefined ? undefined : operations.get(id);
    },
    async drain() {
      await Promise.all(Array.from(running.values(), ({ ended }) => ended));
    },
  };
}

function forgetOldest(operations: Map<string, Operation>): void {
  // A Map keeps the order of insertion: the first that is done is the oldest.
  if (operations.size <= remembered) return;
  for (const [id, { done }] of operations) {
    if (done) {
      operations.delete(id);
      return;
    }
  }
}

/** Keys are in the order of their operations, so those that are forgotten come first. */
function forgetOldestKeys(keys: Map<string, string>, operations: ReadonlyMap<string, Operation>): void {
  for (const [key, id] of keys) {
    if (operations.has(id)) return;
    keys.delete(key);
  }
}

function timestamp(ms: number): string {
  return new Date(ms).toISOString();
}
