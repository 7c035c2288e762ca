import {
  createdAnnotation,
  type Descriptor,
  type ImageIndex,
  type ImageManifest,
} from '@registry-images/oci';

import type { ManifestRecord } from '../store/image-store.ts';

/**
 * What is kept of a manifest or an index. `created` is what its configuration says, by RFC 3339; an annotation of its
 * own counts more.
 */
export function toManifestRecord(
  { digest, mediaType, size }: Descriptor,
  content: ImageManifest | ImageIndex,
  created: string | undefined,
): ManifestRecord {
  const createdMs = Date.parse(createdAnnotation(content) ?? created ?? '');
  return {
    digest,
    mediaType,
    size,
    ...(content.artifactType !== undefined && { artifactType: content.artifactType }),
    ...(content.kind === 'manifest' && { config: content.config }),
    layers: content.kind === 'manifest' ? content.layers : [],
    children: content.kind === 'index' ? content.manifests : [],
    ...(content.subject && { subject: content.subject.digest }),
    ...(!Number.isNaN(createdMs) && { createdMs }),
  };
}
