import { describe, expect, it } from 'vitest';

import type { ElementTarget, JsonObject } from '../src/index.ts';
import { call, modal, openSandbox, plain } from './open-sandbox.ts';
import { connectScriptedApp, type Received, type Reply } from './scripted-app.ts';

const channel = 'C0GENERAL';

function option(value: string): JsonObject {
  return { text: plain(value), value };
}

const single: JsonObject = { type: 'external_select', action_id: 'image', min_query_length: 2 };
const several: JsonObject = { type: 'multi_external_select', action_id: 'images', min_query_length: 0 };

/** A workspace with a message of the app that holds the menu, and an app that answers as told. */
async function openMessage(menu: JsonObject, reply: (received: Received) => Reply) {
  const { sandbox, clock } = await openSandbox();
  const received = await connectScriptedApp(sandbox, (one) =>
    one.fields['type'] === 'block_suggestion' ? reply(one) : {},
  );
  const blocks = [{ type: 'section', block_id: 'pick', text: plain('Pick'), accessory: menu }];
  const { ts } = await call(sandbox, 'chat.postMessage', { channel, text: 'Pick', blocks });
  const target: ElementTarget = { channel, ts: String(ts), actionId: String(menu['action_id']) };
  return { sandbox, clock, received, target, ada: sandbox.user('U0ADA') };
}

describe('typeAhead', () => {
  it('asks the app, and lets the user pick what it suggests', async () => {
    const { received, target, ada } = await openMessage(single, ({ fields }) => ({
      body: { options: [option(`${String(fields['value'])}-1`), option('other')] },
    }));
    expect(await ada.typeAhead({ ...target, query: 'api' })).toEqual({
      ok: true,
      options: [option('api-1'), option('other')],
      wasAsked: true,
    });
    expect(received[0]?.fields).toMatchObject({
      type: 'block_suggestion',
      action_id: 'image',
      block_id: 'pick',
      value: 'api',
      container: { type: 'message', channel_id: channel },
      channel: { id: channel },
      user: { id: 'U0ADA' },
    });
    expect(received[0]?.fields['trigger_id']).toBeUndefined();
    expect(received[0]?.fields['response_url']).toBeUndefined();

    expect(await ada.choose({ ...target, value: 'api-1' })).toEqual({ ok: true });
    expect(received.at(-1)?.fields).toMatchObject({
      type: 'block_actions',
      actions: [{ type: 'external_select', selected_option: option('api-1') }],
      state: { values: { pick: { image: { selected_option: option('api-1') } } } },
    });
    await expect(ada.choose({ ...target, value: 'never-seen' })).rejects.toThrow('not an option');
  });

  it('keeps to itself what one user was suggested', async () => {
    const { sandbox, target, ada } = await openMessage(single, () => ({ body: { options: [option('a')] } }));
    await ada.typeAhead({ ...target, query: 'aa' });
    await expect(sandbox.user('U0GRACE').choose({ ...target, value: 'a' })).rejects.toThrow('not an option');
  });

  it('waits until enough is typed: three characters where the menu does not say', async () => {
    const { received, target, ada } = await openMessage({ type: 'external_select', action_id: 'a' }, () => ({
      body: { options: [] },
    }));
    expect(await ada.typeAhead({ ...target, query: 'ap' })).toEqual({
      ok: true,
      options: [],
      wasAsked: false,
    });
    expect(received).toEqual([]);
    expect(await ada.typeAhead({ ...target, query: 'api' })).toMatchObject({ wasAsked: true });
  });

  it('keeps what is picked in a menu for several while the user looks for more', async () => {
    const { received, target, ada } = await openMessage(several, ({ fields }) => ({
      body: {
        option_groups: [{ label: plain('Found'), options: [option(String(fields['value']) || 'first')] }],
      },
    }));
    await ada.typeAhead({ ...target, query: '' });
    await ada.choose({ ...target, value: ['first'] });
    await ada.typeAhead({ ...target, query: 'second' });
    await ada.choose({ ...target, value: ['first', 'second'] });
    expect(received.at(-1)?.fields).toMatchObject({
      actions: [{ selected_options: [option('first'), option('second')] }],
    });
  });

  it('fills an input of a modal', async () => {
    const { sandbox } = await openSandbox();
    const received = await connectScriptedApp(sandbox, ({ fields }) =>
      fields['type'] === 'block_suggestion' ? { body: { options: [option('api')] } } : {},
    );
    const ada = sandbox.user('U0ADA');
    await ada.runCommand({ channel, command: '/images' });
    const element = { ...single, initial_option: option('web') };
    await call(sandbox, 'views.open', {
      trigger_id: received[0]?.fields['trigger_id'],
      view: modal([{ type: 'input', block_id: 'which', label: plain('Image'), element }]),
    });
    const viewId = ada.views()[0]?.id ?? '';
    await ada.typeAhead({ viewId, actionId: 'image', query: 'ap' });
    expect(received.at(-1)?.fields).toMatchObject({ container: { type: 'view' }, view: { id: viewId } });
    await ada.choose({ viewId, actionId: 'image', value: 'api' });
    expect(ada.views()[0]?.values).toMatchObject({ which: { image: { selected_option: option('api') } } });
    expect(await ada.submitView({ viewId, values: { which: 'api' } })).toEqual({ ok: true });
    expect(received.at(-1)?.fields).toMatchObject({
      view: { state: { values: { which: { image: { selected_option: option('api') } } } } },
    });
  });

  it.each([
    ['more than a hundred options', { options: Array.from({ length: 101 }, (_, i) => option(`${i}`)) }],
    ['options and groups', { options: [], option_groups: [] }],
    ['neither options nor groups', {}],
    ['an option without a text', { options: [{ value: 'a' }] }],
  ])('refuses %s', async (_name, body) => {
    const { target, ada } = await openMessage(single, () => ({ body }));
    expect(await ada.typeAhead({ ...target, query: 'api' })).toMatchObject({
      ok: false,
      error: 'invalid_acknowledgement',
    });
  });

  it('gives up after three seconds', async () => {
    const { clock, target, ada } = await openMessage(single, () => 'never');
    const typing = ada.typeAhead({ ...target, query: 'api' });
    clock.advance(3000);
    expect(await typing).toMatchObject({ ok: false, error: 'operation_timeout' });
  });

  it('is for menus that ask the app only', async () => {
    const menu = { type: 'static_select', action_id: 'a', options: [option('a')] };
    const { target, ada } = await openMessage(menu, () => ({}));
    await expect(ada.typeAhead({ ...target, query: 'api' })).rejects.toThrow('do not come from the app');
  });
});
