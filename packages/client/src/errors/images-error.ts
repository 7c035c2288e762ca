/** Tells the errors of this package apart. */
export type ImagesErrorCode =
  | 'API'
  | 'CONNECTION'
  | 'CREDENTIAL'
  | 'DECODE'
  | 'INVALID_ARGUMENT'
  | 'OPERATION_FAILED'
  | 'OPERATION_TIMEOUT'
  | 'TIMEOUT';

// Registered, so that two copies of this package in one program know each other's errors.
const brand = Symbol.for('@registry-images/client/ImagesError');

/** The base of every error that this package throws. Only the caller's own abort reason is thrown as it is. */
export abstract class ImagesError extends Error {
  /** Which error this is; each class has its own. */
  abstract readonly code: ImagesErrorCode;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    Object.defineProperty(this, brand, { value: true });
  }

  /**
   * The error for logs: its name, code, message and fields. Neither the stack nor the cause, because a cause comes from
   * elsewhere (a credential provider, a proxy) and may hold secrets.
   */
  toJSON(): Record<string, unknown> {
    return { name: this.name, code: this.code, message: this.message };
  }
}

/** Whether `value` is an error of this package, be it from another copy of the package. */
export function isImagesError(value: unknown): value is ImagesError {
  return value instanceof Error && brand in value;
}
