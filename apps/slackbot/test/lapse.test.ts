import { describe, expect, it } from 'vitest';

import { newImage } from './registry/push-images.ts';
import { ada, channel, grace, modes, startBot, words } from './start-bot.ts';

const policy = `
roles: { viewer: everyone, deleter: '@app', approver: ${grace} }
protected: [{ tags: latest, approvals: 1, typeDigest: false }]
`;

describe.each(modes)('a request over %s', (mode) => {
  it('shows in its message that it has ended since nobody can approve it any more', async () => {
    const groups = [{ id: 'S0APP', handle: 'app', name: 'App', memberIds: [ada] }];
    const images = [newImage('team/app', ['latest'])];
    const bot = await startBot(mode, images, { policy, slack: { userGroups: groups } });
    await bot.confirm(await bot.askToDelete('team/app:latest'));
    const message = await bot.says(/wants to delete/);
    bot.sandbox.changeUserGroup('S0APP', { memberIds: [grace] });
    bot.skip(6 * 60_000);
    await bot.sandbox.user(grace).press({ channel, ts: message.ts, actionId: 'images.request.approve' });
    const end = await bot.says(/cannot be approved any more/);
    expect(end.ts).toBe(message.ts);
    expect(words(end)).toContain('may not delete it any more. Nothing was deleted.');
    expect(words(end)).not.toContain('images.request.');
    expect(bot.orders()).toBe(0);
  });
});
