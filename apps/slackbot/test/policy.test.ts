import { describe, expect, it } from 'vitest';

import { newImage } from './registry/push-images.ts';
import { ada, channel, grace, modes, startBot, words } from './start-bot.ts';

const linus = 'U0LINUS';
const narrow = `
roles:
  viewer:
    - who: everyone
      repositories: team/*
  deleter:
    - who: ${grace}
      repositories: team/*
  admin: ${linus}
`;
const images = [newImage('team/app', ['v1']), newImage('base/os', ['1'])];

describe.each(modes)('a policy over %s', (mode) => {
  it('keeps from sight what somebody may not see, wherever they look', async () => {
    const { registry, ask, sandbox, modal } = await startBot(mode, images, { policy: narrow });
    const { id } = await registry.image('base/os:1');
    expect(words(await ask('list'))).not.toContain('base/os');
    expect((await ask('list base/os')).text).toBe(
      `You may not see the images of \`base/os\`. Ask <@${linus}>.`,
    );
    expect((await ask(`inspect ${id}`)).text).toContain(`There is no image \`${id}\``);
    for (const name of ['base/os:1', 'base/os', 'base/os:2', 'cleanup base/os --untagged']) {
      const text = name.startsWith('cleanup') ? name : `inspect ${name}`;
      expect((await ask(text)).text).toContain('You may not see the images of `base/os`');
    }
    expect(words(await ask('inspect base/oss:1'))).not.toContain('base/os`');
    const list = await ask('list');
    await sandbox.user(ada).press({ channel, ts: list.ts, actionId: 'images.list.filter' });
    const { id: viewId } = await modal(/Only images without tags/);
    const target = { viewId, blockId: 'repository', actionId: 'images.repository', query: '' };
    expect(await sandbox.user(ada).typeAhead(target)).toMatchObject({ options: [{ value: 'team/app' }] });
  });

  it('keeps from sight in a shared list, too, what those who press may not see', async () => {
    const bot = await startBot(mode, images, { policy: `roles: { viewer: ${ada} }` });
    const list = await bot.ask('list');
    const shared = await bot.press(list, 'images.list.share');
    const answer = await bot.press(shared, 'images.row.inspect.0', grace);
    expect(answer.ephemeralFor).toBe(grace);
    expect(answer.text).toMatch(/You may not see the images of `(?:team\/app|base\/os)`/);
  });

  it('lets nobody delete who may not, says who may, and writes it down', async () => {
    const { sandbox, modal, orders, ask, state } = await startBot(mode, images, { policy: narrow });
    await sandbox.user(ada).runCommand({ channel, command: '/images', text: 'delete team/app:v1' });
    expect(words(await modal(/You may not/))).toContain(
      `You may not delete images of \`team/app\`. Ask <@${grace}> or <@${linus}>.`,
    );
    expect(words(await ask('whoami'))).toContain('`viewer`');
    expect(orders()).toBe(0);
    expect(state.requests.list({ limit: 9 })).toEqual([]);
    expect(state.auditLog.after(sandbox.team.id, 0, 9)).toMatchObject([
      { kind: 'refusal', userId: ada, channelId: channel, note: 'delete: role', image: { tags: ['v1'] } },
    ]);
  });

  it('is asked again at the confirmation', async () => {
    const groups = [{ id: 'S0APP', handle: 'app', name: 'App', memberIds: [ada] }];
    const policy = `
roles:
  viewer: everyone
  deleter: '@app'
`;
    const bot = await startBot(mode, images, { policy, slack: { userGroups: groups } });
    const asked = await bot.askToDelete('team/app:v1');
    bot.sandbox.changeUserGroup('S0APP', { memberIds: [grace] });
    bot.skip(6 * 60_000);
    await bot.confirm(asked);
    await bot.modal(/You may not delete images of `team\/app`/);
    expect(bot.orders()).toBe(0);
    expect(bot.state.auditLog.after(bot.sandbox.team.id, 0, 9)).toMatchObject([
      { kind: 'refusal', userId: ada, note: 'delete: role', image: { tags: ['v1'] } },
    ]);
  });
});
