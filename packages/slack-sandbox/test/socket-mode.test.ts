import { App, LogLevel, SocketModeReceiver, type Logger } from '@slack/bolt';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';

import type { SlackSandbox } from '../src/index.ts';
import { connectSocket, textOf } from './bare-socket.ts';
import { call, openSandbox } from './open-sandbox.ts';

const channel = 'C0GENERAL';

/** Says nothing: Bolt takes a connection that is cut for an error, and here it is meant to be. */
const quiet: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  setLevel: () => undefined,
  getLevel: () => LogLevel.ERROR,
  setName: () => undefined,
};

/** A Bolt app that answers `/a` with a word. */
async function startBolt(sandbox: SlackSandbox): Promise<void> {
  const receiver = new SocketModeReceiver({
    appToken: sandbox.appToken,
    clientPingTimeout: 10,
    logger: quiet,
    installerOptions: { clientOptions: { slackApiUrl: sandbox.apiUrl } },
  });
  const app = new App({
    receiver,
    token: sandbox.botToken,
    logLevel: LogLevel.ERROR,
    clientOptions: { slackApiUrl: sandbox.apiUrl },
  });
  app.command('/a', async ({ ack }) => ack('Back'));
  await app.start();
  onTestFinished(async () => {
    await app.stop();
    await sandbox.until(() => sandbox.socketConnections === 0);
  });
}

describe('Socket Mode', () => {
  it('greets, and hands envelopes to one connection after the other', async () => {
    const { sandbox } = await openSandbox();
    const clients = [await connectSocket(sandbox), await connectSocket(sandbox)];
    for (const { socket } of clients)
      socket.on('message', (data) => {
        const { envelope_id } = JSON.parse(textOf(data));
        socket.send('this is not JSON');
        socket.send(JSON.stringify({ envelope_id, payload: { text: 'Hi' } }));
      });
    const ada = sandbox.user('U0ADA');
    expect(await ada.runCommand({ channel, command: '/a' })).toEqual({ ok: true });
    expect(await ada.runCommand({ channel, command: '/b' })).toEqual({ ok: true });
    for (const [index, command] of ['/a', '/b'].entries())
      expect(clients[index]?.frames).toMatchObject([
        { type: 'hello', num_connections: index + 1 },
        { type: 'slash_commands', accepts_response_payload: true, payload: { command } },
      ]);
    expect(sandbox.messages(channel, 'U0ADA').map(({ text }) => text)).toEqual(['/a', 'Hi', '/b', 'Hi']);
  });

  it('waits three seconds for an acknowledgement', async () => {
    const { sandbox, clock } = await openSandbox();
    await connectSocket(sandbox);
    const delivery = sandbox.user('U0ADA').runCommand({ channel, command: '/a' });
    clock.advance(3000);
    expect(await delivery).toMatchObject({ error: 'operation_timeout' });
  });

  it('takes a ticket once, and ten connections', async () => {
    const { sandbox } = await openSandbox();
    const { url } = await call(sandbox, 'apps.connections.open', {}, sandbox.appToken);
    const open = (): Promise<string> =>
      new Promise((resolve) => {
        const socket = new WebSocket(String(url));
        socket.on('open', () => resolve('open'));
        socket.on('error', (error) => resolve(error.message));
        onTestFinished(() => socket.terminate());
      });
    expect(await open()).toBe('open');
    expect(await open()).toContain('403');
    for (let count = 1; count < 10; count += 1) await connectSocket(sandbox);
    expect(sandbox.socketConnections).toBe(10);
    expect(await call(sandbox, 'apps.connections.open', {}, sandbox.appToken)).toMatchObject({
      error: 'too_many_websockets',
    });
  });

  it('pings, so that clients see that it is alive', async () => {
    const { sandbox, clock } = await openSandbox();
    const { socket } = await connectSocket(sandbox);
    const pinged = new Promise<boolean>((resolve) => {
      socket.once('ping', () => resolve(true));
    });
    clock.advance(10_000);
    expect(await pinged).toBe(true);
  });

  it('sends nothing to a connection that it asked to come back', async () => {
    const { sandbox } = await openSandbox();
    const { frames, socket } = await connectSocket(sandbox);
    const asked = new Promise((resolve) => {
      socket.once('message', resolve);
    });
    sandbox.refreshSocketConnections();
    await asked;
    expect(frames.at(-1)).toMatchObject({ type: 'disconnect', reason: 'refresh_requested' });
    const delivery = await sandbox.user('U0ADA').runCommand({ channel, command: '/a' });
    expect(delivery).toMatchObject({ error: 'dispatch_failed' });
  });

  it.each<[string, (sandbox: SlackSandbox) => void]>([
    ['a refresh', (sandbox) => sandbox.refreshSocketConnections()],
    ['a warning', (sandbox) => sandbox.warnSocketConnections()],
    ['a cut', (sandbox) => sandbox.cutSocketConnections()],
  ])('gets a Bolt app back after %s', async (_name, disturb) => {
    const { sandbox } = await openSandbox();
    await startBolt(sandbox);
    const opened = (): number => sandbox.requests.filter(({ method }) => method.startsWith('apps.')).length;
    disturb(sandbox);
    await sandbox.until(() => opened() === 2 && sandbox.socketConnections === 1);
    expect(await sandbox.user('U0ADA').runCommand({ channel, command: '/a' })).toEqual({ ok: true });
    expect(sandbox.messages(channel, 'U0ADA').at(-1)?.text).toBe('Back');
  });
});

describe('warnSocketConnections', () => {
  it('leaves connections ten seconds, and then asks them to come back', async () => {
    const { sandbox, clock } = await openSandbox();
    const { socket, frames } = await connectSocket(sandbox);
    const reasons = (): unknown[] => frames.map((frame) => Object(frame).reason).filter(Boolean);
    socket.on('message', (data) => {
      const { envelope_id } = JSON.parse(textOf(data));
      if (envelope_id) socket.send(JSON.stringify({ envelope_id }));
    });
    sandbox.warnSocketConnections();
    expect(await sandbox.user('U0ADA').runCommand({ channel, command: '/a' })).toEqual({ ok: true });
    expect(reasons()).toEqual(['warning']);
    const asked = new Promise((resolve) => {
      socket.once('message', resolve);
    });
    clock.advance(10_000);
    await asked;
    expect(reasons()).toEqual(['warning', 'refresh_requested']);
    expect(sandbox.socketConnections).toBe(0);
  });
});

describe('disableSocketMode', () => {
  it('closes connections and takes no new ones until it is enabled again', async () => {
    const { sandbox } = await openSandbox();
    const { socket, frames } = await connectSocket(sandbox);
    const closed = new Promise((resolve) => {
      socket.once('close', resolve);
    });
    sandbox.disableSocketMode();
    await closed;
    expect(frames.at(-1)).toMatchObject({ type: 'disconnect', reason: 'link_disabled' });
    const open = () => call(sandbox, 'apps.connections.open', {}, sandbox.appToken);
    expect(await open()).toMatchObject({ ok: false, error: 'not_enabled' });
    sandbox.enableSocketMode();
    expect(await open()).toMatchObject({ ok: true });
  });
});

describe('sendEvent through Socket Mode', () => {
  it('hands an event to one connection, and its retries to the next', async () => {
    const { sandbox, clock } = await openSandbox();
    const clients = [await connectSocket(sandbox), await connectSocket(sandbox)];
    const [, second] = clients;
    second?.socket.on('message', (data) => {
      const { envelope_id } = JSON.parse(textOf(data));
      second.socket.send(JSON.stringify({ envelope_id }));
    });
    const sent = sandbox.sendEvent({ type: 'app_home_opened', user: 'U0ADA' });
    clock.advance(3000);
    expect(await sent).toBe(false);
    clock.advance(0);
    await sandbox.until(() => sandbox.deliveries.length === 2);
    const events = clients.map(({ frames }) => frames.slice(1));
    expect(events).toMatchObject([
      [{ type: 'events_api', accepts_response_payload: false, retry_attempt: 0, retry_reason: '' }],
      [{ type: 'events_api', retry_attempt: 1, retry_reason: 'timeout' }],
    ]);
    expect(sandbox.deliveries.map(({ error }) => error)).toEqual(['operation_timeout', undefined]);
  });

  it('tells of an app that is not connected', async () => {
    const { sandbox } = await openSandbox();
    expect(await sandbox.sendEvent({ type: 'app_home_opened' })).toBe(false);
    expect(sandbox.deliveries).toMatchObject([{ error: 'dispatch_failed' }]);
  });
});
