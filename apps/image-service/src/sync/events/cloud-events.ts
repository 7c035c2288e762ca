import { parseHarborData } from './harbor-events.ts';
import { fieldsOf, referenceOf, timeOf } from './json.ts';
import type { RegistryEvent } from './registry-event.ts';

/** What of a CloudEvent is used, whichever way it came. */
export interface CloudEvent {
  readonly type: unknown;
  /** RFC 3339. */
  readonly time: unknown;
  readonly data: unknown;
}

/**
 * Reads a CloudEvent of zot or of Harbor.
 *
 * @see https://zotregistry.dev/latest/articles/events/
 * @see https://github.com/goharbor/harbor/blob/v2.14.0/src/pkg/notifier/formats/cloudevents.go
 */
export function parseCloudEvent({ type, time, data }: CloudEvent): readonly RegistryEvent[] {
  if (typeof type !== 'string') return [];
  const at = timeOf(time);
  const harborKind = harborKinds.get(type);
  if (harborKind !== undefined) return parseHarborData(harborKind, data, at.atMs);
  // zot can put another word in front of its types.
  const zotKind = zotKinds.find(([ending]) => type === ending || type.endsWith(`.${ending}`))?.[1];
  const { name, reference, digest } = fieldsOf(data);
  if (zotKind === undefined || typeof name !== 'string') return [];
  return [{ kind: zotKind, repository: name, ...referenceOf(reference, digest), ...at }];
}

/** The CloudEvent in the body of a request that is all of it; undefined where there is none. */
export function structuredCloudEvent(body: unknown): CloudEvent | undefined {
  const { specversion, type, time, data } = fieldsOf(body);
  return typeof specversion === 'string' ? { type, time, data } : undefined;
}

/** The CloudEvent whose fields are headers, and whose data is the body; undefined where there is none. */
export function binaryCloudEvent(headers: Headers, body: unknown): CloudEvent | undefined {
  const type = headers.get('ce-type');
  return type === null ? undefined : { type, time: headers.get('ce-time'), data: body };
}

const harborKinds: ReadonlyMap<string, RegistryEvent['kind']> = new Map([
  ['harbor.artifact.pushed', 'push'],
  ['harbor.tag.created', 'push'],
  ['harbor.artifact.pulled', 'pull'],
  ['harbor.artifact.deleted', 'delete'],
]);

const zotKinds: readonly (readonly [string, RegistryEvent['kind']])[] = [
  ['image.updated', 'push'],
  ['image.deleted', 'delete'],
];
