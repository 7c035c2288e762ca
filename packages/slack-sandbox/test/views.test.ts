import { describe, expect, it } from 'vitest';

import type { JsonObject, SlackSandbox } from '../src/index.ts';
import { call, modal, openSandbox, plain } from './open-sandbox.ts';
import { connectScriptedApp, type Received, type Reply } from './scripted-app.ts';

const channel = 'C0GENERAL';
const nameInput = {
  type: 'input',
  block_id: 'name',
  label: plain('Name'),
  element: { type: 'plain_text_input', action_id: 'value', min_length: 2 },
};
const nextButton = {
  type: 'actions',
  block_id: 'more',
  elements: [{ type: 'button', action_id: 'next', text: plain('Next') }],
};

function typeOf(received: Received | undefined): unknown {
  return received?.fields['type'];
}

/** A sandbox with an app, and a fresh trigger id of Ada's. */
async function openWithTrigger(reply: (received: Received) => Reply = () => ({})): Promise<{
  sandbox: SlackSandbox;
  received: readonly Received[];
  advance: (durationMs: number) => void;
  trigger: () => Promise<unknown>;
}> {
  const { sandbox, clock } = await openSandbox();
  const received = await connectScriptedApp(sandbox, reply);
  return {
    sandbox,
    received,
    advance: (durationMs) => clock.advance(durationMs),
    async trigger() {
      await sandbox.user('U0ADA').runCommand({ channel, command: '/form' });
      return received.at(-1)?.fields['trigger_id'];
    },
  };
}

async function openView(sandbox: SlackSandbox, trigger: unknown, view: JsonObject): Promise<string> {
  const opened = await call(sandbox, 'views.open', { trigger_id: trigger, view });
  expect(opened).toMatchObject({ ok: true });
  return sandbox.user('U0ADA').views().at(-1)?.id ?? '';
}

describe('views.open', () => {
  it('uses a trigger id up', async () => {
    const { sandbox, trigger } = await openWithTrigger();
    const id = await trigger();
    await openView(sandbox, id, modal());
    const again = await call(sandbox, 'views.open', { trigger_id: id, view: modal() });
    expect(again).toMatchObject({ error: 'exchanged_trigger_id' });
    const unknown = await call(sandbox, 'views.open', { trigger_id: 'no', view: modal() });
    expect(unknown).toMatchObject({ error: 'invalid_trigger_id' });
  });

  it('refuses a trigger id after three seconds', async () => {
    const { sandbox, advance, trigger } = await openWithTrigger();
    const inTime = await trigger();
    advance(3000);
    await openView(sandbox, inTime, modal());
    const late = await trigger();
    advance(3001);
    expect(await call(sandbox, 'views.open', { trigger_id: late, view: modal() })).toMatchObject({
      error: 'expired_trigger_id',
    });
  });

  it('refuses views that are malformed or too large, and keeps the trigger id for a better one', async () => {
    const { sandbox, trigger } = await openWithTrigger();
    const id = await trigger();
    const open = (view: JsonObject): Promise<JsonObject> =>
      call(sandbox, 'views.open', { trigger_id: id, view });
    expect(await open(modal([nameInput], { submit: undefined }))).toMatchObject({
      error: 'invalid_arguments',
      response_metadata: {
        messages: [
          '[ERROR] missing required field: submit, which a view with an input block needs [json-pointer:/view]',
        ],
      },
    });
    expect(await open({ type: 'home', blocks: [{ type: 'divider' }] })).toMatchObject({
      error: 'invalid_arguments',
    });
    const text = { type: 'section', text: plain('x'.repeat(3000)) };
    expect(await open(modal(Array.from({ length: 90 }, () => text)))).toMatchObject({
      error: 'view_too_large',
    });
    expect(await open(modal())).toMatchObject({ ok: true });
  });
});

describe('views.update', () => {
  it('keeps what the user entered, and refuses an old hash', async () => {
    const { sandbox, trigger } = await openWithTrigger();
    const viewId = await openView(sandbox, await trigger(), modal([nameInput]));
    const ada = sandbox.user('U0ADA');
    await ada.choose({ viewId, actionId: 'value', value: 'ada' });
    const { hash } = ada.views()[0] ?? {};
    const update = (more: JsonObject): Promise<JsonObject> =>
      call(sandbox, 'views.update', { view: modal([nextButton, nameInput]), ...more });
    expect(await update({ view_id: viewId, hash })).toMatchObject({ ok: true });
    expect(ada.views()[0]?.values).toEqual({ name: { value: { type: 'plain_text_input', value: 'ada' } } });
    expect(await update({ view_id: viewId, hash })).toMatchObject({ error: 'hash_conflict' });
    expect(await update({ view_id: 'V9' })).toMatchObject({ error: 'not_found' });
    expect(await update({})).toMatchObject({ error: 'invalid_arguments' });
  });

  it('finds no view by an empty external id, although most views have none', async () => {
    const { sandbox, trigger } = await openWithTrigger();
    await openView(sandbox, await trigger(), modal([nextButton]));
    const update = { external_id: '', view: modal([nextButton], { external_id: '' }) };
    expect(await call(sandbox, 'views.update', update)).toMatchObject({ error: 'not_found' });
    expect(
      await call(sandbox, 'views.open', { trigger_id: await trigger(), view: update.view }),
    ).toMatchObject({
      ok: true,
    });
  });

  it('finds a view by its external id, which no other view may have', async () => {
    const { sandbox, trigger } = await openWithTrigger();
    const view = modal([nextButton], { external_id: 'mine' });
    const viewId = await openView(sandbox, await trigger(), view);
    expect(await call(sandbox, 'views.update', { external_id: 'mine', view })).toMatchObject({
      view: { id: viewId },
    });
    const second = await call(sandbox, 'views.open', { trigger_id: await trigger(), view });
    expect(second).toMatchObject({ error: 'duplicate_external_id' });
  });
});

describe('views.push', () => {
  it('stacks three views, from a trigger inside the modal', async () => {
    const { sandbox, received, trigger } = await openWithTrigger();
    let viewId = await openView(sandbox, await trigger(), modal([nextButton]));
    const ada = sandbox.user('U0ADA');
    const push = async (): Promise<JsonObject> => {
      await ada.press({ viewId, actionId: 'next' });
      const id = received.at(-1)?.fields['trigger_id'];
      const pushed = await call(sandbox, 'views.push', { trigger_id: id, view: modal([nextButton]) });
      viewId = ada.views().at(-1)?.id ?? '';
      return pushed;
    };
    expect(await push()).toMatchObject({ ok: true });
    expect(await push()).toMatchObject({ ok: true });
    expect(await push()).toMatchObject({ error: 'push_limit_reached' });
    expect(ada.views()).toHaveLength(3);
    expect(ada.views()[1]?.previousViewId).toBe(ada.views()[0]?.id);
    const outside = await call(sandbox, 'views.push', { trigger_id: await trigger(), view: modal() });
    expect(outside).toMatchObject({ error: 'not_found' });
  });
});

describe('submitView', () => {
  it('does not send inputs that are empty or malformed', async () => {
    const { sandbox, received, trigger } = await openWithTrigger();
    const viewId = await openView(sandbox, await trigger(), modal([nameInput]));
    const ada = sandbox.user('U0ADA');
    expect(await ada.submitView({ viewId })).toMatchObject({
      error: 'input_refused',
      inputErrors: { name: 'Please complete this required field.' },
    });
    expect(await ada.submitView({ viewId, values: { name: 'a' } })).toMatchObject({
      inputErrors: { name: 'Please enter at least 2 characters.' },
    });
    expect(ada.views()[0]?.errors).toEqual({ name: 'Please enter at least 2 characters.' });
    expect(received.map((one) => typeOf(one))).toEqual([undefined]);
  });

  it('sends what the inputs hold, and closes the view where the app says nothing', async () => {
    const { sandbox, received, trigger } = await openWithTrigger();
    const viewId = await openView(
      sandbox,
      await trigger(),
      modal([nameInput], { callback_id: 'form', private_metadata: 'meta' }),
    );
    const ada = sandbox.user('U0ADA');
    expect(await ada.submitView({ viewId, values: { name: 'ada' } })).toEqual({ ok: true });
    expect(received.at(-1)?.fields).toMatchObject({
      type: 'view_submission',
      user: { id: 'U0ADA' },
      view: {
        id: viewId,
        callback_id: 'form',
        private_metadata: 'meta',
        state: { values: { name: { value: { type: 'plain_text_input', value: 'ada' } } } },
      },
    });
    expect(ada.views()).toEqual([]);
  });

  it.each([
    ['errors', { response_action: 'errors', errors: { name: 'Taken.' } }, { ok: true }, 1],
    ['update', { response_action: 'update', view: modal([nextButton]) }, { ok: true }, 1],
    ['push', { response_action: 'push', view: modal([nextButton]) }, { ok: true }, 2],
    ['clear', { response_action: 'clear' }, { ok: true }, 0],
    [
      'errors at no input',
      { response_action: 'errors', errors: { no: 'a' } },
      { error: 'invalid_acknowledgement' },
      1,
    ],
    ['an empty errors', { response_action: 'errors', errors: {} }, { error: 'invalid_acknowledgement' }, 1],
    [
      'a malformed view',
      { response_action: 'update', view: modal([]) },
      { error: 'invalid_acknowledgement' },
      1,
    ],
    ['an unknown action', { response_action: 'dance' }, { error: 'invalid_acknowledgement' }, 1],
    ['a text', 'ok', { error: 'invalid_acknowledgement' }, 1],
  ])('does what the acknowledgement says: %s', async (_name, body, delivery, views) => {
    const { sandbox, trigger } = await openWithTrigger((one) => (typeOf(one) ? { body } : {}));
    const viewId = await openView(sandbox, await trigger(), modal([nameInput]));
    const ada = sandbox.user('U0ADA');
    expect(await ada.submitView({ viewId, values: { name: 'ada' } })).toMatchObject(delivery);
    expect(ada.views()).toHaveLength(views);
  });

  it('is sent once at a time', async () => {
    const { sandbox, advance, received, trigger } = await openWithTrigger((one) =>
      typeOf(one) ? 'never' : {},
    );
    const viewId = await openView(sandbox, await trigger(), modal());
    const ada = sandbox.user('U0ADA');
    const first = ada.submitView({ viewId });
    await expect(ada.submitView({ viewId })).rejects.toThrow('being submitted already');
    advance(3000);
    expect(await first).toMatchObject({ error: 'operation_timeout' });
    expect(ada.views()).toHaveLength(1);
    expect(received.length).toBeLessThanOrEqual(2);
  });
});

describe('closeView', () => {
  it('tells the app where the view asks for it', async () => {
    const { sandbox, received, trigger } = await openWithTrigger();
    const ada = sandbox.user('U0ADA');
    await ada.closeView({ viewId: await openView(sandbox, await trigger(), modal()) });
    expect(typeOf(received.at(-1))).toBeUndefined();
    const viewId = await openView(sandbox, await trigger(), modal([nextButton], { notify_on_close: true }));
    await ada.closeView({ viewId });
    expect(received.at(-1)?.fields).toMatchObject({
      type: 'view_closed',
      is_cleared: false,
      view: { id: viewId },
    });
    expect(ada.views()).toEqual([]);
    await expect(ada.closeView({ viewId })).rejects.toThrow('not on top');
  });
});
