import type { MiddlewareHandler } from 'hono';
import type { Logger } from 'pino';

/** Logs one line for each request once it is answered; never headers or queries, where secrets can be. */
export function requestLog(logger: Logger, now: () => number): MiddlewareHandler {
  return async (context, next) => {
    const startMs = now();
    await next();
    const { method, path } = context.req;
    logger.info({ method, path, status: context.res.status, ms: Math.round(now() - startMs) }, 'request');
  };
}
