import { annotationNames, tagOf } from '../annotations.ts';
import { formatDescriptor, parseDescriptor, type Descriptor } from '../descriptor.ts';
import type { ImageEntry } from '../graph/image-graph.ts';
import { isJsonObject, malformed, type JsonObject } from '../json.ts';

/**
 * One entry of `index.json`: an image under at most one tag. Entries are written back as they were read, fields of other
 * programs included; only numbers that a double cannot hold would change.
 */
export interface IndexEntry extends ImageEntry {
  readonly json: JsonObject;
}

const nameAnnotations: readonly string[] = [annotationNames.refName, annotationNames.containerdImageName];

/** Checks an entry. `where` names it in errors. */
export function entryOf(json: unknown, where: string): IndexEntry {
  if (!isJsonObject(json)) throw malformed(where, 'a descriptor', json);
  return { descriptor: parseDescriptor(json, where), json };
}

/**
 * Adds an image under a tag, or untagged where `tag` is undefined. A tag belongs to one image at a time: whichever has
 * it loses it and stays in the index, untagged unless another entry tags it. So does skopeo, and it keeps the image
 * deletable.
 */
export function withImage(
  entries: readonly IndexEntry[],
  descriptor: Descriptor,
  tag: string | undefined,
): readonly IndexEntry[] {
  const isSame = (entry: IndexEntry) => entry.descriptor.digest === descriptor.digest;
  const others = entries.map((entry) =>
    tag !== undefined && tagOf(entry.descriptor) === tag && !isSame(entry)
      ? renamed(entry, undefined)
      : entry,
  );
  const isThere = (entry: IndexEntry) =>
    isSame(entry) && (tag === undefined || tagOf(entry.descriptor) === tag);
  if (others.some(isThere)) return others;

  const unnamed = others.find((entry) => isSame(entry) && !hasName(entry));
  const added = renamed(unnamed ?? entryOf(formatDescriptor(descriptor), 'descriptor'), tag);
  return unnamed ? others.map((entry) => (entry === unnamed ? added : entry)) : [...others, added];
}

function hasName({ descriptor: { annotations = {} } }: IndexEntry): boolean {
  return nameAnnotations.some((name) => annotations[name] !== undefined);
}

/** The entry under another tag, or under none; all else in it stays. */
function renamed({ descriptor, json }: IndexEntry, tag: string | undefined): IndexEntry {
  const others = Object.entries(descriptor.annotations ?? {}).filter(
    ([name]) => !nameAnnotations.includes(name),
  );
  const annotations = tag === undefined ? others : [...others, [annotationNames.refName, tag] as const];
  const { annotations: _, ...fields } = json;
  const changed =
    annotations.length === 0 ? fields : { ...fields, annotations: Object.fromEntries(annotations) };
  return entryOf(changed, 'descriptor');
}
