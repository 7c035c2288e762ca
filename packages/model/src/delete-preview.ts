import { normalizeImage } from './image.ts';
import { parseInt64 } from './int64.ts';
import type { DeletePreview, DeleteRefusal, WireDeletePreview } from './schema.ts';

/**
 * Fills in what the protobuf JSON mapping leaves out of a preview.
 *
 * @see https://protobuf.dev/programming-guides/json/
 */
export function normalizeDeletePreview(preview: WireDeletePreview): DeletePreview {
  return {
    image: normalizeImage(preview.image ?? {}),
    tags: preview.tags ?? [],
    deletedCount: preview.deletedCount ?? 0,
    parents: (preview.parents ?? []).map(normalizeImage),
    parentCount: preview.parentCount ?? 0,
    children: (preview.children ?? []).map(normalizeImage),
    childCount: preview.childCount ?? 0,
    orphanedChildren: (preview.orphanedChildren ?? []).map(normalizeImage),
    orphanedChildCount: preview.orphanedChildCount ?? 0,
    referrers: (preview.referrers ?? []).map(normalizeImage),
    referrerCount: preview.referrerCount ?? 0,
    refusals: (preview.refusals ?? []).map(normalizeDeleteRefusal),
    freedBytes: preview.freedBytes ?? '0',
    etag: preview.etag ?? '',
  };
}

/**
 * The bytes that a deletion would free.
 *
 * @throws RangeError if that is no whole number that a JavaScript number can hold exactly.
 * @see https://protobuf.dev/programming-guides/json/
 */
export function freedBytes(preview: Pick<DeletePreview, 'freedBytes'>): number {
  return parseInt64(preview.freedBytes);
}

function normalizeDeleteRefusal({
  reason = '',
  message = '',
  subjects = [],
}: Partial<DeleteRefusal>): DeleteRefusal {
  return { reason, message, subjects };
}
