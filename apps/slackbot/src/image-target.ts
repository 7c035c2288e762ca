import { isResourceId } from '@registry-images/model';

import { isJsonObject, parseJson } from './json.ts';

/** The image that a button is about. */
export interface ImageTarget {
  readonly imageId: string;
}

/** Writes a target as the value of a button. */
export function encodeImageTarget({ imageId }: ImageTarget): string {
  return JSON.stringify({ imageId });
}

/** Reads the value of a button; undefined if no version of today wrote it. */
export function parseImageTarget(value: unknown): ImageTarget | undefined {
  const target = parseJson(value);
  if (!isJsonObject(target) || typeof target['imageId'] !== 'string') return undefined;
  const { imageId } = target;
  return isResourceId(imageId) ? { imageId } : undefined;
}
