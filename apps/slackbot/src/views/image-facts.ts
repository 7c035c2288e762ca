import { formatBytes, shortDigest, type Blob, type Image } from '@registry-images/model';

import { shownName, type RegistryScope } from '../registry-scope.ts';
import { limits } from './limits.ts';
import { clip, escapeMrkdwn, oneLine } from './mrkdwn.ts';

/** What the views need besides the images. */
export interface ViewContext {
  readonly scope: RegistryScope;
  /** The time that ages are counted from, in ms since the Unix epoch. */
  readonly nowMs: number;
}

/** How people call an image: `team/app:v1` by its first tag, `team/app@4f06b3c21b8e` without one. Not escaped. */
export function imageTitle(image: Image, scope: RegistryScope): string {
  const name = shownName(scope, image.name);
  const [tag] = image.tags;
  return clip(
    oneLine(tag === undefined ? `${name}@${shortDigest(image.digest)}` : `${name}:${tag}`),
    limits.headerText,
  );
}

/**
 * Whether the registry could not read the image: even the smallest one has a configuration or layers. Its name, digest
 * and tags are known all the same, and it can be deleted.
 */
export function isUnreadable({ config, layers }: Image): boolean {
  return config === undefined && layers.length === 0;
}

/**
 * A size for people, in bytes. Beyond 2^53 it is not exact, which nobody sees; the accessors of the model would throw, and
 * one absurd image must not break a list.
 */
export function approximateBytes(size: string): number {
  return Number(size);
}

/** A blob as a line of a table: its digest, its size and its share of `totalBytes`. */
export function blobLine(blob: Blob, totalBytes: number): string {
  const bytes = approximateBytes(blob.size);
  const share = totalBytes > 0 ? `${Math.round((100 * bytes) / totalBytes)} %` : '';
  const digest = escapeMrkdwn(clip(oneLine(blob.digest), 80).replaceAll('`', "'"));
  return `${digest}  ${formatBytes(bytes).padStart(8)}  ${share.padStart(5)}`;
}
