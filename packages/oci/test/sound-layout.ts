import { makeTemporaryFolder } from '@registry-images/testing';
import { expect } from 'vitest';

import { reachableBlobs } from '../src/graph/image-graph.ts';
import {
  createLayout,
  openLayout,
  pushImage,
  readGraph,
  type Descriptor,
  type ImageLayout,
} from '../src/index.ts';
import { sampleImage } from './sample-image.ts';

/** A layout without images, gone when the test ends. */
export async function emptyLayout(): Promise<ImageLayout> {
  return createLayout(await makeTemporaryFolder());
}

/** Pushes the image of some layers. */
export async function pushSample(
  layout: ImageLayout,
  tags: readonly string[],
  ...layers: readonly string[]
): Promise<Descriptor> {
  return pushImage(layout, { ...sampleImage(...layers), tags });
}

/** The same layout, an hour later: whatever was on its way has arrived or never will. */
export async function anHourLater({ folder, clock }: ImageLayout): Promise<ImageLayout> {
  return openLayout(folder, { clock: { ...clock, now: () => clock.now() + 3_600_000 } });
}

/** Fails unless every image of the layout is whole and no blob is there that nothing needs. */
export async function expectSound(layout: ImageLayout): Promise<void> {
  const graph = await readGraph(layout);
  const kinds = new Set([...graph.nodes.values()].map(({ content }) => content.kind));
  expect([...kinds].filter((kind) => kind === 'missing' || kind === 'unreadable')).toEqual([]);
  const needed = reachableBlobs(
    graph,
    graph.entries.map((entry) => entry.descriptor.digest),
  );
  expect(new Set(await layout.listBlobs('sha256'))).toEqual(needed);
}
