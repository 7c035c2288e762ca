import type { MiddlewareHandler } from 'hono';
import { Hono } from 'hono';
import { routePath } from 'hono/route';

import type { Metrics } from '../metrics/metrics.ts';
import type { AppEnv } from './app-env.ts';

/** Counts each request once it is answered. */
export function measureRequests(
  metrics: Pick<Metrics, 'answered'>,
  now: () => number,
): MiddlewareHandler<AppEnv> {
  return async (context, next) => {
    const startMs = now();
    await next();
    const { method } = context.req;
    const { status } = context.res;
    metrics.answered({ method, route: routePath(context, -1), status, seconds: (now() - startMs) / 1000 });
  };
}

/** `GET /metrics`, in the text format of Prometheus. */
export function metricsRoutes(metrics: Pick<Metrics, 'read'>): Hono<AppEnv> {
  return new Hono<AppEnv>().get('/metrics', async ({ body }) => {
    const { text, contentType } = await metrics.read();
    return body(text, 200, { 'Content-Type': contentType });
  });
}
