import { isResourceId } from '@registry-images/model';

import { isJsonObject, parseJson } from './json.ts';
import { encodeToFit, toListPosition, type ListPosition } from './list-position.ts';

/** The image that a button is about, and the list to go back to, where the way led through one. */
export interface ImageTarget {
  readonly imageId: string;
  readonly list?: ListPosition;
}

/** Writes a target as the value of a button. */
export function encodeImageTarget({ imageId, list }: ImageTarget): string {
  if (!list) return JSON.stringify({ imageId });
  return encodeToFit(list, (fitting) => JSON.stringify({ imageId, list: fitting }));
}

/** Reads the value of a button; undefined if no version of today wrote it. */
export function parseImageTarget(value: unknown): ImageTarget | undefined {
  const target = parseJson(value);
  if (!isJsonObject(target) || typeof target['imageId'] !== 'string') return undefined;
  const { imageId, list } = target;
  if (!isResourceId(imageId)) return undefined;
  if (list === undefined) return { imageId };
  const position = toListPosition(list);
  return position && { imageId, list: position };
}
