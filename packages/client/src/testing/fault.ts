import type { StatusCode, StatusDetail } from '@registry-images/model';

import type { MethodName } from '../method-name.ts';

/**
 * Which requests a fault is for.
 *
 * @see [Testing your code](../../README.md#testing-your-code)
 */
export interface FaultScope<Method extends MethodName = MethodName> {
  /** Only requests of this method. Default: all that the fault can be for. */
  readonly on?: Method;
  /** How many requests it is for. Default: 1. `Infinity` is for an outage, until the fault is taken back. */
  readonly times?: number;
  /** How many such requests are spared before. Default: 0. */
  readonly after?: number;
}

/**
 * The service refuses: it answers a Status, under the HTTP status that belongs to it.
 *
 * @see https://google.aip.dev/193
 */
export interface RefusalFault extends FaultScope {
  readonly kind: 'refusal';
  /** The code of the Status. */
  readonly status: Exclude<StatusCode, 'OK'>;
  /** The message of the Status. Default: that the fake was told to. */
  readonly message?: string;
  /** The details of the Status. Default: none. */
  readonly details?: readonly StatusDetail[];
  /** The Retry-After header, in seconds. Default: none. */
  readonly retryAfterSeconds?: number;
}

/**
 * Something before the service answers, such as a proxy with a page of its own.
 *
 * @see [Testing your code](../../README.md#testing-your-code)
 */
export interface AnswerFault extends FaultScope {
  readonly kind: 'answer';
  /** Makes the answer, anew for each request. */
  readonly answer: () => Response;
}

/**
 * The connection fails. `refused`: nothing arrives. `lost`: the service acts on the request, but no answer arrives.
 *
 * @see [Testing your code](../../README.md#testing-your-code)
 */
export interface ConnectionFault extends FaultScope {
  readonly kind: 'refused' | 'lost';
}

/**
 * The service acts on the request, and the connection breaks within the body of the answer.
 *
 * @see [Testing your code](../../README.md#testing-your-code)
 */
export interface CutFault extends FaultScope {
  readonly kind: 'cut';
  /** How many bytes of the body arrive. Default: half of them. */
  readonly bytes?: number;
}

/**
 * Nothing comes any more, until the caller gives up. `headers`: the request is not acted on. `body`: it is.
 *
 * @see [Testing your code](../../README.md#testing-your-code)
 */
export interface HangFault extends FaultScope {
  readonly kind: 'hang';
  /** What does not come: the whole answer, or only its body. */
  readonly before: 'headers' | 'body';
}

/**
 * The request is acted on, and answered, after some time on the clock.
 *
 * @see [Testing your code](../../README.md#testing-your-code)
 */
export interface DelayFault extends FaultScope {
  readonly kind: 'delay';
  /** How long it takes, in ms on the clock of the fake. */
  readonly ms: number;
}

/**
 * A page without images that is not the last one: no fault of the service, but of those who take it for the end.
 *
 * @see https://google.aip.dev/158
 */
export interface EmptyPageFault extends FaultScope<'images.list'> {
  readonly kind: 'emptyPage';
}

/**
 * How a deletion that was started ends, if not with success.
 *
 * @see https://yandex.cloud/en/docs/api-design-guide/concepts/operation
 */
export interface FailedDeletion {
  /** The code of the Status. */
  readonly status: Exclude<StatusCode, 'OK'>;
  /** The message of the Status. Default: that the fake was told to. */
  readonly message?: string;
  /** The details of the Status. Default: none. */
  readonly details?: readonly StatusDetail[];
  /** Whether the error can be seen before the operation is done, as while it is rolled back. Default: false. */
  readonly errorBeforeDone?: boolean;
}

/**
 * The deletion is started, and its operation ends with an error. The image stays.
 *
 * @see https://yandex.cloud/en/docs/api-design-guide/concepts/operation
 */
export interface FailedDeletionFault extends FaultScope<'images.delete'>, FailedDeletion {
  readonly kind: 'failedDeletion';
}

/**
 * What gets between a request and its answer.
 *
 * @see [Testing your code](../../README.md#testing-your-code)
 */
export type TransportFault = AnswerFault | ConnectionFault | CutFault | DelayFault | HangFault | RefusalFault;

/**
 * What the service itself may do, and seldom does.
 *
 * @see [Testing your code](../../README.md#testing-your-code)
 */
export type Quirk = EmptyPageFault | FailedDeletionFault;

/**
 * What goes wrong.
 *
 * @see [Testing your code](../../README.md#testing-your-code)
 */
export type Fault = Quirk | TransportFault;

/** Whether a fault is one of the service itself. */
export function isQuirk(fault: Fault): fault is Quirk {
  return fault.kind === 'emptyPage' || fault.kind === 'failedDeletion';
}

/** The faults that wait for their requests. */
export interface FaultQueue {
  /** Adds a fault; what it returns takes it back. Throws RangeError for counts that are none. */
  add(fault: Fault): () => void;
  /** The fault for a request: of those that fit, the one that was added first. */
  take(method: MethodName): Fault | undefined;
}

/** Makes a queue without faults. */
export function createFaultQueue(): FaultQueue {
  const queue = new Set<{ readonly fault: Fault; spared: number; left: number }>();
  return {
    add(fault) {
      const entry = { fault, spared: fault.after ?? 0, left: fault.times ?? 1 };
      if (!(entry.spared >= 0 && entry.left >= 1)) {
        throw new RangeError('A fault is for at least one request, after no less than none.');
      }
      queue.add(entry);
      return () => void queue.delete(entry);
    },
    take(method) {
      for (const entry of queue) {
        if (methodOf(entry.fault) !== undefined && methodOf(entry.fault) !== method) continue;
        if (entry.spared > 0) {
          entry.spared -= 1;
          continue;
        }
        entry.left -= 1;
        if (entry.left <= 0) queue.delete(entry);
        return entry.fault;
      }
      return undefined;
    },
  };
}

function methodOf({ on, kind }: Fault): MethodName | undefined {
  if (kind === 'emptyPage') return 'images.list';
  return kind === 'failedDeletion' ? 'images.delete' : on;
}
