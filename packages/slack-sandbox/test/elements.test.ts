import { describe, expect, it } from 'vitest';

import type { ElementTarget, InputValue, JsonObject, SlackSandbox } from '../src/index.ts';
import { call, openSandbox, plain } from './open-sandbox.ts';
import { connectScriptedApp, type Received } from './scripted-app.ts';

const channel = 'C0GENERAL';
const button = (actionId: string): JsonObject => ({ type: 'button', action_id: actionId, text: plain('Go') });
const option = (value: string): JsonObject => ({ text: plain(value.toUpperCase()), value });

async function post(elements: readonly JsonObject[]): Promise<{
  sandbox: SlackSandbox;
  received: readonly Received[];
  target: (actionId: string) => ElementTarget;
}> {
  const { sandbox } = await openSandbox();
  const received = await connectScriptedApp(sandbox);
  const blocks = [{ type: 'actions', block_id: 'row', elements }];
  const { ts } = await call(sandbox, 'chat.postMessage', { channel, text: 'a', blocks });
  return { sandbox, received, target: (actionId) => ({ channel, ts: String(ts), actionId }) };
}

function actionOf(received: readonly Received[]): unknown {
  const actions = received.at(-1)?.fields['actions'];
  return Array.isArray(actions) ? actions[0] : undefined;
}

const options = [option('a'), option('b')];

/** An element, what the user picks in it, and what the app is told. */
const choices: readonly (readonly [JsonObject, InputValue, JsonObject])[] = [
  [{ type: 'static_select', options }, 'b', { selected_option: option('b') }],
  [
    { type: 'static_select', option_groups: [{ label: plain('g'), options }] },
    'a',
    { selected_option: option('a') },
  ],
  [{ type: 'multi_static_select', options }, ['a', 'b'], { selected_options: options }],
  [{ type: 'radio_buttons', options }, 'a', { selected_option: option('a') }],
  [{ type: 'checkboxes', options }, [], { selected_options: [] }],
  [{ type: 'overflow', options }, 'b', { selected_option: option('b') }],
  [{ type: 'users_select' }, 'U0GRACE', { selected_user: 'U0GRACE' }],
  [{ type: 'multi_users_select' }, ['U0GRACE'], { selected_users: ['U0GRACE'] }],
  [{ type: 'conversations_select' }, channel, { selected_conversation: channel }],
  [{ type: 'channels_select' }, channel, { selected_channel: channel }],
  [{ type: 'datepicker' }, '2026-11-23', { selected_date: '2026-11-23' }],
  [{ type: 'datepicker', initial_date: '2026-11-23' }, null, { selected_date: null }],
  [{ type: 'timepicker' }, '12:00', { selected_time: '12:00' }],
  [{ type: 'datetimepicker' }, 1628633820, { selected_date_time: 1628633820 }],
];

describe('choose', () => {
  it.each(choices)('tells the app of a choice in %j', async (element, value, told) => {
    const { sandbox, received, target } = await post([{ ...element, action_id: 'pick' }]);
    expect(await sandbox.user('U0ADA').choose({ ...target('pick'), value })).toEqual({ ok: true });
    expect(actionOf(received)).toMatchObject({
      type: element['type'],
      action_id: 'pick',
      block_id: 'row',
      ...told,
    });
  });

  it('keeps what a user chose in a message, for the next interaction of the same user', async () => {
    const { sandbox, received, target } = await post([
      { type: 'static_select', action_id: 'pick', options },
      { type: 'button', action_id: 'go', text: plain('Go'), value: '1' },
    ]);
    await sandbox.user('U0ADA').choose({ ...target('pick'), value: 'b' });
    await sandbox.user('U0ADA').press(target('go'));
    expect(actionOf(received)).toMatchObject({ type: 'button', value: '1', text: plain('Go') });
    expect(received.at(-1)?.fields).toMatchObject({
      type: 'block_actions',
      message: { text: 'a', bot_id: sandbox.app.botId },
      state: { values: { row: { pick: { selected_option: option('b') } } } },
    });
    await sandbox.user('U0GRACE').press(target('go'));
    expect(received.at(-1)?.fields).toMatchObject({
      user: { id: 'U0GRACE' },
      state: { values: { row: { pick: { selected_option: null } } } },
    });
  });

  it('refuses what the client does not offer', async () => {
    const { sandbox, target } = await post([
      { type: 'static_select', action_id: 'pick', options },
      { type: 'multi_static_select', action_id: 'many', options, max_selected_items: 1 },
      { type: 'button', action_id: 'go', text: plain('Go') },
      { type: 'external_select', action_id: 'far' },
      { type: 'datepicker', action_id: 'day' },
    ]);
    const ada = sandbox.user('U0ADA');
    await expect(ada.choose({ ...target('pick'), value: 'c' })).rejects.toThrow('"c" is not an option');
    await expect(ada.choose({ ...target('pick'), value: ['a', 'b'] })).rejects.toThrow('one value only');
    await expect(ada.choose({ ...target('many'), value: ['a', 'b'] })).rejects.toThrow('no more than 1');
    await expect(ada.choose({ ...target('go'), value: 'a' })).rejects.toThrow('type button');
    await expect(ada.choose({ ...target('far'), value: 'a' })).rejects.toThrow('not an option');
    await expect(ada.choose({ ...target('day'), value: '2026-02-30' })).rejects.toThrow('nothing that');
    await expect(ada.press(target('pick'))).rejects.toThrow('not a button');
    await expect(ada.press(target('gone'))).rejects.toThrow('no element gone');
    await expect(ada.press({ channel, ts: '1.000000', actionId: 'go' })).rejects.toThrow('sees no message');
  });
});

describe('press', () => {
  it('reaches buttons in cards, containers and table cells', async () => {
    const { sandbox } = await openSandbox();
    const received = await connectScriptedApp(sandbox);
    const raw = { type: 'raw_text', text: 'a' };
    const blocks = [
      { type: 'card', block_id: 'card', title: { type: 'mrkdwn', text: 'a' }, actions: [button('a')] },
      {
        type: 'container',
        title: plain('a'),
        child_blocks: [{ type: 'section', block_id: 'inner', text: plain('a'), accessory: button('b') }],
      },
      {
        type: 'data_table',
        block_id: 'table',
        caption: 'a',
        rows: [[raw], [{ type: 'action_cell', element: button('c'), fallback: raw }]],
      },
    ];
    const { ts } = await call(sandbox, 'chat.postMessage', { channel, text: 'a', blocks });
    for (const [actionId, blockId] of [
      ['a', 'card'],
      ['b', 'inner'],
      ['c', 'table'],
    ] as const) {
      await sandbox.user('U0ADA').press({ channel, ts: String(ts), actionId });
      expect(actionOf(received)).toMatchObject({ action_id: actionId, block_id: blockId });
    }
  });

  it('wants the block where an action_id is there twice', async () => {
    const { sandbox } = await openSandbox();
    const received = await connectScriptedApp(sandbox);
    const blocks = ['x', 'y'].map((id) => ({ type: 'actions', block_id: id, elements: [button('go')] }));
    const { ts } = await call(sandbox, 'chat.postMessage', { channel, text: 'a', blocks });
    const target = { channel, ts: String(ts), actionId: 'go' };
    await expect(sandbox.user('U0ADA').press(target)).rejects.toThrow('name the block too');
    await sandbox.user('U0ADA').press({ ...target, blockId: 'y' });
    expect(actionOf(received)).toMatchObject({ block_id: 'y' });
  });

  it('says when the app does not answer', async () => {
    const { sandbox, target } = await post([{ type: 'button', action_id: 'go', text: plain('Go') }]);
    await connectScriptedApp(sandbox, () => ({ status: 500 }));
    expect(await sandbox.user('U0ADA').press(target('go'))).toMatchObject({
      ok: false,
      error: 'http_service_error',
    });
  });
});
