import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { createAdaptorServer } from '@hono/node-server';
import { isApiError } from '@registry-images/client';
import type { Image } from '@registry-images/model';
import { createLayout, pushIndex } from '@registry-images/oci';
import {
  describeWithTools,
  listenOnLoopback,
  makeTemporaryFolder,
  startRegistry,
  type RegistryVariant,
} from '@registry-images/testing';
import { expect, it } from 'vitest';

import { patience } from './patience.ts';
import { createPusher } from './registry-pusher.ts';
import { makeService, pushTo, registrySource, type TestService } from './service.ts';

const run = promisify(execFile);
const skopeo = (...args: string[]) => run('skopeo', ['--insecure-policy', ...args]);

/** A service over a real registry, and a layout from which images are copied into it. */
async function makeRegistryService(variant: RegistryVariant = {}, repositories?: readonly string[]) {
  const registry = await startRegistry(variant);
  const folder = await makeTemporaryFolder();
  const layout = await createLayout(folder);
  const source = registrySource(registry.url, repositories);
  const service = await makeService({ source });
  return {
    registry,
    layout,
    service,
    /** Makes an image of one layer with this text, copies it into the registry under each of the tags, and has it seen. */
    push: async (repository: string, text: string, ...tags: string[]): Promise<string> => {
      const { digest } = await pushTo(layout, text, { tags: ['copied'] });
      for (const tag of tags) await copy(repository, tag);
      return digest;
    },
    copy,
  };

  async function copy(repository: string, tag: string): Promise<void> {
    const options = ['--all', '--quiet', '--retry-times', '3', '--dest-tls-verify=false'];
    const destination = `docker://${registry.host}/${repository}:${tag}`;
    await skopeo('copy', ...options, `oci:${folder}:copied`, destination);
    await service.sync.refresh(`local/${repository}`, AbortSignal.timeout(10_000));
  }
}

const labels = (images: readonly Image[]): string[] =>
  images.map(({ name, tags }) => `${name}:${tags.toSorted().join(',')}`).toSorted();

async function tagged(service: TestService, label: string): Promise<Image> {
  const images = await service.list();
  const image = images.find(({ name, tags }) => tags.some((tag) => `${name}:${tag}` === label));
  if (!image) throw new Error(`${label} is not in ${labels(images).join(' ')}.`);
  return image;
}

describeWithTools(['docker-registry', 'skopeo'], 'the service over a registry', () => {
  it('lists, pages through and gets its images, and deletes one with all its tags', async () => {
    const { service, push } = await makeRegistryService();
    expect(await service.list()).toEqual([]);
    const one = await push('team/app', 'one', 'v1', 'latest');
    await push('team/app', 'two', 'v2');
    await push('base', 'three', '1');
    expect(labels(await service.list())).toEqual([
      'local/base:1',
      'local/team/app:latest,v1',
      'local/team/app:v2',
    ]);
    expect(labels(await service.list({ pageSize: 1, orderBy: [{ field: 'createdAt' }] }))).toHaveLength(3);
    expect(labels(await service.list({ repositoryName: 'local/base' }))).toEqual(['local/base:1']);

    const image = await tagged(service, 'local/team/app:v1');
    expect(image).toMatchObject({ digest: one, createdAt: '2026-10-01T12:00:00.000Z' });
    expect(Number(image.compressedSize)).toBe(Number(image.config?.size) + Number(image.layers[0]?.size));
    expect(await service.client.images.get(image.id)).toEqual(image);

    await service.delete(image.id);
    expect(labels(await service.list())).toEqual(['local/base:1', 'local/team/app:v2']);
    await expect(service.client.images.get(image.id)).rejects.toMatchObject({ status: 'NOT_FOUND' });
    await expect(service.client.images.delete(image.id)).rejects.toMatchObject({ status: 'NOT_FOUND' });
  });

  it('refuses to delete what a multi-arch index contains, although the registry would', async () => {
    const { service, layout, push, copy } = await makeRegistryService();
    await push('app', 'amd64', 'v1-amd64');
    const child = await pushTo(layout, 'amd64');
    const manifests = [{ descriptor: child, platform: { architecture: 'amd64', os: 'linux' } }];
    await pushIndex(layout, { manifests, tags: ['copied'] });
    await copy('app', 'v1');

    const { id } = await tagged(service, 'local/app:v1-amd64');
    const error = await service.client.images.delete(id).catch((thrown: unknown) => thrown);
    expect(isApiError(error) && [error.status, error.serverMessage]).toEqual([
      'FAILED_PRECONDITION',
      expect.stringContaining('v1 ('),
    ]);
    await service.delete((await tagged(service, 'local/app:v1')).id);
    await service.delete(id);
    expect(await service.list()).toEqual([]);
  });

  it('says what to configure where the registry does not delete', async () => {
    const { service, push } = await makeRegistryService({ deletion: false });
    await push('app', 'x', 'v1');
    const handle = await service.client.images.delete((await tagged(service, 'local/app:v1')).id);
    await service.operations.drain();
    const error = await handle.wait().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      status: 'FAILED_PRECONDITION',
      serverMessage: expect.stringContaining('storage.delete.enabled'),
    });
    expect(await service.list()).toHaveLength(1);
  });

  it('takes the repositories from the configuration, and does not mind those that are not there', async () => {
    const { service, push } = await makeRegistryService({}, ['app', 'missing']);
    await push('app', 'x', 'v1');
    await push('other', 'y', 'v1');
    expect(labels(await service.list())).toEqual(['local/app:v1']);
    await expect(service.list({ repositoryName: 'local/missing' })).rejects.toMatchObject({
      status: 'NOT_FOUND',
    });
  });

  it('answers while the registry is down, with what it knows, and deletes nothing then', async () => {
    const { service, registry, push } = await makeRegistryService();
    await push('app', 'x', 'v1');
    await registry.stop();
    expect(labels(await service.list())).toEqual(['local/app:v1']);
    const { id } = await tagged(service, 'local/app:v1');
    const error = await service.client.images.delete(id).catch((thrown: unknown) => thrown);
    expect(isApiError(error) && error.status).toBe('UNAVAILABLE');
    expect(String(error)).not.toContain(registry.host);
    expect(await service.list()).toHaveLength(1);
  });
});

describeWithTools(['docker-registry'], 'the service behind the webhook of a registry', () => {
  it('lists an image that was just pushed, and no more once it was deleted', async () => {
    let service: TestService | undefined;
    const server = createAdaptorServer({
      fetch: async (request) => (await service?.fetch(request)) ?? new Response(null, { status: 503 }),
    });
    const host = await listenOnLoopback(server);
    const token = 'a-token-of-the-webhook';
    const webhook = { url: `http://${host}/events/local`, token };
    const { url } = await startRegistry({ webhook });
    service = await makeService({ source: registrySource(url), eventsToken: token });
    const list = service.list.bind(service);
    const pusher = createPusher(url);

    const { digest } = await pusher.image('team/app', 'one', 'v1');
    await expect.poll(async () => labels(await list()), patience).toEqual(['local/team/app:v1']);
    await pusher.image('team/app', 'two', 'v1', 'latest');
    await expect
      .poll(async () => labels(await list()), patience)
      .toEqual(['local/team/app:', 'local/team/app:latest,v1']);
    await pusher.remove('team/app', digest);
    await expect.poll(async () => labels(await list()), patience).toEqual(['local/team/app:latest,v1']);
  });
});
