import { Hono } from 'hono';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';

import { isServiceError } from '../errors.ts';
import type { RegistryEvent } from '../sync/events/registry-event.ts';
import { eventRoutes } from './events.ts';

const token = 'a token of the webhook';

/** The routes, with an answer that names the code of an error. */
function makeRoutes() {
  const noted: [string, readonly RegistryEvent[]][] = [];
  const logs: string[] = [];
  const app = new Hono().route(
    '/events',
    eventRoutes({
      sync: { notify: (registryId, events) => void noted.push([registryId, events]) },
      tokens: new Map([['prod', token.replaceAll(' ', '-')]]),
      logger: pino({ level: 'debug' }, { write: (line) => void logs.push(line) }),
    }),
  );
  app.onError((error, { text }) => text(isServiceError(error) ? error.code : String(error), 500));
  const post = async (path: string, body: string, headers: Record<string, string> = {}) => {
    const authorization = `Bearer ${token.replaceAll(' ', '-')}`;
    const init = { method: 'POST', body, headers: { authorization, ...headers } };
    const response = await app.request(`/events/${path}`, init);
    return `${response.status} ${await response.text()}`.trim();
  };
  return { noted, logs, post };
}

const event = JSON.stringify({ events: [{ action: 'push', target: { repository: 'app', tag: 'v1' } }] });

describe('eventRoutes', () => {
  it('takes the events of a registry, whatever it calls them', async () => {
    const { post, noted } = makeRoutes();
    const type = 'application/vnd.docker.distribution.events.v2+json';
    expect(await post('prod', event, { 'content-type': type })).toBe('204');
    expect(noted).toEqual([['prod', [{ kind: 'push', repository: 'app', tag: 'v1' }]]]);
  });

  it('is not there for a registry without a token', async () => {
    const { post, noted } = makeRoutes();
    expect(await post('other', event)).toBe('500 NOT_FOUND');
    expect(noted).toEqual([]);
  });

  it.each(['', 'Bearer wrong', 'Basic YTpi', `bearer ${token}`])(
    'wants its token, not %j',
    async (authorization) => {
      const { post, noted } = makeRoutes();
      expect(await post('prod', event, { authorization })).toBe('500 UNAUTHENTICATED');
      expect(noted).toEqual([]);
    },
  );

  it('does not mind events that it does not know, and says so where one looks for it', async () => {
    const { post, logs } = makeRoutes();
    expect(await post('prod', '{"type":"SCANNING_COMPLETED"}')).toBe('204');
    expect(logs.join('')).toContain('"level":20');
  });

  it.each(['', '{', '"text"', 'null', '\u0000', '{"events":['.repeat(100_000)])(
    'refuses a damaged body',
    async (body) => {
      const { post, noted } = makeRoutes();
      expect(await post('prod', body)).toBe('500 INVALID_ARGUMENT');
      expect(noted).toEqual([]);
    },
  );

  it('refuses a body that is too long', async () => {
    const { post } = makeRoutes();
    expect(await post('prod', `"${'x'.repeat(4 * 1024 * 1024)}"`)).toBe('500 INVALID_ARGUMENT');
  });
});
