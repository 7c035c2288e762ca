import { execFile } from 'node:child_process';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';

import { describeWithTools } from '@registry-images/testing';
import { expect, it } from 'vitest';

import { makeService, type TestService } from './service.ts';

const run = promisify(execFile);
const skopeo = (...args: string[]) => run('skopeo', ['--insecure-policy', ...args]);

async function deleteTagged(service: TestService, tag: string): Promise<void> {
  const image = (await service.list()).find(({ tags }) => tags.includes(tag));
  await service.delete(image?.id ?? '');
}

describeWithTools(['skopeo', 'umoci'], 'a layout that skopeo and umoci write to', () => {
  it('is served as they leave it, while the service runs', async () => {
    const service = await makeService();
    await service.push('source', 'x', { tags: ['v1'] });
    await mkdir(`${service.root}/team`);
    await skopeo('copy', `oci:${service.root}/source:v1`, `oci:${service.root}/team/app:v2`);
    expect((await service.list()).map(({ name, tags }) => [name, tags])).toEqual([
      ['local/source', ['v1']],
      ['local/team/app', ['v2']],
    ]);
    const [source, copy] = await service.list();
    expect(copy).toEqual({ ...source, id: copy?.id, name: 'local/team/app', tags: ['v2'] });
  });

  it('can be read by them after a deletion', async () => {
    const service = await makeService();
    const folder = `${service.root}/app`;
    await run('umoci', ['init', '--layout', folder]);
    expect(await service.list()).toEqual([]);
    await run('umoci', ['new', '--image', `${folder}:base`]);
    await writeFile(`${service.root}/file`, 'content');
    await run('umoci', [
      'insert',
      '--rootless',
      '--image',
      `${folder}:base`,
      '--tag',
      'v1',
      `${service.root}/file`,
      '/file',
    ]);
    expect((await service.list()).flatMap(({ tags }) => tags).toSorted()).toEqual(['base', 'v1']);

    await deleteTagged(service, 'base');
    const inspected = JSON.parse((await skopeo('inspect', `oci:${folder}:v1`)).stdout);
    expect(inspected).toMatchObject({ Digest: (await service.list())[0]?.digest });
    expect((await run('umoci', ['ls', '--layout', folder])).stdout.trim()).toBe('v1');
    await run('umoci', ['unpack', '--rootless', '--image', `${folder}:v1`, `${service.root}/.unpacked`]);

    await deleteTagged(service, 'v1');
    expect((await run('umoci', ['ls', '--layout', folder])).stdout.trim()).toBe('');
    expect(await readdir(`${folder}/blobs/sha256`)).toEqual([]);
  });

  it('shows the image that lost its tag to another as untagged', async () => {
    const service = await makeService();
    await service.push('source', 'one', { tags: ['v1'] });
    await service.push('source', 'two', { tags: ['v2'] });
    for (const tag of ['v1', 'v2']) {
      await skopeo('copy', `oci:${service.root}/source:${tag}`, `oci:${service.root}/app:latest`);
    }
    const app = (await service.list()).filter(({ name }) => name === 'local/app');
    expect(app.map(({ tags }) => tags.join()).toSorted()).toEqual(['', 'latest']);
  });
});
