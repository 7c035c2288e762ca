import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { makeTemporaryFolder } from '@registry-images/testing';
import { describe, expect, it } from 'vitest';

import { ensureSamples } from './ensure-samples.ts';

async function makeOne(folder: string): Promise<void> {
  await writeFile(join(folder, 'sample'), 'made');
}

describe('ensureSamples', () => {
  it('makes them where there are none, and the folders above', async () => {
    const data = join(await makeTemporaryFolder(), 'new', 'data');
    expect(await ensureSamples({ folder: join(data, 'registry'), make: makeOne })).toBe(true);
    expect(await readFile(join(data, 'registry', 'sample'), 'utf8')).toBe('made');
    expect(await readdir(data)).toEqual(['registry']);
  });

  it('leaves a folder as it is, even an empty one', async () => {
    const folder = join(await makeTemporaryFolder(), 'registry');
    await mkdir(folder);
    expect(await ensureSamples({ folder, make: makeOne })).toBe(false);
    expect(await readdir(folder)).toEqual([]);
  });

  it('leaves nothing behind when it fails, and makes them the next time', async () => {
    const data = await makeTemporaryFolder();
    const folder = join(data, 'registry');
    const failing = ensureSamples({
      folder,
      make: async (unfinished) => {
        await makeOne(unfinished);
        throw new Error('disk full');
      },
    });
    await expect(failing).rejects.toThrow('disk full');
    expect(await readdir(data)).toEqual([]);
    expect(await ensureSamples({ folder, make: makeOne })).toBe(true);
  });

  it('clears away what a start left that was killed, and not what another one is making', async () => {
    const data = await makeTemporaryFolder();
    // No process has this id: the kernel's greatest is 4,194,304.
    await mkdir(join(data, '.registry-unfinished-99999999-abc', 'team'), { recursive: true });
    await mkdir(join(data, `.registry-unfinished-${process.ppid}-abc`));
    await ensureSamples({ folder: join(data, 'registry'), make: makeOne });
    expect(await readdir(data)).toEqual([`.registry-unfinished-${process.ppid}-abc`, 'registry']);
  });

  it('lets one of two win that start at once', async () => {
    const data = await makeTemporaryFolder();
    const folder = join(data, 'registry');
    const made = await Promise.all([
      ensureSamples({ folder, make: makeOne }),
      ensureSamples({ folder, make: makeOne }),
    ]);
    expect(made.toSorted()).toEqual([false, true]);
    expect(await readdir(data)).toEqual(['registry']);
  });
});
