import { describe, expect, it } from 'vitest';

import { newImage } from './registry/push-images.ts';
import { ada, channel, modes, startBot, words } from './start-bot.ts';

const teamAlone = 'roles:\n  viewer: [{ who: everyone, repositories: team/* }]\n';

describe.each(modes)('the name of a repository over %s', (mode) => {
  it.each(['list', 'cleanup', 'audit'])('may be an address that was pasted, for %s', async (name) => {
    const bot = await startBot(mode, [newImage('team/app', ['v1'])], {
      policy: 'roles: { deleter: [{ who: everyone, repositories: team/* }] }',
    });
    await bot.confirm(await bot.askToDelete('team/app:v1'));
    await bot.says(/"complete"/);
    await bot.registry.push(newImage('team/app', ['v2']));
    const flags = name === 'cleanup' ? ' --older-than 1h' : '';
    for (const typed of [`cr.yandex/${bot.registry.id}/team/app`, `${bot.registry.id}/team/app`]) {
      expect(words(await bot.ask(`${name} ${typed}${flags}`))).toMatch(/team\/app:v2|`team\/app` \(`v1`\)/);
    }
  });

  it.each(['list team/ap', 'cleanup team/ap --untagged', 'list app'])('may have a slip: %s', async (text) => {
    const bot = await startBot(mode, [newImage('team/app', ['v1'])]);
    expect(words(await bot.ask(text))).toContain('Did you mean `team/app`?');
  });

  it('leads to the list that was meant by a button', async () => {
    const bot = await startBot(mode, [newImage('team/app', ['v1'])]);
    const list = await bot.press(await bot.ask('list team/ap'), 'images.list.show.0');
    expect(words(list)).toContain('team/app:v1');
  });

  it('may stand where a command does', async () => {
    const bot = await startBot(mode, [newImage('web', ['v1'])]);
    expect((await bot.ask('web')).text).toBe('There is no command `web`. Did you mean `/images list web`?');
    bot.registry.disturb('list', 'refuse');
    expect((await bot.ask('lsit')).text).toContain('Did you mean `/images list`?');
  });
});

describe.each(modes)('what somebody may not see over %s', (mode) => {
  it('is as if it were not there, unless they named its repository: then whether it is there is not told', async () => {
    const bot = await startBot(mode, [newImage('hr/payroll', ['v1']), newImage('secret', ['v1'])], {
      policy: teamAlone,
    });
    const { id, digest } = await bot.registry.image('hr/payroll:v1');
    const answer = async (text: string): Promise<string> => (await bot.ask(text)).text;
    expect(await answer(`inspect ${id}`)).toContain(`There is no image \`${id}\``);
    expect((await answer('inspect secret')).replaceAll('secret', 'nobody')).toBe(
      await answer('inspect nobody'),
    );
    const prefix = digest.slice('sha256:'.length, 'sha256:'.length + 12);
    const unknown = '0'.repeat(12);
    const missing = await answer(`inspect ${unknown}`);
    expect(missing).toContain('There is no image');
    expect((await answer(`inspect ${prefix}`)).replaceAll(prefix, unknown)).toBe(missing);
    const existing = await answer('inspect hr/payroll:v1');
    expect(existing).toContain('You may not see the images of `hr/payroll`');
    expect(await answer('inspect hr/payroll:v2')).toBe(existing);
    expect((await answer('inspect hr/nothing:v1')).replaceAll('hr/nothing', 'hr/payroll')).toBe(existing);
    expect((await answer('list hr/nothing')).replaceAll('hr/nothing', 'hr/payroll')).toBe(existing);
    await bot.sandbox.user(ada).runCommand({ channel, command: '/images', text: `delete ${id}` });
    await bot.modal(new RegExp(`There is no image \`${id}\``));
  });
});

describe.each(modes)('the audit over %s', (mode) => {
  it('does not say that nothing was done where nothing was done to this', async () => {
    const bot = await startBot(mode, [newImage('team/app', ['v1'])]);
    expect((await bot.ask('audit')).text).toContain('Nothing that you may see was deleted yet');
    expect((await bot.ask('audit team/other')).text).toContain(
      'Nothing that you may see was done about this',
    );
  });
});

describe.each(modes)('a menu in a dialog over %s', (mode) => {
  it('offers what may be seen in the channel in which the dialog was opened', async () => {
    const policy = `roles: { viewer: everyone }\nchannels: { ${channel}: { may: [view], repositories: team/* } }\n`;
    const images = [newImage('team/app', ['v1']), newImage('hr/payroll', ['v1'])];
    const bot = await startBot(mode, images, { policy });
    await bot.sandbox.user(ada).runCommand({ channel, command: '/images', text: 'inspect' });
    const { id: viewId } = await bot.modal(/Image/);
    const target = { viewId, blockId: 'image', actionId: 'images.image', query: '' };
    const offered = JSON.stringify(await bot.sandbox.user(ada).typeAhead(target));
    expect(offered).toContain('team/app');
    expect(offered).not.toContain('payroll');
  });
});
