import { describe, expect, it } from 'vitest';

import { newImage } from './registry/push-images.ts';
import { ada, channel, modes, startBot, words } from './start-bot.ts';

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
    const images = [newImage('team/app', ['v1', 'latest'])];
    const bot = await startBot(mode, images, { policy, slack: { channels } });
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
