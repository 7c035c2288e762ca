import { describe, expect, it } from 'vitest';

import { command, form, nowSeconds, post } from './raw-requests.ts';
import { startBot } from './start-bot.ts';

// All that is over HTTP alone: what an envelope of Socket Mode has not got, such as a signature, a content type, an address.
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
