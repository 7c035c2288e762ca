import { createHash } from 'node:crypto';

import type { Digest } from '@registry-images/model';
import { mediaTypes, type Descriptor } from '@registry-images/oci';

import type { ImageStore, ManifestRecord } from '../src/store/image-store.ts';

const imagesPerRepository = 1000;
const sharedLayers = 3;

/**
 * Fills a store with images as a registry of a company has them: repositories of a thousand images, a tag for each, the
 * layers of a base image that all of a repository share, and one layer and a configuration of their own. Dates are spread
 * over five years, and images of neighbouring dates are in repositories that are not.
 */
export function fillStore(store: ImageStore, registryId: string, images: number): void {
  const seenMs = Date.now();
  for (let first = 0; first < images; first += imagesPerRepository) {
    const number = first / imagesPerRepository;
    const base = Array.from({ length: sharedLayers }, (_, layer) => layerOf(`base ${number} ${layer}`));
    const manifests = Array.from({ length: Math.min(imagesPerRepository, images - first) }, (_, index) =>
      manifestOf(`${number}/${index}`, base, dateOf(first + index)),
    );
    store.putRepository({
      registryId,
      name: `${registryId}/team-${number % 50}/service-${number}`,
      tags: new Map(manifests.map(({ digest }, index) => [`1.${number % 10}.${index}`, digest])),
      manifests,
      gone: new Set(),
      untagged: new Set(),
      unread: new Set(),
      pushedMs: new Map(manifests.map(({ digest }, index) => [digest, dateOf(first + index) + 60_000])),
      seenMs,
    });
  }
}

function manifestOf(name: string, base: readonly Descriptor[], createdMs: number): ManifestRecord {
  return {
    digest: digestOfText(`manifest ${name}`),
    mediaType: mediaTypes.manifest,
    size: 1100,
    config: { mediaType: mediaTypes.imageConfig, digest: digestOfText(`config ${name}`), size: 2300 },
    layers: [...base, layerOf(name)],
    children: [],
    createdMs,
  };
}

function layerOf(name: string): Descriptor {
  return { mediaType: mediaTypes.layerTarGzip, digest: digestOfText(`layer ${name}`), size: 31_457_280 };
}

function digestOfText(text: string): Digest {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}

const firstMs = Date.parse('2021-01-01T00:00:00Z');
const spanMs = 5 * 365 * 24 * 3_600_000;

/** A date that looks random and is not; a large prime scatters neighbours. */
function dateOf(index: number): number {
  return firstMs + ((index * 2_654_435_761) % spanMs);
}
