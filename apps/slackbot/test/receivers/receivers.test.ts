import { once } from 'node:events';
import { request } from 'node:http';

import { describe, expect, it } from 'vitest';

import { requestIdOf } from '../../src/receivers/intake.ts';
import { startReceiver } from './receiver-world.ts';

const ada = 'U0ADA';
const command = { channel: 'C0GENERAL', command: '/images', text: '' };

describe.each(['http', 'socket'] as const)('the receiver over %s', (mode) => {
  it('is alive and ready, and tells Prometheus what it does', async () => {
    const { app, sandbox, probe } = await startReceiver(mode, [
      { name: 'The registry', check: () => Promise.resolve() },
    ]);
    app.command('/images', ({ ack }) => ack());
    expect(await sandbox.user(ada).runCommand(command)).toEqual({ ok: true });
    expect(await probe('/healthz')).toEqual({ status: 200, text: '{"status":"ok"}' });
    expect(await probe('/readyz')).toEqual({ status: 200, text: '{"status":"ready"}' });
    const { text } = await probe('/metrics');
    expect(text).toContain('slackbot_acknowledgement_seconds_count{kind="command"} 1');
    expect(text.includes('slackbot_socket_connected 1')).toBe(mode === 'socket');
    expect((await probe('/metrics/')).status).toBe(404);
  });

  it('is alive and not ready without what it needs, and says what', async () => {
    const { probe } = await startReceiver(mode, [
      { name: 'The registry', check: () => Promise.reject(new Error('token xyz refused')) },
    ]);
    expect((await probe('/healthz')).status).toBe(200);
    const { status, text } = await probe('/readyz');
    expect(status).toBe(503);
    expect(JSON.parse(text)).toEqual({ status: 'not ready', reasons: ['The registry cannot be used.'] });
  });

  it('gives every delivery an id, which its listener finds', async () => {
    const { app, sandbox } = await startReceiver(mode);
    const ids: (string | undefined)[] = [];
    app.command('/images', async ({ ack, context }) => {
      ids.push(requestIdOf(context));
      await ack();
    });
    await sandbox.user(ada).runCommand(command);
    await sandbox.user(ada).runCommand(command);
    expect(ids).toEqual(['request-1', 'request-2']);
  });

  it('acknowledges once, whatever listeners do', async () => {
    const { app, sandbox, lines } = await startReceiver(mode);
    app.command('/images', async ({ ack }) => {
      await ack('first');
      await ack('second');
    });
    expect(await sandbox.user(ada).runCommand(command)).toEqual({ ok: true });
    await sandbox.until(() => sandbox.messages(command.channel, ada).some(({ text }) => text === 'first'));
    expect(lines.join('\n')).toContain('acknowledged twice');
  });

  it('tells Slack of no failure where nobody listens', async () => {
    const { sandbox, lines } = await startReceiver(mode);
    expect(await sandbox.user(ada).runCommand(command)).toEqual({ ok: true });
    expect(lines.join('\n')).toContain('nobody acknowledged');
  });

  it('has no connection and no server any more once it has stopped, and can be stopped twice', async () => {
    const { sandbox, receiver, url } = await startReceiver(mode);
    await receiver.stop();
    await receiver.stop();
    await sandbox.until(() => sandbox.socketConnections === 0);
    await expect(fetch(`${url}/healthz`)).rejects.toThrow('fetch failed');
  });
});

describe('the receiver over http when it is stopped', () => {
  it('waits for a request that has not arrived whole until it may not any longer', async () => {
    const { receiver, url } = await startReceiver('http');
    const half = request(`${url}/slack/events`, { method: 'POST', headers: { 'content-length': 9 } });
    const cut = once(half, 'error');
    half.write('half');
    // What comes after it has been answered: then the other has arrived as well.
    await fetch(`${url}/healthz`);
    const stopping = new AbortController();
    const stopped = receiver.stop(stopping.signal);
    stopping.abort();
    await stopped;
    expect(await cut).toMatchObject([{ code: 'ECONNRESET' }]);
  });
});

describe('the receiver over socket when the connection ends', () => {
  it('is alive and not ready, and can be stopped', async () => {
    const { sandbox, receiver, probe, lines } = await startReceiver('socket');
    sandbox.cutSocketConnections();
    let ready = await probe('/readyz');
    while (ready.status === 200) ready = await probe('/readyz');
    expect(ready.text).toContain('There is no connection to Slack.');
    expect((await probe('/healthz')).status).toBe(200);
    expect((await probe('/metrics')).text).toContain('slackbot_socket_connected 0');
    expect(lines.join('\n')).toContain('connection to Slack lost');
    await receiver.stop();
  });

  // Slack's library waits five seconds before it connects again.
  it.each(['refreshSocketConnections', 'cutSocketConnections'] as const)(
    'comes back after %s',
    { timeout: 20_000 },
    async (disturb) => {
      const { app, sandbox } = await startReceiver('socket');
      app.command('/images', ({ ack }) => ack());
      sandbox[disturb]();
      await sandbox.until(() => sandbox.socketConnections === 0);
      await sandbox.until(() => sandbox.socketConnections === 1);
      expect(await sandbox.user(ada).runCommand(command)).toEqual({ ok: true });
    },
  );
});
