import type { ErrorDetail } from '../error-details.ts';

/**
 * Tells the errors of this package apart.
 *
 * @see [Errors](../../README.md#errors)
 */
export type ImagesErrorCode =
  | 'API'
  | 'CONNECTION'
  | 'CREDENTIAL'
  | 'DECODE'
  | 'INVALID_ARGUMENT'
  | 'OPERATION_FAILED'
  | 'OPERATION_TIMEOUT'
  | 'TIMEOUT';

/**
 * What is known of the requests of one call.
 *
 * @see [Errors](../../README.md#errors)
 */
export interface CallFacts {
  /** How many requests were sent, repeated ones included; 0 if none was. */
  readonly attempts: number;
  /** The HTTP status of the last answer; undefined where there was none. */
  readonly httpStatus: number | undefined;
  /** The service's id of the last request, for its logs; undefined where it did not say. */
  readonly requestId: string | undefined;
  /** The service's id of the trace that the last request belongs to; undefined where it did not say. */
  readonly serverTraceId: string | undefined;
}

/**
 * What an error may know besides its message. What is left out is not known.
 *
 * @see [Errors](../../README.md#errors)
 */
export interface ImagesErrorOptions extends ErrorOptions, Partial<CallFacts> {
  /** Default: false. */
  readonly retryable?: boolean;
  /** Default: none. */
  readonly details?: readonly ErrorDetail[];
}

// Registered, so that two copies of this package in one program know each other's errors.
const brand = Symbol.for('@registry-images/client/ImagesError');

const defaults = { attempts: 0, retryable: false, details: [] };

/**
 * The base of every error that this package throws. Only the caller's own abort reason is thrown as it is.
 *
 * @see [Errors](../../README.md#errors)
 */
export abstract class ImagesError extends Error implements CallFacts {
  /** Which error this is; each class has its own. */
  abstract readonly code: ImagesErrorCode;
  declare readonly attempts: number;
  declare readonly httpStatus: number | undefined;
  declare readonly requestId: string | undefined;
  declare readonly serverTraceId: string | undefined;
  /** Whether the same call may succeed later, with nothing changed. */
  declare readonly retryable: boolean;
  /** The facts that the service gave about the error. */
  declare readonly details: readonly ErrorDetail[];

  /** Takes over all fields, those that only a subclass declares too. */
  constructor(message: string, { cause, ...fields }: ImagesErrorOptions = {}) {
    super(message, cause === undefined ? undefined : { cause });
    Object.defineProperty(this, brand, { value: true });
    Object.assign(this, defaults, fields);
  }

  /**
   * The error for logs: its name, code, message and fields. Neither the stack nor the cause, because a cause comes from
   * elsewhere (a credential provider, a proxy) and may hold secrets.
   */
  toJSON(): Record<string, unknown> {
    // The fields are what is enumerable; message, stack and cause are not.
    return Object.assign<Record<string, unknown>, object>({ name: this.name, message: this.message }, this);
  }
}

/**
 * Whether `value` is an error of this package, be it from another copy of the package.
 *
 * @see [Errors](../../README.md#errors)
 */
export function isImagesError(value: unknown): value is ImagesError {
  return value instanceof Error && brand in value;
}
