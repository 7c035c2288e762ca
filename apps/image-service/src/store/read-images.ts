import { digestOfKey } from './digest-key.ts';
import { imageContent, ownBlobs, type KeptBlob, type KeptContent } from './image-content.ts';
import type { ImageContent, StoredImage } from './image-store.ts';
import { bytes, integer, optionalBytes, optionalText, text, type Row } from './row.ts';
import type { Statements } from './statements.ts';

/** Reads images whole, in the order of their numbers as given; those that are not there are left out. */
export function readImages(sql: Statements, ids: readonly number[]): StoredImage[] {
  const tags = readTags(sql, ids);
  const statement = sql(
    `SELECT images.id, public_id, registries.name AS registry_id, images.name, images.digest, digest_tail,
       images.created_ms, modified_ms, merged, media_type, content
     FROM images JOIN registries ON registries.id = images.registry
       LEFT JOIN manifests ON manifests.id = images.manifest
     WHERE images.id = ?`,
  );
  return ids.flatMap((id) => {
    const row = statement.get(id);
    return row ? [toStoredImage(row, tags.get(id) ?? [])] : [];
  });
}

function readTags(sql: Statements, ids: readonly number[]): ReadonlyMap<number, readonly string[]> {
  const tags = new Map<number, string[]>();
  const rows = sql(
    'SELECT image, tag FROM tags WHERE image IN (SELECT value FROM json_each(?)) ORDER BY image, tag',
  ).all(JSON.stringify(ids));
  for (const row of rows) {
    const image = integer(row, 'image');
    const known = tags.get(image);
    if (known) known.push(text(row, 'tag'));
    else tags.set(image, [text(row, 'tag')]);
  }
  return tags;
}

function toStoredImage(row: Row, tags: readonly string[]): StoredImage {
  return {
    id: text(row, 'public_id'),
    registryId: text(row, 'registry_id'),
    name: text(row, 'name'),
    digest: digestOfKey(bytes(row, 'digest'), optionalBytes(row, 'digest_tail')),
    tags,
    mediaType: optionalText(row, 'media_type'),
    content: toContent(optionalText(row, 'content'), optionalText(row, 'merged')),
    createdMs: integer(row, 'created_ms'),
    modifiedMs: integer(row, 'modified_ms'),
  };
}

/** Both texts were written by the store itself. */
function toContent(content: string | undefined, merged: string | undefined): ImageContent | undefined {
  if (content === undefined) return undefined;
  if (merged !== undefined) {
    const blobs: readonly KeptBlob[] = JSON.parse(merged);
    return imageContent({ layers: blobs }, blobs);
  }
  const kept: KeptContent = JSON.parse(content);
  return imageContent(kept, ownBlobs(kept));
}
