import { describe, expect, it } from 'vitest';

import { newestBlocks, validateMessage } from '../src/index.ts';
import { answer, call, modal, openSandbox, plain } from './open-sandbox.ts';
import { connectScriptedApp } from './scripted-app.ts';

const channel = 'C0GENERAL';
const card = { type: 'card', title: { type: 'mrkdwn', text: 'a' } };
const carousel = { type: 'carousel', elements: [card] };

describe('newestBlocks', () => {
  it('are those that came last', () => {
    expect(newestBlocks.toSorted()).toEqual([
      'alert',
      'card',
      'carousel',
      'container',
      'data_table',
      'data_visualization',
      'plan',
      'task_card',
    ]);
  });
});

describe('refusedBlocks', () => {
  it('has them refused wherever an app sends them, inside other blocks too', async () => {
    const { sandbox } = await openSandbox({ refusedBlocks: ['card', 'alert'] });
    const received = await connectScriptedApp(sandbox);
    expect(await call(sandbox, 'chat.postMessage', { channel, text: 'a', blocks: [carousel] })).toMatchObject(
      {
        error: 'invalid_blocks',
        errors: ['unsupported type: card [json-pointer:/blocks/0/elements/0/type]'],
      },
    );
    await sandbox.user('U0ADA').runCommand({ channel, command: '/images' });
    const { response_url: url, trigger_id } = received[0]?.fields ?? {};
    expect(await answer(url, { text: 'a', blocks: [card] })).toMatchObject({ status: 400 });
    expect(
      await call(sandbox, 'views.open', { trigger_id, view: modal([{ type: 'alert', text: plain('a') }]) }),
    ).toMatchObject({
      error: 'invalid_arguments',
      response_metadata: {
        messages: ['[ERROR] unsupported type: alert [json-pointer:/view/blocks/0/type]'],
      },
    });
    expect(
      await call(sandbox, 'views.publish', { user_id: 'U0ADA', view: { type: 'home', blocks: [card] } }),
    ).toMatchObject({ error: 'invalid_arguments' });
    expect(await call(sandbox, 'views.open', { trigger_id, view: modal() })).toMatchObject({ ok: true });
  });

  it('are taken where nothing is said', async () => {
    const { sandbox } = await openSandbox();
    expect(validateMessage({ text: 'a', blocks: [carousel] }).problems).toEqual([]);
    expect(await call(sandbox, 'chat.postMessage', { channel, text: 'a', blocks: [carousel] })).toMatchObject(
      {
        ok: true,
      },
    );
  });
});
