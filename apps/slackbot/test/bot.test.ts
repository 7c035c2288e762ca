import { describe, expect, it } from 'vitest';

import { newImage, type NewImage } from './registry/push-images.ts';
import { makeRegistry } from './registry/registry.ts';
import { ada, channel, grace, modes, startBot, words } from './start-bot.ts';

function images(): NewImage[] {
  return [
    newImage('team/app', ['v1', 'latest'], 60),
    newImage('team/app', [], 61),
    newImage('team/db', ['16'], 62),
  ];
}

describe.each(modes)('the bot over %s', (mode) => {
  it('answers nothing and help with its usage, and unknown input with what was wrong', async () => {
    const { ask } = await startBot(mode, []);
    expect(words(await ask(''))).toContain('/images list [repository]');
    expect(words(await ask('help'))).toContain('/images delete &lt;image&gt;');
    expect(words(await ask('help cleanup'))).toContain('--keep-last n');
    const answer = await ask('destroy <everything> & more');
    expect(answer.text).toContain('There is no command `destroy`');
    expect(answer.ephemeralFor).toBe(ada);
    expect((await ask('lst')).text).toContain('Did you mean `/images list`?');
    expect((await ask('list --older-then 3d')).text).toContain('Did you mean `--older-than`?');
  });

  it('lists, inspects, and deletes after a confirmation', async () => {
    const { registry, sandbox, ask, confirm, press, modal, says, answers, orders } = await startBot(
      mode,
      images(),
    );

    const list = await ask('list');
    expect(words(list)).toContain('"4.3 kB"');
    const image = await press(list, 'images.row.inspect.0');
    expect(image.ts).not.toBe(list.ts);
    expect(words(image)).toContain('75 %');
    const whole = await press(image, 'images.list.show');
    expect(whole.ts).toBe(image.ts);
    expect(words(whole)).toContain('Images in team/app');

    const again = await press(list, 'images.row.inspect.0');
    await sandbox.user(ada).press({ channel, ts: again.ts, actionId: 'images.delete' });
    const asked = await modal(/with both its tags: `latest`, `v1`/);
    expect(orders()).toBe(0);
    await confirm(asked, { reason: 'It is too old' });
    await modal(/Deleted: <@U0ADA> asked to delete `team\/app`/);
    const message = await says(/task_card/);
    expect(message.ephemeralFor).toBeUndefined();
    expect(words(message)).toMatch(/"status":"complete".*deleted/);
    expect(words(message)).toContain('It is too old');
    // What showed the image says now that it is gone.
    const end = await sandbox.until(() =>
      answers().find(({ ts, text }) => ts === again.ts && text.startsWith('Deleted')),
    );
    expect(end.ephemeralFor).toBe(ada);
    expect(await registry.names()).toEqual(['team/app', 'team/db:16']);
    expect(words(await ask('list'))).not.toContain('team/app:latest');
  });

  it('inspects and deletes what is chosen in the menus below a list, and leaves the list', async () => {
    const { registry, sandbox, ask, modal, says, confirm, answers } = await startBot(mode, images());
    const { id } = await registry.image('team/db:16');
    const list = await ask('list');
    const user = sandbox.user(ada);
    await user.choose({ channel, ts: list.ts, actionId: 'images.list.open', value: `inspect:${id}` });
    await says(/team\/db:16.*Layers/);
    await user.choose({ channel, ts: list.ts, actionId: 'images.list.delete', value: `delete:${id}` });
    await confirm(await modal(/`team\/db` with its tag: `16`/));
    await says(/"text":"Deleted"/);
    expect(answers().find(({ ts }) => ts === list.ts)?.text).toBe(list.text);
  });

  it('turns the pages of a long list, there and back, and of one repository', async () => {
    const many = Array.from({ length: 120 }, (_, index) => newImage('team/app', [`v${index}`], 60 + index));
    const { registry, ask, press } = await startBot(mode, [...many, newImage('team/db', ['16'])]);
    const first = await ask('list team/app');
    expect(words(first)).toContain('Images in team/app');
    const second = await press(first, 'images.list.next');
    expect(words(second)).toContain('"v50"');
    const third = await press(second, 'images.list.next');
    expect(words(third)).toMatch(/"v119".*page 3 · 20 images/);
    expect(words(third)).not.toContain('"Next"');
    expect(words(await press(third, 'images.list.previous'))).toContain('page 2');
    const back = await press(third, 'images.list.previous');
    expect(words(back)).toMatch(/"v0".*page 1/);
    expect(back.ts).toBe(first.ts);
    expect(registry.queries[0]?.get('repositoryName')).toBe(`${registry.id}/team/app`);
    expect(registry.queries[0]?.get('orderBy')).toBe('created_at desc');
  });

  it('filters, by flags and by a dialog that offers the repositories', async () => {
    const { sandbox, ask, modal, confirm, says } = await startBot(mode, images());
    expect(words(await ask('list --untagged'))).toMatch(/untagged.*3 images looked at/);
    expect((await ask('list --tag nothing-*')).text).toContain(
      'None of the 3 images matches: with a tag like `nothing-*`',
    );
    const list = await ask('list');
    await sandbox.user(ada).press({ channel, ts: list.ts, actionId: 'images.list.filter' });
    const dialog = await modal(/Only images without tags/);
    const typed = await sandbox
      .user(ada)
      .typeAhead({ viewId: dialog.id, blockId: 'repository', actionId: 'images.repository', query: 'db' });
    expect(typed).toMatchObject({ ok: true, options: [{ value: 'team/db' }] });
    await confirm(dialog, { 'older-than': 'soon' });
    expect(JSON.stringify(sandbox.user(ada).views().at(-1))).toContain('12h, 30d or 2w');
    await confirm(dialog, { repository: 'team/db', 'older-than': '30d' });
    expect((await says(/Images in team\/db/)).ts).toBe(list.ts);
    expect(sandbox.user(ada).views()).toEqual([]);
  });

  it('shares a list with the channel, says who did, and leaves it there', async () => {
    const { ask, press, says, answers } = await startBot(mode, images());
    const list = await ask('list team/db');
    const shared = await press(list, 'images.list.share');
    expect(shared.ephemeralFor).toBeUndefined();
    expect(words(await says(/shared by/, grace))).toContain(`shared by <@${ada}>`);
    const image = await press(shared, 'images.row.inspect.0', grace);
    expect(image.ephemeralFor).toBe(grace);
    expect(answers(ada).at(-1)?.ts).toBe(shared.ts);
  });

  it('says what to do where there is nothing', async () => {
    const { ask } = await startBot(mode, []);
    expect((await ask('list')).text).toContain('no images yet');
    expect((await ask('list team/app')).text).toContain(
      '`team/app` has no images, or there is no such repository',
    );
    expect((await ask('inspect team/app:v1')).text).toContain('There is no image `team/app:v1`');
  });

  it('asks which one is meant, and leads there', async () => {
    const { ask, press } = await startBot(mode, images());
    const named = await ask('inspect team/app');
    expect(named.text).toBe('`team/app` is a repository. Which of its images?');
    expect(words(await press(named, 'images.list.show.0'))).toContain('Images in team/app');
    const typo = await ask('inspect team/dbb:16');
    expect(typo.text).toContain('Did you mean `team/db`?');
    expect(words(await press(typo, 'images.list.show.0'))).toContain('Images in team/db');
  });

  it('does not show an image of another registry, even if its token may', async () => {
    const { ask } = await startBot(mode, []);
    const { id } = await (await makeRegistry([newImage('app', ['v1'])])).image('app:v1');
    expect((await ask(`inspect ${id}`)).text).toContain(`There is no image \`${id}\``);
  });

  it('finds an image by its digest, and by nothing else where it is given', async () => {
    const { registry, ask } = await startBot(mode, images());
    const { id, digest } = await registry.image('team/app:v1');
    const shown = `\`${id}\``;
    expect(words(await ask(`inspect team/app@${digest}`))).toContain(shown);
    expect(words(await ask(`inspect team/app:other@${digest}`))).toContain(shown);
    expect(words(await ask(`inspect ${digest.slice(0, 20)}`))).toContain(shown);
    expect((await ask(`inspect team/app:v1@sha256:${'0'.repeat(64)}`)).text).toContain('There is no image');
  });

  it('asks which image is meant where the same is in two repositories', async () => {
    const { registry, ask, press } = await startBot(mode, images());
    await registry.copy('team/db', 'base/db');
    const { digest } = await registry.image('team/db:16');
    const question = await ask(`inspect ${digest}`);
    expect(words(question)).toMatch(/base\/db.*team\/db|team\/db.*base\/db/);
    expect(words(await press(question, 'images.inspect'))).toContain(digest);
  });

  it('understands what phones and Slack make of the input', async () => {
    const { registry, ask } = await startBot(mode, images());
    const { id } = await registry.image('team/db:16');
    expect(words(await ask('“inspect”\u00a0‘<http://team/app:v1|team/app:v1>’'))).toContain('`v1`');
    expect(words(await ask(`Inspect \`${id}\``))).toContain('team/db:16');
    expect(words(await ask('—help'))).toContain('/images list');
    expect(words(await ask('list —untagged'))).toContain('untagged');
  });

  it('keeps the answers to two users apart', async () => {
    const { ask, answers } = await startBot(mode, images());
    await Promise.all([ask('inspect team/app:v1', ada), ask('inspect team/db:16', grace)]);
    expect(answers(ada).map(words).join('')).not.toContain('team/db');
    expect(answers(grace).map(words).join('')).not.toContain('team/app');
  });

  it('cleans a repository up, after it has shown what would go', async () => {
    const many = Array.from({ length: 6 }, (_, index) => newImage('team/app', [`pr-${index}`], 60 + index));
    const { registry, sandbox, ask, modal, confirm, says, orders } = await startBot(mode, many);
    expect((await ask('cleanup team/app')).text).toContain('That would delete all of `team/app`');
    const preview = await ask('cleanup team/app --tag "pr-*" --keep-last 2');
    expect(preview.text).toContain('4 images');
    expect(words(preview)).toContain('2 images: the newest, which you asked to keep');
    await sandbox.user(ada).press({ channel, ts: preview.ts, actionId: 'images.cleanup.confirm' });
    await confirm(await modal(/This deletes 4 images with their 4 tags/), { reason: 'Merged' });
    expect(words(await says(/"text":"Deleted"/))).toMatch(/4 of 4 images/);
    expect(orders()).toBe(4);
    expect(await registry.names()).toEqual(['team/app:pr-0', 'team/app:pr-1']);
  });

  it('tells what was done, by whom and to what, page by page', async () => {
    const many = Array.from({ length: 6 }, (_, index) => newImage('team/app', [`v${index}`]));
    const { ask, askToDelete, confirm, says, press } = await startBot(mode, many);
    expect((await ask('audit')).text).toContain('Nothing that you may see was deleted yet');
    for (const number of [0, 1, 2, 3]) {
      await confirm(await askToDelete(`team/app:v${number}`), { reason: `Reason ${number}` });
      await says(new RegExp(`Deleted.*\`v${number}\`.*"complete"`));
    }
    const latest = await ask('audit');
    expect(words(latest)).toMatch(/Reason 3.*Reason 1/);
    const older = await press(latest, 'images.audit.older');
    expect(older.ts).toBe(latest.ts);
    expect(words(older)).toContain('Reason 0');
    expect(words(await ask('audit team/app:v2'))).toMatch(/Reason 2/);
    expect(words(await ask('audit team/app:v2'))).not.toMatch(/Reason [013]/);
    expect((await ask(`audit <@${grace}|grace>`)).text).toBe(
      'This person has done nothing that you may see.',
    );
  });

  it('says what somebody may do', async () => {
    const { ask } = await startBot(mode, []);
    expect(words(await ask('whoami'))).toContain('There are no rules yet');
  });
});

describe.each(modes)('a list over %s that takes a while', (mode) => {
  const many = Array.from({ length: 450 }, (_, index) => newImage('team/app', [`v${index}`], 60 + index));

  it('shows its first rows before it is done', async () => {
    const { registry, skip, ask, says, answers } = await startBot(mode, many);
    registry.onCall = () => skip(600);
    const first = await ask('list --tag v1?');
    expect(words(first)).toMatch(/Still looking: 200 images so far/);
    await says(/450 images looked at/);
    expect(answers()).toHaveLength(2);
  });
});
