import type { MiddlewareHandler } from 'hono';

import type { AuditLog } from '../audit/audit-log.ts';
import { isServiceError } from '../errors.ts';
import type { AppEnv } from './app-env.ts';
import { createMinuteLimit } from './minute-limit.ts';
import { remoteAddress } from './remote-address.ts';

/** What {@link auditUnknownCallers} needs. */
export interface AuditUnknownCallersDeps {
  readonly audit: AuditLog;
  /** The time, in ms since the Unix epoch. */
  readonly now: () => number;
}

/** With an entry of 500 bytes a minute from each, the audit log grows by no more than 72 MB a day. */
const maxAddresses = 100;

/**
 * Records deletions that were refused before it was known who asks: the first from each address in a minute, because
 * anybody can send as many as they like, and what is recorded stays. The log and the metrics have all of them. All other
 * refusals are recorded where they are made.
 *
 * To be put before whatever refuses.
 */
export function auditUnknownCallers({ audit, now }: AuditUnknownCallersDeps): MiddlewareHandler<AppEnv> {
  const limit = createMinuteLimit(maxAddresses);
  return async (context, next) => {
    const imageId = context.req.param('imageId') ?? '';
    await next();
    const { error, req, var: facts } = context;
    if (req.method !== 'DELETE' || facts.caller || !isServiceError(error)) return;
    const address = remoteAddress(context);
    const atMs = now();
    if (!limit.take(address ?? '', atMs)) return;
    audit.record({
      atMs,
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
