import { connect } from 'node:net';
import { text as readAll } from 'node:stream/consumers';

import { App, HTTPReceiver, LogLevel } from '@slack/bolt';
import { describe, expect, it } from 'vitest';

import { createSlackSandbox, SandboxUsageError, signRequest } from '../src/index.ts';
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
