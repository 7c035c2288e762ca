import type { Message } from '@registry-images/slack-sandbox';
import { describe, expect, it } from 'vitest';

import { newImage } from './registry/push-images.ts';
import { ada, channel, grace, modes, startBot, words, type BotAtWork, type Mode } from './start-bot.ts';

const linus = 'U0LINUS';
const users = [ada, grace, linus].map((id) => ({ id, name: id.slice(2).toLowerCase(), realName: id }));
const approveByOne = `
roles:
  deleter: everyone
  approver: [${ada}, ${grace}]
protected:
  - tags: latest
    approvals: 1
    typeDigest: false
expiresAfter: 2h
`;
const approveByTwo = `
roles:
  deleter: everyone
protected:
  - tags: latest
    approvals: 2
    approvers: [${ada}, ${grace}, ${linus}]
    typeDigest: false
`;

function start(mode: Mode, policy: string, options: object = {}): Promise<BotAtWork> {
  return startBot(mode, [newImage('team/app', ['v1', 'latest'])], { policy, ...options });
}

/** Lets ada ask for the deletion; answers the message for everybody. */
async function request(bot: BotAtWork): Promise<Awaited<ReturnType<BotAtWork['says']>>> {
  const asked = await bot.askToDelete('team/app:v1');
  expect(words(asked)).toContain('It is protected');
  await bot.confirm(asked, { reason: 'Old' });
  await bot.modal(/waits for approval/);
  return bot.says(/wants to delete/);
}

/** What somebody was told in their direct messages with the bot. */
function toldDirectly(bot: BotAtWork, userId: string): Promise<Message> {
  return bot.sandbox.until(() =>
    bot.sandbox.channels
      .filter(({ id }) => id.startsWith('D'))
      .flatMap(({ id }) => bot.sandbox.messages(id, userId))
      .find(({ text }) => text.includes('You may approve it')),
  );
}

describe.each(modes)('an approval over %s', (mode) => {
  it('lets the deletion begin, by somebody else', async () => {
    const bot = await start(mode, approveByOne);
    const message = await request(bot);
    expect(message.ephemeralFor).toBeUndefined();
    expect(bot.orders()).toBe(0);
    const own = await bot.press(message, 'images.request.approve');
    expect(own.text).toBe('You asked for this yourself: somebody else has to decide.');
    expect(own.ephemeralFor).toBe(ada);
    expect(bot.orders()).toBe(0);
    await bot.press(message, 'images.request.approve', grace);
    const end = await bot.says(/"complete"/);
    expect(end.ts).toBe(message.ts);
    expect(words(end)).toMatch(new RegExp(`<@${ada}> asked to delete.*Old.*Approved by <@${grace}>`));
    expect(words(end)).not.toContain('images.request.approve');
    expect(bot.orders()).toBe(1);
  });

  it('counts once, of each of two, and begins once', async () => {
    const bot = await start(mode, approveByTwo, { slack: { users } });
    const message = await request(bot);
    await bot.press(message, 'images.request.approve', grace);
    const half = await bot.says(new RegExp(`Approved by <@${grace}>`));
    expect(words(half)).toContain('still needs the approval');
    expect((await bot.press(half, 'images.request.approve', grace)).text).toContain(
      'You have approved this already',
    );
    expect(bot.orders()).toBe(0);
    const target = { channel, ts: half.ts, actionId: 'images.request.approve' };
    await Promise.all([bot.sandbox.user(linus).press(target), bot.sandbox.user(linus).press(target)]);
    await bot.says(/"complete"/);
    expect(bot.orders()).toBe(1);
  });

  it('is not for everybody, and who may is named', async () => {
    const bot = await start(mode, approveByOne, { slack: { users } });
    const message = await request(bot);
    const answer = await bot.press(message, 'images.request.approve', linus);
    expect(answer.text).toBe(`You may not decide about this. Ask <@${grace}>.`);
    expect((await bot.press(message, 'images.request.reject', linus)).text).toContain('You may not decide');
    expect((await bot.press(message, 'images.request.cancel', linus)).text).toContain(
      'Only who asked for it',
    );
    expect(bot.orders()).toBe(0);
  });
});

describe.each(modes)('a request that waits over %s', (mode) => {
  it('can be rejected, upon which nothing is deleted and nothing can be pressed', async () => {
    const bot = await start(mode, approveByOne);
    const message = await request(bot);
    await bot.press(message, 'images.request.reject', grace);
    const end = await bot.says(new RegExp(`Rejected by <@${grace}>`));
    expect(end.ts).toBe(message.ts);
    expect(words(end)).not.toContain('images.request.');
    expect(bot.orders()).toBe(0);
  });

  it('is the only one for its image: who wants the same is led to it', async () => {
    const bot = await start(mode, approveByOne);
    await request(bot);
    await bot.confirm(await bot.askToDelete('team/app:v1', grace), {}, grace);
    const told = words(await bot.modal(/asked for before/, grace));
    expect(told).toContain(`see its message in <#${channel}>`);
    expect(told).toContain(`<@${ada}> wants to delete`);
    expect(bot.state.requests.list({ limit: 5 })).toHaveLength(1);
  });

  it('shows in the Home tab what it takes to decide, and asks once more before an approval', async () => {
    const bot = await start(mode, approveByOne);
    await request(bot);
    const user = bot.sandbox.user(grace);
    await user.openHome();
    const home = words(await bot.sandbox.until(() => user.home()));
    expect(home).toMatch(
      /sha256:[0-9a-f]{64}.*Reason: `Old`.*still needs the approval.*Approve the deletion\?/,
    );
  });

  it('names the Home tab where a channel does not let somebody decide', async () => {
    const narrow = `${approveByOne}channels:\n  ${channel}: { may: [view, delete] }\n`;
    const bot = await start(mode, narrow);
    const answer = await bot.press(await request(bot), 'images.request.approve', grace);
    expect(answer.text).toContain('Try the Home tab of this app');
  });

  it('can be taken back', async () => {
    const bot = await start(mode, approveByOne);
    const message = await request(bot);
    await bot.press(message, 'images.request.cancel');
    expect((await bot.says(/It was taken back/)).ts).toBe(message.ts);
    expect(bot.orders()).toBe(0);
  });

  it('expires, which its message says', async () => {
    const bot = await start(mode, approveByOne);
    const message = await request(bot);
    bot.skip(2 * 3_600_000);
    expect((await bot.says(/Nobody decided in time/)).ts).toBe(message.ts);
    expect(bot.state.auditLog.after(bot.sandbox.team.id, 0, 9).map(({ kind }) => kind)).toEqual([
      'request',
      'expiry',
    ]);
  });

  it('wants the end of the digest typed where the policy says so', async () => {
    const bot = await start(mode, approveByOne.replace('false', 'true'));
    const asked = await bot.askToDelete('team/app:v1');
    await bot.confirm(asked, { 'digest-end': '12345678' });
    expect(JSON.stringify(bot.sandbox.user(ada).views().at(-1))).toContain('not the last 8 characters');
    expect(bot.answers()).toEqual([]);
    const { digest } = await bot.registry.image('team/app:v1');
    await bot.confirm(asked, { 'digest-end': digest.slice(-8) });
    await bot.says(/wants to delete/);
  });

  it('is in the direct messages where the bot is not in the channel, which the requester is told', async () => {
    const channels = [{ id: channel, name: 'general', memberIds: [ada, grace] }];
    const bot = await start(mode, approveByOne, { slack: { channels } });
    await bot.confirm(await bot.askToDelete('team/app:v1'));
    expect(words(await bot.modal(/direct messages/))).toContain('/invite @Registry Images');
    expect(bot.answers()).toEqual([]);
    // Who may approve is told, and finds it in the Home tab.
    const user = bot.sandbox.user(grace);
    expect((await toldDirectly(bot, grace)).text).toContain(
      'You may approve it in the Home tab of this app.',
    );
    await user.openHome();
    const home = await bot.sandbox.until(() => user.home());
    expect(words(home)).toContain('wants to delete');
    await user.press({ viewId: home.id, actionId: 'images.request.approve' });
    await bot.sandbox.until(() => bot.orders() === 1);
    await bot.sandbox.until(() => words(user.home() ?? { blocks: [] }).includes('Nothing waits'));
  });
});

describe.each(modes)('a policy over %s', (mode) => {
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

  it('lets nobody delete who may not, says who may, and writes it down', async () => {
    const { sandbox, modal, orders, ask, state } = await startBot(mode, images, { policy: narrow });
    await sandbox.user(ada).runCommand({ channel, command: '/images', text: 'delete team/app:v1' });
    expect(words(await modal(/You may not/))).toContain(
      `You may not delete images of \`team/app\`. Ask <@${grace}> or <@${linus}>.`,
    );
    expect(words(await ask('whoami'))).toContain('`viewer`');
    expect(orders()).toBe(0);
    expect(state.requests.list({ limit: 9 })).toEqual([]);
  });

  it('is asked again at the confirmation', async () => {
    const groups = [{ id: 'S0APP', handle: 'app', name: 'App', memberIds: [ada] }];
    const policy = `
roles:
  viewer: everyone
  deleter: '@app'
`;
    // Over HTTP, requests of a Slack that is minutes behind would not be believed.
    const bot = await startBot('socket', images, { policy, slack: { userGroups: groups } });
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

  it('says that nobody can tell who may do what while Slack does not say who is in which group', async () => {
    const policy = `
roles:
  viewer: '@app'
`;
    const bot = await startBot(mode, images, { policy });
    bot.sandbox.fail('usergroups.list', { kind: 'error', error: 'fatal_error' }, 10);
    expect((await bot.ask('list')).text).toContain('which groups people are in');
  });
});

describe.each(modes)('the audit channel over %s', (mode) => {
  it('gets every line once, also those of a time when Slack did not take them', async () => {
    const policy = `
roles:
  deleter: everyone
auditChannel: C0AUDIT
`;
    const channels = [
      { id: channel, name: 'general' },
      { id: 'C0AUDIT', name: 'audit' },
    ];
    const bot = await start(mode, policy, { slack: { channels } });
    bot.sandbox.changeChannel('C0AUDIT', { isArchived: true });
    await bot.confirm(await bot.askToDelete('team/app:v1'), { reason: 'Old' });
    await bot.says(/"complete"/);
    const refusals = (): number => bot.log.filter((line) => line.includes('audit not posted')).length;
    await bot.sandbox.until(() => refusals() === 1);
    const posted = (): string =>
      bot.sandbox
        .messages('C0AUDIT', ada)
        .map((message) => words(message))
        .join('\n');
    const tried = (): number =>
      bot.sandbox.requests.filter(({ body }) => body['channel'] === 'C0AUDIT').length;
    bot.skip(15_000);
    await bot.sandbox.until(() => tried() === 2);
    bot.sandbox.changeChannel('C0AUDIT', { isArchived: false });
    while (!posted().includes('had asked to delete')) {
      bot.skip(15_000);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(refusals()).toBe(1);
    expect(posted().match(/asked to delete/g)).toHaveLength(2);
    expect(posted()).toMatch(/the registry was told to delete.*operation/);
  });
});
