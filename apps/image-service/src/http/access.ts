import { createHash, timingSafeEqual } from 'node:crypto';

import type { MiddlewareHandler } from 'hono';

import { ServiceError } from '../errors.ts';

/**
 * Lets requests through that carry the access token as a bearer token. Without a token everything is let through: the
 * configuration sees to it that the service is then reached from its own machine only.
 */
export function requireToken(token: string | undefined): MiddlewareHandler {
  const expected = token === undefined ? undefined : digest(token);
  return async (context, next) => {
    if (expected) {
      const given = /^Bearer +(\S+) *$/i.exec(context.req.header('authorization') ?? '')?.[1];
      // Digests have one length, and comparing them takes the same time however much of the token was guessed.
      if (given === undefined || !timingSafeEqual(digest(given), expected)) {
        throw new ServiceError(
          'UNAUTHENTICATED',
          'The request needs the access token of this service as a bearer token.',
        );
      }
    }
    await next();
  };
}

function digest(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
