import { mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { makeTemporaryFolder } from '@registry-images/testing';
import { describe, expect, it } from 'vitest';

import { createCountingClock } from '../../test/counting-clock.ts';
import { failing } from '../../test/failing.ts';
import { withImage } from './index-entry.ts';
import { createLayout, openLayout } from './layout.ts';

const descriptor = { mediaType: 'application/x', digest: `sha256:${'0'.repeat(64)}`, size: 1 } as const;

describe('openLayout', () => {
  it('refuses a folder without an oci-layout file, and one that is not there', async () => {
    const folder = await makeTemporaryFolder();
    await expect(openLayout(folder)).rejects.toThrow(failing('NOT_A_LAYOUT'));
    await expect(openLayout(join(folder, 'gone'))).rejects.toThrow(failing('NOT_A_LAYOUT'));
  });

  it.each(['{"imageLayoutVersion":"2.0.0"}', '{"imageLayoutVersion":1}', '{}', '[]', '', '{"image'])(
    'refuses an oci-layout file of %j',
    async (text) => {
      const folder = await makeTemporaryFolder();
      await writeFile(join(folder, 'oci-layout'), text);
      await expect(openLayout(folder)).rejects.toThrow(failing('NOT_A_LAYOUT'));
    },
  );

  it('reads the oci-layout file again while another program is writing it', async () => {
    const folder = await makeTemporaryFolder();
    await writeFile(join(folder, 'oci-layout'), '');
    const states = ['{"image', '{"imageLayoutVersion":"1.0.0"}'];
    const clock = createCountingClock(() => writeFile(join(folder, 'oci-layout'), states.shift() ?? ''));
    expect((await openLayout(folder, { clock })).folder).toBe(folder);
  });

  it('opens a layout whose blobs are all gone', async () => {
    const folder = await makeTemporaryFolder();
    await createLayout(folder);
    await rm(join(folder, 'blobs'), { recursive: true });
    const layout = await openLayout(folder);
    expect(await layout.readIndex()).toEqual([]);
    expect(await layout.listBlobs('sha256')).toEqual([]);
  });
});

describe('createLayout', () => {
  it('makes an empty layout, and the folders above it', async () => {
    const folder = join(await makeTemporaryFolder(), 'team', 'app');
    const layout = await createLayout(folder);
    expect(await layout.readIndex()).toEqual([]);
    expect((await readdir(folder)).toSorted()).toEqual(['blobs', 'index.json', 'oci-layout']);
  });

  it('opens the layout that is there already', async () => {
    const folder = await makeTemporaryFolder();
    await (await createLayout(folder)).updateIndex((entries) => withImage(entries, descriptor, 'v1'));
    expect(await (await createLayout(folder)).readIndex()).toHaveLength(1);
  });

  it('makes one layout where several start at once', async () => {
    const folder = await makeTemporaryFolder();
    const tags = Array.from({ length: 8 }, (_, index) => `v${index}`);
    await Promise.all(
      tags.map(async (tag) => {
        const layout = await createLayout(folder);
        await layout.updateIndex((entries) => withImage(entries, descriptor, tag));
      }),
    );
    expect(await (await openLayout(folder)).readIndex()).toHaveLength(tags.length);
  });

  it('reports what is in the way', async () => {
    const folder = await makeTemporaryFolder();
    await writeFile(join(folder, 'file'), '');
    await expect(createLayout(join(folder, 'file'))).rejects.toThrow(failing('IO'));
  });
});

describe('updateIndex', () => {
  it('loses nothing of many changes at once', async () => {
    const folder = await makeTemporaryFolder();
    const layout = await createLayout(folder);
    const tags = Array.from({ length: 40 }, (_, index) => `v${index}`);
    await Promise.all(
      tags.map((tag) => layout.updateIndex((entries) => withImage(entries, descriptor, tag))),
    );
    expect(await layout.readIndex()).toHaveLength(tags.length);
    expect((await readdir(folder)).toSorted()).toEqual(['blobs', 'index.json', 'oci-layout']);
  });

  it('changes nothing where the change fails, and lets the next one in', async () => {
    const layout = await createLayout(await makeTemporaryFolder());
    const failed = layout.updateIndex(() => {
      throw new Error('no');
    });
    await expect(failed).rejects.toThrow('no');
    await layout.updateIndex((entries) => withImage(entries, descriptor, 'v1'));
    expect(await layout.readIndex()).toHaveLength(1);
  });

  it('changes nothing where it was aborted before', async () => {
    const layout = await createLayout(await makeTemporaryFolder());
    const signal = AbortSignal.abort(new Error('enough'));
    const update = layout.updateIndex((entries) => withImage(entries, descriptor, 'v1'), { signal });
    await expect(update).rejects.toThrow('enough');
    expect(await layout.readIndex()).toEqual([]);
  });

  it('refuses an index.json that is a symbolic link', async () => {
    const folder = await makeTemporaryFolder();
    const layout = await createLayout(folder);
    await rm(join(folder, 'index.json'));
    await symlink('/etc/passwd', join(folder, 'index.json'));
    await expect(layout.updateIndex((entries) => entries)).rejects.toThrow(failing('MALFORMED'));
  });
});

describe('edit', () => {
  it('does not write once another writer has taken the lock over', async () => {
    const folder = await makeTemporaryFolder();
    const layout = await createLayout(folder);
    const edited = layout.edit(async (index) => {
      const entries = await index.read();
      await rm(join(folder, 'index.json.lock'));
      await mkdir(join(folder, 'index.json.lock'));
      await index.write(withImage(entries, descriptor, 'v1'));
    });
    await expect(edited).rejects.toThrow(failing('LOCKED'));
    expect(await layout.readIndex()).toEqual([]);
  });

  it('leaves other fields of the file alone where it writes without reading', async () => {
    const folder = await makeTemporaryFolder();
    const layout = await createLayout(folder);
    await writeFile(join(folder, 'index.json'), '{"manifests":[],"annotations":{"a":"b"}}');
    await layout.edit((index) => index.write([]));
    expect(JSON.parse(await readFile(join(folder, 'index.json'), 'utf8'))).toEqual({
      manifests: [],
      annotations: { a: 'b' },
    });
  });
});
