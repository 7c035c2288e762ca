import type { Message } from '@registry-images/slack-sandbox';
import { describe, expect, it } from 'vitest';

import { newImage } from './registry/push-images.ts';
import { ada, grace, modes, startBot, words, type BotAtWork } from './start-bot.ts';

const policy = `
roles: { deleter: everyone, approver: '@sre' }
protected: [{ tags: latest, approvals: 1, typeDigest: false }]
`;
const userGroups = [{ id: 'S0SRE', handle: 'sre', name: 'SRE', memberIds: [grace] }];

/** The direct messages of a user with the bot, if they have any. */
function directOf(bot: BotAtWork, userId: string): readonly Message[] {
  return bot.sandbox.channels
    .filter(({ id, memberIds }) => id.startsWith('D') && memberIds.includes(userId))
    .flatMap(({ id }) => bot.sandbox.messages(id, userId));
}

/** Lets ada, in her direct messages with the bot, ask for the deletion of something protected. */
async function askDirectly(bot: BotAtWork): Promise<void> {
  const user = bot.sandbox.user(ada);
  await user.openHome();
  const { id: viewId } = await bot.sandbox.until(() => user.home());
  await user.press({ viewId, actionId: 'images.list.show' });
  const { channelId } = await bot.sandbox.until(() => directOf(bot, ada)[0]);
  await user.runCommand({ channel: channelId, command: '/images', text: 'delete team/app:latest' });
  await bot.confirm(await bot.modal(/This deletes /));
  await bot.modal(/waits for approval/);
}

describe.each(modes)('a request in direct messages over %s', (mode) => {
  it('is told to those who may approve by their group, and leads others to the Home tab alone', async () => {
    const bot = await startBot(mode, [newImage('team/app', ['latest'])], { policy, slack: { userGroups } });
    await askDirectly(bot);
    await bot.confirm(await bot.askToDelete('team/app:latest', grace), {}, grace);
    const told = words(await bot.modal(/Nothing new was asked for/, grace));
    expect(told).toContain('see the Home tab of this app');
    expect(told).not.toContain('<#D');
    await bot.finalLog();
    expect(directOf(bot, grace).map(({ text }) => text)).toEqual([
      expect.stringContaining('you may approve or reject it in the Home tab of this app.'),
    ]);
  });
});
