import type { App } from '@slack/bolt';
import { describe, expect, it } from 'vitest';

import type { Message, SlackSandbox } from '../src/index.ts';
import { openBot, ways } from './bolt-ways.ts';

const channel = 'C0GENERAL';

/** A bot with one command: a list with a button that opens a form, whose submission posts and changes a message. */
function addListeners(app: App): void {
  app.command('/tea', async ({ ack, respond, command }) => {
    if (command.text === 'quick') {
      await ack('Here is a quick one.');
      return;
    }
    await ack();
    await respond({
      text: 'Tea?',
      blocks: [
        {
          type: 'actions',
          elements: [
            {
              type: 'button',
              action_id: 'order',
              text: { type: 'plain_text', text: 'Order' },
              value: command.text,
            },
          ],
        },
      ],
    });
  });
  app.action('order', async ({ ack, body, client, respond }) => {
    await ack();
    if (body.type !== 'block_actions') return;
    const opened = await client.views.open({
      trigger_id: body.trigger_id,
      view: { type: 'modal', title: { type: 'plain_text', text: 'Wait' }, blocks: [{ type: 'divider' }] },
    });
    await client.views.update({
      view_id: opened.view?.id ?? '',
      hash: opened.view?.hash ?? '',
      view: {
        type: 'modal',
        callback_id: 'form',
        private_metadata: body.channel?.id ?? '',
        title: { type: 'plain_text', text: 'Order' },
        submit: { type: 'plain_text', text: 'Send' },
        blocks: [
          {
            type: 'input',
            block_id: 'sugar',
            label: { type: 'plain_text', text: 'Lumps' },
            element: { type: 'plain_text_input', action_id: 'lumps' },
          },
        ],
      },
    });
    await respond({ replace_original: true, text: 'Opening the form.' });
  });
  app.view('form', async ({ ack, view, client }) => {
    const lumps = view.state.values['sugar']?.['lumps']?.value ?? '';
    if (lumps === 'many') {
      await ack({ response_action: 'errors', errors: { sugar: 'How many?' } });
      return;
    }
    await ack();
    const { postMessage } = client.chat;
    const posted = await postMessage({ channel: view.private_metadata, text: `Brewing with ${lumps}` });
    await client.chat.update({
      channel: view.private_metadata,
      ts: posted.ts ?? '',
      text: `Tea with ${lumps}`,
    });
  });
}

function findMessage(sandbox: SlackSandbox, text: string): Message | undefined {
  return sandbox.messages(channel, 'U0ADA').find((message) => message.text === text);
}

describe.each(ways)('a Bolt app over $name', (way) => {
  it('walks from a command to a changed message', async () => {
    const sandbox = await openBot(way, addListeners);
    const ada = sandbox.user('U0ADA');

    expect(await ada.runCommand({ channel, command: '/tea', text: 'green' })).toEqual({ ok: true });
    const offer = await sandbox.until(() => findMessage(sandbox, 'Tea?'));
    expect(offer.ephemeralFor).toBe('U0ADA');
    expect(sandbox.messages(channel, 'U0GRACE')).toEqual([]);

    expect(await ada.press({ channel, ts: offer.ts, actionId: 'order' })).toEqual({ ok: true });
    const form = await sandbox.until(() => ada.views().find(({ callbackId }) => callbackId === 'form'));
    const replaced = await sandbox.until(() => findMessage(sandbox, 'Opening the form.'));
    expect(replaced.ts).toBe(offer.ts);
    expect(replaced.ephemeralFor).toBe('U0ADA');

    const refused = await ada.submitView({ viewId: form.id });
    expect(refused).toMatchObject({ ok: false, error: 'input_refused' });
    await ada.submitView({ viewId: form.id, values: { sugar: 'many' } });
    expect(ada.views().at(-1)?.errors).toEqual({ sugar: 'How many?' });
    expect(await ada.submitView({ viewId: form.id, values: { sugar: 'two' } })).toEqual({ ok: true });
    expect(ada.views()).toEqual([]);

    const done = await sandbox.until(() => findMessage(sandbox, 'Tea with two'));
    expect(done.editedTs).toBeDefined();
    expect(sandbox.messages(channel, 'U0GRACE')).toEqual([done]);
  });

  it('shows the text of an acknowledgement to the user alone', async () => {
    const sandbox = await openBot(way, addListeners);
    await sandbox.user('U0ADA').runCommand({ channel, command: '/tea', text: 'quick' });
    expect(findMessage(sandbox, 'Here is a quick one.')?.ephemeralFor).toBe('U0ADA');
  });
});
