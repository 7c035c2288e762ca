import { describe, expect, it } from 'vitest';

import manifest from '../slack.manifest.json' with { type: 'json' };
import socketManifest from '../slack.manifest.socket.json' with { type: 'json' };
import { commandHint, commandName } from '../src/commands/command-table.ts';
import { eventsPath } from '../src/receivers/http.ts';
import { neededScopes, optionalScopes } from '../src/slack/manifest.ts';
import { SlackCallError } from '../src/slack/slack-call-error.ts';
import { ada, channel, openSlackWorld, plain, type SlackWorld } from './slack/slack-world.ts';

const { features, oauth_config, settings } = manifest;
const { scopes } = oauth_config;
const now = { withinMs: 1000 };

/** Does everything that the bot asks of Slack; answers what the token may not do. */
async function missingScopes(granted: readonly string[]): Promise<readonly string[]> {
  const channels = [
    { id: channel, name: 'general' },
    { id: 'C0SECRET', name: 'secret', isPrivate: true },
  ];
  const { slack, teamId, sandbox }: SlackWorld = await openSlackWorld({ scopes: granted, channels });
  const ref = { channelId: channel, ts: '1.000001' };
  const modal = { type: 'modal' as const, title: { type: 'plain_text' as const, text: 'a' }, blocks: [] };
  const outcomes = await Promise.allSettled([
    slack.identify(teamId, now),
    slack.postMessage(teamId, channel, plain('a'), now),
    slack.postMessage(teamId, ada, plain('a'), now),
    slack.updateMessage(teamId, ref, plain('a'), now),
    slack.openView(teamId, 'none', modal, now),
    slack.updateView(teamId, 'none', modal, now),
    slack.publishHome(teamId, ada, { type: 'home', blocks: [] }, now),
    slack.listUserGroups(teamId, now),
    slack.describeChannel(teamId, channel, now),
    slack.describeChannel(teamId, 'C0SECRET', now),
    slack.describeUser(teamId, ada, now),
  ]);
  expect(sandbox.requests).toHaveLength(outcomes.length);
  return outcomes.flatMap((outcome) => {
    if (outcome.status === 'fulfilled' || !(outcome.reason instanceof SlackCallError)) return [];
    return outcome.reason.problem === 'missing-scope' ? [outcome.reason.method] : [];
  });
}

describe('slack.manifest.json', () => {
  it('has the command that the bot listens to, with its usage, and escaped', () => {
    expect(features.slash_commands).toHaveLength(1);
    expect(features.slash_commands[0]).toMatchObject({
      command: commandName,
      usage_hint: commandHint,
      should_escape: true,
    });
  });

  it('sends everything to where the bot receives it', () => {
    const { interactivity, event_subscriptions: events } = settings;
    const urls = [
      ...features.slash_commands.map(({ url }) => url),
      interactivity.request_url,
      interactivity.message_menu_options_url,
      events.request_url,
    ];
    expect(new Set(urls.map((url) => new URL(url).pathname))).toEqual(new Set([eventsPath]));
    expect(interactivity.is_enabled).toBe(true);
  });

  it('asks for all that the bot needs of Slack', async () => {
    expect(await missingScopes(scopes.bot)).toEqual([]);
  });

  // The slash command itself needs `commands`, and no method does.
  it.each(scopes.bot.filter((scope) => scope !== 'commands'))(
    'asks for nothing that the bot does not need, such as %s',
    async (scope) => {
      expect(await missingScopes(scopes.bot.filter((other) => other !== scope))).not.toEqual([]);
    },
  );

  it('leaves it to whoever installs it what the doctor may look at', async () => {
    expect([...neededScopes, ...optionalScopes].toSorted()).toEqual(scopes.bot.toSorted());
    const missing = await missingScopes(neededScopes);
    expect(new Set(missing)).toEqual(new Set(['conversations.info', 'users.info']));
  });

  it('lets people find the Home tab, and lets the bot write to one of them alone', () => {
    expect(features.app_home).toEqual({
      home_tab_enabled: true,
      messages_tab_enabled: true,
      messages_tab_read_only_enabled: true,
    });
    expect(settings.event_subscriptions.bot_events).toEqual(['app_home_opened']);
  });
});

describe('slack.manifest.socket.json', () => {
  it('is the same without addresses, with Socket Mode', () => {
    const expected = JSON.stringify(manifest, (key, value: unknown) => {
      if (key.endsWith('url')) return undefined;
      return key === 'socket_mode_enabled' ? true : value;
    });
    expect(socketManifest).toEqual(JSON.parse(expected));
  });
});
