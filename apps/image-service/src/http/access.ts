import type { Context, MiddlewareHandler } from 'hono';

import { anonymous, type FindPrincipal } from '../access/tokens.ts';
import { ServiceError } from '../errors.ts';
import type { AppEnv, Caller } from './app-env.ts';
import { remoteAddress } from './remote-address.ts';

/**
 * Lets requests through that carry a token of the service as a bearer token, and says whose they are. Without tokens
 * everybody is let through: the configuration sees to it that the service is then reached from its own machine only.
 */
export function requireToken(find: FindPrincipal | undefined): MiddlewareHandler<AppEnv> {
  return async (context, next) => {
    context.set('caller', findCaller(find, context));
    await next();
  };
}

/**
 * Finds out who a request is from.
 *
 * @throws ServiceError `UNAUTHENTICATED`.
 */
export function findCaller(find: FindPrincipal | undefined, context: Context<AppEnv>): Caller {
  const token = bearerToken(context.req.raw.headers);
  const found = token === undefined ? undefined : find?.(token);
  const principal = find ? found : anonymous;
  if (!principal) {
    throw new ServiceError(
      'UNAUTHENTICATED',
      'The request needs a token of this service as a bearer token: Authorization: Bearer <token>.',
    );
  }
  return { principal, requestId: context.var.requestId, address: remoteAddress(context) };
}

/** The bearer token of a request (RFC 6750, section 2.1). */
export function bearerToken(headers: Headers): string | undefined {
  return /^Bearer +(\S+) *$/i.exec(headers.get('authorization') ?? '')?.[1];
}
