import { describe, expect, it } from 'vitest';

import { ada, channel, startBot, wireImage, words } from './start-bot.ts';

const teamAlone = 'roles:\n  viewer: [{ who: everyone, repositories: team/* }]\n';

describe('the name of a repository', () => {
  it.each(['list', 'cleanup', 'audit'])('may be an address that was pasted, for %s', async (name) => {
    const bot = await startBot('http', [wireImage('i1', 'team/app', ['v1'])], {
      policy: 'roles: { deleter: [{ who: everyone, repositories: team/* }] }',
    });
    await bot.confirm(await bot.askToDelete('i1'));
    await bot.says(/"complete"/);
    bot.api.images.push(wireImage('i2', 'team/app', ['v2']));
    const flags = name === 'cleanup' ? ' --older-than 1h' : '';
    for (const typed of ['cr.yandex/reg/team/app', 'reg/team/app']) {
      expect(words(await bot.ask(`${name} ${typed}${flags}`))).toMatch(/team\/app:v2|`team\/app` \(`v1`\)/);
    }
  });

  it.each(['list team/ap', 'cleanup team/ap --untagged', 'list app'])('may have a slip: %s', async (text) => {
    const bot = await startBot('http', [wireImage('i1', 'team/app', ['v1'])]);
    expect(words(await bot.ask(text))).toContain('Did you mean `team/app`?');
  });

  it('leads to the list that was meant by a button', async () => {
    const bot = await startBot('http', [wireImage('i1', 'team/app', ['v1'])]);
    const list = await bot.press(await bot.ask('list team/ap'), 'images.list.show.0');
    expect(words(list)).toContain('team/app:v1');
  });

  it('may stand where a command does', async () => {
    const bot = await startBot('http', [wireImage('i1', 'web', ['v1'])]);
    expect((await bot.ask('web')).text).toBe('There is no command `web`. Did you mean `/images list web`?');
    bot.api.disturb('list', 'refuse');
    expect((await bot.ask('lsit')).text).toContain('Did you mean `/images list`?');
  });
});

describe('what somebody may not see', () => {
  it('is as if it were not there, unless they named its repository: then whether it is there is not told', async () => {
    const bot = await startBot(
      'http',
      [wireImage('pay', 'hr/payroll', ['v1']), wireImage('s', 'secret', ['v1'])],
      {
        policy: teamAlone,
      },
    );
    const answer = async (text: string): Promise<string> => (await bot.ask(text)).text;
    expect(await answer('inspect pay')).toContain('There is no image `pay`');
    expect((await answer('inspect secret')).replaceAll('secret', 'nobody')).toBe(
      await answer('inspect nobody'),
    );
    const digest = await answer('inspect 706179000000');
    expect(digest).toContain('There is no image');
    expect((await answer('inspect 706179000001')).replaceAll('1`', '0`')).toBe(digest);
    const existing = await answer('inspect hr/payroll:v1');
    expect(existing).toContain('You may not see the images of `hr/payroll`');
    expect(await answer('inspect hr/payroll:v2')).toBe(existing);
    expect((await answer('inspect hr/nothing:v1')).replaceAll('hr/nothing', 'hr/payroll')).toBe(existing);
    expect((await answer('list hr/nothing')).replaceAll('hr/nothing', 'hr/payroll')).toBe(existing);
    await bot.sandbox.user(ada).runCommand({ channel, command: '/images', text: 'delete pay' });
    await bot.modal(/There is no image `pay`/);
  });
});

describe('the audit', () => {
  it('does not say that nothing was done where nothing was done to this', async () => {
    const bot = await startBot('http', [wireImage('i1', 'team/app', ['v1'])]);
    expect((await bot.ask('audit')).text).toContain('Nothing that you may see was deleted yet');
    expect((await bot.ask('audit team/other')).text).toContain(
      'Nothing that you may see was done about this',
    );
  });
});

describe('a menu in a dialog', () => {
  it('offers what may be seen in the channel in which the dialog was opened', async () => {
    const policy = `roles: { viewer: everyone }\nchannels: { ${channel}: { may: [view], repositories: team/* } }\n`;
    const images = [wireImage('i1', 'team/app', ['v1']), wireImage('i2', 'hr/payroll', ['v1'])];
    const bot = await startBot('http', images, { policy });
    await bot.sandbox.user(ada).runCommand({ channel, command: '/images', text: 'inspect' });
    const { id: viewId } = await bot.modal(/Image/);
    const target = { viewId, blockId: 'image', actionId: 'images.image', query: '' };
    const offered = JSON.stringify(await bot.sandbox.user(ada).typeAhead(target));
    expect(offered).toContain('team/app');
    expect(offered).not.toContain('payroll');
  });
});
