import type { MiddlewareHandler } from 'hono';

import { ServiceError } from '../errors.ts';

/** Whether a host, without its port, names this machine. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host);
}

/**
 * Refuses requests whose `Host` is not this machine. Without a token, being reached only from this machine is what
 * protects the service, and a web page could get around that by a name that it resolves to 127.0.0.1 (DNS rebinding).
 */
export function requireLoopbackHost(): MiddlewareHandler {
  return async (context, next) => {
    if (!isLoopback(new URL(context.req.url).hostname)) {
      throw new ServiceError(
        'PERMISSION_DENIED',
        'Without an access token this service answers to localhost only.',
      );
    }
    await next();
  };
}
