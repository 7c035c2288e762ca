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
});
