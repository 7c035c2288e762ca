import type { StatusCode } from '@registry-images/model';
import { describe, expect, it } from 'vitest';

import type { Disturbance } from './fake-image-api.ts';
import { ada, channel, startBot, wireImage, words } from './start-bot.ts';

const images = () => [wireImage('i1', 'team/app', ['v1'])];

function refusal(status: number, code: number, message = ''): Disturbance {
  return { status, body: { code, message } };
}

describe('the bot when the registry fails', () => {
  it.each<[StatusCode | 'down', Disturbance, RegExp]>([
    ['down', 'refuse', /cannot be reached/],
    ['UNAVAILABLE', refusal(503, 14), /cannot be reached/],
    ['UNAUTHENTICATED', refusal(401, 16), /IMAGES_API_TOKEN/],
    [
      'PERMISSION_DENIED',
      refusal(403, 7, 'No role'),
      /does not allow this bot to do that: No role\. Ask the admin/,
    ],
    ['RESOURCE_EXHAUSTED', refusal(429, 8), /too many requests/],
    ['DEADLINE_EXCEEDED', refusal(504, 4), /takes too long/],
    ['INVALID_ARGUMENT', refusal(400, 3, 'Bad page token'), /Bad page token.*start afresh/],
  ])('has an answer of its own for %s', async (_name, disturbance, text) => {
    const { api, ask } = await startBot('http', images());
    api.disturb('list', disturbance);
    expect((await ask('list')).text).toMatch(text);
  });

  it.each([
    [{ kind: 'registry', registryId: 'wrong' }, 'no registry', 'IMAGES_REGISTRY_ID'],
    [{ kind: 'folder', folderId: 'wrong' }, 'no folder', 'IMAGES_FOLDER_ID'],
  ] as const)('says who can mend that there is not what it was set up for: %j', async (scope, what, name) => {
    const { api, ask } = await startBot('http', [], scope);
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
    expect(log.some((line) => JSON.parse(line).incidentId === incidentId)).toBe(true);
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
    const { api, ask, press, answers } = await startBot('http', images());
    const list = await ask('list');
    api.disturb('list', 'refuse');
    expect((await press(list, 'images.list.refresh')).text).toContain('cannot be reached');
    expect(answers()).toHaveLength(2);
  });

  it('shows in the modal what keeps it from asking', async () => {
    const { api, sandbox, modal, finalLog } = await startBot('http', images());
    api.disturb('get', 'refuse');
    await sandbox.user(ada).runCommand({ channel, command: '/images', text: 'delete i1' });
    expect(words(await modal(/cannot be/))).toContain('cannot be reached');
    expect((await finalLog()).filter(({ msg }) => msg === 'failed')).toMatchObject([
      { user: ada, imageId: 'i1' },
    ]);
  });

  it('passes on why an image cannot be deleted, so that it mentions nobody', async () => {
    const { api, sandbox, askToDelete, confirm, modal, answers, finalLog } = await startBot('http', images());
    api.disturb('delete', refusal(400, 9, 'An index of <!channel> refers to it.'));
    await confirm(await askToDelete('i1'));
    const view = await modal(/refuses this as things are/);
    expect(words(view)).toContain('An index of &lt;!channel&gt; refers to it.');
    expect((await finalLog()).filter(({ msg }) => msg === 'failed')).toMatchObject([
      { user: ada, imageId: 'i1' },
    ]);
    const end = await sandbox.until(() => answers()[0]);
    expect(end.text).toContain('Deleting `team/app` (`v1`) did not come to its end.');
  });

  it('does not call a deletion undone that the registry has taken, if it cannot be followed', async () => {
    const { api, askToDelete, confirm, modal, finalLog } = await startBot('http', images());
    api.disturb('operation', refusal(503, 14));
    await confirm(await askToDelete('i1'));
    const end = words(await modal(/has begun/));
    expect(end).toContain('The image is probably gone: check with `/images list`');
    expect(end).not.toMatch(/try again/i);
    expect((await finalLog()).filter(({ msg }) => msg === 'failed')).toMatchObject([
      {
        outcome: 'not_followed',
        imageId: 'i1',
        image: { name: 'reg/team/app', tags: ['v1'] },
        error: { cause: { status: 'UNAVAILABLE' } },
      },
    ]);
  });

  it('passes on why an operation failed', async () => {
    const { api, askToDelete, confirm, modal } = await startBot('http', images());
    const release = api.holdOperations();
    await confirm(await askToDelete('i1'));
    await modal(/so far/);
    release({ code: 13, message: 'The disk is full' });
    expect(words(await modal(/could not/))).toContain('could not finish it: The disk is full');
  });

  it('says that a deletion may still be running when it has waited long enough', async () => {
    const { api, askToDelete, confirm, modal, expireDeadlines } = await startBot('http', images());
    api.holdOperations();
    await confirm(await askToDelete('i1'));
    await modal(/so far/);
    await api.until(() => api.calls.some((call) => call.includes('/operations/')));
    expireDeadlines();
    expect(words(await modal(/did not come/))).toContain('Deleting `team/app` (`v1`)');
  });
});

describe('the bot when Slack fails', () => {
  it.each([
    { kind: 'rate_limited', retryAfterSeconds: 30 } as const,
    { kind: 'error', error: 'expired_trigger_id' } as const,
  ])('says so when a modal does not open: $kind', async (fault) => {
    const { api, sandbox, ask } = await startBot('http', images());
    sandbox.fail('views.open', fault);
    expect((await ask('delete i1')).text).toContain('did not let the dialog open');
    expect(api.calls).toEqual([]);
  });

  it('deletes although the modal cannot be updated, and announces the end', async () => {
    const { sandbox, askToDelete, confirm, answers, log } = await startBot('http', images());
    const asked = await askToDelete('i1');
    sandbox.fail('views.update', { kind: 'error', error: 'internal_error' }, 100);
    await confirm(asked);
    expect((await sandbox.until(() => answers()[0])).text).toContain('Deleted');
    expect(log.join('\n')).toContain('modal not updated');
  });
});
