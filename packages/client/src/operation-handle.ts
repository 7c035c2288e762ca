import type { Operation, Status } from '@registry-images/model';

import type { Clock } from './clock.ts';
import { withDeadline } from './deadline.ts';
import { isApiError } from './errors/api-error.ts';
import { OperationFailedError, OperationTimeoutError } from './errors/operation-errors.ts';
import type { OperationsApi } from './operations.ts';
import { nameOfCode } from './refusal.ts';

/** How to wait for an operation. */
export interface WaitOptions {
  /** Ends the wait, not the operation: the promise rejects with `signal.reason`. */
  readonly signal?: AbortSignal;
  /** How long to wait. Default: 600 000, ten minutes. */
  readonly timeoutMs?: number;
  /** Told the state of the operation after each look at it. What it throws ends the wait. */
  readonly onProgress?: (operation: Operation) => void;
}

/** An operation that was started, and the means to wait for its end. */
export interface OperationHandle {
  readonly id: string;
  /** The image that the operation deletes. */
  readonly imageId: string;
  /** The latest state that was seen. */
  readonly operation: Operation;
  /**
   * Waits for the end of the operation: looks at once, then after about 1 s, growing to 10 s. Up to three answers of
   * NOT_FOUND are put down to replicas that do not know the operation yet.
   *
   * @throws OperationFailedError if the operation ends without success.
   * @throws OperationTimeoutError if it has not ended after `timeoutMs`; it may still be running.
   * @throws ImagesError if looking at it fails, with the error of that call.
   */
  wait(options?: WaitOptions): Promise<void>;
}

const defaultWaitMs = 10 * 60_000;
const firstPauseMs = 1000;
const longestPauseMs = 10_000;
/** As many as Yandex Cloud's Go SDK: https://github.com/yandex-cloud/go-sdk (pkg/operation/proto.go). */
const toleratedMisses = 3;

/** Makes the handle of an operation that deletes `imageId`. */
export function createOperationHandle(
  clock: Clock,
  operations: OperationsApi,
  imageId: string,
  started: Operation,
): OperationHandle {
  const ids = { operationId: started.id, imageId };
  let latest = started;

  async function pollUntilDone(signal: AbortSignal, onProgress: WaitOptions['onProgress']): Promise<void> {
    let misses = 0;
    for (let pauseMs = firstPauseMs; !latest.done; pauseMs = Math.min(pauseMs * 1.5, longestPauseMs)) {
      const seen = await operations.get(ids.operationId, { signal }).catch((error: unknown) => {
        misses += 1;
        if (!isApiError(error) || error.status !== 'NOT_FOUND' || misses > toleratedMisses) throw error;
      });
      if (seen) {
        // Done is final: the answers to two waits may overtake each other.
        if (!latest.done) latest = seen;
        onProgress?.(latest);
      }
      // Jitter, so that deletions that were started together do not ask together.
      if (!latest.done) await clock.sleep(pauseMs * (0.75 + clock.random() / 4), signal);
    }
  }

  return {
    id: started.id,
    imageId,
    get operation() {
      return latest;
    },
    async wait({ signal, timeoutMs = defaultWaitMs, onProgress } = {}) {
      await withDeadline(
        clock,
        { timeoutMs, ...(signal && { signal }) },
        () => new OperationTimeoutError(timeoutMessage(ids, timeoutMs), ids),
        (deadline) => pollUntilDone(deadline, onProgress),
      );
      // An error may show up while the operation is still being rolled back: only a done one counts.
      if (latest.error) throw toOperationFailedError(ids, latest.error);
    },
  };
}

interface Ids {
  readonly operationId: string;
  readonly imageId: string;
}

function timeoutMessage({ operationId, imageId }: Ids, timeoutMs: number): string {
  return `Deleting image ${imageId} has not ended after ${timeoutMs} ms. Operation ${operationId} may still be running.`;
}

function toOperationFailedError(ids: Ids, error: Status): OperationFailedError {
  const status = nameOfCode(error.code) ?? 'UNKNOWN';
  const reason = error.message === '' ? '.' : `: ${error.message}`;
  return new OperationFailedError(
    `Deleting image ${ids.imageId} failed in operation ${ids.operationId}: ${status}${reason}`,
    { ...ids, status, serverMessage: error.message, details: error.details },
  );
}
