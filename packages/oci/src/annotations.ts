/**
 * Tags in an image layout. The specification has one annotation for the name of an image and a grammar for it that is
 * wider than a tag, so every writer fills it in its own way:
 *
 *     writer                         annotation                        value
 *     BuildKit, containerd, Docker   io.containerd.image.name          docker.io/team/app:v1
 *     crane                          org.opencontainers.image.ref.name registry.example/team/app:v1
 *     skopeo                         org.opencontainers.image.ref.name v1, or team/app:v1
 *     umoci                          org.opencontainers.image.ref.name v1
 *
 * @see https://github.com/opencontainers/image-spec/blob/v1.1.1/annotations.md
 */
import { isTag } from '@registry-images/model';

import type { Descriptor } from './descriptor.ts';
import type { ImageIndex, ImageManifest } from './manifest.ts';
import { isTimestamp } from './timestamp.ts';

/** The names of the annotations that are read or written here. */
export const annotationNames = {
  refName: 'org.opencontainers.image.ref.name',
  created: 'org.opencontainers.image.created',
  containerdImageName: 'io.containerd.image.name',
} as const;

/**
 * The tag that an entry of `index.json` gives to its image; undefined for an untagged image, and for a name out of
 * which no tag can be made.
 */
export function tagOf({ annotations = {} }: Pick<Descriptor, 'annotations'>): string | undefined {
  const imageName = annotations[annotationNames.containerdImageName];
  const refName = annotations[annotationNames.refName];
  const tag = tagOfFullName(imageName ?? '') ?? tagOfFullName(refName ?? '') ?? refName;
  return tag !== undefined && isTag(tag) ? tag : undefined;
}

/** The date of an image as its manifest or index states it; undefined where there is none that can be read. */
export function createdAnnotation({ annotations }: ImageManifest | ImageIndex): string | undefined {
  const created = annotations[annotationNames.created];
  return isTimestamp(created) ? created : undefined;
}

/** `v1` of `host:5000/team/app:v1@sha256:…`; the colon of a port comes before a slash. */
function tagOfFullName(name: string): string | undefined {
  const [withoutDigest = ''] = name.split('@', 1);
  const colon = withoutDigest.lastIndexOf(':');
  const tag = withoutDigest.slice(colon + 1);
  return colon > withoutDigest.lastIndexOf('/') && isTag(tag) ? tag : undefined;
}
