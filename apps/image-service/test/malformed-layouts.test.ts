import { mkdir, rm, symlink, truncate, writeFile } from 'node:fs/promises';

import type { Digest } from '@registry-images/model';
import { describe, expect, it } from 'vitest';

import { makeService, type TestService } from './service.ts';

const images = '/container-registry/v1/images';
const blobPath = (service: TestService, digest: string): string =>
  `${service.root}/bad/blobs/${digest.replace(':', '/')}`;

const hugeBlob = (fill: string) => ({
  mediaType: 'application/vnd.oci.image.layer.v1.tar',
  digest: `sha256:${fill.repeat(64)}`,
  size: Number.MAX_SAFE_INTEGER,
});

/** A service with a sound repository `good` and a repository `bad`, of which the answer is the manifest's digest. */
async function makeBad(): Promise<{ service: TestService; digest: Digest }> {
  const service = await makeService();
  await service.push('good', 'good', { tags: ['v1'] });
  const { digest } = await service.push('bad', 'bad', { tags: ['v1'] });
  return { service, digest };
}

describe('a damaged repository', () => {
  it.each([
    ['a half-written index.json', '{"schemaVersion":2,"manifests":[{"mediaTy'],
    ['an empty index.json', ''],
    ['an index.json that is a list', '[]'],
    [
      'a digest that leaves the folder',
      JSON.stringify({
        manifests: [
          {
            mediaType: 'application/vnd.oci.image.manifest.v1+json',
            digest: 'sha256:../../../etc/passwd',
            size: 1,
          },
        ],
      }),
    ],
  ])('is left out of the list, and damage where it is asked for by name: %s', async (_, content) => {
    const { service } = await makeBad();
    await writeFile(`${service.root}/bad/index.json`, content);
    expect((await service.list()).map(({ name }) => name)).toEqual(['local/good']);
    expect(service.logs.join('')).toContain('repository left out');

    const { status, body } = await service.send(`${images}?repositoryName=local/bad`);
    expect([status, body]).toEqual([
      500,
      { code: 15, message: expect.stringContaining('local/bad'), details: [] },
    ]);
    expect(JSON.stringify(body)).not.toContain(service.root);
  });

  it.each([
    ['index.json is missing', 'index.json', undefined],
    ['index.json is a folder', 'index.json', 'folder'],
    ['oci-layout is of another version', 'oci-layout', '{"imageLayoutVersion":"1.1.0"}'],
  ])('is left out and logged, and damage where it is asked for by name: %s', async (_, file, content) => {
    const { service } = await makeBad();
    const path = `${service.root}/bad/${file}`;
    await rm(path);
    if (content === 'folder') await mkdir(path);
    else if (content !== undefined) await writeFile(path, content);
    expect((await service.list()).map(({ name }) => name)).toEqual(['local/good']);
    expect(service.logs.join('')).toContain('repository left out');
    expect((await service.send(`${images}?repositoryName=local/bad`)).body).toMatchObject({ code: 15 });
  });

  it('is empty where "manifests" is null', async () => {
    const { service } = await makeBad();
    await writeFile(`${service.root}/bad/index.json`, '{"schemaVersion":2,"manifests":null}');
    expect((await service.send(`${images}?repositoryName=local/bad`)).body).toEqual({
      images: [],
      nextPageToken: '',
    });
  });

  it('is none where oci-layout is not there', async () => {
    const { service } = await makeBad();
    await rm(`${service.root}/bad/oci-layout`);
    expect((await service.send(`${images}?repositoryName=local/bad`)).status).toBe(404);
  });

  it('has an upper-case name: it is left out, and logged', async () => {
    const { service } = await makeBad();
    await mkdir(`${service.root}/Upper`);
    await writeFile(`${service.root}/Upper/oci-layout`, '{"imageLayoutVersion":"1.0.0"}');
    expect((await service.list()).map(({ name }) => name)).not.toContain('local/Upper');
    expect(service.logs.join('')).toContain('folder left out');
  });
});

describe('a damaged image', () => {
  const damages: [string, (path: string) => Promise<void>][] = [
    ['its manifest is missing', (path) => rm(path)],
    ['its manifest has other bytes', (path) => writeFile(path, '{}')],
    ['its manifest has 200 MiB', (path) => truncate(path, 200 * 1024 * 1024)],
    [
      'its manifest is a link out of the layout',
      async (path) => {
        await rm(path);
        await symlink('/etc/passwd', path);
      },
    ],
  ];

  it.each(damages)('is listed with what is known of it, and can be deleted: %s', async (_, damage) => {
    const { service, digest } = await makeBad();
    await damage(blobPath(service, digest));
    const image = (await service.list()).find((candidate) => candidate.digest === digest);
    expect(image).toMatchObject({ name: 'local/bad', tags: ['v1'], compressedSize: '0', layers: [] });
    expect(service.logs.join('')).toContain('damaged image');

    expect(await service.client.images.get(image?.id ?? '')).toEqual(image);

    await service.delete(image?.id ?? '');
    expect((await service.list()).map(({ name }) => name)).toEqual(['local/good']);
  });

  it('has another size than index.json says', async () => {
    const { service, digest } = await makeBad();
    const layout = await service.layout('bad');
    await layout.updateIndex((entries) =>
      entries.map(({ descriptor, json }) => ({ descriptor, json: { ...json, size: descriptor.size + 1 } })),
    );
    expect((await service.list()).find((image) => image.digest === digest)?.compressedSize).toBe('0');
  });

  it('has layers that are larger together than any number can say', async () => {
    const { service } = await makeBad();
    const layout = await service.layout('bad');
    const mediaType = 'application/vnd.oci.image.manifest.v1+json';
    const manifest = { schemaVersion: 2, mediaType, config: hugeBlob('a'), layers: [hugeBlob('b')] };
    const bytes = Buffer.from(JSON.stringify(manifest));
    const descriptor = { mediaType, digest: await layout.putBlob(bytes), size: bytes.length };
    await layout.updateIndex((entries) => [...entries, { descriptor, json: descriptor }]);
    const found = (await service.list()).find((image) => image.digest === descriptor.digest);
    expect(found).toMatchObject({ compressedSize: '0', layers: [] });
  });

  it('has a configuration that is missing', async () => {
    const { service, digest } = await makeBad();
    const size = (await (await service.layout('bad')).statBlob(digest))?.size ?? 0;
    const manifest = await (await service.layout('bad')).readBlob({ digest, size });
    const { config } = JSON.parse(Buffer.from(manifest).toString());
    await rm(blobPath(service, config.digest));
    const image = (await service.list()).find((candidate) => candidate.digest === digest);
    expect(await service.client.images.get(image?.id ?? '')).toMatchObject({
      digest,
      tags: ['v1'],
      layers: [],
    });
  });
});

describe('a folder that has gone', () => {
  it('makes the service unavailable, and says so', async () => {
    const service = await makeService();
    await rm(service.root, { recursive: true });
    const { status, body } = await service.send(images);
    expect([status, body]).toEqual([
      503,
      { code: 14, message: expect.stringContaining('local'), details: [] },
    ]);
    expect(JSON.stringify(body)).not.toContain(service.root);
  });
});
