import type { AsyncLocalStorage } from 'node:async_hooks';
import type { Writable } from 'node:stream';

import { pino, type DestinationStream, type Logger } from 'pino';

import type { RequestFacts } from './http/request-id.ts';

/** What {@link createLogger} needs. */
export interface LoggerOptions {
  readonly level?: string;
  /** Where a line is written for a request, the line says for which. */
  readonly requests: AsyncLocalStorage<RequestFacts>;
  readonly destination: DestinationStream;
}

/** Makes the log of the service: a JSON object a line. No secret is meant to be logged; one in a field of a usual name is taken out. */
export function createLogger({ level = 'info', requests, destination }: LoggerOptions): Logger {
  const options = {
    level,
    mixin: () => requests.getStore() ?? {},
    redact: { paths: secretPaths, censor: '[secret]' },
  };
  return pino(options, destination);
}

/** What may wait for whoever reads the log, in bytes. */
const maxWaitingBytes = 8 * 1024 * 1024;

/**
 * Makes a stream one to log to. Where it takes no more, because its reader has gone or is too slow, or its disk is full,
 * lines are lost; the service goes on, and ends as it would.
 *
 * pino's own writing to the standard output is not used: at the end it tries again for ever, whatever the error.
 */
export function toLogDestination(stream: Writable): DestinationStream {
  // Without a listener an error would end the process.
  stream.on('error', () => undefined);
  return {
    write(line) {
      if (stream.writableLength < maxWaitingBytes) stream.write(line);
    },
  };
}

/** Where a secret could get into a line by mistake. No wildcards: each would take ten times as long as the line itself. */
const secretPaths = ['authorization', 'credentials', 'password', 'token'].flatMap((name) => [
  name,
  `err.${name}`,
  `headers.${name}`,
]);
