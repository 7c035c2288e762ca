import { describe, expect, it } from 'vitest';

import { openSandbox } from './open-sandbox.ts';
import { connectScriptedApp, type Reply } from './scripted-app.ts';

const event = { type: 'app_mention', text: 'Hello' };
const options = { eventSubscriptions: ['app_mention'] };

async function openWith(reply: () => Reply) {
  const { sandbox, clock } = await openSandbox(options);
  return { sandbox, clock, received: await connectScriptedApp(sandbox, reply) };
}

describe('sendEvent', () => {
  it('sends an event once, as signed JSON, where it is acknowledged', async () => {
    const { sandbox, clock, received } = await openWith(() => ({ body: 'whatever' }));
    expect(await sandbox.sendEvent(event)).toBe(true);
    clock.advance(3_600_000);
    expect(received).toHaveLength(1);
    expect(received[0]?.headers).toMatchObject({
      'content-type': 'application/json',
      'x-slack-signature': expect.stringMatching(/^v0=/),
    });
    expect(received[0]?.headers['x-slack-retry-num']).toBeUndefined();
    expect(received[0]?.fields).toMatchObject({
      type: 'event_callback',
      team_id: sandbox.team.id,
      api_app_id: sandbox.app.id,
      event: { type: 'app_mention', text: 'Hello' },
      event_id: expect.stringMatching(/^Ev/),
    });
    expect(sandbox.deliveries).toMatchObject([{ kind: 'events_api', name: 'app_mention', tookMs: 0 }]);
    expect(sandbox.deliveries[0]?.error).toBeUndefined();
  });

  it('sends it three times more, at once, after one minute and after five, with the same id', async () => {
    const { sandbox, clock, received } = await openWith(() => ({ status: 500 }));
    expect(await sandbox.sendEvent(event)).toBe(false);
    for (const [waitMs, attempts] of [
      [0, 2],
      [59_999, 2],
      [1, 3],
      [299_999, 3],
      [1, 4],
      [3_600_000, 4],
    ] as const) {
      clock.advance(waitMs);
      await sandbox.until(() => sandbox.deliveries.length === attempts);
    }
    expect(received.map(({ headers }) => headers['x-slack-retry-num'])).toEqual([undefined, '1', '2', '3']);
    expect(received[1]?.headers['x-slack-retry-reason']).toBe('http_error');
    expect(new Set(received.map(({ fields }) => fields['event_id'])).size).toBe(1);
    expect(sandbox.deliveries.map(({ retry, error }) => [retry?.attempt, error])).toEqual([
      [undefined, 'http_service_error'],
      [1, 'http_service_error'],
      [2, 'http_service_error'],
      [3, 'http_service_error'],
    ]);
  });

  it('stops at the first acknowledgement', async () => {
    let answered = 0;
    const { sandbox, clock, received } = await openWith(() => {
      answered += 1;
      return answered < 2 ? { status: 404 } : {};
    });
    await sandbox.sendEvent(event);
    clock.advance(0);
    await sandbox.until(() => sandbox.deliveries.length === 2);
    clock.advance(3_600_000);
    expect(received).toHaveLength(2);
  });

  it('counts an answer after three seconds as none', async () => {
    const { sandbox, clock } = await openWith(() => 'never');
    const sent = sandbox.sendEvent(event);
    clock.advance(3000);
    expect(await sent).toBe(false);
    clock.advance(0);
    clock.advance(3000);
    await sandbox.until(() => sandbox.deliveries.length === 2);
    expect(sandbox.deliveries[1]).toMatchObject({
      retry: { attempt: 1, reason: 'http_timeout' },
      tookMs: 3000,
      error: 'operation_timeout',
    });
  });

  it('heeds an app that wants no retries', async () => {
    const { sandbox, clock, received } = await openWith(() => ({
      status: 500,
      headers: { 'x-slack-no-retry': '1' },
    }));
    await sandbox.sendEvent(event);
    clock.advance(3_600_000);
    expect(received).toHaveLength(1);
  });

  it('sends no events that the app has not subscribed to', async () => {
    const { sandbox, received } = await openWith(() => ({}));
    expect(await sandbox.sendEvent({ type: 'reaction_added' })).toBe(false);
    expect(received).toEqual([]);
  });
});

describe('deliveries', () => {
  it('tells of what failed, and how long the app took', async () => {
    const { sandbox, clock } = await openSandbox();
    await connectScriptedApp(sandbox, () => 'never');
    const delivery = sandbox.user('U0ADA').runCommand({ channel: 'C0GENERAL', command: '/images' });
    clock.advance(3000);
    expect(await delivery).toMatchObject({ error: 'operation_timeout' });
    expect(sandbox.deliveries).toMatchObject([
      { kind: 'slash_commands', name: '/images', tookMs: 3000, error: 'operation_timeout' },
    ]);
  });
});
