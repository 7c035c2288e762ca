import { cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { createImagesClient } from '@registry-images/client';
import { createTokenCredential } from '@registry-images/client/credentials/token';
import type { Image } from '@registry-images/model';
import {
  createLayout,
  pushIndex,
  tagImage,
  tagOf,
  type Descriptor,
  type ImageLayout,
} from '@registry-images/oci';
import { afterAll, onTestFinished } from 'vitest';

import { startFaultyProxy, type FaultyProxy } from './faulty-proxy.ts';
import { startImageService, tokens, type RunningImageService } from './image-service.ts';
import { pushImages, type NewImage } from './push-images.ts';

/** A registry of its own, served by the real image service; the bot's calls go through a proxy. */
export interface TestRegistry extends FaultyProxy {
  readonly id: string;
  /** Pushes images, as somebody else does. */
  push(...images: readonly NewImage[]): Promise<void>;
  /** Pushes an index under a tag, over the image that has another. */
  pushIndex(repository: string, tag: string, of: string): Promise<void>;
  /** Copies a repository, so that its images are in another one too. */
  copy(from: string, to: string): Promise<void>;
  /** Gives the image that is named `team/app:v1` one more tag. */
  tag(name: string, tag: string): Promise<void>;
  /** Takes the image that is named `team/app:v1` away, as somebody else does. */
  remove(name: string): Promise<void>;
  /** The image that is named `team/app:v1`. */
  image(name: string): Promise<Image>;
  /** What is there, sorted: `team/app:v1` for each tag, `team/app` for an image without one. */
  names(): Promise<readonly string[]>;
  /** Keeps the service from changing a repository until the answer of this is called, as another writer does. */
  hold(repository: string): Promise<() => Promise<void>>;
  /** Makes the repository unreadable, as a disk that fails. */
  damage(repository: string): Promise<void>;
}

/** How many registries a file of tests can have. */
const count = 120;

// One service is for all tests of a file: to start it takes longer than a test.
let shared: Promise<RunningImageService> | undefined;
let taken = 0;
afterAll(async () => (await shared)?.stop());

/** Makes a registry with some images. It ends with the test. */
export async function makeRegistry(images: readonly NewImage[] = []): Promise<TestRegistry> {
  shared ??= startImageService(Array.from({ length: count }, (_, index) => `reg${index}`));
  const service = await shared;
  const id = `reg${taken++}`;
  const registry = registryOf(id, service, await startFaultyProxy(service));
  await registry.push(...images);
  return registry;
}

/** Makes a registry with some images, and a service for it alone, which can be killed. */
export async function makeRegistryAlone(
  images: readonly NewImage[],
): Promise<{ readonly service: RunningImageService; readonly registry: TestRegistry }> {
  const service = await startImageService(['reg']);
  onTestFinished(() => service.stop());
  const registry = registryOf('reg', service, await startFaultyProxy(service));
  await registry.push(...images);
  return { service, registry };
}

function registryOf(id: string, service: RunningImageService, proxy: FaultyProxy): TestRegistry {
  const root = service.folders.get(id);
  if (root === undefined) throw new Error(`The service has no registry ${id}: there are only ${count}.`);
  const client = createImagesClient({
    baseUrl: service.url,
    credential: createTokenCredential(tokens.reader),
  });
  const layoutOf = (repository: string): Promise<ImageLayout> => createLayout(join(root, repository));
  const listed = (): Promise<Image[]> => Array.fromAsync(client.images.list({ registryId: id }));

  async function find(name: string): Promise<{ layout: ImageLayout; descriptor: Descriptor }> {
    const [, repository = '', tag] = /^(.+):([^:]+)$/.exec(name) ?? [];
    const layout = await layoutOf(repository);
    const entries = await layout.readIndex();
    const entry = entries.find(({ descriptor }) => tagOf(descriptor) === tag);
    if (!entry) throw new Error(`There is no image ${name}.`);
    return { layout, descriptor: entry.descriptor };
  }

  return Object.assign(proxy, {
    id,
    async push(...images: readonly NewImage[]) {
      for (const [repository, ofRepository = []] of Map.groupBy(images, (image) => image.repository)) {
        await pushImages(await layoutOf(repository), ofRepository);
      }
    },
    async pushIndex(repository: string, tag: string, of: string) {
      const { layout, descriptor } = await find(`${repository}:${of}`);
      const platform = { os: 'linux', architecture: 'amd64' };
      const { mediaType, digest, size } = descriptor;
      await pushIndex(layout, {
        manifests: [{ descriptor: { mediaType, digest, size }, platform }],
        tags: [tag],
      });
    },
    copy: (from: string, to: string) => cp(join(root, from), join(root, to), { recursive: true }),
    async tag(name: string, tag: string) {
      const { layout, descriptor } = await find(name);
      await tagImage(layout, descriptor.digest, tag);
    },
    async remove(name: string) {
      const { layout, descriptor } = await find(name);
      await layout.updateIndex((entries) =>
        entries.filter((entry) => entry.descriptor.digest !== descriptor.digest),
      );
    },
    async image(name: string) {
      const found = (await listed()).find((image) => namesOf(image).includes(name));
      if (!found) throw new Error(`The service has no image ${name}.`);
      return found;
    },
    names: async () => (await listed()).flatMap(namesOf).toSorted(),
    async hold(repository: string) {
      const layout = await layoutOf(repository);
      const held = Promise.withResolvers<void>();
      const released = Promise.withResolvers<void>();
      const edited = layout.edit(() => {
        held.resolve();
        return released.promise;
      });
      await held.promise;
      return async () => {
        released.resolve();
        await edited;
      };
    },
    damage: (repository: string) => writeFile(join(root, repository, 'index.json'), '{'),
  });
}

/** The names of an image, without the registry; of one without tags its repository. */
function namesOf({ name, tags }: Image): string[] {
  const repository = name.slice(name.indexOf('/') + 1);
  return tags.length > 0 ? tags.map((tag) => `${repository}:${tag}`) : [repository];
}
