import type { StatusCode } from '@registry-images/model';
import { newestBlocks } from '@registry-images/slack-sandbox';
import { describe, expect, it } from 'vitest';

import type { Disturbance } from './fake-image-api.ts';
import { ada, channel, grace, startBot, wireImage, words } from './start-bot.ts';

const images = () => [wireImage('i1', 'team/app', ['v1'])];

function refusal(status: number, code: number, message = ''): Disturbance {
  return { status, body: { code, message } };
}

describe('the bot when the registry fails', () => {
  it.each<[StatusCode | 'down' | 'nonsense', Disturbance, RegExp]>([
    ['down', 'refuse', /cannot be reached/],
    ['nonsense', { status: 200, body: { images: [{ name: 7 }] } }, /incident `id-/],
    ['nonsense', { status: 200, body: '<html>' }, /incident `id-/],
    ['UNAVAILABLE', refusal(503, 14), /cannot be reached/],
    ['UNAUTHENTICATED', refusal(401, 16), /IMAGES_API_TOKEN/],
    [
      'PERMISSION_DENIED',
      refusal(403, 7, 'No role'),
      /does not allow this bot to do that: `No role`\. Ask the admin/,
    ],
    ['RESOURCE_EXHAUSTED', refusal(429, 8), /too many requests/],
    ['DEADLINE_EXCEEDED', refusal(504, 4), /takes too long/],
    ['INVALID_ARGUMENT', refusal(400, 3, 'Bad page token'), /Bad page token.*start afresh/],
  ])('has an answer of its own for %s, and a button to try again', async (_name, disturbance, text) => {
    const { api, ask } = await startBot('http', images());
    api.disturb('list', disturbance);
    const answer = await ask('list');
    expect(answer.text).toMatch(text);
    expect(words(answer)).toContain('images.list.refresh');
  });

  it.each([
    [{ kind: 'registry', registryId: 'wrong' }, 'no registry', 'IMAGES_REGISTRY_ID'],
    [{ kind: 'folder', folderId: 'wrong' }, 'no folder', 'IMAGES_FOLDER_ID'],
  ] as const)('says who can mend that there is not what it was set up for: %j', async (scope, what, name) => {
    const { api, ask } = await startBot('http', [], { scope });
    api.disturb('list', refusal(404, 5, 'Not found'));
    const { text } = await ask('list');
    expect(text).toContain(`There is ${what} with the id that this bot was set up for`);
    expect(text).toContain(name);
    expect(text).not.toContain('/images list');
  });

  it('gives an incident id that is in the log for what nobody expects, and no internals', async () => {
    const { api, ask, log } = await startBot('http', images());
    api.disturb('list', refusal(500, 13, 'NullPointerException at secret.Service'));
    const { text } = await ask('list');
    const incidentId = /incident `(.+)`/.exec(text)?.[1];
    const lines = log.map((line): Record<string, unknown> => JSON.parse(line));
    expect(lines.find((line) => line['incidentId'] === incidentId)).toMatchObject({
      msg: 'failed',
      requestId: incidentId,
      user: ada,
      action: 'list',
    });
    expect(text).not.toContain('NullPointer');
  });

  it('says so when the registry does not answer', async () => {
    const { api, ask, expireDeadlines } = await startBot('http', images());
    api.disturb('get', 'hang');
    const answer = ask('inspect i1');
    await api.until(() => api.calls.length > 0);
    expireDeadlines();
    expect((await answer).text).toContain('takes too long');
  });

  it('says how far it came when a search takes too long', async () => {
    const many = Array.from({ length: 201 }, (_, index) => wireImage(`i${index}`, 'team/app', [`v${index}`]));
    const { api, ask, expireDeadlines } = await startBot('http', many);
    api.disturb('list', 'hang', 1);
    const answer = ask('inspect team/app:missing');
    await api.until(() => api.calls.length === 2);
    expireDeadlines();
    expect((await answer).text).toMatch(/not among the first 200 images/);
  });

  it('keeps the list when a button of it fails', async () => {
    const { api, ask, press, says, answers } = await startBot('http', images());
    const list = await ask('list');
    api.disturb('list', 'refuse');
    await press(list, 'images.list.refresh');
    await says(/cannot be reached/);
    expect(answers().find(({ ts }) => ts === list.ts)?.text).toBe(list.text);
  });

  it('shows in the modal what keeps it from asking', async () => {
    const { api, sandbox, modal, finalLog } = await startBot('http', images());
    api.disturb('get', 'refuse');
    await sandbox.user(ada).runCommand({ channel, command: '/images', text: 'delete i1' });
    expect(words(await modal(/cannot be/))).toContain('cannot be reached');
    expect((await finalLog()).filter(({ msg }) => msg === 'failed')).toMatchObject([{ user: ada }]);
  });

  it('shows in the modal what keeps it from looking again, and deletes nothing', async () => {
    const { api, askToDelete, confirm, modal, orders } = await startBot('http', images());
    const asked = await askToDelete('i1');
    api.disturb('get', 'refuse');
    await confirm(asked);
    await modal(/cannot be reached/);
    expect(orders()).toBe(0);
  });

  it('passes on why an image cannot be deleted, so that it mentions nobody', async () => {
    const { api, askToDelete, confirm, modal, says } = await startBot('http', images());
    api.disturb('delete', refusal(400, 9, 'An index of <!channel> refers to it.'));
    await confirm(await askToDelete('i1'));
    const message = await says(/refuses this as things are/);
    expect(words(message)).toContain('`An index of &lt;!channel&gt; refers to it`.');
    expect(words(message)).toContain('Deletion finished, but not as asked');
    expect(words(await modal(/not as asked/))).toContain('&lt;!channel&gt;');
  });

  it('passes on why an operation failed', async () => {
    const { api, askToDelete, confirm, says } = await startBot('http', images());
    const release = api.holdOperations();
    await confirm(await askToDelete('i1'));
    await says(/being deleted/);
    release({ code: 13, message: 'The disk is full' });
    expect(words(await says(/"error"/))).toContain('could not finish it: `The disk is full`');
  });

  it('asks again later for a deletion that it could not follow, and tells of its end', async () => {
    const { api, askToDelete, confirm, modal, says, skip, orders } = await startBot('http', images());
    const mend = api.disturb('operation', refusal(503, 14));
    await confirm(await askToDelete('i1'));
    await modal(/Deleting/);
    await says(/cannot be reached/);
    mend();
    skip(15_000);
    await says(/"complete"/);
    expect(orders()).toBe(1);
  });
});

describe('the bot when Slack fails', () => {
  it.each([
    { kind: 'rate_limited', retryAfterSeconds: 30 } as const,
    { kind: 'error', error: 'expired_trigger_id' } as const,
    { kind: 'status', status: 500 } as const,
  ])('says so when a modal does not open: $kind', async (fault) => {
    const { api, sandbox, ask } = await startBot('http', images());
    sandbox.fail('views.open', fault);
    expect((await ask('delete i1')).text).toContain('did not let the dialog open');
    expect(api.calls).toEqual([]);
  });

  it('says so when Slack never answers', async () => {
    const { sandbox, ask, expireDeadlines } = await startBot('http', images());
    sandbox.fail('views.open', { kind: 'hang' });
    const answer = ask('delete i1');
    await sandbox.until(() => sandbox.requests.some(({ method }) => method === 'views.open'));
    expireDeadlines();
    expect((await answer).text).toContain('did not let the dialog open');
  });

  it('deletes although the modal cannot be updated, and shows the end', async () => {
    const { sandbox, askToDelete, confirm, says, log } = await startBot('http', images());
    const asked = await askToDelete('i1');
    sandbox.fail('views.update', { kind: 'error', error: 'invalid_auth' }, 100);
    await confirm(asked);
    await says(/"complete"/);
    expect(log.join('\n')).toContain('modal not updated');
  });

  it.each(['invalid_auth', 'is_archived', 'restricted_action'])(
    'deletes although its message cannot be posted anywhere, and tells the user: %s',
    async (error) => {
      const { sandbox, askToDelete, confirm, says, modal } = await startBot('http', images());
      const asked = await askToDelete('i1');
      sandbox.fail('chat.postMessage', { kind: 'error', error }, 100);
      await confirm(asked);
      expect((await says(/"complete"/)).ephemeralFor).toBe(ada);
      await modal(/Deleted/);
    },
  );

  it('shows the end of a deletion although some of its updates were too many', async () => {
    const { api, sandbox, askToDelete, confirm, says } = await startBot('http', images());
    const release = api.holdOperations();
    await confirm(await askToDelete('i1'));
    await says(/being deleted/);
    sandbox.fail('chat.update', { kind: 'rate_limited', retryAfterSeconds: 1 }, 1);
    release();
    expect((await says(/"complete"/)).ephemeralFor).toBeUndefined();
  });

  it('does what was confirmed although its token is revoked, and says so in the log', async () => {
    const { sandbox, askToDelete, confirm, orders, finalLog } = await startBot('http', images());
    const asked = await askToDelete('i1');
    sandbox.setTokenState('bot', 'token_revoked');
    await confirm(asked);
    // The confirmation was given, and the registry takes it.
    await sandbox.until(() => orders() === 1);
    expect(JSON.stringify(await finalLog())).toContain('token_revoked');
  });

  it('uses what every workspace takes where tables are refused, and remembers that', async () => {
    const many = Array.from({ length: 12 }, (_, index) => wireImage(`i${index}`, 'team/app', [`v${index}`]));
    const { sandbox, ask, press, modal, confirm, says } = await startBot('http', many, {
      slack: { refusedBlocks: newestBlocks },
    });
    const list = await ask('list');
    expect(words(list)).not.toContain('data_table');
    expect(words(await press(list, 'images.list.next'))).toContain('page 2 · 2 images');
    const fresh = await ask('list');
    const row = fresh.blocks.find((block) => words({ blocks: block }).includes('delete:i0'));
    const target = { channel, ts: fresh.ts, blockId: row?.block_id ?? '', actionId: 'images.row.menu' };
    await sandbox.user(ada).choose({ ...target, value: 'delete:i0' });
    await confirm(await modal(/`team\/app` goes with its tag: `v0`/));
    expect(words(await says(/:white_check_mark:/))).not.toContain('task_card');
    expect(words(await ask('inspect i5'))).not.toContain('"card"');
    const refused = sandbox.requests.filter(({ response }) =>
      JSON.stringify(response).includes('invalid_blocks'),
    );
    expect(refused.length).toBeLessThanOrEqual(1);
  });

  it('keeps people apart who ask at the same time', async () => {
    const { sandbox, ask, answers } = await startBot('http', images());
    await Promise.all(Array.from({ length: 20 }, (_, index) => ask('whoami', index % 2 === 0 ? ada : grace)));
    await sandbox.until(() => answers(ada).length === 10 && answers(grace).length === 10);
    expect(answers(ada).map(words).join('')).not.toContain(grace);
  });
});
