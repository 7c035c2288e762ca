import { mkdir, rm, symlink, truncate, writeFile } from 'node:fs/promises';

import { describe, expect, it } from 'vitest';

import { makeService, type TestService } from './service.ts';

const images = '/container-registry/v1/images';
const blobPath = (service: TestService, digest: string): string =>
  `${service.root}/bad/blobs/${digest.replace(':', '/')}`;

/** A service with a sound repository `good` and a repository `bad`, of which the answer is the manifest's digest. */
async function makeBad(): Promise<{ service: TestService; digest: string }> {
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

  it('has a configuration that is missing', async () => {
    const { service, digest } = await makeBad();
    const image = (await service.list()).find((candidate) => candidate.digest === digest);
    await rm(blobPath(service, image?.config?.digest ?? ''));
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
