import { isIndexMediaType, isManifestMediaType } from '@registry-images/oci';

import { fieldsOf, listOf, referenceOf, timeOf } from './json.ts';
import type { RegistryEvent } from './registry-event.ts';

/**
 * Reads the events of CNCF Distribution, versions 2 and 3, and of those that took over its format, such as Azure's
 * registry. What is about layers is left out, as far as it can be told: the deletion of a blob looks like that of a
 * manifest.
 *
 * @see https://distribution.github.io/distribution/about/notifications/
 */
export function parseDistributionEvents(envelope: unknown): readonly RegistryEvent[] {
  return listOf(fieldsOf(envelope)['events']).flatMap(parseEvent);
}

function parseEvent(value: unknown): readonly RegistryEvent[] {
  const { action, target, request, timestamp } = fieldsOf(value);
  const { repository, tag, digest, mediaType } = fieldsOf(target);
  const { useragent: userAgent } = fieldsOf(request);
  const kind = kinds.get(action);
  if (kind === undefined || typeof repository !== 'string' || isOfBlob(mediaType)) return [];
  const reference = referenceOf(tag, digest);
  return [
    {
      kind,
      repository,
      ...reference,
      ...timeOf(timestamp),
      ...(typeof userAgent === 'string' && { userAgent }),
    },
  ];
}

/** `mount` is of blobs alone. */
const kinds: ReadonlyMap<unknown, RegistryEvent['kind']> = new Map([
  ['push', 'push'],
  ['pull', 'pull'],
  ['delete', 'delete'],
]);

function isOfBlob(mediaType: unknown): boolean {
  if (typeof mediaType !== 'string' || mediaType === '') return false;
  return !isManifestMediaType(mediaType) && !isIndexMediaType(mediaType);
}
