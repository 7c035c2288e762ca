import type { StatusCode } from '@registry-images/model';
import { describe, expect, it } from 'vitest';

import type { Call, Disturbance } from './registry/faulty-proxy.ts';
import { tokens } from './registry/image-service.ts';
import { newImage } from './registry/push-images.ts';
import { makeRegistryAlone } from './registry/registry.ts';
import { ada, channel, modes, startBot, words } from './start-bot.ts';

const images = () => [newImage('team/app', ['v1'])];

function refusal(status: number, code: number, message = ''): Disturbance {
  return { status, body: { code, message } };
}

describe.each(modes)('the bot over %s when the registry fails', (mode) => {
  it.each<[StatusCode | 'down' | 'nonsense', Disturbance, RegExp]>([
    ['down', 'refuse', /cannot be reached/],
    ['nonsense', { status: 200, body: { images: [{ name: 7 }] } }, /incident `id-/],
    ['nonsense', { status: 200, body: '<html>' }, /incident `id-/],
    ['UNAVAILABLE', refusal(503, 14), /cannot be reached/],
    [
      'PERMISSION_DENIED',
      refusal(403, 7, 'No role'),
      /does not allow this app to do that: `No role`\. Ask the admin/,
    ],
    ['RESOURCE_EXHAUSTED', refusal(429, 8), /too many requests/],
    ['DEADLINE_EXCEEDED', refusal(504, 4), /takes too long/],
    ['INVALID_ARGUMENT', refusal(400, 3, 'Bad page token'), /Bad page token.*start afresh/],
  ])('has an answer of its own for %s, and a button to try again', async (_name, disturbance, text) => {
    const { registry, ask } = await startBot(mode, images());
    registry.disturb('list', disturbance);
    const answer = await ask('list');
    expect(answer.text).toMatch(text);
    expect(words(answer)).toContain('images.list.refresh');
  });

  it.each([
    [{ kind: 'registry', registryId: 'wrong' }, 'no registry', 'IMAGES_REGISTRY_ID'],
    [{ kind: 'folder', folderId: 'wrong' }, 'no folder', 'IMAGES_FOLDER_ID'],
  ] as const)('says who can mend that there is not what it was set up for: %j', async (scope, what, name) => {
    const { ask } = await startBot(mode, [], { scope });
    const { text } = await ask('list');
    expect(text).toContain(`There is ${what} with the id that this app was set up for`);
    expect(text).toContain(name);
    expect(text).not.toContain('/images list');
  });

  it('gives an incident id that is in the log for what nobody expects, and no internals', async () => {
    const { registry, ask, log } = await startBot(mode, images());
    registry.disturb('list', refusal(500, 13, 'NullPointerException at secret.Service'));
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
    const { registry, ask, expireDeadlines } = await startBot(mode, images());
    const { id } = await registry.image('team/app:v1');
    registry.disturb('get', 'hang');
    const answer = ask(`inspect ${id}`);
    await registry.until(() => registry.calls.length > 0);
    expireDeadlines();
    expect((await answer).text).toContain('takes too long');
  });

  it.each([
    'list',
    'list team/app --tag v*',
    'list --sort size',
    'cleanup team/app --tag v*',
    'inspect team/app:v1',
  ])('says so where it has heard of no image at all, and nothing of what there is: %s', async (text) => {
    const { registry, ask, expireDeadlines } = await startBot(mode, images());
    registry.disturb('list', 'hang');
    const answer = ask(text);
    await registry.until(() => registry.disturbed.includes('list'));
    expireDeadlines();
    expect((await answer).text).toContain('takes too long');
  });

  it('says how far it came when a search takes too long', async () => {
    const many = Array.from({ length: 201 }, (_, index) => newImage('team/app', [`v${index}`]));
    const { registry, ask, expireDeadlines } = await startBot(mode, many);
    registry.disturb('list', 'hang', 1);
    const answer = ask('inspect team/app:missing');
    await registry.until(() => registry.calls.length === 2);
    expireDeadlines();
    expect((await answer).text).toMatch(/not among the first 200 images/);
  });

  it('keeps the list when a button of it fails', async () => {
    const { registry, ask, press, says, answers } = await startBot(mode, images());
    const list = await ask('list');
    registry.disturb('list', 'refuse');
    await press(list, 'images.list.refresh');
    await says(/cannot be reached/);
    expect(answers().find(({ ts }) => ts === list.ts)?.text).toBe(list.text);
  });

  it('shows in the modal what keeps it from asking', async () => {
    const { registry, sandbox, modal, finalLog } = await startBot(mode, images());
    registry.disturb('list', 'refuse');
    await sandbox.user(ada).runCommand({ channel, command: '/images', text: 'delete team/app:v1' });
    expect(words(await modal(/cannot be/))).toContain('cannot be reached');
    expect((await finalLog()).filter(({ msg }) => msg === 'failed')).toMatchObject([{ user: ada }]);
  });

  it('shows in the modal what keeps it from looking again, and deletes nothing', async () => {
    const { registry, askToDelete, confirm, modal, orders } = await startBot(mode, images());
    const asked = await askToDelete('team/app:v1');
    registry.disturb('get', 'refuse');
    await confirm(asked);
    await modal(/cannot be reached/);
    expect(orders()).toBe(0);
  });

  it('passes on why an image cannot be deleted, so that it mentions nobody', async () => {
    const { registry, askToDelete, confirm, modal, says } = await startBot(mode, images());
    registry.disturb('delete', refusal(400, 9, 'An index of <!channel> refers to it.'));
    await confirm(await askToDelete('team/app:v1'));
    const message = await says(/refuses this as things are/);
    expect(words(message)).toContain('`An index of &lt;!channel&gt; refers to it`.');
    expect(words(message)).toContain('Deletion finished, but not as asked');
    expect(words(await modal(/not as asked/))).toContain('&lt;!channel&gt;');
  });

  it('passes on why an operation failed', async () => {
    const { registry, askToDelete, confirm, says, orders } = await startBot(mode, images());
    const release = await registry.hold('team/app');
    await confirm(await askToDelete('team/app:v1'));
    await registry.until(() => orders() === 1);
    await registry.damage('team/app');
    await release();
    expect(words(await says(/"error"/))).toMatch(/"error".*could not finish it: `.* is damaged/);
  });

  it.each(
    (['list', 'get', 'preview'] as const).flatMap((call) => [
      { call, what: 'nonsense', disturbance: { status: 200, body: '<html>' }, text: /incident `id-/ },
      { call, what: 'a broken connection', disturbance: 'refuse' as const, text: /cannot be reached/ },
      { call, what: 'silence', disturbance: 'hang' as const, text: /takes too long/ },
    ]),
  )('asks for nothing upon $what as an answer to $call', async ({ call, disturbance, text }) => {
    const { registry, sandbox, modal, orders, expireDeadlines } = await startBot(mode, images());
    const { id } = await registry.image('team/app:v1');
    registry.disturb(call, disturbance);
    const name = call === 'list' ? 'team/app:v1' : id;
    await sandbox.user(ada).runCommand({ channel, command: '/images', text: `delete ${name}` });
    if (disturbance === 'hang') {
      await registry.until(() => registry.disturbed.includes(call));
      expireDeadlines();
    }
    expect((await modal(text)).submit).toBeUndefined();
    expect(orders()).toBe(0);
  });

  it.each<Call>(['delete', 'operation'])(
    'says that nobody knows what became of an image upon nonsense as an answer to %s',
    async (call) => {
      const { registry, askToDelete, confirm, says } = await startBot(mode, images());
      registry.disturb(call, { status: 200, body: '<html>' });
      await confirm(await askToDelete('team/app:v1'));
      expect(words(await says(/nobody knows what became of it/))).toContain('incident `id-');
    },
  );

  it.each(
    (['delete', 'operation'] as const).flatMap((call) => [
      { call, what: 'UNAVAILABLE', disturbance: refusal(503, 14), text: /cannot be reached/ },
      { call, what: 'a broken connection', disturbance: 'refuse' as const, text: /cannot be reached/ },
      {
        call,
        what: 'silence',
        disturbance: 'hang' as const,
        text: /takes too long|has not finished in time/,
      },
    ]),
  )(
    'asks again later, deletes once and tells of the end upon $what as an answer to $call',
    async ({ call, disturbance, text }) => {
      const bot = await startBot(mode, images());
      const asked = await bot.askToDelete('team/app:v1');
      const mend = bot.registry.disturb(call, disturbance);
      await bot.confirm(asked);
      if (disturbance === 'hang') {
        await bot.registry.until(() => bot.registry.disturbed.includes(call));
        bot.expireDeadlines();
      }
      await bot.says(text);
      mend();
      bot.skip(15_000);
      await bot.says(/"complete"/);
      expect(bot.orders()).toBe(1);
    },
  );

  it('says that its token is not good', async () => {
    const { ask } = await startBot(mode, images(), { imagesToken: 'another' });
    expect((await ask('list')).text).toContain('IMAGES_API_TOKEN');
  });

  it('says that its token may not delete', async () => {
    const { askToDelete } = await startBot(mode, images(), { imagesToken: tokens.reader });
    const dialog = await askToDelete('team/app:v1');
    expect(words(dialog)).toContain('The registry says: `reader may not delete images of');
    expect(dialog.submit).toBeUndefined();
  });
});

describe.each(modes)('the bot over %s when the image service dies', (mode) => {
  it('says so, and goes on once it is there again', async () => {
    const { registry, service } = await makeRegistryAlone(images());
    const { ask, press } = await startBot(mode, [], { registry });
    await service.kill();
    const answer = await ask('list');
    expect(answer.text).toContain('cannot be reached');
    await service.restart();
    expect(words(await press(answer, 'images.list.refresh'))).toContain('team/app:v1');
  });

  it('follows a deletion that it was in the middle of', async () => {
    const { registry, service } = await makeRegistryAlone(images());
    const { askToDelete, confirm, says, skip, orders } = await startBot(mode, [], { registry });
    const release = await registry.hold('team/app');
    await confirm(await askToDelete('team/app:v1'));
    await says(/being deleted/);
    await service.kill();
    await says(/cannot be reached/);
    await release();
    await service.restart();
    skip(15_000);
    await says(/"complete"/);
    expect(orders()).toBe(1);
  });
});
