import { describe, expect, it } from 'vitest';

import { answer, openSandbox } from './open-sandbox.ts';
import { connectScriptedApp } from './scripted-app.ts';

const channel = 'C0GENERAL';

describe('runCommand', () => {
  it('shows the line and sends the command as a form', async () => {
    const { sandbox } = await openSandbox({ slashCommands: ['/images'] });
    const received = await connectScriptedApp(sandbox);
    const delivery = await sandbox
      .user('U0ADA')
      .runCommand({ channel, command: '/images', text: 'list a&b <c> @grace #general https://a.example' });
    expect(delivery).toEqual({ ok: true });
    expect(received[0]?.headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(received[0]?.fields).toMatchObject({
      command: '/images',
      text: 'list a&amp;b &lt;c&gt; <@U0GRACE|grace> <#C0GENERAL|general> <https://a.example>',
      user_id: 'U0ADA',
      user_name: 'ada',
      channel_id: channel,
      channel_name: 'general',
      team_id: sandbox.team.id,
      api_app_id: sandbox.app.id,
      is_enterprise_install: 'false',
      response_url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/response\//),
    });
    expect(sandbox.messages(channel, 'U0ADA')).toMatchObject([
      { from: 'user', text: '/images list a&b <c> @grace #general https://a.example' },
    ]);
    expect(sandbox.messages(channel, 'U0GRACE')).toEqual([]);
  });

  it.each([
    [404, 'http_client_error'],
    [500, 'http_service_error'],
    [302, 'http_service_error'],
  ])('tells the user of status %i', async (status, error) => {
    const { sandbox } = await openSandbox();
    await connectScriptedApp(sandbox, () => ({ status }));
    const delivery = await sandbox.user('U0ADA').runCommand({ channel, command: '/images' });
    const userText = `/images failed with the error "${error}"`;
    expect(delivery).toEqual({ ok: false, error, userText });
    expect(sandbox.messages(channel, 'U0ADA').at(-1)).toMatchObject({ from: 'slackbot', text: userText });
    expect(sandbox.messages(channel, 'U0GRACE')).toEqual([]);
  });

  it('waits for three seconds', async () => {
    const { sandbox, clock } = await openSandbox();
    await connectScriptedApp(sandbox, () => 'never');
    const delivery = sandbox.user('U0ADA').runCommand({ channel, command: '/images' });
    clock.advance(3000);
    expect(await delivery).toMatchObject({ error: 'operation_timeout' });
  });

  it('says where the app cannot be reached', async () => {
    const { sandbox } = await openSandbox();
    const ada = sandbox.user('U0ADA');
    expect(await ada.runCommand({ channel, command: '/images' })).toMatchObject({ error: 'dispatch_failed' });
    // Nobody listens on the discard port.
    sandbox.connectHttp('http://127.0.0.1:9/');
    expect(await ada.runCommand({ channel, command: '/images' })).toMatchObject({ error: 'dispatch_failed' });
  });

  it('knows the commands of the app only', async () => {
    const { sandbox } = await openSandbox({ slashCommands: ['/images'] });
    const ada = sandbox.user('U0ADA');
    expect(await ada.runCommand({ channel, command: '/tea' })).toMatchObject({
      error: 'unknown_command',
      userText: '/tea is not a valid command.',
    });
  });

  it('refuses what nobody could type', async () => {
    const { sandbox } = await openSandbox({ channels: [{ id: 'C1', name: 'a', memberIds: ['U0GRACE'] }] });
    const ada = sandbox.user('U0ADA');
    await expect(ada.runCommand({ channel: 'C1', command: '/a' })).rejects.toThrow('not in a channel C1');
    await expect(ada.runCommand({ channel: 'C1', command: 'a' })).rejects.toThrow('not a slash command');
    expect(() => sandbox.user('U9')).toThrow('no user U9');
  });

  it('posts an acknowledgement for all, with the line, where it says in_channel', async () => {
    const { sandbox } = await openSandbox();
    await connectScriptedApp(sandbox, () => ({ body: { response_type: 'in_channel', text: 'Hello' } }));
    await sandbox.user('U0ADA').runCommand({ channel, command: '/hello' });
    expect(sandbox.messages(channel, 'U0GRACE').map(({ text }) => text)).toEqual(['/hello', 'Hello']);
  });

  it('tells the user of an acknowledgement that Slack does not take', async () => {
    const { sandbox } = await openSandbox();
    await connectScriptedApp(sandbox, () => ({ body: { blocks: [{ type: 'alert' }], text: 'a' } }));
    expect(await sandbox.user('U0ADA').runCommand({ channel, command: '/hello' })).toMatchObject({
      error: 'invalid_acknowledgement',
      reason: 'invalid_blocks',
    });
  });
});

/** A command of Ada's, and the `response_url` that came with it. */
async function commandUrl() {
  const { sandbox, clock } = await openSandbox();
  const received = await connectScriptedApp(sandbox);
  await sandbox.user('U0ADA').runCommand({ channel, command: '/images' });
  return { sandbox, clock, received, url: received[0]?.fields['response_url'] };
}

describe('a response_url', () => {
  it('takes five answers, not counting those that were refused', async () => {
    const { sandbox, url } = await commandUrl();
    expect(await answer(url, { blocks: [{ type: 'alert' }] })).toMatchObject({ status: 400 });
    for (const text of ['1', '2', '3', '4', '5'])
      expect(await answer(url, { text })).toEqual({ status: 200, text: 'ok' });
    expect(await answer(url, { text: '6' })).toEqual({
      status: 404,
      text: '{"ok":false,"error":"used_url"}',
    });
    expect(sandbox.messages(channel, 'U0ADA').map(({ text }) => text)).toEqual([
      '/images',
      '1',
      '2',
      '3',
      '4',
      '5',
    ]);
    expect(sandbox.messages(channel, 'U0GRACE')).toEqual([]);
  });

  it('is good for thirty minutes', async () => {
    const { clock, url } = await commandUrl();
    clock.advance(30 * 60 * 1000);
    expect(await answer(url, { text: 'in time' })).toMatchObject({ status: 200 });
    clock.advance(1);
    expect(await answer(url, { text: 'late' })).toMatchObject({
      status: 404,
      text: '{"ok":false,"error":"expired_url"}',
    });
    expect(await answer(`${String(url)}0`, { text: 'a' })).toMatchObject({ status: 404 });
  });

  it('cannot touch the line of the command', async () => {
    const { sandbox, url } = await commandUrl();
    expect(await answer(url, { replace_original: true, text: 'a' })).toMatchObject({ status: 404 });
    expect(await answer(url, { delete_original: true })).toMatchObject({ status: 404 });
    expect(await answer(url, { response_type: 'loud', text: 'a' })).toMatchObject({ status: 400 });
    expect(sandbox.messages(channel, 'U0ADA')).toMatchObject([{ text: '/images' }]);
  });

  it('replaces and deletes the message with the button, which stays ephemeral', async () => {
    const { sandbox, received, url } = await commandUrl();
    const ada = sandbox.user('U0ADA');
    const button = { type: 'button', action_id: 'go', text: { type: 'plain_text', text: 'Go' } };
    await answer(url, { text: 'a', blocks: [{ type: 'actions', elements: [button] }] });
    const ts = sandbox.messages(channel, 'U0ADA').at(-1)?.ts ?? '';
    await ada.press({ channel, ts, actionId: 'go' });
    expect(received.at(-1)?.fields).toMatchObject({ container: { is_ephemeral: true, message_ts: ts } });
    expect(received.at(-1)?.fields['message']).toBeUndefined();
    const actionUrl = received.at(-1)?.fields['response_url'];
    await answer(actionUrl, { replace_original: true, response_type: 'in_channel', text: 'b' });
    expect(sandbox.messages(channel, 'U0ADA').at(-1)).toMatchObject({
      ts,
      text: 'b',
      blocks: [],
      ephemeralFor: 'U0ADA',
    });
    expect(await answer(actionUrl, { delete_original: true })).toMatchObject({ status: 200 });
    expect(await answer(actionUrl, { replace_original: true, text: 'c' })).toMatchObject({ status: 404 });
    expect(sandbox.messages(channel, 'U0ADA')).toHaveLength(1);
  });
});
