import { connect } from 'node:net';
import { text as readAll } from 'node:stream/consumers';

import { HTTPReceiver, App, LogLevel, SocketModeReceiver } from '@slack/bolt';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket, type RawData } from 'ws';

import { createSlackSandbox, SandboxUsageError, signRequest, type SlackSandbox } from '../src/index.ts';
import { listenOnAnyPort } from './listen-on-any-port.ts';
import { call, openSandbox } from './open-sandbox.ts';
import { connectScriptedApp } from './scripted-app.ts';

const channel = 'C0GENERAL';

/** Sends a command to a Bolt app whose signing secret is `secret`. Answers the status. */
async function sendToBolt(headers: Record<string, string>, body: string): Promise<number> {
  const { sandbox } = await openSandbox();
  const receiver = new HTTPReceiver({ signingSecret: 'secret', logLevel: LogLevel.ERROR });
  const app = new App({
    receiver,
    token: sandbox.botToken,
    logLevel: LogLevel.ERROR,
    clientOptions: { slackApiUrl: sandbox.apiUrl },
  });
  app.command('/images', async ({ ack }) => ack());
  const url = await listenOnAnyPort((request, response) => receiver.requestListener(request, response));
  const response = await fetch(`${url}/slack/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body,
  });
  return response.status;
}

describe('signRequest', () => {
  const body = 'command=%2Fimages&team_id=T1&user_id=U1';
  const nowSeconds = Math.floor(Date.now() / 1000);

  it('makes headers that Bolt takes', async () => {
    expect(
      await sendToBolt(signRequest({ secret: 'secret', body, timestampSeconds: nowSeconds }), body),
    ).toBe(200);
  });

  it.each([
    ['another secret', signRequest({ secret: 'guess', body, timestampSeconds: nowSeconds })],
    ['another body', signRequest({ secret: 'secret', body: `${body}&text=x`, timestampSeconds: nowSeconds })],
    ['a time six minutes ago', signRequest({ secret: 'secret', body, timestampSeconds: nowSeconds - 360 })],
  ])('makes headers that Bolt refuses for %s', async (_name, headers) => {
    expect(await sendToBolt(headers, body)).toBe(401);
  });
});

/** The frames of these tests come in one piece. */
function textOf(data: RawData): string {
  return Buffer.isBuffer(data) ? data.toString() : '';
}

/** A bare Socket Mode client that answers as it is told. */
async function connectSocket(sandbox: SlackSandbox): Promise<{ socket: WebSocket; frames: unknown[] }> {
  const { url } = await call(sandbox, 'apps.connections.open', {}, sandbox.appToken);
  const socket = new WebSocket(String(url));
  const frames: unknown[] = [];
  const greeted = new Promise<void>((resolve) => {
    socket.on('message', (data) => {
      frames.push(JSON.parse(textOf(data)));
      resolve();
    });
  });
  await greeted;
  onTestFinished(() => socket.terminate());
  return { socket, frames };
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

  it('gets a Bolt app back after a refresh', async () => {
    const { sandbox } = await openSandbox();
    const receiver = new SocketModeReceiver({
      appToken: sandbox.appToken,
      clientPingTimeout: 10,
      logLevel: LogLevel.ERROR,
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
    sandbox.refreshSocketConnections();
    await sandbox.until(() => sandbox.socketConnections === 1);
    expect(await sandbox.user('U0ADA').runCommand({ channel, command: '/a' })).toEqual({ ok: true });
    expect(sandbox.messages(channel, 'U0ADA').at(-1)?.text).toBe('Back');
  });
});

describe('createSlackSandbox', () => {
  it('rejects where the port is taken', async () => {
    const { sandbox } = await openSandbox();
    const port = Number(new URL(sandbox.apiUrl).port);
    await expect(createSlackSandbox({ port })).rejects.toThrow('EADDRINUSE');
  });

  it('answers 404 outside the Web API', async () => {
    const { sandbox } = await openSandbox();
    expect((await fetch(new URL('/', sandbox.apiUrl))).status).toBe(404);
  });

  it.each(['//', '*', '/nothing', '/socket?ticket=guess'])(
    'refuses a WebSocket at %s, and takes no harm from a caller that is gone by then',
    async (target) => {
      const { sandbox } = await openSandbox();
      const port = Number(new URL(sandbox.apiUrl).port);
      const lines = [`GET ${target} HTTP/1.1`, 'host: sandbox', 'connection: upgrade', 'upgrade: websocket'];
      const upgrade = `${lines.join('\r\n')}\r\n\r\n`;

      const patient = connect(port, '127.0.0.1');
      patient.write(upgrade);
      expect(await readAll(patient)).toMatch(/^HTTP\/1\.1 40[34] /);

      const hasty = connect(port, '127.0.0.1');
      await new Promise((resolve) => {
        hasty.write(upgrade, resolve);
      });
      hasty.resetAndDestroy();
      expect(await call(sandbox, 'auth.test')).toMatchObject({ ok: true });
    },
  );

  it('ends what waits when it is closed', async () => {
    const sandbox = await createSlackSandbox();
    const waiting = Promise.allSettled([sandbox.until(() => false)]);
    await sandbox[Symbol.asyncDispose]();
    expect(await waiting).toMatchObject([{ status: 'rejected', reason: { name: 'SandboxClosedError' } }]);
    await expect(sandbox.until(() => false)).rejects.toThrow('was closed');
  });

  it('delivers the latest interaction once more, of which nothing becomes', async () => {
    const { sandbox } = await openSandbox();
    await expect(sandbox.redeliver()).rejects.toThrow(SandboxUsageError);
    const received = await connectScriptedApp(sandbox, () => ({ body: 'Hi' }));
    await sandbox.user('U0ADA').runCommand({ channel, command: '/a' });
    expect(await sandbox.redeliver()).toBe(true);
    expect(received.map(({ raw }) => raw)).toEqual([received[0]?.raw, received[0]?.raw]);
    expect(sandbox.messages(channel, 'U0ADA').map(({ text }) => text)).toEqual(['/a', 'Hi']);
  });

  it('stops waiting when the caller gives up, or when looking fails', async () => {
    const { sandbox } = await openSandbox();
    const patience = new AbortController();
    const waiting = sandbox.until(() => false, { signal: patience.signal });
    patience.abort(new SandboxUsageError('Enough.'));
    await expect(waiting).rejects.toThrow('Enough.');
    await expect(
      sandbox.until(() => {
        throw new SandboxUsageError('Cannot look.');
      }),
    ).rejects.toThrow('Cannot look.');
  });

  it('tells listeners of changes until they stop listening', async () => {
    const { sandbox } = await openSandbox();
    let changes = 0;
    const stop = sandbox.onChange(() => {
      changes += 1;
    });
    await call(sandbox, 'auth.test');
    expect(changes).toBe(2);
    await call(sandbox, 'chat.postMessage', { channel, text: 'a' });
    expect(changes).toBe(5);
    stop();
    const before = changes;
    await call(sandbox, 'chat.postMessage', { channel, text: 'b' });
    expect(changes).toBe(before);
  });
});
