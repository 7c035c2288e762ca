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
function toldDirectly(
  bot: BotAtWork,
  userId: string,
  what = 'you may approve or reject it',
): Promise<Message> {
  return bot.sandbox.until(() =>
    bot.sandbox.channels
      .filter(({ id }) => id.startsWith('D'))
      .flatMap(({ id }) => bot.sandbox.messages(id, userId))
      .find(({ text }) => text.includes(what)),
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
    expect(words(half)).toContain('still asks for the approval');
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
      'Only the person who asked for this',
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
    const told = words(await bot.modal(/asked for already/, grace));
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
      /sha256:[0-9a-f]{64}.*Reason: `Old`.*still asks for the approval.*Approve the deletion\?/,
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
    expect(words(await bot.modal(/direct messages/))).toContain(
      '(`/invite @Registry Images`), take this request back and ask again.',
    );
    expect(bot.answers()).toEqual([]);
    // Nobody but the requester sees the message, and they can only take it back.
    const own = words(await toldDirectly(bot, ada, 'wants to delete'));
    expect(own).toContain('images.request.cancel');
    expect(own).not.toMatch(/images\.request\.(approve|reject)/);
    // Who may approve is told, and finds it in the Home tab.
    const user = bot.sandbox.user(grace);
    expect((await toldDirectly(bot, grace)).text).toContain(
      'you may approve or reject it in the Home tab of this app.',
    );
    await user.openHome();
    const home = await bot.sandbox.until(() => user.home());
    expect(words(home)).toContain('wants to delete');
    await user.press({ viewId: home.id, actionId: 'images.request.approve' });
    await bot.sandbox.until(() => bot.orders() === 1);
    await bot.sandbox.until(() => words(user.home() ?? { blocks: [] }).includes('Nothing waits'));
  });
});
