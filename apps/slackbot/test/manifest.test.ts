import { describe, expect, it } from 'vitest';

import manifest from '../slack.manifest.json' with { type: 'json' };
import { commandName, usageHint } from '../src/commands.ts';
import { eventsPath } from '../src/receivers/http.ts';
import { ada, channel, startBot } from './start-bot.ts';

describe('slack.manifest.json', () => {
  const { features, oauth_config, settings } = manifest;

  it('has the command that the bot listens to, with its usage, and escaped', () => {
    expect(features.slash_commands).toHaveLength(1);
    expect(features.slash_commands[0]).toMatchObject({
      command: commandName,
      usage_hint: usageHint,
      should_escape: true,
    });
  });

  it.each(features.slash_commands)(
    'has only commands that the bot answers: $command',
    async ({ command }) => {
      const { sandbox, answers } = await startBot('http', []);
      expect(await sandbox.user(ada).runCommand({ channel, command, text: 'help' })).toEqual({ ok: true });
      const answer = await sandbox.until(() => answers()[0]);
      expect(answer.text).toBe(`How to use ${command}.`);
    },
  );

  it('sends commands and buttons to where the bot receives them', () => {
    const urls = [...features.slash_commands.map(({ url }) => url), settings.interactivity.request_url];
    expect(new Set(urls.map((url) => new URL(url).pathname))).toEqual(new Set([eventsPath]));
    expect(settings.interactivity.is_enabled).toBe(true);
  });

  it('asks for the one scope that a command needs', () => {
    // Opening views and answering by response_url need none.
    expect(oauth_config.scopes.bot).toEqual(['commands']);
  });
});
