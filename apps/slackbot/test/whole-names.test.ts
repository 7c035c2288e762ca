import { describe, expect, it } from 'vitest';

import { newImage } from './registry/push-images.ts';
import { ada, channel, modes, startBot, words } from './start-bot.ts';

const app = newImage('app', ['v9']);
const twins = [app, newImage('my.org/app', ['v1'])];

describe.each(modes)('a repository over %s whose name begins like the address of a registry', (mode) => {
  it('is what a cleanup deletes, however new it is', async () => {
    const bot = await startBot(mode, [app]);
    // What there was is remembered for a minute.
    await bot.ask('list my.org/ap');
    await bot.registry.push(newImage('my.org/app', ['v1']), newImage('my.org/app', ['v2']));
    const preview = await bot.ask('cleanup my.org/app --tag *');
    expect(preview.text).toContain('Cleanup of `my.org/app`: This would delete 2 images');
    await bot.sandbox.user(ada).press({ channel, ts: preview.ts, actionId: 'images.cleanup.confirm' });
    await bot.confirm(await bot.modal(/This deletes 2 images/));
    await bot.says(/2 of 2/);
    expect((await bot.modal(/Deleted:/)).title).toBe('Deletion');
    await expect(bot.registry.names()).resolves.toEqual(['app:v9']);
  });

  it('leaves alone what has the rest of its name, where there is none', async () => {
    const bot = await startBot(mode, [app]);
    expect((await bot.ask('cleanup my.org/app --tag *')).text).toMatch(
      /`my.org\/app` has no images.*Did you mean `app`/,
    );
    await bot.sandbox.user(ada).runCommand({ channel, command: '/images', text: 'delete my.org/app:v9' });
    expect(words(await bot.modal(/There is no image/))).toContain('my.org/app:v9');
    expect((await bot.ask('inspect my.org/app:v9')).text).toContain('`app:v9`');
  });

  it('is the one of which a tag is looked for', async () => {
    const bot = await startBot(mode, twins);
    await bot.sandbox.user(ada).runCommand({ channel, command: '/images', text: 'delete my.org/app:v9' });
    expect(words(await bot.modal(/There is no image/))).toContain('my.org/app:v9');
    expect((await bot.ask('inspect my.org/app:v9')).text).toContain('There is no image `my.org/app:v9`');
  });

  it('is what the policy is asked about', async () => {
    const policy = 'roles: { deleter: { who: everyone, repositories: app } }';
    const bot = await startBot(mode, twins, { policy });
    for (const text of ['list my.org/app', 'cleanup my.org/app --tag *', 'inspect my.org/app:v1']) {
      expect((await bot.ask(text)).text).toContain('You may not see the images of `my.org/app`');
    }
  });

  it('is what a button of its image leads to, and is not looked for', async () => {
    const bot = await startBot(mode, twins);
    const inspected = await bot.ask('inspect my.org/app:v1');
    await bot.registry.remove('my.org/app:v1');
    expect((await bot.press(inspected, 'images.list.show')).text).toContain('`my.org/app`');
  });

  it('is still a guess where the registry was away when it was typed', async () => {
    const bot = await startBot(mode, [app]);
    const mend = bot.registry.disturb('list', 'refuse');
    const failed = await bot.ask('list my.org/app');
    mend();
    expect((await bot.press(failed, 'images.list.refresh')).text).toContain('Images in `app`');
  });
});

describe.each(modes)('a repository over %s behind the address of a registry with a port', (mode) => {
  const pullPrefix = 'images.local:5000';

  it('is none of this registry where something would go', async () => {
    const bot = await startBot(mode, [app], { pullPrefix });
    for (const typed of ['other:5000/app', '<http://images.local:5001/app|images.local:5001/app>']) {
      const { text } = await bot.ask(`cleanup ${typed} --tag *`);
      expect(text).toMatch(/`[a-z.]+:500[01]\/app` has no images.*Did you mean `app`/);
      await bot.sandbox.user(ada).runCommand({ channel, command: '/images', text: `delete ${typed}:v9` });
      expect(words(await bot.modal(/There is no image/))).toMatch(/:500[01]\/app:v9`/);
    }
    expect((await bot.ask('audit other:5000/app')).text).toContain('Nothing');
    await expect(bot.registry.names()).resolves.toEqual(['app:v9']);
  });

  it('is meant where the address is that of the registry itself', async () => {
    const bot = await startBot(mode, [app], { pullPrefix });
    const preview = await bot.ask('cleanup <http://images.local:5000/app|images.local:5000/app> --tag *');
    expect(preview.text).toContain('Cleanup of `app`: This would delete 1 image');
    await bot.confirm(await bot.askToDelete('https://Images.Local:5000/app:v9'));
    await bot.says(/"complete"/);
    expect(words(await bot.ask('audit images.local:5000/app'))).toContain('`app` (`v9`)');
    await expect(bot.registry.names()).resolves.toEqual([]);
  });

  it('is guessed where nothing can go', async () => {
    const bot = await startBot(mode, [app], { pullPrefix });
    expect((await bot.ask('list other:5000/app')).text).toContain('Images in `app`');
    expect((await bot.ask('inspect other:5000/app:v9')).text).toContain('`app:v9`');
    const mend = bot.registry.disturb('list', 'refuse');
    const failed = await bot.ask('list other:5000/app');
    mend();
    expect((await bot.press(failed, 'images.list.refresh')).text).toContain('Images in `app`');
  });
});
