import { isResourceId, type Operation, type Status } from '@registry-images/model';

import { checkTimeoutMs } from './arguments.ts';
import { sleep, type Clock } from './clock.ts';
import { startDeadline } from './deadline.ts';
import { decodeOperation } from './decode.ts';
import { decodeErrorDetail } from './error-details.ts';
import { isApiError } from './errors/api-error.ts';
import { OperationFailedError, OperationTimeoutError } from './errors/operation-errors.ts';
import type { OperationState } from './operation-state.ts';
import { nameOfCode } from './pipeline/refusal.ts';
import { wrong } from './proto-json.ts';
import type { Transport } from './transport.ts';

/**
 * How to wait for an operation.
 *
 * @see [Long deletions](../README.md#long-deletions)
 */
export interface WaitOptions {
  /** Ends the wait, not the operation: the promise rejects with `signal.reason`. */
  readonly signal?: AbortSignal;
  /** How long to wait, in ms. Default: 600 000, ten minutes. */
  readonly timeoutMs?: number;
  /** Told the state of the operation after each look at it. What it throws ends the wait. */
  readonly onProgress?: (operation: Operation) => void;
}

/**
 * An operation that was started, and the means to wait for its end.
 *
 * @see https://yandex.cloud/en/docs/api-design-guide/concepts/operation
 */
export interface OperationHandle {
  /** The operation's id: for `operations.get`. */
  readonly id: string;
  /** The image that the operation deletes. */
  readonly imageId: string;
  /** The latest state that was seen. */
  readonly operation: Operation;
  /**
   * Waits for the end of the operation: looks at once, then after about 1 s, growing to 10 s, or after the time that the
   * service asks for with `x-operation-poll-interval`. A look that fails is repeated as any call is. Up to three answers
   * of NOT_FOUND are put down to replicas that do not know the operation yet.
   *
   * @throws InvalidArgumentError if `timeoutMs` cannot be right.
   * @throws OperationFailedError if the operation ends without success.
   * @throws OperationTimeoutError if it has not ended after `timeoutMs`; it may still run.
   * @throws ImagesError if looking at it fails, with the error of that call.
   * @see [Long deletions](../README.md#long-deletions)
   */
  wait(options?: WaitOptions): Promise<void>;
  /**
   * What `operations.resume` needs to make this handle again. Called by `JSON.stringify`.
   *
   * @see [Long deletions](../README.md#long-deletions)
   */
  toJSON(): OperationState;
}

/** What is known of an operation when its handle is made. */
export interface StartedOperation {
  /** The image that it deletes. */
  readonly imageId: string;
  readonly operation: Operation;
}

const defaultWaitMs = 10 * 60_000;
const firstPauseMs = 1000;
const longestPauseMs = 10_000;
/** As many as Yandex Cloud's Go SDK: https://github.com/yandex-cloud/go-sdk (pkg/operation/proto.go). */
const toleratedMisses = 3;
/** An interval beyond an hour is taken for a mistake. */
const maxPollIntervalSeconds = 3600;

/** Reads an operation, and makes sure that it can be asked about if it is not done. */
export function decodeStarted(json: unknown): Operation {
  const operation = decodeOperation(json);
  if (operation.done || isResourceId(operation.id)) return operation;
  throw wrong('an operation id', 'id');
}

/** Makes the handle of an operation that deletes an image. */
export function createOperationHandle(
  clock: Clock,
  transport: Pick<Transport, 'getOperation'>,
  started: StartedOperation,
): OperationHandle {
  const { imageId } = started;
  const { id } = started.operation;
  let latest = started.operation;
  const toJSON = (): OperationState => ({ imageId, operation: latest });

  async function pollUntilDone(signal: AbortSignal, onProgress: WaitOptions['onProgress']): Promise<void> {
    let misses = 0;
    for (let pauseMs = firstPauseMs; !latest.done; pauseMs = Math.min(pauseMs * 1.5, longestPauseMs)) {
      let askedMs: number | undefined;
      const onResponse = ({ headers }: { readonly headers: Headers }): void => {
        askedMs = pollIntervalMsOf(headers);
      };
      const call = {
        method: 'operations.get',
        options: { signal, onResponse },
        decode: decodeOperation,
      } as const;
      const seen = await transport.getOperation(id, call).catch((error: unknown) => {
        misses += 1;
        if (!isApiError(error) || error.status !== 'NOT_FOUND' || misses > toleratedMisses) throw error;
      });
      if (seen) {
        // Done is final: the answers to two waits may overtake each other.
        if (!latest.done) latest = seen;
        onProgress?.(latest);
      }
      // Jitter, so that deletions that were started together do not ask together.
      if (!latest.done) await sleep(clock, askedMs ?? pauseMs * (0.75 + clock.random() / 4), signal);
    }
  }

  return {
    id,
    imageId,
    get operation() {
      return latest;
    },
    async wait({ signal, timeoutMs = defaultWaitMs, onProgress } = {}) {
      const timeoutError = (): OperationTimeoutError =>
        new OperationTimeoutError(
          `Deleting image ${imageId} has not ended after ${timeoutMs} ms. Operation ${id} may still run.`,
          { operationId: id, timeoutMs, state: toJSON() },
        );
      const deadline = startDeadline(clock, { timeoutMs: checkTimeoutMs(timeoutMs), signal }, timeoutError);
      try {
        await pollUntilDone(deadline.signal, onProgress);
      } finally {
        deadline.end();
      }
      // An error may show up while the operation is still being rolled back: only a done one counts.
      if (latest.error) throw toOperationFailedError(id, imageId, latest.error);
    },
    toJSON,
  };
}

/** How long the service wants not to be asked, in ms, from a header in seconds; undefined if it is not more than 0. */
function pollIntervalMsOf(headers: Headers): number | undefined {
  const seconds = Number(headers.get('x-operation-poll-interval'));
  return seconds > 0 && seconds <= maxPollIntervalSeconds ? seconds * 1000 : undefined;
}

function toOperationFailedError(operationId: string, imageId: string, error: Status): OperationFailedError {
  const status = nameOfCode(error.code) ?? 'UNKNOWN';
  return new OperationFailedError(
    `Deleting image ${imageId} failed in operation ${operationId}: ${status}: ${error.message || 'no reason given.'}`,
    {
      operationId,
      imageId,
      status,
      serverMessage: error.message,
      details: error.details.map(decodeErrorDetail),
    },
  );
}
