import { isDigest, type Digest } from '@registry-images/model';

import { isJsonObject, isSameKey, type JsonObject } from './json.ts';

/**
 * The digests that a document lists under `manifests`, as any reader could understand them: whatever else is wrong with
 * it, and whatever the kind of what it lists. Undefined where it is no JSON object, so that nothing can be told.
 *
 * Most programs pull an index that does not follow the specification to the letter; what it lists is needed all the same.
 */
export function listedDigests(bytes: Uint8Array): readonly Digest[] | undefined {
  const document = parseLeniently(bytes);
  if (!isJsonObject(document)) return undefined;
  const children = valuesUnder(document, 'manifests').flatMap((list) => (Array.isArray(list) ? list : []));
  const digests = children.filter(isJsonObject).flatMap((child) => valuesUnder(child, 'digest'));
  return [...new Set(digests.filter(isDigest))];
}

function parseLeniently(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}

function valuesUnder(object: JsonObject, key: string): readonly unknown[] {
  return Object.keys(object)
    .filter((other) => isSameKey(other, key))
    .map((other) => object[other]);
}
