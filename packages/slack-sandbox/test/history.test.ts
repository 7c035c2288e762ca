import { describe, expect, it } from 'vitest';

import { call, openSandbox, plain } from './open-sandbox.ts';
import { connectScriptedApp } from './scripted-app.ts';

const channel = 'C0GENERAL';

describe('historyLimit', () => {
  it('bounds requests, deliveries and messages to the latest', async () => {
    const { sandbox } = await openSandbox({ historyLimit: 3 });
    await connectScriptedApp(sandbox);
    const { requests } = sandbox;
    for (let count = 0; count < 10; count += 1) {
      await call(sandbox, 'chat.postMessage', { channel, text: `${count}` });
      await sandbox.user('U0ADA').runCommand({ channel, command: `/c${count}` });
    }
    expect(sandbox.requests).toBe(requests);
    expect(requests.map(({ body, response }) => [body['text'], response?.status])).toEqual([
      ['7', 200],
      ['8', 200],
      ['9', 200],
    ]);
    expect(sandbox.deliveries.map(({ name }) => name)).toEqual(['/c7', '/c8', '/c9']);
    expect(sandbox.messages(channel, 'U0ADA').map(({ text }) => text)).toEqual(['/c8', '9', '/c9']);
  });

  it('forgets what was entered in messages long ago', async () => {
    const { sandbox } = await openSandbox({ historyLimit: 1 });
    const received = await connectScriptedApp(sandbox);
    const element = { type: 'plain_text_input', action_id: 'text' };
    const elements = [{ type: 'button', action_id: 'go', text: plain('Go') }];
    const blocks = [
      { type: 'input', block_id: 'note', label: plain('Note'), element },
      { type: 'actions', elements },
    ];
    const { ts: posted } = await call(sandbox, 'chat.postMessage', { channel, text: 'a', blocks });
    const ts = String(posted);
    const { ada, grace } = { ada: sandbox.user('U0ADA'), grace: sandbox.user('U0GRACE') };
    await ada.choose({ channel, ts, actionId: 'text', value: 'of Ada' });
    await grace.choose({ channel, ts, actionId: 'text', value: 'of Grace' });
    await grace.press({ channel, ts, actionId: 'go' });
    await ada.press({ channel, ts, actionId: 'go' });
    expect(received.map(({ fields }) => fields['state'])).toMatchObject([
      { values: { note: { text: { value: 'of Grace' } } } },
      { values: { note: { text: { value: null } } } },
    ]);
  });
});
