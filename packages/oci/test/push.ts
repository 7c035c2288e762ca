import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import type { RunningRegistry } from '@registry-images/testing';

import {
  createRegistry,
  pushIndex,
  putImage,
  type Descriptor,
  type ImageLayout,
  type Platform,
  type Registry,
  type RegistryOptions,
} from '../src/index.ts';
import { sampleImage } from './sample-image.ts';

/** Runs skopeo with registries that have no certificate, and gives its output. */
export async function skopeo(...args: readonly string[]): Promise<string> {
  return (await promisify(execFile)('skopeo', ['--insecure-policy', ...args])).stdout;
}

/** Copies an image of a layout, with all that an index lists, to `<repository>:<tag>` of a registry. */
export async function push(
  { host }: RunningRegistry,
  { layout, tag, to }: { readonly layout: ImageLayout; readonly tag: string; readonly to: string },
  ...flags: readonly string[]
): Promise<void> {
  // The registry answers 500 now and then while it is written to from several sides.
  const common = ['--all', '--retry-times', '3', '--dest-tls-verify=false'];
  await skopeo('copy', ...common, ...flags, `oci:${layout.folder}:${tag}`, `docker://${host}/${to}`);
}

/** An index of two images for two machines, tagged in a layout. */
export async function pushTwoPlatforms(
  layout: ImageLayout,
  tag: string,
): Promise<{ readonly index: Descriptor; readonly children: readonly Descriptor[] }> {
  const manifests: { descriptor: Descriptor; platform: Platform }[] = [];
  for (const platform of [
    { architecture: 'amd64', os: 'linux' },
    { architecture: 'arm64', os: 'linux' },
  ]) {
    const { layers, config } = sampleImage('base', platform.architecture);
    const descriptor = await putImage(layout, { layers, config: { ...config, ...platform } });
    manifests.push({ descriptor, platform });
  }
  const children = manifests.map(({ descriptor }) => descriptor);
  return { index: await pushIndex(layout, { manifests, tags: [tag] }), children };
}

/** A client of a registry. */
export function clientOf({ url }: RunningRegistry, options: Partial<RegistryOptions> = {}): Registry {
  return createRegistry({ url, userAgent: 'registry-images-test/1.0', ...options });
}
