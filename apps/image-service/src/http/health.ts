import { Hono } from 'hono';

import type { AppEnv } from './app-env.ts';

/** Says why the service is not ready, a sentence each; nothing where it is. */
export type FindObstacles = () => readonly string[];

/**
 * `GET /healthz`, whether the process is alive, and `GET /readyz`, whether its answers are whole. They are for probes, which
 * have no token, and so name nothing of what is there.
 */
export function healthRoutes(findObstacles: FindObstacles): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .get('/healthz', ({ json }) => json({ status: 'ok' }))
    .get('/readyz', ({ json }) => {
      const reasons = findObstacles();
      return reasons.length === 0
        ? json({ status: 'ready' })
        : json({ status: 'not ready', reasons: [...reasons] }, 503);
    });
}
