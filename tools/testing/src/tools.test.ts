import { chmod, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { makeTemporaryFolder } from './temporary-folder.ts';
import { isInstalled } from './tools.ts';

describe('isInstalled', () => {
  it('is true where a folder of the path has the program, and only if it can be run', async () => {
    const folders = [await makeTemporaryFolder(), await makeTemporaryFolder()];
    const path = folders.join(delimiter);
    const file = join(folders[1] ?? '', 'skopeo');
    expect(isInstalled('skopeo', path)).toBe(false);
    await writeFile(file, '#!/bin/sh\n', { mode: 0o600 });
    expect(isInstalled('skopeo', path)).toBe(false);
    await chmod(file, 0o700);
    expect(isInstalled('skopeo', path)).toBe(true);
  });
});
