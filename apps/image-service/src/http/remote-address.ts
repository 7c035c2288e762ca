import type { Context } from 'hono';

import type { AppEnv } from './app-env.ts';

/**
 * The IP address of the other end of the connection; undefined where there is no connection. Behind a proxy that is the
 * proxy: what headers such as `X-Forwarded-For` say, anybody can say.
 */
export function remoteAddress({ env }: Context<AppEnv>): string | undefined {
  return env?.incoming?.socket.remoteAddress?.replace(/^::ffff:/, '');
}
