import { describe, expect, it } from 'vitest';

import { newImage } from './registry/push-images.ts';
import { ada, channel, grace, modes, startBot, words } from './start-bot.ts';

describe.each(modes)('the Home tab over %s', (mode) => {
  it('says how to start, what one may do, what waits and what one did', async () => {
    const bot = await startBot(mode, [newImage('team/app', ['v1'])]);
    const user = bot.sandbox.user(ada);
    await user.openHome();
    const home = await bot.sandbox.until(() => user.home());
    expect(words(home)).toMatch(/\/images list.*Nothing waits for a decision.*You may see images/);
    await bot.confirm(await bot.askToDelete('team/app:v1'), { reason: 'Old' });
    await bot.says(/"complete"/);
    expect(
      await bot.sandbox.until(() => words(user.home() ?? { blocks: [] }).includes('Reason: `Old`')),
    ).toBe(true);
  });

  it('leads to a list, in the direct messages', async () => {
    const bot = await startBot(mode, [newImage('team/app', ['v1'])]);
    const user = bot.sandbox.user(ada);
    await user.openHome();
    const home = await bot.sandbox.until(() => user.home());
    await user.press({ viewId: home.id, actionId: 'images.list.show' });
    const { channels } = bot.sandbox;
    const direct = await bot.sandbox.until(() => channels.find(({ id }) => id.startsWith('D'))?.id ?? false);
    const list = await bot.sandbox.until(() => bot.sandbox.messages(direct, ada).at(-1));
    expect(words(list)).toContain('team/app:v1');
    await bot.sandbox.user(ada).press({ channel: direct, ts: list.ts, actionId: 'images.list.refresh' });
    expect(bot.sandbox.messages(direct, ada)).toHaveLength(1);
  });

  it('shows an approver who is named, and has it open, what was just asked for', async () => {
    const policy = `
roles: { deleter: everyone }
protected: [{ tags: latest, approvers: [${grace}, U0LINUS], approvals: 1, typeDigest: false }]
`;
    const bot = await startBot(mode, [newImage('team/app', ['latest'])], { policy });
    const approver = bot.sandbox.user(grace);
    await approver.openHome();
    await bot.sandbox.until(() => approver.home());
    await bot.confirm(await bot.askToDelete('team/app:latest'));
    const shown = (): string => words(approver.home() ?? { blocks: [] });
    expect(await bot.sandbox.until(() => shown().includes('images.request.approve'))).toBe(true);
  });

  it('shows those who may decide by group or role what opens and what closes, while they look at it', async () => {
    const policy = `
roles: { deleter: everyone, approver: '@sre', admin: U0LINUS }
protected: [{ tags: latest, approvals: 1, typeDigest: false }]
`;
    const users = [ada, grace, 'U0LINUS', 'U0EVE'].map((id) => ({ id, name: id.slice(2), realName: id }));
    const userGroups = [{ id: 'S0SRE', handle: 'sre', name: 'SRE', memberIds: [grace] }];
    const bot = await startBot(mode, [newImage('team/app', ['latest'])], {
      policy,
      slack: { users, userGroups },
    });
    const [decider, admin, other] = [grace, 'U0LINUS', 'U0EVE'].map((id) => bot.sandbox.user(id));
    const shows = (text: string): Promise<unknown> =>
      bot.sandbox.until(() =>
        [decider, admin].every((user) => words(user?.home() ?? { blocks: [] }).includes(text)),
      );
    for (const user of [decider, admin, other]) {
      await user?.openHome();
      await bot.sandbox.until(() => user?.home());
    }
    await bot.confirm(await bot.askToDelete('team/app:latest'));
    await shows('images.request.approve');
    await bot.press(await bot.says(/wants to delete/), 'images.request.cancel');
    await shows('Nothing waits for a decision');
    await bot.finalLog();
    const published = bot.sandbox.requests.filter(
      ({ method, body }) => method === 'views.publish' && body['user_id'] === 'U0EVE',
    );
    expect(published).toHaveLength(1);
  });

  it('says in which channels requests wait that may be decided about only there', async () => {
    const policy = `
roles: { deleter: everyone, approver: ${grace} }
channels: { ${channel}: { may: [view, delete, approve] }, '*': { may: view } }
protected: [{ tags: latest, approvals: 1, typeDigest: false }]
`;
    const bot = await startBot(mode, [newImage('team/app', ['latest'])], { policy });
    const approver = bot.sandbox.user(grace);
    const shown = (): string => words(approver.home() ?? { blocks: [] });
    await approver.openHome();
    await bot.sandbox.until(() => shown().includes('Nothing waits for a decision'));
    await bot.confirm(await bot.askToDelete('team/app:latest'));
    await bot.sandbox.until(() => shown().includes(`asked for in <#${channel}> waits for you`));
    expect(shown()).not.toMatch(/images\.request|Nothing waits|team\/app/);
    await bot.press(await bot.says(/wants to delete/), 'images.request.cancel');
    expect(await bot.sandbox.until(() => shown().includes('Nothing waits for a decision'))).toBe(true);
  });

  it('leads nobody to a message that is in the direct messages of somebody else', async () => {
    const policy = `
roles: { deleter: everyone, approver: ${grace} }
channels: { ${channel}: { may: [view, delete, approve] }, '*': { may: view } }
protected: [{ tags: latest, approvals: 1, typeDigest: false }]
`;
    const bot = await startBot(mode, [newImage('team/app', ['latest'])], { policy });
    bot.sandbox.fail('chat.postMessage', { kind: 'error', error: 'not_in_channel' });
    await bot.confirm(await bot.askToDelete('team/app:latest'));
    await bot.modal(/take this request back and ask again/);
    const approver = bot.sandbox.user(grace);
    await approver.openHome();
    const home = words(await bot.sandbox.until(() => approver.home()));
    expect(home).toContain('Nothing waits for a decision');
    expect(home).not.toContain(`<#${channel}>`);
  });

  it('is not shown where Slack does not take it, which the log says', async () => {
    const bot = await startBot(mode, []);
    bot.sandbox.fail('views.publish', { kind: 'error', error: 'invalid_auth' });
    await bot.sandbox.user(ada).openHome();
    expect((await bot.finalLog()).map(({ msg }) => msg)).toContain('home tab not shown');
  });
});
