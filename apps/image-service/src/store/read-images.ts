import { imageContent, ownBlobs, type KeptBlob, type KeptContent } from './image-content.ts';
import type { ImageContent, StoredImage } from './image-store.ts';
import { digestOf, tagsOf } from './image-table.ts';
import { integer, optionalText, text, type Row } from './row.ts';
import type { Statements } from './statements.ts';

/**
 * Reads images whole, in the order of their numbers as given; those that are not there are left out. One statement for all
 * of them: each takes a lock on the file, and asks whether another program has written it.
 */
export function readImages(sql: Statements, ids: readonly number[]): StoredImage[] {
  // CROSS JOIN: the numbers are gone through in their order, and not the images in theirs.
  return sql(
    `SELECT name, digest, digest_tail, public_id, created_ms, modified_ms, tags, media_type, content, merged
     FROM json_each(?) AS wanted CROSS JOIN images ON images.id = wanted.value`,
  )
    .all(JSON.stringify(ids))
    .map(toStoredImage);
}

function toStoredImage(row: Row): StoredImage {
  const name = text(row, 'name');
  return {
    id: text(row, 'public_id'),
    registryId: name.slice(0, name.indexOf('/')),
    name,
    digest: digestOf(row),
    tags: tagsOf(row),
    mediaType: optionalText(row, 'media_type'),
    content: toContent(optionalText(row, 'content'), optionalText(row, 'merged')),
    createdMs: integer(row, 'created_ms'),
    modifiedMs: integer(row, 'modified_ms'),
  };
}

/** Both texts were written by the store itself. */
function toContent(content: string | undefined, merged: string | undefined): ImageContent | undefined {
  if (content === undefined) return undefined;
  const kept: KeptContent = JSON.parse(content);
  if (merged !== undefined) {
    const blobs: readonly KeptBlob[] = JSON.parse(merged);
    return imageContent({ ...kept, layers: blobs }, blobs);
  }
  return imageContent(kept, ownBlobs(kept));
}
