import type { AsyncLocalStorage } from 'node:async_hooks';

import { pino, type DestinationStream, type Logger } from 'pino';

import type { RequestFacts } from './http/request-id.ts';

/** What {@link createLogger} needs. */
export interface LoggerOptions {
  readonly level?: string;
  /** Where a line is written for a request, the line says for which. */
  readonly requests: AsyncLocalStorage<RequestFacts>;
  /** The standard output by default. */
  readonly destination?: DestinationStream;
}

/** Makes the log of the service: a JSON object a line. No secret is meant to be logged; where one is, it is taken out. */
export function createLogger({ level = 'info', requests, destination }: LoggerOptions): Logger {
  const options = {
    level,
    mixin: () => requests.getStore() ?? {},
    redact: { paths: secretPaths, censor: '[secret]' },
  };
  return destination ? pino(options, destination) : pino(options);
}

/** Where a secret could get into a line by mistake. No wildcards: each would take ten times as long as the line itself. */
const secretPaths = ['authorization', 'credentials', 'password', 'token'].flatMap((name) => [
  name,
  `err.${name}`,
  `headers.${name}`,
]);
