import type { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';

import { Hono } from 'hono';
import type { Logger } from 'pino';

import type { FindPrincipal } from './access/tokens.ts';
import { ServiceError } from './errors.ts';
import { requireToken } from './http/access.ts';
import type { AppEnv } from './http/app-env.ts';
import { auditUnknownCallers } from './http/audit-unknown-callers.ts';
import { deleteRoutes, type DeleteRoutesDeps } from './http/delete-images.ts';
import { answerError } from './http/error-answer.ts';
import { eventRoutes, type EventRoutesDeps } from './http/events.ts';
import { healthRoutes, type FindObstacles } from './http/health.ts';
import { imageRoutes, type ImageRoutesDeps } from './http/images.ts';
import { requireLoopbackHost } from './http/loopback.ts';
import { measureRequests, metricsRoutes, requireMetricsAccess } from './http/metrics.ts';
import { operationRoutes } from './http/operations.ts';
import { identifyRequest, type RequestFacts } from './http/request-id.ts';
import { requestLog } from './http/request-log.ts';
import type { Metrics } from './metrics/metrics.ts';

/** What the service is made of. */
export type AppDeps = ImageRoutesDeps & DeleteRoutesDeps & OwnDeps;

interface OwnDeps {
  readonly sync: EventRoutesDeps['sync'];
  /** What the webhook of each registry that has one sends as a bearer token, by registry id. */
  readonly eventsTokens: EventRoutesDeps['tokens'];
  readonly metrics: Metrics;
  readonly findObstacles: FindObstacles;
  /** Undefined where no token is asked for. Then only requests to this machine by a name of its own are answered. */
  readonly findPrincipal: FindPrincipal | undefined;
  readonly logger: Logger;
  /** Where each request runs, for the log. */
  readonly requests: AsyncLocalStorage<RequestFacts>;
  /** The time, in ms since the Unix epoch. */
  readonly now: () => number;
  /** A time that never goes back, in ms since whenever. */
  readonly elapsedMs: () => number;
}

/** Makes the service: the Image API, and what those who run it need. Errors are always answered with a Status. */
export function createApp(deps: AppDeps): Hono<AppEnv> {
  const { logger, elapsedMs, metrics, findPrincipal } = deps;
  const app = new Hono<AppEnv>();
  app.use(
    identifyRequest(deps.requests, randomUUID),
    requestLog(logger, elapsedMs),
    measureRequests(metrics, elapsedMs),
  );
  app.use('/container-registry/v1/images/:imageId', auditUnknownCallers(deps));
  if (!findPrincipal) app.use(requireLoopbackHost());
  app.route('/', healthRoutes(deps.findObstacles));
  app.use('/metrics', requireMetricsAccess(findPrincipal));
  app.route('/', metricsRoutes(metrics));
  app.route('/events', eventRoutes({ ...deps, tokens: deps.eventsTokens }));

  app.use(requireToken(findPrincipal));
  app.route('/container-registry/v1/images', deleteRoutes(deps));
  app.route('/container-registry/v1/images', imageRoutes(deps));
  app.route('/operations', operationRoutes(deps.operations));

  app.notFound(({ req }) => {
    throw new ServiceError(
      'NOT_FOUND',
      `There is no ${req.method} of ${req.path.slice(0, 200)} in this API.`,
    );
  });
  app.onError((error, context) => answerError(error, context, logger));
  return app;
}
