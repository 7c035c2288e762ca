import { join } from 'node:path';

import type { Message } from '@registry-images/slack-sandbox';
import { makeTemporaryFolder } from '@registry-images/testing';
import { describe, expect, it } from 'vitest';

import { newImage } from './registry/push-images.ts';
import { button, startResponseUrl } from './sent-by-slack.ts';
import {
  ada,
  channel,
  grace,
  modes,
  startBot,
  words,
  type BotAtWork,
  type Mode,
  type StartOptions,
} from './start-bot.ts';

const linus = 'U0LINUS';
const users = [ada, grace, linus].map((id) => ({ id, name: id.slice(2).toLowerCase(), realName: id }));
const byOne = `
roles: { deleter: everyone }
protected: [{ tags: latest, approvals: 1, approvers: [${grace}, ${linus}], typeDigest: false }]
expiresAfter: 2h
`;
const inTheChannel = `${byOne}channels: { ${channel}: { may: [view, delete, approve] }, '*': { may: [view, delete] } }\n`;
const elsewhere = `${byOne}channels: { C0OTHER: { may: [view, approve] }, '*': { may: [view, delete] } }\n`;

function start(mode: Mode, policy: string, options: StartOptions = {}): Promise<BotAtWork> {
  return startBot(mode, [newImage('team/app', ['v1', 'latest'])], { policy, slack: { users }, ...options });
}

/** Lets ada ask for the deletion; answers the message for everybody. */
async function request(bot: BotAtWork): Promise<Message> {
  await bot.confirm(await bot.askToDelete('team/app:latest'));
  return bot.says(/wants to delete/);
}

/** Starts a bot with another policy in the place of one that has stopped. */
async function startWithOthers(
  mode: Mode,
  [before, later]: readonly [string, string],
  inBetween: (bot: BotAtWork) => Promise<void>,
): Promise<{ readonly bot: BotAtWork; readonly message: Message }> {
  const databasePath = join(await makeTemporaryFolder(), 'bot.sqlite');
  const bot = await start(mode, before, { databasePath });
  const message = await request(bot);
  await inBetween(bot);
  await bot.bot.stop(new AbortController().signal);
  return { bot: await start(mode, later, { databasePath, after: bot }), message };
}

/** Waits for an answer that nobody else sees. */
function answerTo({ sandbox, answers }: BotAtWork, userId: string, text: string): Promise<Message> {
  return sandbox.until(() =>
    answers(userId).find((answer) => answer.ephemeralFor === userId && answer.text === text),
  );
}

describe.each(modes)('a decision over %s', (mode) => {
  it('is not needed of those whose part has been approved already', async () => {
    const policy = `
roles: { deleter: everyone }
protected:
  - { tags: latest, approvals: 1, approvers: [${grace}, ${linus}], typeDigest: false }
  - { tags: v1, approvals: 1, approvers: U0EVE, typeDigest: false }
`;
    const bot = await start(mode, policy);
    await bot.press(await request(bot), 'images.request.approve', grace);
    const half = await bot.says(/Approved by/);
    const answer = await bot.press(half, 'images.request.approve', linus);
    expect(answer.text).toBe('What you could approve has been approved already.');
    expect(words(await bot.says(/Approved by/))).not.toContain(`Approved by <@${linus}>`);
    expect(bot.orders()).toBe(0);
  });

  it('is not for those who asked, to reject as little as to approve', async () => {
    const bot = await start(mode, byOne);
    const answer = await bot.press(await request(bot), 'images.request.reject');
    expect(answer.text).toBe('You asked for this yourself: somebody else has to decide.');
  });

  it.each(['approve', 'reject', 'cancel'])('comes too late once the time is over, to %s', async (verb) => {
    const bot = await start(mode, byOne);
    const message = await request(bot);
    // Before the bot looks which requests are over.
    bot.passed.ms += 3 * 3_600_000;
    const by = verb === 'cancel' ? ada : grace;
    await bot.press(message, `images.request.${verb}`, by);
    await answerTo(bot, by, 'The time to decide is over.');
    await bot.says(/Nobody decided in time/);
    expect(bot.orders()).toBe(0);
  });

  it.each(['approve', 'reject', 'cancel'])('comes too late after another one, to %s', async (verb) => {
    const bot = await start(mode, byOne);
    const message = await request(bot);
    const [, id = ''] = /"value":"([^"]+)"/.exec(words(message)) ?? [];
    await bot.press(message, 'images.request.cancel');
    await bot.says(/It was taken back/);
    const { url, next } = await startResponseUrl(200);
    // The message has no buttons any more; somebody has pressed before it changed.
    const pressed = button(url, `images.request.${verb}`, id);
    const by = verb === 'cancel' ? ada : grace;
    await bot.sandbox.sendInteraction({ ...pressed, user: { id: by, team_id: bot.sandbox.team.id } });
    expect(JSON.parse(await next).text).toBe('This does not wait for a decision any more.');
    expect(bot.orders()).toBe(0);
  });

  it.each(['approve', 'reject', 'cancel'])('is about nothing that the bot knows, to %s', async (verb) => {
    const bot = await start(mode, byOne);
    const { url, next } = await startResponseUrl(200);
    await bot.sandbox.sendInteraction(button(url, `images.request.${verb}`, 'another'));
    expect(JSON.parse(await next).text).toBe('This request is not known here any more.');
  });

  it.each(['approve', 'reject'])('is for the channel alone where the policy says so, to %s', async (verb) => {
    const { bot } = await startWithOthers(mode, [byOne, inTheChannel], async (before) => {
      await before.sandbox.user(grace).openHome();
      await before.sandbox.until(() =>
        words(before.sandbox.user(grace).home() ?? { blocks: [] }).includes(verb),
      );
    });
    const user = bot.sandbox.user(grace);
    const viewId = user.home()?.id ?? '';
    await user.press({ viewId, actionId: `images.request.${verb}` });
    const told = await bot.sandbox.until(() =>
      bot.sandbox.channels
        .filter(({ id }) => id.startsWith('D'))
        .flatMap(({ id }) => bot.sandbox.messages(id, grace))
        .find(({ text }) => text.includes('but not here')),
    );
    expect(told.text).toBe(
      `You may decide about this, but not here: only by its message in <#${channel}>. If there is none, add this app to the channel, and have this taken back and asked for again.`,
    );
    expect(bot.orders()).toBe(0);
  });

  it.each(['approve', 'reject'])(
    'is for neither here nor the Home tab where the policy says so, to %s',
    async (verb) => {
      const { bot, message } = await startWithOthers(mode, [byOne, elsewhere], () => Promise.resolve());
      await bot.press(message, `images.request.${verb}`, grace);
      await answerTo(
        bot,
        grace,
        'You may decide about this, but neither here nor where it was asked for. Ask whoever runs this app.',
      );
      expect(bot.orders()).toBe(0);
    },
  );
});
