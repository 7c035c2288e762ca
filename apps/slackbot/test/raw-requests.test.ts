import { createServer } from 'node:http';

import { signRequest } from '@registry-images/slack-sandbox';
import { describe, expect, it, onTestFinished } from 'vitest';

import { imageFingerprint } from '../src/features/image-fingerprint.ts';
import { encodeMetadata } from '../src/listeners/dialog-metadata.ts';
import { newImage } from './registry/push-images.ts';
import { ada, channel, grace, startBot, type BotAtWork } from './start-bot.ts';

/** The workspace of the sandbox. */
const team = 'T0SANDBOX';
const form = 'application/x-www-form-urlencoded';
const command = new URLSearchParams({
  command: '/images',
  text: 'help',
  user_id: ada,
  channel_id: channel,
  team_id: team,
  trigger_id: '1.2.3',
  response_url: 'http://127.0.0.1:9/nobody',
}).toString();

function nowSeconds(): number {
  return Math.floor(Date.now() / 1000);
}

/** Sends a body as Slack would, or almost. */
async function post(
  { url, sandbox }: BotAtWork,
  body: string,
  options: { at?: number; secret?: string; contentType?: string } = {},
): Promise<Response> {
  const { at = nowSeconds(), secret = sandbox.signingSecret, contentType = form } = options;
  return fetch(`${url}/slack/events`, {
    method: 'POST',
    headers: {
      'content-type': contentType,
      ...signRequest({ secret, body, timestampSeconds: at }),
    },
    body,
  });
}

/** A `response_url` that keeps what it gets, and answers with a status. */
async function startResponseUrl(status: number): Promise<{ url: string; next: Promise<string> }> {
  const { promise: next, resolve } = Promise.withResolvers<string>();
  const server = createServer((request, response) => {
    request.setEncoding('utf8');
    let body = '';
    request.on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      response.writeHead(status).end('ok');
      resolve(body);
    });
  });
  const port = await new Promise<number>((resolve_) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve_(typeof address === 'object' && address ? address.port : 0);
    });
  });
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${port}/`, next };
}

function interaction(fields: object): string {
  const body = {
    user: { id: ada, team_id: team },
    team: { id: team },
    channel: { id: channel },
    trigger_id: '1.2.3',
    ...fields,
  };
  return new URLSearchParams({ payload: JSON.stringify(body) }).toString();
}

function button(responseUrl: string, action_id: string, value: string): string {
  const actions = [{ type: 'button', action_id, block_id: 'b', value }];
  return interaction({ type: 'block_actions', response_url: responseUrl, actions });
}

/** Asks ada, in the channel of the tests, whether `a:v1` should go. */
async function issueConfirmation({ state, registry }: BotAtWork): Promise<string> {
  const asked = await registry.image('a:v1');
  state.confirmations.issue({
    id: 'confirmation',
    teamId: team,
    userId: ada,
    channelId: channel,
    images: [{ imageId: asked.id, fingerprint: imageFingerprint(asked) }],
    expiresAtMs: Date.now() + 60_000,
  });
  return 'confirmation';
}

function deleteView(metadata: Parameters<typeof encodeMetadata>[0]): object {
  const private_metadata = encodeMetadata(metadata);
  return { id: 'V1', callback_id: 'images.delete.confirm', private_metadata, type: 'modal' };
}

describe('the HTTP receiver', () => {
  it('takes a signed request, with a charset too', async () => {
    const bot = await startBot('http', []);
    expect((await post(bot, command)).status).toBe(200);
    const charset = await post(bot, `${command}&x=2`, { contentType: `${form}; charset=utf-8` });
    expect(charset.status).toBe(200);
    expect(await charset.text()).toBe('');
  });

  it.each([
    ['a forged signature', { secret: 'another' }],
    ['a timestamp of six minutes ago', { at: nowSeconds() - 360 }],
    ['a timestamp six minutes ahead', { at: nowSeconds() + 360 }],
  ])('refuses %s', async (_what, options) => {
    const bot = await startBot('http', []);
    expect((await post(bot, command, options)).status).toBe(401);
    expect(bot.log.join('\n')).toContain('request refused');
    expect(bot.log.join('\n')).not.toContain('answered');
  });

  it('refuses a request without a signature', async () => {
    const bot = await startBot('http', []);
    const response = await fetch(`${bot.url}/slack/events`, { method: 'POST', body: command });
    expect(response.status).toBe(401);
  });

  it('refuses the same request a second time', async () => {
    const bot = await startBot('http', []);
    const request = { at: nowSeconds() };
    expect((await post(bot, command, request)).status).toBe(200);
    expect((await post(bot, command, request)).status).toBe(401);
  });

  it('refuses a large body, and one that is none', async () => {
    const bot = await startBot('http', []);
    expect((await post(bot, `text=${'x'.repeat(300_000)}`)).status).toBe(413);
    expect((await post(bot, '{', { contentType: 'application/json' })).status).toBe(400);
    expect((await post(bot, 'payload=%7B')).status).toBe(400);
  });

  it('answers what Slack asks to check the URL, and believes nothing in it', async () => {
    const bot = await startBot('http', []);
    const body = `ssl_check=1&${command}`;
    const check = await fetch(`${bot.url}/slack/events`, {
      method: 'POST',
      headers: { 'content-type': form },
      body,
    });
    expect(check.status).toBe(200);
    expect(bot.log).toEqual([]);
    const verification = JSON.stringify({ type: 'url_verification', challenge: 'c' });
    const verified = await post(bot, verification, { contentType: 'application/json' });
    expect(await verified.json()).toEqual({ challenge: 'c' });
  });

  it('has a health check and nothing else', async () => {
    const { url } = await startBot('http', []);
    expect(await (await fetch(`${url}/healthz`)).json()).toEqual({ status: 'ok' });
    expect((await fetch(`${url}/`)).status).toBe(404);
    expect((await fetch(`${url}/slack/events`)).status).toBe(405);
  });

  it.each(['//', '///x', '/?//'])('survives the address %s, which nobody has signed', async (address) => {
    const { url } = await startBot('http', []);
    expect((await fetch(`${url}${address}`)).status).toBe(404);
    expect((await fetch(`${url}/healthz?probe=1`)).status).toBe(200);
  });

  it('acknowledges what no listener wants', async () => {
    const bot = await startBot('http', []);
    const shortcut = interaction({ type: 'shortcut', callback_id: 'unknown' });
    expect((await post(bot, shortcut)).status).toBe(200);
    expect(bot.log.join('\n')).toContain('nobody acknowledged');
  });
});

describe('the socket receiver', () => {
  it('says on its health check whether it is connected', async () => {
    const { url, sandbox, ask } = await startBot('socket', []);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    expect((await fetch(`${url}/other`)).status).toBe(404);
    expect(await ask('help')).toBeDefined();
    expect(sandbox.socketConnections).toBe(1);
  });
});

describe('the bot when it gets what another version has left', () => {
  it.each([
    ['a button it does not know', 'images.gone', '{}'],
    ['a value it cannot read', 'images.list.next', '{"v":0}'],
    ['an inspect button it cannot read', 'images.inspect', 'i1'],
    ['an inspect button of a table that it cannot read', 'images.row.inspect.7', 'i1'],
    ['a list button it cannot read', 'images.list.show.0', '{}'],
    ['a filter button it cannot read', 'images.list.filter', '{}'],
    ['a share button it cannot read', 'images.list.share', '{}'],
    ['a cleanup button it cannot read', 'images.cleanup.confirm', 'list'],
    ['an audit button it cannot read', 'images.audit.older', 'audit'],
    ['a delete button it cannot read', 'images.delete', '{"imageId":".."}'],
  ])('answers %s', async (_what, actionId, value) => {
    const bot = await startBot('http', [newImage('a', ['v1'])]);
    const { url, next } = await startResponseUrl(200);
    expect((await post(bot, button(url, actionId, value))).status).toBe(200);
    expect(JSON.parse(await next)).toMatchObject({
      response_type: 'ephemeral',
      replace_original: false,
      text: expect.stringContaining('older version'),
    });
    expect(bot.registry.calls).toEqual([]);
  });

  it('answers a decision about a request that it does not know', async () => {
    const bot = await startBot('http', []);
    const { url, next } = await startResponseUrl(200);
    await post(bot, button(url, 'images.request.approve', 'r1'));
    expect(JSON.parse(await next).text).toContain('This request is not known here any more');
  });

  it.each(['images.delete.confirm', 'images.list.filter', 'images.other'])(
    'answers the modal %s',
    async (callbackId) => {
      const bot = await startBot('http', []);
      const view = { id: 'V1', callback_id: callbackId, private_metadata: '{"v":0}', type: 'modal' };
      const response = await post(bot, interaction({ type: 'view_submission', view }));
      expect(JSON.stringify(await response.json())).toContain('older version');
    },
  );

  it('offers nothing for a menu that it does not know', async () => {
    const bot = await startBot('http', []);
    const menu = { type: 'block_suggestion', action_id: 'images.gone', block_id: 'b', value: 'a' };
    const response = await post(bot, interaction(menu));
    expect(await response.json()).toEqual({ options: [] });
  });

  it.each([
    ['another user', { user: { id: grace, team_id: team } }],
    ['another channel', {}],
  ])('does not delete for %s than it has asked', async (what, fields) => {
    const bot = await startBot('http', [newImage('a', ['v1'])]);
    const confirmationId = await issueConfirmation(bot);
    const channelId = what === 'another channel' ? 'C0OTHER' : channel;
    const view = deleteView({ confirmationId, channelId, isPrivate: false });
    await post(bot, interaction({ type: 'view_submission', view, ...fields }));
    const line = (await bot.finalLog()).find(({ msg }) => msg === 'answered');
    expect(line).toMatchObject({ outcome: 'unknown' });
    expect(bot.registry.calls).toEqual([]);
  });

  it('does not delete for a stranger, whatever workspace the delivery names', async () => {
    const bot = await startBot('http', [newImage('a', ['v1'])]);
    const view = deleteView({
      confirmationId: await issueConfirmation(bot),
      channelId: channel,
      isPrivate: false,
    });
    const fields = { type: 'view_submission', view, team: { id: 'T2' }, user: { id: ada, team_id: 'T2' } };
    await post(bot, interaction(fields));
    const line = (await bot.finalLog()).find(({ msg }) => msg === 'answered');
    expect(line).toMatchObject({ outcome: 'forbidden' });
    expect(bot.orders()).toBe(0);
  });

  it('deletes once where a confirmation is delivered twice, at once or later', async () => {
    const bot = await startBot('http', [newImage('a', ['v1'])]);
    const release = await bot.registry.hold('a');
    const confirmationId = await issueConfirmation(bot);
    const view = deleteView({ confirmationId, channelId: channel, isPrivate: false });
    const body = interaction({ type: 'view_submission', view });
    for (const at of [nowSeconds(), nowSeconds() - 1]) {
      expect((await post(bot, body, { at })).status).toBe(200);
    }
    await release();
    await bot.bot.stop(new AbortController().signal);
    expect(bot.orders()).toBe(1);
    expect(bot.log.join('\n')).toContain('"outcome":"repeated"');
  });

  it('answers a command of another name', async () => {
    const bot = await startBot('http', []);
    const { url, next } = await startResponseUrl(200);
    const body = new URLSearchParams(command);
    body.set('command', '/pictures');
    body.set('response_url', url);
    await post(bot, body.toString());
    expect(JSON.parse(await next).text).toContain('answers to `/images`, not to `/pictures`');
  });
});

describe('the bot when a response_url does not take the answer', () => {
  it.each([404, 500])('logs the status %i without the address', async (status) => {
    const bot = await startBot('http', []);
    const { url, next } = await startResponseUrl(status);
    await post(bot, button(url, 'images.gone', ''));
    await next;
    await bot.bot.stop(new AbortController().signal);
    expect(bot.log.join('\n')).toContain(`HTTP ${status}`);
    expect(bot.log.join('\n')).not.toContain(url);
  });
});
