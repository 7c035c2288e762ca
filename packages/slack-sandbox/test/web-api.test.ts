import { WebClient } from '@slack/web-api';
import { describe, expect, it } from 'vitest';

import { call, modal, openSandbox, plain } from './open-sandbox.ts';

const channel = 'C0GENERAL';
const divider = { type: 'divider' };

describe('the Web API', () => {
  it('wants a token, a known one, and of the right kind', async () => {
    const { sandbox } = await openSandbox();
    expect(await call(sandbox, 'auth.test', {}, '')).toMatchObject({ ok: false, error: 'not_authed' });
    expect(await call(sandbox, 'auth.test', {}, 'xoxb-no')).toMatchObject({ error: 'invalid_auth' });
    expect(await call(sandbox, 'auth.test', {}, sandbox.appToken)).toMatchObject({
      error: 'not_allowed_token_type',
    });
    expect(await call(sandbox, 'apps.connections.open')).toMatchObject({ error: 'not_allowed_token_type' });
    expect(await call(sandbox, 'auth.test')).toMatchObject({ ok: true, user_id: sandbox.app.botUserId });
  });

  it('wants the scope of a method', async () => {
    const { sandbox } = await openSandbox({ scopes: ['commands'] });
    expect(await call(sandbox, 'users.info', { user: 'U0ADA' })).toMatchObject({
      error: 'missing_scope',
      needed: 'users:read',
      provided: 'commands',
    });
  });

  it('knows no other methods', async () => {
    const { sandbox } = await openSandbox();
    expect(await call(sandbox, 'chat.shout')).toMatchObject({ ok: false, error: 'unknown_method' });
    expect(await call(sandbox, 'constructor')).toMatchObject({ ok: false, error: 'unknown_method' });
  });

  it('refuses bodies that it cannot read', async () => {
    const { sandbox } = await openSandbox();
    const post = async (type: string, body: string): Promise<unknown> => {
      const response = await fetch(`${sandbox.apiUrl}auth.test`, {
        method: 'POST',
        headers: { 'content-type': type },
        body,
      });
      return response.json();
    };
    expect(await post('application/json', '{')).toEqual({ ok: false, error: 'invalid_json' });
    expect(await post('application/json', '[]')).toEqual({ ok: false, error: 'json_not_object' });
    expect(await post('text/plain', 'a')).toEqual({ ok: false, error: 'invalid_post_type' });
    expect(await post('application/json', JSON.stringify('x'.repeat(5_000_000)))).toEqual({
      ok: false,
      error: 'request_too_large',
    });
  });

  it('tells of people and conversations', async () => {
    const { sandbox } = await openSandbox({
      channels: [
        { id: 'C1', name: 'a' },
        { id: 'G1', name: 'b', isPrivate: true, memberIds: ['U0ADA'] },
      ],
    });
    expect(await call(sandbox, 'users.info', { user: 'U0ADA' })).toMatchObject({
      user: { name: 'ada', tz: 'Etc/UTC' },
    });
    expect(await call(sandbox, 'users.info', { user: sandbox.app.botUserId })).toMatchObject({
      user: { is_bot: true },
    });
    expect(await call(sandbox, 'users.info', { user: 'U9' })).toMatchObject({ error: 'user_not_found' });
    expect(await call(sandbox, 'users.info')).toMatchObject({ error: 'invalid_arguments' });
    expect(await call(sandbox, 'conversations.info', { channel: 'C1' })).toMatchObject({
      channel: { is_member: true },
    });
    expect(await call(sandbox, 'conversations.info', { channel: 'G1' })).toMatchObject({
      error: 'channel_not_found',
    });
  });

  it('reports every problem of blocks in blocks.validate, without a token', async () => {
    const { sandbox } = await openSandbox();
    expect(await call(sandbox, 'blocks.validate', { blocks: [divider] }, '')).toEqual({ ok: true });
    expect(
      await call(sandbox, 'blocks.validate', { blocks: [{ type: 'section', text: 'a' }] }, ''),
    ).toMatchObject({
      ok: false,
      error: 'invalid_blocks',
      errors: [
        { pointer: '/0/text', code: 'failed_constraint', constraint: { type: 'type', got: 'string' } },
      ],
    });
    expect(await call(sandbox, 'blocks.validate', { view: modal([]) }, '')).toMatchObject({
      error: 'invalid_view',
    });
    expect(await call(sandbox, 'blocks.validate', { message: {} }, '')).toMatchObject({
      error: 'invalid_message',
    });
    expect(await call(sandbox, 'blocks.validate', { message: {}, blocks: [] }, '')).toMatchObject({
      error: 'invalid_arguments',
    });
  });

  it('keeps the calls and their answers, with JSON in forms parsed and without the token', async () => {
    const { sandbox } = await openSandbox();
    const form = new URLSearchParams({ token: sandbox.botToken, blocks: JSON.stringify([divider]) });
    await fetch(`${sandbox.apiUrl}blocks.validate`, { method: 'POST', body: form });
    expect(sandbox.requests[0]).toEqual({
      method: 'blocks.validate',
      body: { blocks: [divider] },
      response: { status: 200, body: { ok: true } },
    });
    await call(sandbox, 'users.info', { user: 'U9' });
    expect(sandbox.requests.slice(1)).toEqual([
      {
        method: 'users.info',
        body: { user: 'U9' },
        response: { status: 200, body: { ok: false, error: 'user_not_found' } },
      },
    ]);
  });
});

describe('chat.postMessage', () => {
  it('refuses channels that the app cannot write to', async () => {
    const { sandbox } = await openSandbox({
      channels: [
        { id: 'C1', name: 'a', memberIds: ['U0ADA'] },
        { id: 'G1', name: 'b', isPrivate: true, memberIds: ['U0ADA'] },
        { id: 'C2', name: 'c', isArchived: true },
      ],
    });
    const post = (id: string): Promise<object> =>
      call(sandbox, 'chat.postMessage', { channel: id, text: 'a' });
    expect(await post('C9')).toMatchObject({ error: 'channel_not_found' });
    expect(await post('C1')).toMatchObject({ error: 'not_in_channel' });
    expect(await post('G1')).toMatchObject({ error: 'channel_not_found' });
    expect(await post('C2')).toMatchObject({ error: 'is_archived' });
  });

  it('writes to public channels with chat:write.public, and to people directly', async () => {
    const { sandbox } = await openSandbox({
      scopes: ['chat:write', 'chat:write.public'],
      channels: [{ id: 'C1', name: 'a', memberIds: ['U0ADA'] }],
    });
    expect(await call(sandbox, 'chat.postMessage', { channel: 'C1', text: 'a' })).toMatchObject({ ok: true });
    const direct = await call(sandbox, 'chat.postMessage', { channel: 'U0ADA', text: 'b' });
    expect(direct).toMatchObject({ ok: true, channel: 'D0ADA' });
    expect(sandbox.messages('D0ADA', 'U0ADA')).toMatchObject([{ text: 'b' }]);
  });

  it('refuses what no message may be', async () => {
    const { sandbox } = await openSandbox();
    const post = (body: object): Promise<object> => call(sandbox, 'chat.postMessage', { channel, ...body });
    expect(await post({})).toMatchObject({ error: 'no_text' });
    expect(await post({ text: '', blocks: [] })).toMatchObject({ error: 'no_text' });
    expect(await post({ text: 'x'.repeat(40_001) })).toMatchObject({ error: 'msg_too_long' });
    expect(await post({ text: 'a', blocks: '[' })).toMatchObject({ error: 'invalid_blocks_format' });
    expect(await post({ text: 'a', attachments: [] })).toMatchObject({ error: 'invalid_arguments' });
    expect(
      await post({ text: 'a', blocks: [{ type: 'header', text: plain('x'.repeat(151)) }] }),
    ).toMatchObject({
      error: 'invalid_blocks',
      response_metadata: {
        messages: ['[ERROR] must be less than 151 characters [json-pointer:/blocks/0/text/text]'],
      },
    });
    expect(sandbox.messages(channel, 'U0ADA')).toEqual([]);
  });

  it('warns of a missing text, gives blocks their ids and orders messages', async () => {
    const { sandbox } = await openSandbox();
    const client = new WebClient(sandbox.botToken, { slackApiUrl: sandbox.apiUrl });
    const { postMessage } = client.chat;
    const posted = await postMessage({
      channel,
      text: '<b>',
      metadata: { event_type: 'a', event_payload: {} },
    });
    const second = await call(sandbox, 'chat.postMessage', { channel, blocks: [divider] });
    expect(second).toMatchObject({ response_metadata: { warnings: ['missing_text_in_message'] } });
    const [first, next] = sandbox.messages(channel, 'U0ADA');
    expect(first).toMatchObject({ ts: posted.ts, text: '<b>', from: 'app', metadata: { event_type: 'a' } });
    expect(next?.blocks).toEqual([{ type: 'divider', block_id: expect.any(String) }]);
    expect(Number(next?.ts)).toBeGreaterThan(Number(first?.ts));
  });
});

describe('chat.postEphemeral', () => {
  it('is seen by one member of the channel, and found by nobody', async () => {
    const { sandbox } = await openSandbox();
    const posted = await call(sandbox, 'chat.postEphemeral', { channel, user: 'U0ADA', text: 'a' });
    expect(sandbox.messages(channel, 'U0ADA')).toHaveLength(1);
    expect(sandbox.messages(channel, 'U0GRACE')).toEqual([]);
    const found = { channel, ts: posted['message_ts'], text: 'b' };
    expect(await call(sandbox, 'chat.update', found)).toMatchObject({ error: 'message_not_found' });
    expect(await call(sandbox, 'chat.delete', found)).toMatchObject({ error: 'message_not_found' });
    expect(await call(sandbox, 'chat.postEphemeral', { channel, user: 'U9', text: 'a' })).toMatchObject({
      error: 'user_not_in_channel',
    });
  });
});

describe('chat.update and chat.delete', () => {
  it('change and remove messages of the app, and keep blocks that are not named', async () => {
    const { sandbox } = await openSandbox();
    const { ts } = await call(sandbox, 'chat.postMessage', { channel, text: 'a', blocks: [divider] });
    expect(await call(sandbox, 'chat.update', { channel, ts, text: 'b' })).toMatchObject({
      ok: true,
      text: 'b',
    });
    expect(sandbox.messages(channel, 'U0ADA')).toMatchObject([{ text: 'b', blocks: [divider] }]);
    await call(sandbox, 'chat.update', { channel, ts, text: 'c', blocks: [] });
    expect(sandbox.messages(channel, 'U0ADA')).toMatchObject([{ text: 'c', blocks: [] }]);
    expect(await call(sandbox, 'chat.update', { channel, ts, text: 'x'.repeat(4001) })).toMatchObject({
      error: 'msg_too_long',
    });
    expect(await call(sandbox, 'chat.delete', { channel, ts })).toMatchObject({ ok: true });
    expect(sandbox.messages(channel, 'U0ADA')).toEqual([]);
    expect(await call(sandbox, 'chat.update', { channel, ts, text: 'd' })).toMatchObject({
      error: 'message_not_found',
    });
    expect(await call(sandbox, 'chat.update', { channel: 'C9', ts, text: 'd' })).toMatchObject({
      error: 'channel_not_found',
    });
  });
});

describe('fail', () => {
  it('disturbs the next calls, in order, and then no more', async () => {
    const { sandbox } = await openSandbox();
    sandbox.fail('auth.test', { kind: 'rate_limited', retryAfterSeconds: 7 });
    sandbox.fail('auth.test', { kind: 'error', error: 'fatal_error' });
    sandbox.fail('auth.test', { kind: 'status', status: 500 });
    sandbox.fail('auth.test', { kind: 'cut' });
    const send = (): Promise<Response> => fetch(`${sandbox.apiUrl}auth.test`, { method: 'POST' });
    const limited = await send();
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '7']);
    expect(await (await send()).json()).toEqual({ ok: false, error: 'fatal_error' });
    expect((await send()).status).toBe(500);
    await expect(send()).rejects.toThrow(TypeError);
    expect((await send()).status).toBe(200);
  });

  it('lets a call hang until the caller gives up', async () => {
    const { sandbox } = await openSandbox();
    sandbox.fail('auth.test', { kind: 'hang' });
    const patience = new AbortController();
    const hanging = fetch(`${sandbox.apiUrl}auth.test`, { method: 'POST', signal: patience.signal });
    await sandbox.until(() => sandbox.requests.length === 1);
    expect(sandbox.requests[0]).toEqual({ method: 'auth.test', body: {} });
    patience.abort();
    await expect(hanging).rejects.toThrow('aborted');
  });
});
