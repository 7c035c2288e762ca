import type { AsyncLocalStorage } from 'node:async_hooks';

import type { MiddlewareHandler } from 'hono';

import type { AppEnv } from './app-env.ts';

/** What every log line that is written for a request says of it, however deep below. */
export interface RequestFacts {
  readonly requestId: string;
}

/**
 * Gives each request an id: that of its `X-Request-Id`, so that it is the same as in the logs of whoever sent it, or a new
 * one. The answer has it in the same header.
 */
export function identifyRequest(
  requests: AsyncLocalStorage<RequestFacts>,
  makeId: () => string,
): MiddlewareHandler<AppEnv> {
  return async (context, next) => {
    const given = context.req.header('x-request-id');
    const requestId = given !== undefined && isSane(given) ? given : makeId();
    context.set('requestId', requestId);
    // Set before there is an answer: looking at the headers of one would make it be sent the long way round.
    context.header('X-Request-Id', requestId);
    await requests.run({ requestId }, next);
  };
}

/** Nothing that could break a line of a log, or fill it. */
function isSane(id: string): boolean {
  return /^[\w.:+/=-]{1,128}$/.test(id);
}
