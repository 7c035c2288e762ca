import { isImagesError } from '@registry-images/client';
import { pino } from 'pino';

/** What a line of the log says besides its message. */
export type LogFields = Readonly<Record<string, unknown>>;

/** The levels of the log, the least first. */
export const logLevels = ['debug', 'info', 'warn', 'error'] as const;

/** How much a line of the log matters. */
export type LogLevel = (typeof logLevels)[number];

/** The log. */
export type Log = Readonly<Record<LogLevel, (message: string, fields?: LogFields) => void>>;

/** What {@link createLog} needs. */
export interface LogOptions {
  /** Takes one line, without its end. */
  readonly write: (line: string) => void;
  /** The time in ms since the Unix epoch. */
  readonly now: () => number;
  /** What must never be in the log, even if somebody else's error message has it. */
  readonly secrets: readonly string[];
  /** Lines that matter less are left out. Default: `info`. */
  readonly level?: LogLevel;
}

/**
 * Fields that hold secrets nobody has told the log of, such as the `response_url` of a user, with which anybody can post.
 * Pino's paths: https://github.com/pinojs/pino/blob/main/docs/redaction.md
 */
const secretFields = ['token', 'authorization', 'response_url', 'responseUrl', 'trigger_id', 'triggerId'];

/** Workspaces, with tokens of their own, may come while the bot runs: https://docs.slack.dev/authentication/tokens */
const slackToken = String.raw`\b(?:xoxe\.)?x(?:ox[a-z]|app)-[\w-]+`;

/** Makes a log of one JSON object a line: `level`, `time`, the fields, and `msg`. */
export function createLog({ write, now, secrets, level = 'info' }: LogOptions): Log {
  // Longer ones first: one secret may be the beginning of another.
  const ordered = secrets.toSorted((one, other) => other.length - one.length);
  const pattern = new RegExp(
    [...ordered.map((secret) => secret.replace(/\W/g, '\\$&')), slackToken].join('|'),
    'g',
  );

  /** Before they are written as JSON, which would write a secret with a quote in it in another way. */
  function withoutSecrets(_key: string, value: unknown): unknown {
    return typeof value === 'string' ? value.replaceAll(pattern, '[secret]') : value;
  }

  const logger = pino(
    {
      level,
      base: null,
      timestamp: () => `,"time":"${new Date(now()).toISOString()}"`,
      redact: { paths: secretFields.flatMap((field) => [field, `*.${field}`]), censor: '[secret]' },
      formatters: {
        level: (label) => ({ level: label }),
        log: (fields): LogFields => JSON.parse(JSON.stringify(fields, withoutSecrets)),
      },
    },
    { write: (line: string) => write(line.trimEnd()) },
  );
  return {
    debug: (message, fields = {}) => logger.debug(fields, message),
    info: (message, fields = {}) => logger.info(fields, message),
    warn: (message, fields = {}) => logger.warn(fields, message),
    error: (message, fields = {}) => logger.error(fields, message),
  };
}

/** An error as a field of the log. */
export function errorFields(error: unknown): LogFields {
  if (isImagesError(error)) return error.toJSON();
  if (!(error instanceof Error)) return { message: String(error) };
  const { name, message, stack, cause } = error;
  return { name, message, stack, ...(cause !== undefined && { cause: errorFields(cause) }) };
}
