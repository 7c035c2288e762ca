import { createHash } from 'node:crypto';

import type { Digest } from '@registry-images/model';
import { mediaTypes, type Descriptor } from '@registry-images/oci';

import type { ManifestRecord, RepositoryState } from '../src/store/image-store.ts';

/** The digest of a text, which stands for whatever has that digest. */
export function digestOfText(text: string): Digest {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}

/** A blob of a size. */
export function blob(text: string, size = 100): Descriptor {
  return { mediaType: mediaTypes.layerTarGzip, digest: digestOfText(text), size };
}

/** The manifest of an image with a configuration of 10 bytes of its own, and layers of 100 bytes. */
export function manifest(text: string, options: Partial<ManifestRecord> = {}): ManifestRecord {
  return {
    digest: digestOfText(text),
    mediaType: mediaTypes.manifest,
    size: 1,
    config: blob(`config of ${text}`, 10),
    layers: [blob(`layer of ${text}`)],
    children: [],
    ...options,
  };
}

/** An index of images that have these texts. */
export function index(
  text: string,
  children: readonly string[],
  options: Partial<ManifestRecord> = {},
): ManifestRecord {
  return {
    digest: digestOfText(text),
    mediaType: mediaTypes.index,
    size: 2,
    layers: [],
    children: children.map((child) => ({
      mediaType: mediaTypes.manifest,
      digest: digestOfText(child),
      size: 1,
    })),
    ...options,
  };
}

/** What a repository has; nothing but what is given. */
export function stateOf(name: string, options: Partial<RepositoryState> = {}): RepositoryState {
  return {
    registryId: name.slice(0, name.indexOf('/')),
    name,
    tags: new Map(),
    manifests: [],
    gone: new Set(),
    untagged: new Set(),
    unread: new Set(),
    pushedMs: new Map(),
    seenMs: 1_000,
    ...options,
  };
}
