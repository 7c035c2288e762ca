import { describe, expect, it } from 'vitest';

import { answer, call, openSandbox, plain } from './open-sandbox.ts';
import { connectScriptedApp } from './scripted-app.ts';

const channel = 'C0GENERAL';
const button = { type: 'button', action_id: 'go', text: plain('Go') };
const blocks = [{ type: 'actions', block_id: 'buttons', elements: [button] }];
const metadata = { event_type: 'delete_requested', event_payload: { id: '42' } };

describe('a thread', () => {
  it('is one level deep', async () => {
    const { sandbox } = await openSandbox();
    const { ts } = await call(sandbox, 'chat.postMessage', { channel, text: 'first' });
    const reply = await call(sandbox, 'chat.postMessage', { channel, text: 'second', thread_ts: ts });
    expect(reply).toMatchObject({ message: { thread_ts: ts } });
    await call(sandbox, 'chat.postMessage', { channel, text: 'third', thread_ts: reply['ts'] });
    expect(sandbox.messages(channel, 'U0ADA').map(({ threadTs }) => threadTs)).toEqual([undefined, ts, ts]);
  });

  it('is none under a message that is gone or ephemeral', async () => {
    const { sandbox } = await openSandbox();
    const { ts } = await call(sandbox, 'chat.postMessage', { channel, text: 'gone' });
    await call(sandbox, 'chat.delete', { channel, ts });
    await call(sandbox, 'chat.postMessage', { channel, text: 'alone', thread_ts: ts });
    expect(sandbox.messages(channel, 'U0ADA')[0]?.threadTs).toBeUndefined();
    const { message_ts } = await call(sandbox, 'chat.postEphemeral', { channel, text: 'a', user: 'U0ADA' });
    expect(
      await call(sandbox, 'chat.postMessage', { channel, text: 'b', thread_ts: message_ts }),
    ).toMatchObject({ error: 'cannot_reply_to_message' });
  });
});

describe('metadata', () => {
  it('stays through updates and comes with interactions', async () => {
    const { sandbox } = await openSandbox();
    const received = await connectScriptedApp(sandbox);
    const { ts } = await call(sandbox, 'chat.postMessage', { channel, text: 'a', blocks, metadata });
    await call(sandbox, 'chat.update', { channel, ts, text: 'b' });
    await sandbox.user('U0ADA').press({ channel, ts: String(ts), actionId: 'go' });
    expect(received[0]?.fields).toMatchObject({ message: { text: 'b', metadata } });
  });

  it.each([['text'], [{ event_type: 'a' }], [{ event_type: '', event_payload: {} }]])(
    'is refused as %j',
    async (wrong) => {
      const { sandbox } = await openSandbox();
      expect(await call(sandbox, 'chat.postMessage', { channel, text: 'a', metadata: wrong })).toMatchObject({
        error: 'invalid_metadata_format',
      });
    },
  );
});

describe('chat.getPermalink', () => {
  it('points at messages and at replies', async () => {
    const { sandbox } = await openSandbox({ teamName: 'Our Team' });
    const { ts } = await call(sandbox, 'chat.postMessage', { channel, text: 'a' });
    const reply = await call(sandbox, 'chat.postMessage', { channel, text: 'b', thread_ts: ts });
    const link = (message_ts: unknown) => call(sandbox, 'chat.getPermalink', { channel, message_ts });
    expect(await link(ts)).toEqual({
      ok: true,
      channel,
      permalink: `https://our-team.slack.com/archives/${channel}/p${String(ts).replace('.', '')}`,
    });
    expect(await link(reply['ts'])).toMatchObject({
      permalink: expect.stringContaining(`?thread_ts=${String(ts)}&cid=${channel}`),
    });
    expect(await link('1.000000')).toMatchObject({ error: 'message_not_found' });
    expect(await call(sandbox, 'chat.getPermalink', { channel: 'C9', message_ts: ts })).toMatchObject({
      error: 'channel_not_found',
    });
  });
});

describe('a button of a message for all', () => {
  it('names the message in its thread, whose response_url replaces and deletes it', async () => {
    const { sandbox } = await openSandbox();
    const received = await connectScriptedApp(sandbox);
    const { ts: root } = await call(sandbox, 'chat.postMessage', { channel, text: 'root' });
    const { ts } = await call(sandbox, 'chat.postMessage', { channel, text: 'a', blocks, thread_ts: root });
    await sandbox.user('U0GRACE').press({ channel, ts: String(ts), actionId: 'go' });
    const fields = received[0]?.fields;
    expect(fields).toMatchObject({
      container: {
        type: 'message',
        message_ts: ts,
        channel_id: channel,
        is_ephemeral: false,
        thread_ts: root,
      },
      message: { ts, thread_ts: root, blocks },
      user: { id: 'U0GRACE' },
    });
    const url = fields?.['response_url'];
    await answer(url, { text: 'only for you' });
    await answer(url, { replace_original: true, text: 'replaced' });
    expect(sandbox.messages(channel, 'U0ADA').map(({ text }) => text)).toEqual(['root', 'replaced']);
    expect(sandbox.messages(channel, 'U0GRACE').map(({ text }) => text)).toEqual([
      'root',
      'replaced',
      'only for you',
    ]);
    await answer(url, { delete_original: true });
    expect(sandbox.messages(channel, 'U0ADA').map(({ text }) => text)).toEqual(['root']);
  });
});

describe('direct messages', () => {
  it('are seen by one person, whose buttons work', async () => {
    const { sandbox } = await openSandbox();
    const received = await connectScriptedApp(sandbox);
    const posted = await call(sandbox, 'chat.postMessage', { channel: 'U0ADA', text: 'a', blocks });
    expect(posted['channel']).toBe('D0ADA');
    expect(sandbox.messages('D0ADA', 'U0GRACE')).toEqual([]);
    await sandbox.user('U0ADA').press({ channel: 'D0ADA', ts: String(posted['ts']), actionId: 'go' });
    expect(received[0]?.fields).toMatchObject({ channel: { id: 'D0ADA', name: 'directmessage' } });
    expect(
      await call(sandbox, 'chat.update', { channel: 'D0ADA', ts: posted['ts'], text: 'b' }),
    ).toMatchObject({ ok: true });
  });
});
