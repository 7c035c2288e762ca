import {
  createdAnnotation,
  type Descriptor,
  type ImageConfig,
  type ImageIndex,
  type ImageManifest,
  type Platform,
} from '@registry-images/oci';

import type { DamagedManifest, ManifestRecord } from '../store/image-store.ts';

/**
 * What is kept of a manifest or an index. `config` is its configuration, where it was read; for the date an annotation of
 * its own counts more.
 */
export function toManifestRecord(
  { digest, mediaType, size }: Descriptor,
  content: ImageManifest | ImageIndex,
  config: ImageConfig | undefined,
): ManifestRecord {
  const { created, ...platform } = config ?? {};
  const createdMs = Date.parse(createdAnnotation(content) ?? created ?? '');
  return {
    digest,
    mediaType,
    size,
    ...(content.artifactType !== undefined && { artifactType: content.artifactType }),
    ...(content.kind === 'manifest' && { config: content.config }),
    layers: content.kind === 'manifest' ? content.layers : [],
    children: content.kind === 'index' ? content.manifests : [],
    ...(isPlatform(platform) && { platform }),
    ...(content.subject && { subject: content.subject.digest }),
    ...(!Number.isNaN(createdMs) && { createdMs }),
  };
}

/** What is kept of an image whose configuration is not there, or broken: nobody could run it. */
export function withoutConfig({ digest, config, layers }: ManifestRecord): DamagedManifest {
  const blobs = [...(config ? [config] : []), ...layers].map((blob) => blob.digest);
  return { digest, damaged: true, children: [], blobs: [...new Set(blobs)] };
}

function isPlatform(platform: Omit<ImageConfig, 'created'>): platform is Platform {
  return platform.os !== undefined && platform.architecture !== undefined;
}
