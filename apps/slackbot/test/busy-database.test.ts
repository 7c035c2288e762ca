import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { makeTemporaryFolder } from '@registry-images/testing';
import { describe, expect, it, onTestFinished } from 'vitest';

import { everyoneApproves } from './deletion-world.ts';
import { newImage } from './registry/push-images.ts';
import { grace, modes, startBot, type BotAtWork, type Mode } from './start-bot.ts';

const cannotWrite = /cannot write down what it does at the moment, and so does nothing/;

/** Starts a bot, and opens its database beside it, as another program does. */
async function start(mode: Mode): Promise<{ bot: BotAtWork; other: DatabaseSync }> {
  const databasePath = join(await makeTemporaryFolder(), 'bot.sqlite');
  const images = [newImage('team/app', ['v1']), newImage('team/web', ['latest'])];
  const bot = await startBot(mode, images, { policy: everyoneApproves, databasePath });
  const other = new DatabaseSync(databasePath);
  onTestFinished(() => other.close());
  return { bot, other };
}

describe.each(modes)('while another program holds the database, over %s', (mode) => {
  it('nothing is asked for, which the dialog says; afterwards it can be', async () => {
    const { bot, other } = await start(mode);
    const asked = await bot.askToDelete('team/app:v1');
    other.exec('BEGIN IMMEDIATE');
    await bot.confirm(asked);
    expect((await bot.modal(cannotWrite)).submit).toBeUndefined();
    expect(bot.orders()).toBe(0);
    other.exec('ROLLBACK');
    await bot.confirm(await bot.askToDelete('team/app:v1'));
    await bot.says(/"text":"Deleted"/);
    expect(bot.orders()).toBe(1);
  });

  it('nothing is approved, which whoever tries is told; afterwards it can be', async () => {
    const { bot, other } = await start(mode);
    await bot.confirm(await bot.askToDelete('team/web:latest'));
    await bot.modal(/waits for approval/);
    const message = await bot.says(/wants to delete/);
    other.exec('BEGIN IMMEDIATE');
    const answer = await bot.press(message, 'images.request.approve', grace);
    expect(answer.ephemeralFor).toBe(grace);
    expect(answer.text).toMatch(cannotWrite);
    expect(bot.orders()).toBe(0);
    other.exec('ROLLBACK');
    await bot.press(message, 'images.request.approve', grace);
    await bot.says(/"complete"/);
    expect(bot.orders()).toBe(1);
  });
});
