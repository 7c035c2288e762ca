import { fieldsOf, listOf, referenceOf } from './json.ts';
import type { RegistryEvent } from './registry-event.ts';

/**
 * Reads an event of Harbor in its own format. It tells of one tag of those that an image has.
 *
 * @see https://goharbor.io/docs/main/working-with-projects/project-configuration/configure-webhooks/
 */
export function parseHarborEvent(payload: unknown): readonly RegistryEvent[] {
  const { type, occur_at: seconds, event_data: data } = fieldsOf(payload);
  const kind = kinds.get(type);
  const atMs = typeof seconds === 'number' && Number.isFinite(seconds) ? seconds * 1000 : undefined;
  return kind === undefined ? [] : parseHarborData(kind, data, atMs);
}

/** Reads what Harbor's own format and its CloudEvents have in common. */
export function parseHarborData(
  kind: RegistryEvent['kind'],
  data: unknown,
  atMs: number | undefined,
): readonly RegistryEvent[] {
  const { repository, resources } = fieldsOf(data);
  const { repo_full_name: name } = fieldsOf(repository);
  if (typeof name !== 'string') return [];
  const at = atMs === undefined ? {} : { atMs };
  return listOf(resources).map((resource): RegistryEvent => {
    const { tag, digest } = fieldsOf(resource);
    // Where something was pulled by its digest, that stands in the place of the tag, too.
    return Object.assign({ kind, repository: name }, referenceOf(tag, digest), at);
  });
}

const kinds: ReadonlyMap<unknown, RegistryEvent['kind']> = new Map([
  ['PUSH_ARTIFACT', 'push'],
  ['PULL_ARTIFACT', 'pull'],
  ['DELETE_ARTIFACT', 'delete'],
]);
