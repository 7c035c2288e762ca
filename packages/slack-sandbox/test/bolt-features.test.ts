import type { App } from '@slack/bolt';
import { describe, expect, it } from 'vitest';

import { openBot, ways } from './bolt-ways.ts';

const teas = ['Assam', 'Darjeeling', 'Sencha'];

/** A bot whose Home tab has a menu that it fills itself, and says what was picked. */
function addListeners(app: App): void {
  app.event('app_home_opened', async ({ event, client }) => {
    await client.views.publish({
      user_id: event.user,
      view: {
        type: 'home',
        blocks: [
          {
            type: 'section',
            text: { type: 'mrkdwn', text: 'Which tea?' },
            accessory: { type: 'external_select', action_id: 'tea', min_query_length: 1 },
          },
        ],
      },
    });
  });
  app.options('tea', async ({ ack, options }) => {
    const found = teas.filter((tea) => tea.toLowerCase().includes(options.value));
    await ack({ options: found.map((tea) => ({ text: { type: 'plain_text', text: tea }, value: tea })) });
  });
  app.action({ type: 'block_actions', action_id: 'tea' }, async ({ ack, body, client, payload }) => {
    await ack();
    const text = payload.type === 'external_select' ? payload.selected_option?.value : undefined;
    await client.chat.postMessage({ channel: body.user.id, text: `You picked ${text}.` });
  });
}

describe.each(ways)('a Bolt app over $name', (way) => {
  it('fills a Home tab, its menu, and hears what is picked', async () => {
    const sandbox = await openBot(way, addListeners);
    const ada = sandbox.user('U0ADA');
    expect(await ada.openHome()).toEqual({ ok: true });
    const { id: viewId } = await sandbox.until(() => ada.home());
    const found = await ada.typeAhead({ viewId, actionId: 'tea', query: 'a' });
    expect(found.ok && found.options.map(({ value }) => value)).toEqual(['Assam', 'Darjeeling', 'Sencha']);
    await ada.typeAhead({ viewId, actionId: 'tea', query: 's' });
    expect(await ada.choose({ viewId, actionId: 'tea', value: 'Sencha' })).toEqual({ ok: true });
    const message = await sandbox.until(() => sandbox.messages('D0ADA', 'U0ADA')[0]);
    expect(message.text).toBe('You picked Sencha.');
  });

  it('gets what nobody here has done, as it was said', async () => {
    const sandbox = await openBot(way, (app) => {
      app.command('/tea', ({ ack, command }) =>
        ack({ text: `Tea for ${command.user_id} of ${command.team_id}` }),
      );
      app.view('order', ({ ack, body }) => ack({ response_action: 'errors', errors: { who: body.user.id } }));
      app.action('old', ({ ack }) => ack());
    });
    const stranger = { user_id: 'U0STRANGER', team_id: 'T0OTHER' };
    expect(await sandbox.sendCommand({ command: '/tea', ...stranger })).toEqual({
      ok: true,
      answer: { text: 'Tea for U0STRANGER of T0OTHER' },
    });
    const from = { user: { id: 'U0STRANGER' }, team: { id: 'T0OTHER' } };
    const view = { id: 'V1', callback_id: 'order' };
    expect(await sandbox.sendInteraction({ type: 'view_submission', view, ...from })).toEqual({
      ok: true,
      answer: { response_action: 'errors', errors: { who: 'U0STRANGER' } },
    });
    const actions = [{ type: 'button', action_id: 'old', block_id: 'b' }];
    expect(await sandbox.sendInteraction({ type: 'block_actions', actions, ...from })).toEqual({ ok: true });
    expect(sandbox.deliveries.map(({ name }) => name)).toEqual(['/tea', 'view_submission', 'block_actions']);
  });
});
