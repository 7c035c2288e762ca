import { describe, expect, it } from 'vitest';

import { AppManifestError, parseAppManifest, readAppManifest } from './app-manifest.ts';

describe('parseAppManifest', () => {
  it('takes the name, the commands with their forms, the scopes, the Home tab and the events', () => {
    const manifest = {
      display_information: { name: 'Images' },
      features: {
        app_home: { home_tab_enabled: true },
        bot_user: { display_name: 'Images bot' },
        slash_commands: [
          { command: '/images', description: 'Shows images', usage_hint: 'list [name] | help' },
        ],
      },
      oauth_config: { scopes: { bot: ['commands'] } },
      settings: { event_subscriptions: { bot_events: ['app_home_opened'] } },
    };
    expect(parseAppManifest(manifest)).toEqual({
      name: 'Images bot',
      commands: [{ command: '/images', description: 'Shows images', usages: ['list [name]', 'help'] }],
      scopes: ['commands'],
      homeTab: true,
      events: ['app_home_opened'],
    });
  });

  it('takes a manifest that says nothing but a name', () => {
    expect(parseAppManifest({ display_information: { name: 'Images' } })).toEqual({
      name: 'Images',
      commands: [],
      scopes: [],
      homeTab: false,
      events: [],
    });
  });

  it.each([
    ['null', null],
    ['commands that are no list', { features: { slash_commands: {} } }],
    ['a command without a slash', { features: { slash_commands: [{ command: 'images' }] } }],
  ])('refuses %s', (_, manifest) => {
    expect(() => parseAppManifest(manifest)).toThrow(AppManifestError);
  });
});

describe('readAppManifest', () => {
  it('reads the manifest of the bot', async () => {
    const manifest = await readAppManifest(new URL('../../../slackbot/slack.manifest.json', import.meta.url));
    expect(manifest.commands.map(({ command }) => command)).toEqual(['/images']);
  });

  it('names the file that it cannot read', async () => {
    await expect(readAppManifest(new URL('./nothing.json', import.meta.url))).rejects.toThrow(
      /nothing\.json/,
    );
  });
});
