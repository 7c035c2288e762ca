import type { WireImage } from '@registry-images/model';
import { describe, expect, it } from 'vitest';

import { ada, channel, grace, startBot, wireImage, words, type Mode } from './start-bot.ts';

const modes: Mode[] = ['http', 'socket'];

function images(): WireImage[] {
  return [
    wireImage('i1', 'team/app', ['v1', 'latest']),
    wireImage('i2', 'team/app', []),
    wireImage('i3', 'team/db', ['16']),
  ];
}

describe.each(modes)('the bot over %s', (mode) => {
  it('answers nothing and help with its usage, and unknown input with what was wrong', async () => {
    const { ask } = await startBot(mode, []);
    expect(words(await ask(''))).toContain('/images list [repository]');
    expect(words(await ask('help'))).toContain('/images delete &lt;image&gt;');
    const answer = await ask('destroy <everything> & more');
    expect(answer.text).toBe('There is no command "destroy".');
    expect(answer.ephemeralFor).toBe(ada);
  });

  it('lists, inspects, goes back to the list, and deletes after a confirmation', async () => {
    const { api, sandbox, ask, confirm, press, modal, answers } = await startBot(mode, images());

    const list = await ask('list');
    expect(words(list)).toContain('`team/app`*  `v1`, `latest`\\n27.1 MB · 1 hour ago');
    expect(words(list)).toContain('_untagged_');
    const image = await press(list, 'images.inspect', 1);
    expect(image.ts).toBe(list.ts);
    expect(words(image)).toContain('75 %');
    expect(words(await press(image, 'images.list.back'))).toContain('`team/db`');

    const [shown] = answers();
    await press(shown ?? list, 'images.inspect', 1);
    await sandbox.user(ada).press({ channel, ts: list.ts, actionId: 'images.delete' });
    const asked = await modal(/Both tags go with it:/);
    expect(words(asked)).toMatch(/`v1` {2}`latest`/);
    expect(api.calls.filter((call) => call.startsWith('DELETE'))).toEqual([]);
    await confirm(asked);
    await modal(/Deleted `team\/app`/);
    const end = await sandbox.until(() => answers().find(({ text }) => text.startsWith('Deleted')));
    expect(end.text).toBe('Deleted `team/app` (`v1`, `latest`).');
    // It stands where the image with its button was.
    expect(end.ts).toBe(list.ts);
    expect(answers()).toHaveLength(1);
    expect(words(await ask('list'))).not.toContain('`v1`');
  });

  it('turns the pages of a long list, there and back, and of one repository', async () => {
    const many = Array.from({ length: 25 }, (_, index) => wireImage(`i${index}`, 'team/app', [`v${index}`]));
    const { api, ask, press } = await startBot(mode, [...many, wireImage('other', 'team/db', ['16'])]);
    const first = await ask('list team/app');
    expect(words(first)).toContain('Images in team/app');
    const second = await press(first, 'images.list.next');
    expect(words(second)).toContain('`v10`');
    const third = await press(second, 'images.list.next');
    expect(words(third)).toMatch(/`v24`.*Page 3 · 5 images/);
    expect(words(third)).not.toContain('"Next"');
    expect(words(await press(third, 'images.list.previous'))).toContain('Page 2');
    expect(words(await press(third, 'images.list.previous'))).toMatch(/`v0`.*Page 1/);
    expect(api.queries[0]?.get('repositoryName')).toBe('reg/team/app');
    expect(api.queries[0]?.get('orderBy')).toBe('created_at desc');
  });

  it('says what to do where there is nothing', async () => {
    const { ask } = await startBot(mode, []);
    expect((await ask('list')).text).toContain('no images yet');
    expect((await ask('list team/app')).text).toContain(
      '`team/app` has no images, or there is no such repository',
    );
    expect((await ask('inspect team/app:v1')).text).toContain('There is no image `team/app:v1`');
  });

  it('does not show an image of another registry, even if its token may', async () => {
    const { ask } = await startBot(mode, [{ ...wireImage('i9', 'app', ['v1']), name: 'other/app' }]);
    expect((await ask('inspect i9')).text).toContain('There is no image with the id `i9`');
  });

  it('finds an image by its digest, and by nothing else where it is given', async () => {
    const { ask } = await startBot(mode, images());
    const digest = wireImage('i1', 'team/app', []).digest ?? '';
    expect(words(await ask(`inspect team/app@${digest}`))).toContain('`i1`');
    expect(words(await ask(`inspect team/app:other@${digest}`))).toContain('`i1`');
    expect((await ask(`inspect team/app:v1@sha256:${'0'.repeat(64)}`)).text).toContain('There is no image');
  });

  it('understands what phones and Slack make of the input', async () => {
    const { ask } = await startBot(mode, images());
    expect(words(await ask('“inspect”\u00a0‘<http://team/app:v1|team/app:v1>’'))).toContain('team/app:v1');
    expect(words(await ask('Inspect `i3`'))).toContain('team/db:16');
    expect(words(await ask('—help'))).toContain('/images list');
  });

  it('keeps the answers to two users apart', async () => {
    const { ask, answers } = await startBot(mode, images());
    await Promise.all([ask('inspect i1', ada), ask('inspect i3', grace)]);
    expect(answers(ada).map(words).join('')).not.toContain('team/db');
    expect(answers(grace).map(words).join('')).not.toContain('team/app');
  });

  it('deletes once where Slack delivers the confirmation once more, while it deletes and after', async () => {
    const { api, sandbox, askToDelete, confirm, modal, answers, finalLog } = await startBot(mode, images());
    const release = api.holdOperations();
    await confirm(await askToDelete('team/app:v1'));
    await modal(/so far/);
    await sandbox.redeliver();
    release();
    await modal(/Deleted/);
    await sandbox.redeliver();
    const outcomes = (await finalLog()).flatMap(({ outcome }) => outcome ?? []);
    expect(outcomes).toContain('deleted');
    expect(outcomes).not.toContain('gone');
    expect(outcomes).not.toContain('unexpected');
    expect(api.calls.filter((call) => call.startsWith('DELETE'))).toEqual([
      'DELETE /container-registry/v1/images/i1',
    ]);
    expect(answers()).toHaveLength(1);
  });

  it('writes into its log who deleted what', async () => {
    const { askToDelete, confirm, modal, finalLog } = await startBot(mode, images());
    await confirm(await askToDelete('team/app:v1'));
    await modal(/Deleted/);
    const { digest } = wireImage('i1', 'team/app', []);
    expect((await finalLog()).filter(({ outcome }) => outcome === 'deleted')).toMatchObject([
      {
        msg: 'answered',
        user: ada,
        imageId: 'i1',
        deleted: { id: 'i1', name: 'reg/team/app', digest, tags: ['v1', 'latest'] },
      },
    ]);
  });

  it('asks again if the image has changed in between, and deletes nothing', async () => {
    const { api, askToDelete, confirm, modal } = await startBot(mode, images());
    const asked = await askToDelete('i1');
    api.images[0] = wireImage('i1', 'team/app', ['v1', 'latest', 'stable']);
    await confirm(asked);
    const again = await modal(/has changed/);
    expect(words(again)).toContain('`stable`');
    expect(api.calls.some((call) => call.startsWith('DELETE'))).toBe(false);
    await confirm(again);
    await modal(/Deleted/);
  });

  it('says so if the image is gone by the time of the confirmation', async () => {
    const { api, askToDelete, confirm, modal } = await startBot(mode, images());
    const asked = await askToDelete('i1');
    api.images.shift();
    await confirm(asked);
    expect(words(await modal(/gone/))).toContain('Nothing was deleted');
  });

  it('says what to do at the buttons of an image that is gone', async () => {
    const { api, sandbox, ask, press, modal } = await startBot(mode, images());
    const list = await ask('list');
    const image = await press(await ask('list'), 'images.inspect', 1);
    api.images.shift();
    const gone = 'This image is gone. Press Refresh in its list, or use `/images list`.';
    expect((await press(list, 'images.inspect', 1)).text).toBe(gone);
    await sandbox.user(ada).press({ channel, ts: image.ts, actionId: 'images.delete' });
    expect(words(await modal(/gone/))).toContain(gone);
  });

  it('announces the end to a user who has closed the modal', async () => {
    const { api, sandbox, askToDelete, confirm, modal, answers, log } = await startBot(mode, images());
    const release = api.holdOperations();
    await confirm(await askToDelete('i1'));
    const progress = await modal(/so far/);
    await sandbox.user(ada).closeView({ viewId: progress.id });
    release();
    expect((await sandbox.until(() => answers()[0])).text).toContain('Deleted');
    expect(log.join('\n')).not.toContain('modal not updated');
  });

  it('tells what is going on when it is stopped while a deletion runs', async () => {
    const { api, bot, askToDelete, confirm, modal, answers } = await startBot(mode, images());
    api.holdOperations();
    await confirm(await askToDelete('i1'));
    await modal(/so far/);
    await bot.stop(AbortSignal.abort());
    expect(answers().at(-1)?.text).toContain('being restarted');
  });

  it('finishes a deletion before it stops, if that does not take too long', async () => {
    const { api, bot, askToDelete, confirm, modal, answers } = await startBot(mode, images());
    const release = api.holdOperations();
    await confirm(await askToDelete('i1'));
    await modal(/so far/);
    const stopped = bot.stop(new AbortController().signal);
    release();
    await stopped;
    expect(answers().at(-1)?.text).toContain('Deleted');
  });

  it('needs no more of Slack than the manifest asks for', async () => {
    const { sandbox, ask, askToDelete, confirm, modal } = await startBot(mode, images());
    await ask('list');
    await confirm(await askToDelete('i1'));
    await modal(/Deleted/);
    const methods = new Set(sandbox.requests.map(({ method }) => method));
    const connecting = mode === 'socket' ? ['apps.connections.open'] : [];
    expect([...methods].toSorted()).toEqual([...connecting, 'auth.test', 'views.open', 'views.update']);
    expect(JSON.stringify(sandbox.requests.map(({ response }) => response))).not.toContain('missing_scope');
  });
});
