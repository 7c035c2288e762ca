import type { MiddlewareHandler } from 'hono';

import type { AuditLog } from '../audit/audit-log.ts';
import { isServiceError } from '../errors.ts';
import type { AppEnv } from './app-env.ts';
import { remoteAddress } from './remote-address.ts';

/** What {@link auditUnknownCallers} needs. */
export interface AuditUnknownCallersDeps {
  readonly audit: AuditLog;
  /** The time, in ms since the Unix epoch. */
  readonly now: () => number;
}

/**
 * Records deletions that were refused before it was known who asks. All others are recorded where they are refused. To be
 * put before whatever refuses.
 */
export function auditUnknownCallers({ audit, now }: AuditUnknownCallersDeps): MiddlewareHandler<AppEnv> {
  return async (context, next) => {
    const imageId = context.req.param('imageId') ?? '';
    await next();
    const { error, req, var: facts } = context;
    if (req.method !== 'DELETE' || facts.caller || !isServiceError(error)) return;
    const address = remoteAddress(context);
    audit.record({
      atMs: now(),
      action: 'images.delete',
      outcome: 'refused',
      caller: 'unknown',
      ...(address !== undefined && { address }),
      requestId: facts.requestId,
      imageId: imageId.slice(0, 50),
      code: error.code,
      message: error.message,
    });
  };
}
