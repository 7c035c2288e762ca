import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

import { makeTemporaryFolder } from '@registry-images/testing';
import { describe, expect, it } from 'vitest';

import { findLayout, findLayouts } from './find-layouts.ts';
import { createLayout } from './layout.ts';

async function rootWith(...paths: readonly string[]): Promise<string> {
  const root = await makeTemporaryFolder();
  await Promise.all(paths.map((path) => createLayout(join(root, path))));
  return root;
}

const repositories = async (root: string) =>
  (await findLayouts(root)).layouts.map((layout) => layout.repository);

describe('findLayouts', () => {
  it('names repositories by their path, sorted', async () => {
    const root = await rootWith('web', 'team/app', 'team/api');
    await writeFile(join(root, 'notes.txt'), '');
    await mkdir(join(root, 'empty', 'deep'), { recursive: true });
    expect(await findLayouts(root)).toEqual({
      layouts: [
        { repository: 'team/api', folder: join(root, 'team/api') },
        { repository: 'team/app', folder: join(root, 'team/app') },
        { repository: 'web', folder: join(root, 'web') },
      ],
      refused: [],
    });
  });

  it('finds nothing in an empty folder', async () => {
    expect(await findLayouts(await rootWith())).toEqual({ layouts: [], refused: [] });
  });

  it('does not look into a layout, nor into a folder whose name begins with a dot', async () => {
    expect(await repositories(await rootWith('app', 'app/nested', '.trash/old'))).toEqual(['app']);
  });

  it('does not follow symbolic links, neither in a circle nor out of the root', async () => {
    const outside = await rootWith('secret');
    const root = await rootWith('app');
    await mkdir(join(root, 'team'));
    await symlink(root, join(root, 'team', 'loop'));
    await symlink(join(outside, 'secret'), join(root, 'secret'));
    expect(await repositories(root)).toEqual(['app']);
  });

  it('follows a root that is a symbolic link', async () => {
    const root = await rootWith('app');
    const link = join(await makeTemporaryFolder(), 'link');
    await symlink(root, link);
    expect(await repositories(link)).toEqual(['app']);
  });

  it('reports a layout whose path is no repository name', async () => {
    const root = await rootWith('app', 'Team/App');
    expect(await findLayouts(root)).toMatchObject({
      layouts: [{ repository: 'app' }],
      refused: [{ folder: join(root, 'Team/App'), reason: expect.stringContaining('"Team/App"') }],
    });
  });

  it('reports a root that is a layout itself, for it has no name', async () => {
    const root = await makeTemporaryFolder();
    await createLayout(root);
    expect(await findLayouts(root)).toMatchObject({ layouts: [], refused: [{ folder: root }] });
  });

  it('says that the root is not there', async () => {
    const missing = join(await makeTemporaryFolder(), 'missing');
    await expect(findLayouts(missing)).rejects.toThrow(expect.objectContaining({ code: 'ROOT_NOT_FOUND' }));
  });

  it('stops where it is told to', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(findLayouts(await rootWith('app'), { signal })).rejects.toThrow('enough');
  });
});

describe('findLayout', () => {
  it('finds what a search of everything finds, and nothing else', async () => {
    const outside = await rootWith('secret');
    const root = await rootWith('app', 'app/nested', 'team/api', '.trash/old', 'Team/App');
    await mkdir(join(root, 'empty', 'oci-layout'), { recursive: true });
    await symlink(join(outside, 'secret'), join(root, 'secret'));
    await symlink(join(root, 'team'), join(root, 'alias'));
    await writeFile(join(root, 'notes'), '');
    const found = await findLayouts(root);
    expect(found.layouts).toHaveLength(2);
    for (const layout of found.layouts) expect(await findLayout(root, layout.repository)).toEqual(layout);
    const beside = `../${basename(outside)}/secret`;
    for (const other of [
      'app/nested',
      '.trash/old',
      'Team/App',
      'empty',
      'secret',
      'alias/api',
      'notes',
      'notes/deep',
      'team',
      'none',
      '',
      '..',
      'team/../app',
      beside,
    ]) {
      expect([other, await findLayout(root, other)]).toEqual([other, undefined]);
    }
  });

  it('finds nothing below a root that is a layout itself', async () => {
    const root = await rootWith('.', 'app');
    expect(await findLayout(root, 'app')).toBeUndefined();
  });

  it('says that there is no such folder', async () => {
    const root = await rootWith('app');
    for (const path of ['none', 'app/oci-layout']) {
      await expect(findLayout(join(root, path), 'app')).rejects.toMatchObject({ code: 'ROOT_NOT_FOUND' });
    }
  });
});
