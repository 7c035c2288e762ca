import { httpStatusOf, statusCodeName } from '@registry-images/model';
import type { Context } from 'hono';
import type { Logger } from 'pino';

import { isServiceError, ServiceError } from '../errors.ts';
import { toStatus } from '../status.ts';
import type { AppEnv } from './app-env.ts';

/** The answer to a request that failed: a Status. What nobody foresaw is logged, and the answer has the request's id. */
export function answerError(
  error: unknown,
  { req, var: { requestId } }: Context<AppEnv>,
  logger: Logger,
): Response {
  const { signal } = req.raw;
  const isGone = signal.aborted && error === signal.reason;
  const known = isGone ? new ServiceError('CANCELLED', 'The caller went away.') : error;
  if (!isServiceError(known)) logger.error({ err: error }, 'unexpected error');
  const status = toStatus(known, requestId);
  const code = statusCodeName(status.code);
  return Response.json(status, {
    status: httpStatusOf(code),
    headers: {
      'X-Request-Id': requestId,
      // RFC 9110, section 11.6.1: a 401 says how to authenticate.
      ...(code === 'UNAUTHENTICATED' && { 'WWW-Authenticate': 'Bearer' }),
    },
  });
}
