import { isDigest, isTag, type Digest } from '@registry-images/model';

/** A JSON object whose fields nobody has checked. */
export type Fields = Readonly<Record<string, unknown>>;

/** The fields of an object; none of everything else. */
export function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : {};
}

/** The elements of a list; none of everything else. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** What an event says of where to look: a tag, a digest, or both; what is neither is left out. */
export function referenceOf(
  tag: unknown,
  digest: unknown,
): { readonly tag?: string; readonly digest?: Digest } {
  return {
    ...(typeof tag === 'string' && isTag(tag) && { tag }),
    ...(isDigest(digest) && { digest }),
  };
}

/** A time in RFC 3339, in ms since the Unix epoch. */
export function timeOf(value: unknown): { readonly atMs?: number } {
  const atMs = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(atMs) ? {} : { atMs };
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
