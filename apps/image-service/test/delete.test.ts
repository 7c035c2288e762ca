import { readdir } from 'node:fs/promises';

import { isApiError, OperationFailedError } from '@registry-images/client';
import type { Image } from '@registry-images/model';
import { pushIndex, tagImage } from '@registry-images/oci';
import { describe, expect, it } from 'vitest';

import { expectSchema, operationIn } from './contract.ts';
import { makeService, type TestService } from './service.ts';

const platform = { architecture: 'amd64', os: 'linux' };

async function imageOf(service: TestService, digest: string): Promise<Image> {
  const images = await service.list();
  const image = images.find((candidate) => candidate.digest === digest);
  if (!image) throw new Error(`${digest} is not in the list.`);
  return image;
}

const blobsOf = (service: TestService, repository: string): Promise<string[]> =>
  readdir(`${service.root}/${repository}/blobs/sha256`);

describe('delete', () => {
  it('takes the image with every tag from disk, and the blobs that nothing else references', async () => {
    const service = await makeService();
    const kept = await service.push('app', 'kept', { tags: ['v1'] });
    const before = await blobsOf(service, 'app');
    const { digest } = await service.push('app', 'gone', { tags: ['v2', 'latest'] });
    const image = await imageOf(service, digest);

    const { status, body } = await service.send(`/container-registry/v1/images/${image.id}`, {
      method: 'DELETE',
    });
    expect(status).toBe(200);
    expect(operationIn(body)).toMatchObject({
      done: false,
      createdBy: 'anonymous',
      metadata: { imageId: image.id },
    });

    await service.operations.drain();
    const ended = await service.send(`/operations/${operationIn(body).id}`);
    expectSchema('Operation', ended.body);
    expect(ended.body).toMatchObject({ done: true, response: {} });
    expect((await blobsOf(service, 'app')).toSorted()).toEqual(before.toSorted());
    expect(service.logs.map((line) => JSON.parse(line))).toContainEqual(
      expect.objectContaining({
        msg: 'image deleted',
        digest,
        tags: ['latest', 'v2'],
        freed: { blobs: 3, bytes: expect.any(Number) },
      }),
    );
    expect((await service.list()).map((left) => left.digest)).toEqual([kept.digest]);
  });

  it('refuses what a live index contains, names the index, and works once the index has gone', async () => {
    const service = await makeService();
    const child = await service.push('app', 'amd64', { tags: ['v1-amd64'] });
    const manifests = [{ descriptor: child, platform }];
    const index = await pushIndex(await service.layout('app'), { manifests, tags: ['v1', 'latest'] });
    const { client } = service;
    const { id } = await imageOf(service, child.digest);

    const error = await client.images.delete(id).catch((thrown: unknown) => thrown);
    expect(isApiError(error) && [error.status, error.httpStatus]).toEqual(['FAILED_PRECONDITION', 400]);
    expect(error).toMatchObject({
      message: expect.stringMatching(/latest, v1 \([0-9a-f]{12}\)/),
      details: [{ violations: [{ type: 'REFERENCED', subject: index.digest }] }],
    });

    await service.delete((await imageOf(service, index.digest)).id);
    await service.delete(id);
    expect(await service.list()).toEqual([]);
    expect(await blobsOf(service, 'app')).toEqual([]);
  });

  it('refuses what an index refers to that another index contains', async () => {
    const service = await makeService();
    const layout = await service.layout('app');
    const child = await service.push('app', 'amd64', { tags: ['child'] });
    const inner = await pushIndex(layout, { manifests: [{ descriptor: child, platform }], tags: ['inner'] });
    await pushIndex(layout, { manifests: [{ descriptor: inner, platform }], tags: ['outer'] });
    await layout.updateIndex((entries) =>
      entries.filter(({ descriptor }) => descriptor.digest !== inner.digest),
    );
    const { id } = await imageOf(service, child.digest);
    await expect(service.client.images.delete(id)).rejects.toThrow(/outer/);
  });

  it('answers with the same operation while one is under way', async () => {
    const service = await makeService();
    const { digest } = await service.push('app', 'x', { tags: ['v1'] });
    const { id } = await imageOf(service, digest);
    const { client } = service;
    const handles = await Promise.all([
      client.images.delete(id),
      client.images.delete(id),
      client.images.delete(id),
    ]);
    expect(new Set(handles.map((handle) => handle.id)).size).toBe(1);
    await service.operations.drain();
    await Promise.all(handles.map((handle) => handle.wait()));
    await expect(client.images.delete(id)).rejects.toMatchObject({ status: 'NOT_FOUND' });
  });

  it('answers with the same operation to the same key, long after it has ended', async () => {
    const service = await makeService();
    const { id } = await imageOf(service, (await service.push('app', 'x')).digest);
    const other = await imageOf(service, (await service.push('app', 'y')).digest);
    const send = async (imageId: string) =>
      service.send(`/container-registry/v1/images/${imageId}`, {
        method: 'DELETE',
        headers: { 'idempotency-key': 'key-1' },
      });
    const first = operationIn((await send(id)).body);
    await service.operations.drain();
    expect(operationIn((await send(id)).body)).toMatchObject({ id: first.id, done: true });
    expect(await send(other.id)).toMatchObject({ status: 400, body: { code: 3 } });
    expect(await imageOf(service, other.digest)).toMatchObject({ id: other.id });
  });

  it('deletes any number of images of one repository that are asked for at once', async () => {
    const service = await makeService();
    for (let index = 0; index < 40; index += 1) await service.push('app', `${index}`);
    const images = await service.list();
    const handles = await Promise.all(images.map(({ id }) => service.client.images.delete(id)));
    await service.operations.drain();
    await Promise.all(handles.map((handle) => handle.wait()));
    expect(await service.list()).toEqual([]);
    expect(await blobsOf(service, 'app')).toEqual([]);
  });

  it('fails the operation where an index came in between that contains the image', async () => {
    const service = await makeService();
    const layout = await service.layout('app');
    const child = await service.push('app', 'x', { tags: ['v1'] });
    const { id } = await imageOf(service, child.digest);
    // A writer holds the layout when the deletion has been accepted, and leaves it with the index.
    const handle = await layout.edit(async (index) => {
      const accepted = await service.client.images.delete(id);
      const entries = await index.read();
      const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, manifests: [child] }));
      const mediaType = 'application/vnd.oci.image.index.v1+json';
      const descriptor = { mediaType, digest: await layout.putBlob(bytes), size: bytes.length };
      await index.write([...entries, { descriptor, json: descriptor }]);
      return accepted;
    });
    await service.operations.drain();
    const error = await handle.wait().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(OperationFailedError);
    expect(error).toMatchObject({ status: 'FAILED_PRECONDITION', imageId: id });
    expect(await imageOf(service, child.digest)).toMatchObject({ tags: ['v1'] });
  });

  it('finds nothing to delete where there is nothing', async () => {
    const { client } = await makeService();
    await expect(client.images.delete('imgunknown')).rejects.toMatchObject({ status: 'NOT_FOUND' });
  });

  it('leaves the image of the same digest in another repository alone', async () => {
    const service = await makeService();
    const { digest } = await service.push('a', 'x', { tags: ['v1'] });
    await service.push('b', 'x', { tags: ['v1'] });
    const images = await service.list({ repositoryName: 'local/a' });
    await service.delete(images[0]?.id ?? '');
    expect(await imageOf(service, digest)).toMatchObject({ name: 'local/b' });
  });

  it('deletes a tag that was added meanwhile too, for it is a tag of the image', async () => {
    const service = await makeService();
    const { digest } = await service.push('app', 'x', { tags: ['v1'] });
    const { id } = await imageOf(service, digest);
    await tagImage(await service.layout('app'), digest, 'v2');
    await service.delete(id);
    expect(await service.list()).toEqual([]);
  });
});

describe('operations', () => {
  it('are not found where there are none', async () => {
    const { status, body } = await (await makeService()).send('/operations/op1');
    expect([status, body]).toEqual([404, expect.objectContaining({ code: 5 })]);
  });
});
