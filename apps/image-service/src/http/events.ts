import { createHash, timingSafeEqual } from 'node:crypto';

import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Logger } from 'pino';

import { ServiceError } from '../errors.ts';
import { parseEvents } from '../sync/events/parse-events.ts';
import type { Sync } from '../sync/sync.ts';
import { bearerToken } from './access.ts';

/** What the route of webhooks needs. */
export interface EventRoutesDeps {
  readonly sync: Pick<Sync, 'notify'>;
  /** The token of the webhook of each registry that has one, by registry id. */
  readonly tokens: ReadonlyMap<string, string>;
  readonly logger: Logger;
}

/** Events are a few KiB; an index of many images has a reference for each. */
const maxBodyBytes = 4 * 1024 * 1024;

/**
 * The route of webhooks, to be mounted at `/events`: a registry sends its events to `/events/<registry id>`, with its
 * own token as a bearer token. It is answered as soon as the events are in hand, because registries wait for the answer
 * before they send the next one.
 *
 * A registry without a token has no such route.
 */
export function eventRoutes({ sync, tokens, logger }: EventRoutesDeps): Hono {
  const digests = new Map([...tokens].map(([registryId, token]) => [registryId, sha256(token)]));
  const limit = bodyLimit({
    maxSize: maxBodyBytes,
    onError: () => {
      throw new ServiceError('INVALID_ARGUMENT', `An event may have at most ${maxBodyBytes} bytes.`);
    },
  });
  return new Hono().post(
    '/:registryId',
    async ({ req }, next) => {
      const expected = digests.get(req.param('registryId'));
      if (!expected) throw new ServiceError('NOT_FOUND', 'This service takes no events of such a registry.');
      const token = bearerToken(req.raw.headers);
      if (token === undefined || !timingSafeEqual(sha256(token), expected)) {
        throw new ServiceError(
          'UNAUTHENTICATED',
          "Events need the token of the registry's webhook: Authorization: Bearer <token>.",
        );
      }
      await next();
    },
    limit,
    async ({ req, body }) => {
      const registryId = req.param('registryId');
      const events = parseEvents(req.raw.headers, parseBody(await req.text()));
      if (events.length === 0) logger.debug({ registryId }, 'event of no importance');
      sync.notify(registryId, events);
      return body(null, 204);
    },
  );
}

function parseBody(text: string): unknown {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (cause) {
    throw new ServiceError('INVALID_ARGUMENT', 'The body of an event must be JSON.', { cause });
  }
  if (typeof body === 'object' && body !== null) return body;
  throw new ServiceError('INVALID_ARGUMENT', 'The body of an event must be an object or a list.');
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
