import { newestBlocks } from '@registry-images/slack-sandbox';
import { describe, expect, it } from 'vitest';

import { newImage } from './registry/push-images.ts';
import { button, startResponseUrl } from './sent-by-slack.ts';
import { ada, channel, grace, modes, startBot, words } from './start-bot.ts';

const images = () => [newImage('team/app', ['v1'])];

const tooMany = { kind: 'rate_limited', retryAfterSeconds: 1 } as const;
const broken = { kind: 'status', status: 500 } as const;
const silent = { kind: 'hang' } as const;
const revoked = { kind: 'error', error: 'token_revoked' } as const;

describe.each(modes)('the bot over %s when Slack fails', (mode) => {
  it.each([
    { kind: 'rate_limited', retryAfterSeconds: 30 } as const,
    { kind: 'error', error: 'expired_trigger_id' } as const,
    { kind: 'status', status: 500 } as const,
  ])('says so when a modal does not open: $kind', async (fault) => {
    const { registry, sandbox, ask } = await startBot(mode, images());
    sandbox.fail('views.open', fault);
    expect((await ask('delete team/app:v1')).text).toContain('did not open the dialog');
    expect(registry.calls).toEqual([]);
  });

  it.each(
    ['chat.postMessage', 'chat.update', 'views.update'].flatMap((method) =>
      [tooMany, broken, silent].map((fault) => ({ method, fault })),
    ),
  )('deletes once and shows the end where $method fails: $fault.kind', async ({ method, fault }) => {
    const { registry, sandbox, ask, press, modal, confirm, says, expireSlackCalls, orders } = await startBot(
      mode,
      images(),
    );
    const { ts } = await press(await ask('list'), 'images.row.inspect.0');
    await sandbox.user(ada).press({ channel, ts, actionId: 'images.delete' });
    const asked = await modal(/This deletes /);
    const calls = (): number => sandbox.requests.filter((call) => call.method === method).length;
    const before = calls();
    sandbox.fail(method, fault);
    await confirm(asked);
    await sandbox.until(() => calls() > before);
    if (fault.kind === 'hang') expireSlackCalls();
    await says(/"complete"/);
    expect(orders()).toBe(1);
    expect(await registry.names()).toEqual([]);
  });

  it.each([tooMany, broken])('says so where Slack does not take an answer: $kind', async (fault) => {
    const { sandbox, ask } = await startBot(mode, images());
    sandbox.fail('response_url', fault);
    expect((await ask('help')).text).toContain('Slack did not do what this app asked');
  });

  it('gives up an answer that Slack never takes, and goes on', async () => {
    const { sandbox, ask, log, expireSlackCalls } = await startBot(mode, images());
    const { url, next } = await startResponseUrl('never');
    await sandbox.sendInteraction(button(url, 'images.gone', ''));
    expect(await next).toContain('older version');
    expireSlackCalls();
    while (!log.some((line) => line.includes('"outcome":"slack_failed"'))) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect((await ask('help')).text).toContain('/images');
  });

  it.each([{ ...tooMany, retryAfterSeconds: 30 }, broken, silent, revoked])(
    'shows the Home tab to who opens it once Slack takes it: $kind',
    async (fault) => {
      const { sandbox, log, expireSlackCalls, skip } = await startBot(mode, images());
      const user = sandbox.user(ada);
      // One that Slack only has not answered is sent twice.
      sandbox.fail('views.publish', fault, fault.kind === 'status' ? 2 : 1);
      expect(await user.openHome()).toEqual({ ok: true });
      await sandbox.until(() => sandbox.requests.some(({ method }) => method === 'views.publish'));
      while (!log.some((line) => line.includes('home tab not shown'))) {
        if (fault.kind === 'hang') expireSlackCalls();
        await new Promise((resolve) => setImmediate(resolve));
      }
      expect(user.home()).toBeUndefined();
      skip(30_000);
      await user.openHome();
      expect(words(await sandbox.until(() => user.home()))).toContain('/images list');
    },
  );

  it.each([{ ...tooMany, retryAfterSeconds: 30 }, broken, silent, revoked])(
    'says that nobody knows who may do what while Slack does not tell the groups: $kind',
    async (fault) => {
      const policy = "roles: { viewer: '@app' }";
      const userGroups = [{ id: 'S0APP', handle: 'app', memberIds: [ada] }];
      const bot = await startBot(mode, images(), { policy, slack: { userGroups } });
      bot.sandbox.fail('usergroups.list', fault, fault.kind === 'status' ? 2 : 1);
      const answer = bot.ask('list');
      await bot.sandbox.until(() => bot.sandbox.requests.some(({ method }) => method === 'usergroups.list'));
      if (fault.kind === 'hang') bot.expireSlackCalls();
      expect((await answer).text).toContain('which groups people are in');
      // Slack is left alone for some seconds.
      bot.skip(30_000);
      expect(words(await bot.ask('list'))).toContain('team/app:v1');
    },
  );

  it('says so when Slack never answers', async () => {
    const { sandbox, ask, expireDeadlines } = await startBot(mode, images());
    sandbox.fail('views.open', { kind: 'hang' });
    const answer = ask('delete team/app:v1');
    await sandbox.until(() => sandbox.requests.some(({ method }) => method === 'views.open'));
    expireDeadlines();
    expect((await answer).text).toContain('did not open the dialog');
  });

  it('deletes although the modal cannot be updated, and shows the end', async () => {
    const { sandbox, askToDelete, confirm, says, log } = await startBot(mode, images());
    const asked = await askToDelete('team/app:v1');
    sandbox.fail('views.update', { kind: 'error', error: 'invalid_auth' }, 100);
    await confirm(asked);
    await says(/"complete"/);
    expect(log.join('\n')).toContain('modal not updated');
  });

  it.each(['invalid_auth', 'is_archived', 'restricted_action'])(
    'deletes although its message cannot be posted anywhere, and tells the user: %s',
    async (error) => {
      const { sandbox, askToDelete, confirm, says, modal } = await startBot(mode, images());
      const asked = await askToDelete('team/app:v1');
      sandbox.fail('chat.postMessage', { kind: 'error', error }, 100);
      await confirm(asked);
      expect((await says(/"complete"/)).ephemeralFor).toBe(ada);
      await modal(/Deleted/);
    },
  );

  it('does what was confirmed although its token is revoked, and says so in the log', async () => {
    const { sandbox, askToDelete, confirm, orders, finalLog } = await startBot(mode, images());
    const asked = await askToDelete('team/app:v1');
    sandbox.setTokenState('bot', 'token_revoked');
    await confirm(asked);
    // The confirmation was given, and the registry takes it.
    await sandbox.until(() => orders() === 1);
    expect(JSON.stringify(await finalLog())).toContain('token_revoked');
  });

  it('still answers while its token is revoked, says that no dialog opens, and goes on with a good one', async () => {
    const { sandbox, ask, askToDelete } = await startBot(mode, images());
    sandbox.setTokenState('bot', 'token_revoked');
    expect(words(await ask('list'))).toContain('team/app:v1');
    expect((await ask('delete team/app:v1')).text).toContain('did not open the dialog');
    sandbox.setTokenState('bot', 'valid');
    expect((await askToDelete('team/app:v1')).submit).toBeDefined();
  });

  it('uses what every workspace takes where tables are refused, and remembers that', async () => {
    const many = Array.from({ length: 12 }, (_, index) => newImage('team/app', [`v${index}`], 60 + index));
    const { registry, sandbox, ask, press, modal, confirm, says } = await startBot(mode, many, {
      slack: { refusedBlocks: newestBlocks },
    });
    const { id } = await registry.image('team/app:v0');
    const list = await ask('list');
    expect(words(list)).not.toContain('data_table');
    expect(words(await press(list, 'images.list.next'))).toContain('page 2 · 2 images');
    const fresh = await ask('list');
    const row = fresh.blocks.find((block) => words({ blocks: block }).includes(`delete:${id}`));
    const target = { channel, ts: fresh.ts, blockId: row?.block_id ?? '', actionId: 'images.row.menu' };
    await sandbox.user(ada).choose({ ...target, value: `delete:${id}` });
    await confirm(await modal(/`team\/app` with its tag: `v0`/));
    expect(words(await says(/:white_check_mark:/))).not.toContain('task_card');
    expect(words(await ask('inspect team/app:v5'))).not.toContain('"card"');
    const refused = sandbox.requests.filter(({ response }) =>
      JSON.stringify(response).includes('invalid_blocks'),
    );
    expect(refused.length).toBeLessThanOrEqual(1);
  });

  it('keeps people apart who ask at the same time', async () => {
    const { sandbox, ask, answers } = await startBot(mode, images());
    await Promise.all(Array.from({ length: 20 }, (_, index) => ask('whoami', index % 2 === 0 ? ada : grace)));
    await sandbox.until(() => answers(ada).length === 10 && answers(grace).length === 10);
    expect(answers(ada).map(words).join('')).not.toContain(grace);
  });
});
