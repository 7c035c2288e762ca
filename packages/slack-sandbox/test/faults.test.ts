import { describe, expect, it } from 'vitest';

import { answer, call, openSandbox } from './open-sandbox.ts';
import { connectScriptedApp } from './scripted-app.ts';

const channel = 'C0GENERAL';

async function commandUrl() {
  const { sandbox, clock } = await openSandbox();
  const received = await connectScriptedApp(sandbox);
  await sandbox.user('U0ADA').runCommand({ channel, command: '/images' });
  return { sandbox, clock, url: received[0]?.fields['response_url'] };
}

describe('fail', () => {
  it('answers 429 a number of times, for the method that it names', async () => {
    const { sandbox } = await openSandbox();
    sandbox.fail('chat.postMessage', { kind: 'rate_limited', retryAfterSeconds: 7 }, 2);
    const post = () =>
      fetch(`${sandbox.apiUrl}chat.postMessage`, {
        method: 'POST',
        headers: { authorization: `Bearer ${sandbox.botToken}`, 'content-type': 'application/json' },
        body: JSON.stringify({ channel, text: 'Hello' }),
      });
    const refused = [await post(), await post()];
    expect(refused.map(({ status, headers }) => [status, headers.get('retry-after')])).toEqual([
      [429, '7'],
      [429, '7'],
    ]);
    expect((await post()).status).toBe(200);
    expect(await call(sandbox, 'auth.test')).toMatchObject({ ok: true });
    expect(sandbox.requests.map(({ response }) => response?.status)).toEqual([429, 429, 200, 200]);
  });

  it('disturbs answers to a response_url, which do not count as uses', async () => {
    const { sandbox, url } = await commandUrl();
    sandbox.fail('response_url', { kind: 'status', status: 500 });
    sandbox.fail('response_url', { kind: 'rate_limited', retryAfterSeconds: 1 });
    sandbox.fail('response_url', { kind: 'cut' });
    expect(await answer(url, { text: 'a' })).toMatchObject({ status: 500 });
    expect(await answer(url, { text: 'a' })).toMatchObject({ status: 429 });
    await expect(answer(url, { text: 'a' })).rejects.toThrow('fetch failed');
    expect(sandbox.messages(channel, 'U0ADA')).toHaveLength(1);
    for (const text of ['1', '2', '3', '4', '5'])
      expect(await answer(url, { text })).toMatchObject({ status: 200 });
  });

  it('leaves a call without an answer', async () => {
    const { sandbox, url } = await commandUrl();
    sandbox.fail('response_url', { kind: 'hang' });
    const signal = new AbortController();
    const hanging = fetch(String(url), { method: 'POST', body: '{}', signal: signal.signal });
    expect(await answer(url, { text: 'the next one' })).toMatchObject({ status: 200 });
    signal.abort();
    await expect(hanging).rejects.toThrow('aborted');
    expect(sandbox.messages(channel, 'U0ADA').at(-1)?.text).toBe('the next one');
  });
});

describe('enforceRateLimits', () => {
  it('answers 429 to posts that come too fast into one channel', async () => {
    const { sandbox, clock } = await openSandbox({ enforceRateLimits: true });
    const post = () => call(sandbox, 'chat.postMessage', { channel, text: 'Hello' });
    for (let count = 0; count < 5; count += 1) expect(await post()).toMatchObject({ ok: true });
    expect(await post()).toEqual({ ok: false, error: 'ratelimited' });
    expect(await call(sandbox, 'chat.postMessage', { channel: 'U0ADA', text: 'Hello' })).toMatchObject({
      ok: true,
    });
    clock.advance(1000);
    expect(await post()).toMatchObject({ ok: true });
  });
});
