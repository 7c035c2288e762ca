import { isImagesError } from '@registry-images/client';
import type { Image } from '@registry-images/model';

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
  // Longer ones first: one secret may be the beginning of another.
  const ordered = secrets.toSorted((one, other) => other.length - one.length);
  const pattern = new RegExp(ordered.map((secret) => secret.replace(/\W/g, '\\$&')).join('|') || '(?!)', 'g');

  /** Before they are written as JSON, which would write a secret with a quote in it in another way. */
  function withoutSecrets(_key: string, value: unknown): unknown {
    return typeof value === 'string' ? value.replaceAll(pattern, '[secret]') : value;
  }

  function line(level: string, msg: string, fields: LogFields = {}): void {
    const masked: LogFields = JSON.parse(JSON.stringify(fields, withoutSecrets));
    write(JSON.stringify({ time: new Date(now()).toISOString(), level, msg, ...masked }));
  }
  return {
    info: (message, fields) => line('info', message, fields),
    warn: (message, fields) => line('warn', message, fields),
    error: (message, fields) => line('error', message, fields),
  };
}

/** An image as a field of the log: enough to know it by once it is gone. */
export function imageFields({ id, name, digest, tags }: Image): LogFields {
  return { id, name, digest, tags };
}

/** An error as a field of the log. */
export function errorFields(error: unknown): LogFields {
  if (isImagesError(error)) return error.toJSON();
  if (!(error instanceof Error)) return { message: String(error) };
  const { name, message, stack, cause } = error;
  return { name, message, stack, ...(cause !== undefined && { cause: errorFields(cause) }) };
}
