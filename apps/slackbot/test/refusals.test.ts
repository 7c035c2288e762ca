import { join } from 'node:path';

import { makeTemporaryFolder } from '@registry-images/testing';
import { describe, expect, it } from 'vitest';

import { newImage } from './registry/push-images.ts';
import { ada, channel, grace, modes, startBot, words, type BotAtWork, type Mode } from './start-bot.ts';

const linus = 'U0LINUS';
const users = [ada, grace, linus].map((id) => ({ id, name: id.slice(2).toLowerCase(), realName: id }));
const protectedByTwo = `
roles: { deleter: [${ada}, ${grace}] }
protected: [{ tags: latest, approvers: [${grace}, ${linus}], approvals: 2, typeDigest: false }]
`;

function start(mode: Mode, policy: string, options: object = {}): Promise<BotAtWork> {
  return startBot(mode, [newImage('team/app', ['latest'])], { policy, slack: { users }, ...options });
}

describe.each(modes)('what the policy refuses over %s', (mode) => {
  it.each([
    ['nobody may', 'roles: { viewer: everyone }', 'and nobody may'],
    [
      'the channel is for less',
      `roles: { deleter: everyone }\nchannels: { ${channel}: { may: [view] } }`,
      'but not here',
    ],
    [
      'too few others could approve',
      `roles: { deleter: everyone }
protected: [{ tags: latest, approvers: [${ada}, ${grace}, U0ONE], approvals: 3, typeDigest: false }]`,
      'too few others may',
    ],
  ])('is not even asked for where %s', async (_what, policy, text) => {
    const { sandbox, modal, orders } = await start(mode, policy);
    await sandbox.user(ada).runCommand({ channel, command: '/images', text: 'delete team/app:latest' });
    const dialog = await modal(/You may/);
    expect(words(dialog)).toContain(text);
    expect(dialog.submit).toBeUndefined();
    expect(orders()).toBe(0);
  });

  it.each([
    [
      'other approvals are asked for',
      protectedByTwo.replace('approvals: 2', 'approvals: 1'),
      'rules have changed',
    ],
    [
      'the requester may not delete any more',
      protectedByTwo.replace(`[${ada}, ${grace}]`, '[U0ONE]'),
      'may not delete it any more',
    ],
    [
      'who approved may not any more',
      protectedByTwo.replace(`[${grace}, ${linus}]`, `[${linus}, U0ONE]`),
      'Somebody who approved this may not',
    ],
  ])('is not approved where %s', async (_what, later, text) => {
    const databasePath = join(await makeTemporaryFolder(), 'bot.sqlite');
    const bot = await start(mode, protectedByTwo, { databasePath });
    await bot.confirm(await bot.askToDelete('team/app:latest'));
    const message = await bot.says(/wants to delete/);
    await bot.press(message, 'images.request.approve', grace);
    await bot.says(/Approved by/);
    await bot.bot.stop(new AbortController().signal);
    const restarted = await start(mode, later, { databasePath, after: bot });
    await restarted.press(message, 'images.request.approve', linus);
    // The message for everybody changes, too.
    const told = (): boolean =>
      restarted.answers(linus).some((answer) => answer.ephemeralFor === linus && answer.text.includes(text));
    await bot.sandbox.until(told);
    expect(bot.orders()).toBe(0);
  });

  it('is approved by nobody where only the requester is left, which is said', async () => {
    const databasePath = join(await makeTemporaryFolder(), 'bot.sqlite');
    const policy = protectedByTwo.replace('approvals: 2', 'approvals: 1');
    const bot = await start(mode, policy, { databasePath });
    await bot.confirm(await bot.askToDelete('team/app:latest'));
    const message = await bot.says(/wants to delete/);
    await bot.bot.stop(new AbortController().signal);
    const later = policy.replace(`[${grace}, ${linus}]`, `[${ada}]`);
    const restarted = await start(mode, later, { databasePath, after: bot });
    for (const action of ['approve', 'reject']) {
      const answer = await restarted.press(message, `images.request.${action}`, grace);
      expect(answer.ephemeralFor).toBe(grace);
      expect(answer.text).toBe(
        'You may not decide about this, and nobody else may. Ask whoever runs this app.',
      );
    }
    expect(bot.orders()).toBe(0);
  });
});

describe.each(modes)('a question over %s', (mode) => {
  it('is not good any more after a while', async () => {
    const { askToDelete, skip, confirm, modal, orders } = await start(mode, 'roles: { deleter: everyone }');
    const asked = await askToDelete('team/app:latest');
    skip(60 * 60_000);
    await confirm(asked);
    await modal(/The question is too old/);
    expect(orders()).toBe(0);
  });

  it('is not enough where the end of the digest has to be typed by now', async () => {
    const databasePath = join(await makeTemporaryFolder(), 'bot.sqlite');
    const bot = await start(mode, 'roles: { deleter: everyone }', { databasePath });
    const asked = await bot.askToDelete('team/app:latest');
    await bot.bot.stop(new AbortController().signal);
    const policy = 'roles: { deleter: everyone }\nprotected: [{ tags: latest, approvals: 0 }]';
    const later = await start(mode, policy, { databasePath, after: bot });
    await later.confirm(asked);
    await later.modal(/not the last 8 characters/);
    expect(bot.orders()).toBe(0);
  });
});
