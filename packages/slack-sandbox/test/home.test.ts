import { describe, expect, it } from 'vitest';

import type { JsonObject } from '../src/index.ts';
import { call, modal, openSandbox, plain } from './open-sandbox.ts';
import { connectScriptedApp } from './scripted-app.ts';

const button = { type: 'button', action_id: 'go', text: plain('Go'), value: 'x' };
const note = { type: 'plain_text_input', action_id: 'text' };

function home(...more: readonly JsonObject[]): JsonObject {
  const blocks = [{ type: 'actions', block_id: 'buttons', elements: [button] }, ...more];
  return { type: 'home', blocks, private_metadata: 'mine', callback_id: 'start' };
}

const input = { type: 'input', block_id: 'note', label: plain('Note'), element: note };

describe('views.publish', () => {
  it('shows a Home tab to one user, and keeps its id', async () => {
    const { sandbox } = await openSandbox();
    const ada = sandbox.user('U0ADA');
    expect(ada.home()).toBeUndefined();
    const first = await call(sandbox, 'views.publish', { user_id: 'U0ADA', view: home() });
    expect(first).toMatchObject({
      ok: true,
      view: { type: 'home', private_metadata: 'mine', callback_id: 'start', title: { text: 'View Title' } },
    });
    expect(sandbox.user('U0GRACE').home()).toBeUndefined();
    await call(sandbox, 'views.publish', { user_id: 'U0ADA', view: { type: 'home', blocks: [] } });
    await call(sandbox, 'views.publish', { user_id: 'U0ADA', view: home({ type: 'divider' }) });
    expect(ada.home()).toMatchObject({ type: 'home', blocks: [{}, { type: 'divider' }] });
    expect(first).toMatchObject({ view: { id: ada.home()?.id } });
  });

  it('refuses a hash that is out of date, here and in views.update', async () => {
    const { sandbox } = await openSandbox();
    const publish = (hash?: string) =>
      call(sandbox, 'views.publish', { user_id: 'U0ADA', view: home(), ...(hash && { hash }) });
    const ada = sandbox.user('U0ADA');
    expect(await publish('h1')).toMatchObject({ error: 'hash_conflict' });
    await publish();
    const hash = ada.home()?.hash ?? '';
    expect(await publish(hash)).toMatchObject({ ok: true });
    expect(await publish(hash)).toMatchObject({ ok: false, error: 'hash_conflict' });
    const update = { view_id: ada.home()?.id, view: home({ type: 'divider' }) };
    expect(await call(sandbox, 'views.update', { ...update, hash })).toMatchObject({
      error: 'hash_conflict',
    });
    expect(await call(sandbox, 'views.update', { ...update, hash: ada.home()?.hash })).toMatchObject({
      ok: true,
      view: { type: 'home' },
    });
    expect(ada.home()?.blocks).toHaveLength(2);
  });

  it('refuses modals, strangers, and an app without a Home tab', async () => {
    const { sandbox } = await openSandbox();
    const publish = (user_id: string, view: JsonObject) => call(sandbox, 'views.publish', { user_id, view });
    expect(await publish('U0ADA', modal())).toMatchObject({ error: 'invalid_arguments' });
    expect(await publish('U9', home())).toMatchObject({ error: 'user_not_found' });
    expect(await publish('U0ADA', home({ type: 'alert', text: plain('a') }))).toMatchObject({
      error: 'invalid_arguments',
    });
    const { sandbox: without } = await openSandbox({ homeTab: false });
    expect(await call(without, 'views.publish', { user_id: 'U0ADA', view: home() })).toMatchObject({
      error: 'not_enabled',
    });
    await expect(without.user('U0ADA').openHome()).rejects.toThrow('no Home tab');
  });
});

describe('openHome', () => {
  it('tells the app, with the tab as it was shown last', async () => {
    const { sandbox } = await openSandbox();
    const received = await connectScriptedApp(sandbox);
    const ada = sandbox.user('U0ADA');
    expect(await ada.openHome()).toEqual({ ok: true });
    expect(received[0]?.fields).toMatchObject({
      event: { type: 'app_home_opened', user: 'U0ADA', channel: 'D0ADA', tab: 'home' },
    });
    expect(received[0]?.fields['event']).not.toHaveProperty('view');
    await call(sandbox, 'views.publish', { user_id: 'U0ADA', view: home() });
    await ada.openHome();
    expect(received[1]?.fields).toMatchObject({ event: { view: { id: ada.home()?.id } } });
  });

  it('tells an app that does not answer again', async () => {
    const { sandbox, clock } = await openSandbox();
    const received = await connectScriptedApp(sandbox, () => ({ status: 503 }));
    expect(await sandbox.user('U0ADA').openHome()).toMatchObject({ ok: false, error: 'http_service_error' });
    clock.advance(0);
    await sandbox.until(() => received.length === 2);
  });

  it('tells nothing to an app that has not subscribed', async () => {
    const { sandbox } = await openSandbox({ eventSubscriptions: [] });
    const received = await connectScriptedApp(sandbox);
    expect(await sandbox.user('U0ADA').openHome()).toEqual({ ok: true });
    expect(received).toEqual([]);
  });
});

describe('a Home tab', () => {
  it('has buttons that open modals, and inputs that keep what was entered', async () => {
    const { sandbox } = await openSandbox();
    const received = await connectScriptedApp(sandbox);
    const ada = sandbox.user('U0ADA');
    await call(sandbox, 'views.publish', { user_id: 'U0ADA', view: home(input) });
    const viewId = ada.home()?.id ?? '';
    await ada.choose({ viewId, actionId: 'text', value: 'kept' });
    expect(await ada.press({ viewId, actionId: 'go' })).toEqual({ ok: true });
    const fields = received.at(-1)?.fields;
    expect(fields).toMatchObject({
      type: 'block_actions',
      container: { type: 'view', view_id: viewId },
      view: {
        type: 'home',
        private_metadata: 'mine',
        state: { values: { note: { text: { value: 'kept' } } } },
      },
      actions: [{ action_id: 'go', value: 'x' }],
    });
    expect(fields?.['response_url']).toBeUndefined();
    await call(sandbox, 'views.publish', { user_id: 'U0ADA', view: home(input) });
    expect(ada.home()?.values).toMatchObject({ note: { text: { value: 'kept' } } });

    await call(sandbox, 'views.open', { trigger_id: fields?.['trigger_id'], view: modal() });
    await expect(ada.press({ viewId, actionId: 'go' })).rejects.toThrow('not on top');
  });

  it('is on the screen of its user only', async () => {
    const { sandbox } = await openSandbox();
    await call(sandbox, 'views.publish', { user_id: 'U0ADA', view: home() });
    const viewId = sandbox.user('U0ADA').home()?.id ?? '';
    await expect(sandbox.user('U0GRACE').press({ viewId, actionId: 'go' })).rejects.toThrow('not on top');
  });
});
