import { isImagesError } from '@registry-images/client';

/** What a line of the log says besides its message. */
export type LogFields = Readonly<Record<string, unknown>>;

/** The log. */
export interface Log {
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

/** What {@link createLog} needs. */
export interface LogOptions {
  /** Takes one line, without its end. */
  readonly write: (line: string) => void;
  /** The time in ms since the Unix epoch. */
  readonly now: () => number;
  /** What must never be in the log, even if somebody else's error message has it. */
  readonly secrets: readonly string[];
}

/** Makes a log of one JSON object a line: `time`, `level`, `msg`, and the fields. */
export function createLog({ write, now, secrets }: LogOptions): Log {
  function line(level: string, msg: string, fields: LogFields = {}): void {
    const text = JSON.stringify({ time: new Date(now()).toISOString(), level, msg, ...fields });
    write(secrets.reduce((masked, secret) => masked.replaceAll(secret, '[secret]'), text));
  }
  return {
    info: (message, fields) => line('info', message, fields),
    warn: (message, fields) => line('warn', message, fields),
    error: (message, fields) => line('error', message, fields),
  };
}

/** An error as a field of the log. */
export function errorFields(error: unknown): LogFields {
  if (isImagesError(error)) return error.toJSON();
  if (!(error instanceof Error)) return { message: String(error) };
  const { name, message, stack, cause } = error;
  return { name, message, stack, ...(cause !== undefined && { cause: errorFields(cause) }) };
}
