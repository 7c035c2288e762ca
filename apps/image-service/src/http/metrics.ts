import { Hono, type Context, type MiddlewareHandler } from 'hono';
import { matchedRoutes } from 'hono/route';
import { METHOD_NAME_ALL } from 'hono/router';

import type { FindPrincipal } from '../access/tokens.ts';
import { ServiceError } from '../errors.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { findCaller } from './access.ts';
import type { AppEnv } from './app-env.ts';

/** Counts each request once it is answered. */
export function measureRequests(
  metrics: Pick<Metrics, 'answered'>,
  elapsedMs: () => number,
): MiddlewareHandler<AppEnv> {
  return async (context, next) => {
    const startMs = elapsedMs();
    await next();
    const { method } = context.req;
    const { status } = context.res;
    metrics.answered({
      method,
      route: routeOf(context),
      status,
      seconds: (elapsedMs() - startMs) / 1000,
    });
  };
}

/** The route that answered, or would have, if a middleware in front of it had not. Middleware is for all methods. */
function routeOf(context: Context<AppEnv>): string {
  const { routeIndex } = context.req;
  const answered = matchedRoutes(context).find(
    ({ method }, index) => index >= routeIndex && method !== METHOD_NAME_ALL,
  );
  return answered?.path ?? '/*';
}

/**
 * Lets through who may read the metrics, which name every registry: tokens that see everything, from wherever they come. A
 * request that a proxy on this machine passes on looks like one of this machine. Without tokens everybody is let through who
 * is let in at all.
 */
export function requireMetricsAccess(find: FindPrincipal | undefined): MiddlewareHandler<AppEnv> {
  return async (context, next) => {
    if (!findCaller(find, context).principal.seesAll) {
      throw new ServiceError('PERMISSION_DENIED', 'The metrics are for tokens that see every repository.');
    }
    await next();
  };
}

/** `GET /metrics`, in the text format of Prometheus. */
export function metricsRoutes(metrics: Pick<Metrics, 'read'>): Hono<AppEnv> {
  return new Hono<AppEnv>().get('/metrics', async ({ body }) => {
    const { text, contentType } = await metrics.read();
    return body(text, 200, { 'Content-Type': contentType });
  });
}
