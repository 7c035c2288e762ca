import type { MiddlewareHandler } from 'hono';
import type { Logger } from 'pino';

import type { AppEnv } from './app-env.ts';
import { remoteAddress } from './remote-address.ts';

/** Logs one line for each request once it is answered; never headers or queries, where secrets can be. */
export function requestLog(logger: Logger, elapsedMs: () => number): MiddlewareHandler<AppEnv> {
  // What a line says is known, and to look for secrets in it would take longer than to answer.
  const lines = logger.child({}, { redact: [] });
  return async (context, next) => {
    const startMs = elapsedMs();
    await next();
    const { method, path } = context.req;
    const { caller } = context.var;
    lines.info(
      {
        method,
        path: path.slice(0, 500),
        status: context.res.status,
        ms: Math.round((elapsedMs() - startMs) * 10) / 10,
        address: remoteAddress(context),
        caller: caller?.principal.name,
      },
      'request',
    );
  };
}
