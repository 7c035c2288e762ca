import { randomUUID } from 'node:crypto';

import { httpStatusOf, statusCodeName } from '@registry-images/model';
import { Hono } from 'hono';
import type { Logger } from 'pino';

import { isServiceError, ServiceError } from './errors.ts';
import { requireToken } from './http/access.ts';
import { imageRoutes } from './http/images.ts';
import { requireLoopbackHost } from './http/loopback.ts';
import { operationRoutes } from './http/operations.ts';
import { requestLog } from './http/request-log.ts';
import type { Operations } from './operations/operations.ts';
import type { ImageSource } from './source/image-source.ts';
import { toStatus } from './status.ts';

/** What the service is made of. */
export interface AppDeps {
  readonly source: ImageSource;
  readonly operations: Operations;
  /** The folder that the registry belongs to, where it belongs to one. */
  readonly folderId: string | undefined;
  /** Without one, only requests to this machine by a name of its own are answered. */
  readonly accessToken: string | undefined;
  readonly logger: Logger;
  /** The time, in ms since the Unix epoch. */
  readonly now: () => number;
}

/** Makes the service: the Image API, and `GET /healthz`. Errors are always answered with a Status. */
export function createApp(deps: AppDeps): Hono {
  const { logger, operations, accessToken } = deps;
  const app = new Hono();
  app.use(requestLog(logger, deps.now));
  if (accessToken === undefined) app.use(requireLoopbackHost());
  app.get('/healthz', ({ json }) => json({ status: 'ok' }));

  app.use(requireToken(accessToken));
  const caller = accessToken === undefined ? 'anonymous' : 'access-token';
  app.route('/container-registry/v1/images', imageRoutes({ ...deps, caller }));
  app.route('/operations', operationRoutes(operations));

  app.notFound(({ req }) => {
    throw new ServiceError(
      'NOT_FOUND',
      `There is no ${req.method} of ${req.path.slice(0, 200)} in this API.`,
    );
  });
  app.onError((error, { req }) => {
    const incidentId = randomUUID();
    const { signal } = req.raw;
    const isGone = signal.aborted && error === signal.reason;
    const known = isGone ? new ServiceError('CANCELLED', 'The caller went away.') : error;
    if (!isServiceError(known)) logger.error({ err: error, incidentId }, 'unexpected error');
    const status = toStatus(known, incidentId);
    const code = statusCodeName(status.code);
    return Response.json(status, {
      status: httpStatusOf(code),
      // RFC 9110, section 11.6.1: a 401 says how to authenticate.
      headers: code === 'UNAUTHENTICATED' ? { 'WWW-Authenticate': 'Bearer' } : {},
    });
  });
  return app;
}
